//! The derive macros behind one definition of a record.
