//! Directive (EU) 2022/2555 (NIS2), articles 20, 21 and 23, in our words.

use super::{Demand, probes as p};

macro_rules! demand {
    ($clause:literal, $asks:literal, [$($like:literal),*] $(, $probe:ident)* $(; $named:ident)?) => {
        Demand { clause: $clause, asks: $asks, probes: &[$(&p::$probe),*], named: !stringify!($($named)?).is_empty(), like: &[$($like),*] }
    };
}

pub(super) static DEMANDS: &[Demand] = &[
    demand!(
        "Art. 20",
        "The management body approves the measures, oversees them, can be held liable, and is trained.",
        ["5.1", "9.3"],
        MANAGEMENT_BODY,
        MEASURES_APPROVED,
        DISCLOSURES,
        MANAGEMENT_TRAINED
    ),
    demand!(
        "Art. 21",
        "Measures that are proportionate to the risk, to the size of the entity and to what an incident would do.",
        ["6.1"],
        RISKS,
        TREATMENTS,
        PROFILE
    ),
    demand!(
        "Art. 21(2)(a)",
        "Policies on risk analysis and on the security of information systems.",
        ["5.2", "6.1.2"],
        TOP_POLICY,
        RISK_METHOD,
        ESTIMATES
    ),
    demand!("Art. 21(2)(b)", "Incidents are handled.", [], INCIDENT_PLAN, INCIDENTS_LEARNT),
    demand!(
        "Art. 21(2)(c)",
        "Business goes on: backups, recovery, crisis management.",
        [],
        CONTINUITY_PLAN,
        RECOVERY_PLAN,
        CRISIS_PLAN,
        RECOVERY_TESTS
    ),
    demand!(
        "Art. 21(2)(d)",
        "The supply chain is secure, with each direct supplier and provider.",
        ["A.5.19", "A.5.20", "A.5.21", "A.5.22"],
        SUPPLIERS_ASSESSED,
        CONTRACT_CLAUSES,
        SUPPLIER_MEASURES
    ),
    demand!(
        "Art. 21(2)(e)",
        "Systems are acquired, developed and maintained securely; vulnerabilities are handled and disclosed.",
        [],
        ADVISORIES,
        CHANGES
    ),
    demand!(
        "Art. 21(2)(f)",
        "It is found out whether the measures work.",
        ["9.1", "9.2"],
        TESTS,
        METRICS,
        INTERNAL_AUDITS
    ),
    demand!("Art. 21(2)(g)", "Basic hygiene, and training.", ["7.2", "7.3"], COURSES, PEOPLE_COMPETENT),
    demand!("Art. 21(2)(h)", "Cryptography is used as policies and procedures say.", [], REQUIREMENTS; named),
    demand!("Art. 21(2)(i)", "People, access and assets are managed.", [], ASSETS, ACCESS_REVIEWS, STARTERS),
    demand!(
        "Art. 21(2)(j)",
        "Strong or continuous authentication, and secured communication, in emergencies too.",
        []; named),
    demand!(
        "Art. 23",
        "Significant incidents are reported without undue delay, and those who receive the services are told.",
        [],
        INCIDENTS_CLASSIFIED,
        AUTHORITY_CONTACTS,
        TEMPLATES
    ),
    demand!("Art. 23(4)(a)", "An early warning within 24 hours of becoming aware.", [], EARLY_WARNINGS),
    demand!("Art. 23(4)(b)", "A notification within 72 hours, with a first assessment.", [], NOTIFICATIONS),
    demand!("Art. 23(4)(c)", "An intermediate report when the authority asks.", [], INTERMEDIATE),
    demand!("Art. 23(4)(d)", "A final report within a month of the notification.", [], FINAL_REPORTS),
    demand!(
        "Art. 23(4)(e)",
        "A progress report where the incident goes on, and a final one within a month of its handling.",
        [],
        INTERMEDIATE,
        FINAL_REPORTS
    ),
    demand!("Art. 27", "The entity is registered with the authority.", [], REGISTRATION),
    demand!("Art. 29", "Information on threats is shared with others.", [], SHARING),
];
