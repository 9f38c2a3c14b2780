//! Memory: acts, records as of a moment, facts, files; SQLite or PostgreSQL. The only SQL.
