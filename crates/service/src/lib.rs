//! Acts: the one door to change. Authorise, validate, seal, apply, tell.
