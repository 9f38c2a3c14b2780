//! Faces: pages, REST API, events, sign-in.
