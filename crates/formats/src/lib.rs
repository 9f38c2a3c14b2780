//! Languages of others: YAML with line numbers, OSCAL, spreadsheets, outlines. Bytes in, plain values out.
//!
//! Nothing here knows what a risk or a control of ours is, and nothing here opens a file: a caller hands over bytes and
//! receives plain values or a [`Fault`] that says where the bytes were wrong and what would have been right. Every reader
//! is bounded in size and depth, because everything it reads comes from someone else.

pub mod builtin;
pub mod catalogue;
pub mod catalogue_diff;
pub mod document;
pub mod json;
pub mod model;
pub mod oscal;
pub mod outline;
pub mod pattern;
mod place;
pub mod table;
pub mod yaml;

pub use place::{At, Fault, Limits};
pub use yaml::{Entry, Node, Tree};
