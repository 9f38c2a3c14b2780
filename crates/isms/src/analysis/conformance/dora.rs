//! Regulation (EU) 2022/2554 (DORA), the articles that ask something of a financial entity, in our words.

use super::{Demand, probes as p};

macro_rules! demand {
    ($clause:literal, $asks:literal, [$($like:literal),*] $(, $probe:ident)* $(; $named:ident)?) => {
        Demand { clause: $clause, asks: $asks, probes: &[$(&p::$probe),*], named: !stringify!($($named)?).is_empty(), like: &[$($like),*] }
    };
}

pub(super) static DEMANDS: &[Demand] = &[
    demand!("Art. 4", "What is asked is scaled to size, risk profile and kind of business.", [], PROFILE),
    demand!(
        "Art. 5",
        "The management body defines, approves, oversees and answers for ICT risk, sets the tolerance, allocates the budget and is trained.",
        ["5.1", "9.3"],
        MANAGEMENT_BODY,
        APPETITE,
        ALLOCATIONS,
        MANAGEMENT_TRAINED,
        ROLES
    ),
    demand!(
        "Art. 6",
        "A sound, documented framework for ICT risk, reviewed yearly and audited, with a strategy and objectives.",
        ["6.1", "9.2"],
        RISK_METHOD,
        OBJECTIVES_MEASURED,
        INTERNAL_AUDITS,
        MANAGEMENT_REVIEW
    ),
    demand!("Art. 7", "Systems are fit, reliable, and resilient enough for what rests on them.", [], ASSETS, PROCESSES),
    demand!(
        "Art. 8",
        "Functions, assets, roles and what they depend on are identified and classified; sources of risk are looked at yearly.",
        ["A.5.9"],
        CRITICAL,
        ASSETS,
        DEPENDENCIES,
        RISKS,
        ESTIMATES
    ),
    demand!(
        "Art. 9",
        "Systems are protected: policies, access, authentication, change, patching.",
        [], REQUIREMENTS, ACCESS_REVIEWS, CHANGES; named),
    demand!(
        "Art. 10",
        "Anomalous activity is detected, with thresholds that start the response.",
        [], METRICS; named),
    demand!(
        "Art. 11",
        "Continuity: plans with recovery objectives from an impact analysis, tested yearly, crisis management, and the costs of incidents known.",
        [],
        CONTINUITY_PLAN,
        CRISIS_PLAN,
        RECOVERY_TESTS,
        INCIDENT_LOSSES
    ),
    demand!("Art. 12", "Backup and restoration are written down and tested.", [], RECOVERY_PLAN, RECOVERY_TESTS),
    demand!(
        "Art. 13",
        "Learn from threats, tests and incidents; train staff and management.",
        ["10.1", "7.2"],
        ADVISORIES,
        INCIDENTS_LEARNT,
        COURSES
    ),
    demand!(
        "Art. 14",
        "Plans for telling staff, clients, counterparts and the public, and someone who does it.",
        ["7.4"],
        TEMPLATES,
        CHANNELS
    ),
    demand!(
        "Art. 17",
        "A process that detects, manages and notifies incidents, with roles, causes and lessons.",
        [],
        INCIDENT_PLAN,
        INCIDENTS_LEARNT
    ),
    demand!(
        "Art. 18",
        "Incidents and threats are classified by the criteria of the regulation.",
        [],
        INCIDENTS_CLASSIFIED
    ),
    demand!(
        "Art. 19",
        "Major incidents are reported: first, intermediate and final.",
        [],
        DORA_REPORTS,
        AUTHORITY_CONTACTS
    ),
    demand!(
        "Art. 24",
        "A programme tests resilience, by independent testers, with follow-up of what was found.",
        ["9.2"],
        PROGRAMME,
        TESTS,
        ACTIONS_VERIFIED
    ),
    demand!(
        "Art. 25",
        "Tools and systems are tested in the ways that fit them, those of critical functions yearly.",
        [],
        TESTS
    ),
    demand!(
        "Art. 28",
        "Risk from providers is managed: a strategy, a register, assessment before contracts, ways out.",
        ["A.5.19", "A.5.20", "A.5.21", "A.5.22"],
        SUPPLIERS_ASSESSED,
        SOURCING,
        EXIT_PLAN
    ),
    demand!(
        "Art. 29",
        "Concentration is looked at before relying on a provider, along the chain.",
        [],
        SUBSTITUTABILITY
    ),
    demand!(
        "Art. 30",
        "Contracts say what the regulation lists: service levels, data, notice of incidents, rights to look, exit.",
        ["A.5.20"],
        CONTRACT_CLAUSES,
        CONTRACT_AUDIT,
        SUPPLIER_MEASURES
    ),
    demand!("Art. 45", "Threat information is shared in trusted circles.", [], SHARING),
];
