//! Numbers: distributions, Open FAIR, simulation. Knows no ISMS.
