//! Meaning: records, relations, lifecycles, rules, analyses; the Isms value. No I/O.
