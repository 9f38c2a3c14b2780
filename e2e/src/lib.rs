//! Browser stories live under `tests/`.
