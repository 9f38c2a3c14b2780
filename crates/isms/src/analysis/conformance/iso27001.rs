//! ISO/IEC 27001:2022, clauses 4 to 10, in our words.

use super::{Demand, probes as p};

macro_rules! demand {
    ($clause:literal, $asks:literal, $($probe:ident),+) => { Demand { clause: $clause, asks: $asks, probes: &[$(&p::$probe),+], named: false, like: &[] } };
}

pub(super) static DEMANDS: &[Demand] = &[
    demand!(
        "4.1",
        "Know what inside and outside the organisation helps or hinders it, climate change included.",
        INTERNAL_ISSUES,
        CLIMATE
    ),
    demand!(
        "4.2",
        "Know who has a stake, what they need, and which of it binds the management system.",
        PARTIES,
        OBLIGATIONS
    ),
    demand!("4.3", "Say what the management system covers, where it ends and what crosses the border.", SCOPE),
    demand!(
        "4.4",
        "Run the management system as processes that work together, and keep improving it.",
        PROCESSES,
        ISMS_CHANGES
    ),
    demand!(
        "5.1",
        "Those at the top make security part of what the organisation wants, give means and decide.",
        MANAGEMENT_BODY,
        ALLOCATIONS,
        OBJECTIVES_WITH_OWNER
    ),
    demand!(
        "5.2",
        "A policy that fits the organisation, commits it, and is known to those it concerns.",
        TOP_POLICY,
        CHANNELS
    ),
    demand!("5.3", "Responsibilities and authorities are given to someone, and that is known.", ROLES, MANDATES),
    demand!("6.1.1", "Plan for what could go wrong or well, act on it and see whether that worked.", RISKS, TREATMENTS),
    demand!(
        "6.1.2",
        "A repeatable way to find, analyse and judge risks, with criteria for accepting them and an owner for each.",
        RISK_METHOD,
        APPETITE,
        RISKS,
        ESTIMATES
    ),
    demand!(
        "6.1.3",
        "Choose how to treat risks, compare the controls with Annex A, state what applies and why, and have owners approve what is left.",
        TREATMENTS,
        CONTROLS,
        STATEMENT
    ),
    demand!(
        "6.2",
        "Objectives that can be measured, are watched, and say who does what with which means by when.",
        SECURITY_OBJECTIVES,
        OBJECTIVES_MEASURED,
        METRICS
    ),
    demand!("6.3", "Change the management system in a planned way.", ISMS_CHANGES),
    demand!("7.1", "Find out which means are needed, and provide them.", ALLOCATIONS),
    demand!("7.2", "People can do what their part asks, and that is shown.", COMPETENCE, PEOPLE_COMPETENT),
    demand!("7.3", "People know the policy, their part in it and what follows if they leave it.", COURSES, TOP_POLICY),
    demand!("7.4", "Say who is told what, when and how, inside and outside.", CHANNELS, MESSAGES),
    demand!(
        "7.5.1",
        "Keep what the standard asks for in writing, and what the organisation needs besides.",
        SCOPE,
        TOP_POLICY,
        STATEMENT
    ),
    demand!("7.5.2", "Written things have a name, a date, an owner, and are reviewed and approved.", GUIDELINES),
    demand!(
        "7.5.3",
        "Written things are there for those who need them and protected from the rest; versions are kept.",
        GUIDELINES,
        INSTRUCTIONS
    ),
    demand!(
        "8.1",
        "Carry out what was planned, with criteria; control changes and what others provide.",
        INSTRUCTIONS,
        CHANGES,
        SUPPLIER_MEASURES
    ),
    demand!(
        "8.2",
        "Assess risks at planned times and when something significant changes, and keep the results.",
        ESTIMATES,
        ASSESSMENT_REPORT
    ),
    demand!("8.3", "Carry out the treatment plan and keep the results.", TREATMENTS_DONE, TREATMENT_PLAN),
    demand!(
        "9.1",
        "Decide what is measured, how, when and by whom; judge the results; know whether it works.",
        METRICS,
        TESTS
    ),
    demand!("9.2.1", "Audit at planned times whether it conforms and works.", INTERNAL_AUDITS),
    demand!(
        "9.2.2",
        "A programme says how often, how, by whom and against what; auditors are impartial and their results reported.",
        PROGRAMME,
        INTERNAL_AUDITS
    ),
    demand!("9.3.1", "Those at the top review the management system at planned times.", MANAGEMENT_REVIEW),
    demand!(
        "9.3.2",
        "The review looks at earlier actions, changes of context and needs, performance, feedback, risks and ways to improve.",
        REVIEW_INPUTS,
        DISCLOSURES
    ),
    demand!("9.3.3", "The review decides on improvements and changes, and that is kept.", REVIEW_RESULTS),
    demand!("10.1", "Keep improving.", ACTIONS_VERIFIED, ISMS_CHANGES),
    demand!(
        "10.2",
        "React to what does not conform, find the cause and similar cases, mend it, and see whether that helped.",
        FINDINGS,
        ACTIONS_WITH_CAUSE,
        ACTIONS_VERIFIED
    ),
];
