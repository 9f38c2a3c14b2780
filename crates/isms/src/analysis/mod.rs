//! Questions asked of the value: pure functions of [`Isms`](crate::isms::Isms) and its moment.

pub mod backtest;
