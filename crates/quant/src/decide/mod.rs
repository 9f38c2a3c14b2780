//! What would make us more certain for the money: sets of treatments under a budget, which estimate matters, what it is worth to know
//! it better, and options side by side.
//!
//! Everything here is a pure function of a [`Checked`](crate::Checked) model. Mean losses are computed in closed form
//! ([`mean_loss`]); what needs a distribution (certainty of an objective, tails, single years) is asked of the caller's engine through a
//! closure, so that these functions know nothing of how it is computed.

mod annual;
mod certainty;
mod choice;
mod compare;
mod event;
mod group;
mod information;
mod lanes;
mod mean;
mod parameter;
mod pin;
mod plan;
mod portfolio;
mod search;
mod second;
mod sensitivity;
mod shares;
#[cfg(test)]
mod tests;

pub use certainty::{CertaintyPoint, Score, frontier_by_certainty};
pub use choice::{Choice, Step};
pub use compare::{Candidate, Compared, Years, compare};
pub use information::{Information, Worth, value_of_information};
pub use mean::{Mean, mean_loss, mean_loss_by_scenario, world_means};
pub use parameter::{Nature, Owner, Parameter, ParameterId, Quantity};
pub use pin::Pin;
pub use portfolio::{ByBudget, MAX_COMPLETE, MAX_TREATMENTS, Portfolio, Question, Refused, greedy, portfolio};
pub use second::{Look, second_look, simulated_scores, simulated_years};
pub use sensitivity::{AskScore, Bar, Swing, tornado, tornado_of};
pub use shares::{LEAST_WORLDS, Share, Shares, variance_shares};
