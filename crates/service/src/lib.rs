//! Acts: the one door to change. Authorise, validate, seal, apply, tell.
//!
//! Pages, API, `apply` and imports all come through [`Service::perform`]; questions are asked of a [`isms::view::View`], which
//! [`Service::view`] gives as of now or of any moment of the past.

pub mod account;
pub mod analysis;
pub mod applicability;
pub mod ascode;
mod asked;
pub mod assurance;
mod certainty;
pub mod clock;
pub mod command;
pub mod demo;
mod error;
pub mod evidence;
pub mod governance;
mod heard;
mod held;
pub mod import;
pub mod library;
pub mod migrate;
pub mod numbers;
pub mod oscal;
pub mod patterns;
mod perform;
pub mod policy;
pub mod post;
pub mod practice;
mod prepare;
pub mod questions;
mod replay;
pub mod report;
mod risk;
mod service;
pub mod signals;
pub mod supply;
pub mod testing;
pub mod trend;
pub mod work;

pub use account::{Session, Viewer};
pub use clock::{Clock, Ids};
pub use command::{Command, FileGiven, Request, Subject};
pub use error::{Error, Result};
pub use held::AsOf;
pub use perform::{Receipt, Touched};
pub use service::{Service, Told, stamp};
