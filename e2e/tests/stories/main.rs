//! What people do with Surety, told in a real browser against the demonstration organisation.

mod approve;
mod audit;
mod begin;
mod bench;
mod collide;
mod decide;
mod german;
mod governance;
mod instructions;
mod keyboard;
mod past;
mod people;
mod plain;
mod policy;
mod tour;
mod week;
mod year;
