//! Faces: pages, REST API, events, sign-in.

pub mod design;
pub mod words;
