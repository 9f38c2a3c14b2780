//! Looks at the records: each says what it looks for and finds the records that are it today.

use super::{Desk, instead as own, instead::Instead};
use crate::{
    assurance::{
        AccessReview, Action, Audit, AuditProgramme, Finding, Test,
        audit::AuditForm,
        test::{Aspect, TestVerdict},
    },
    cadence::Tier,
    communication::{Channel, Course, Message, Report, report::DocumentKind},
    context::{
        Asset, Contract, Issue, Objective, Obligation, Organisation, Party, Person, Process, Role, Scope, Supplier,
        contract::ClauseTopic, issue::IssueTopic, objective, party::PartyRelation, person::Line,
        supplier::SupplierTier,
    },
    control::{Applicability, Control, SupplierObligation},
    governance::{
        Body, Challenge, Decision, Disclosure, Meeting,
        decision::DecisionKind,
        meeting::{MeetingForm, Presence},
    },
    instruction::Instruction,
    kind::Kind,
    lifecycle::Phase,
    operations::{
        Advisory, Change, Incident, Plan, change::ChangeForm, incident::Regime, incident::ReportStage, plan::PlanForm,
    },
    policy::{Guideline, Metric, Policy, Requirement, policy::PolicyLevel},
    proportion::{self, Setting},
    record::Record,
    risk::{Appetite, Estimate, Forecast, Risk, Threat, Treatment},
    values::RecordId,
};
use jiff::{Timestamp, civil::Date};
use std::fmt;

/// A look at the records.
pub struct Probe {
    /// A word that never changes; pages may have their own sentence for it.
    pub name: &'static str,
    /// What it looks for.
    pub wants: &'static str,
    /// The kind whose register has or lacks it.
    pub kind: &'static str,
    /// The look.
    pub look: fn(&Desk<'_>) -> Vec<RecordId>,
    /// What stands in for it where the organisation's size asks for less.
    pub instead: Option<&'static Instead>,
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Desk<'_> {
    /// Records that are live and of which something holds.
    fn live<T: Kind>(&self, holds: impl Fn(&T) -> bool) -> Vec<RecordId> {
        let live = |r: &&Record<T>| T::LIFECYCLE.phase(&r.head.state) == Phase::Live;
        self.isms.all::<T>().filter(live).filter(|r| r.counts().is_some_and(&holds)).map(|r| r.head.id).collect()
    }

    /// Records in whatever state of which something holds.
    fn any<T: Kind>(&self, holds: impl Fn(&Record<T>) -> bool) -> Vec<RecordId> {
        self.isms.all::<T>().filter(|r| holds(r)).map(|r| r.head.id).collect()
    }

    /// Whether a day is not past by more than these days, and not to come.
    pub(super) fn within(&self, day: Option<Date>, days: i32) -> bool {
        day.is_some_and(|d| d <= self.today && (self.today - d).get_days() <= days)
    }

    /// Days within which the management system is looked at as a whole: as the profile says, with a month's grace.
    pub(super) fn review_within(&self) -> i32 {
        proportion::days(self.isms, Setting::ReviewEvery).saturating_add(GRACE)
    }

    fn lately(&self, at: Option<Timestamp>, days: i32) -> bool {
        self.within(at.map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).date()), days)
    }
}

/// A month: what is done once a year is rarely done on the day.
const GRACE: i32 = 30;

/// A year with that grace.
const YEAR: i32 = 366 + GRACE;

macro_rules! probes {
    (@instead) => { None };
    (@instead $instead:ident) => { Some(&own::$instead) };
    ($($name:ident, $word:literal, $kind:literal, $wants:literal, $look:expr $(, or $instead:ident)?;)*) => {
        $(#[doc = $wants] pub static $name: Probe =
            Probe { name: $word, wants: $wants, kind: $kind, look: $look, instead: probes!(@instead $($instead)?) };)*
        /// All of them.
        pub static ALL: &[&Probe] = &[$(&$name),*];
    };
}

probes! {
    SCOPE, "scope", "scope", "a scope in force with its statement and boundaries", |d| d.live(|s: &Scope| !s.statement.0.is_empty() && !s.boundaries.0.is_empty());
    INTERNAL_ISSUES, "issues", "issue", "issues that bear on what the organisation wants to achieve", |d| d.live(|_: &Issue| true);
    CLIMATE, "climate", "issue", "whether climate change is relevant, considered as an issue", |d| d.any(|i: &Record<Issue>| i.body.topic == Some(IssueTopic::Climate));
    PARTIES, "parties", "party", "interested parties and what they need", |d| d.live(|p: &Party| !p.needs.0.is_empty());
    OBLIGATIONS, "obligations", "obligation", "obligations that apply", |d| d.live(|o: &Obligation| o.binds_on(d.today));
    PROCESSES, "processes", "process", "processes, the objectives they support and what they use", |d| d.live(|p: &Process| !p.supports.is_empty());
    CRITICAL, "critical-functions", "process", "critical or important functions with recovery objectives", |d| d.live(|p: &Process| p.critical && p.rto.is_some());
    OBJECTIVES_WITH_OWNER, "objectives-owned", "objective", "objectives agreed with an owner who answers for them", |d| {
        d.any(|o: &Record<Objective>| &*o.head.state == "agreed" && o.head.owner.is_some())
    };
    OBJECTIVES_MEASURED, "objectives-measured", "objective", "objectives with a measure, a target or tolerance, and a required certainty", |d| {
        let measured = |o: &objective::Objective| !o.measure.is_empty() && (o.target.is_some() || o.tolerance.is_some()) && o.required_certainty.is_some();
        d.live(measured)
    };
    SECURITY_OBJECTIVES, "security-objectives", "objective", "information security objectives below business objectives", |d| d.live(|o: &Objective| o.parent.is_some());
    TOP_POLICY, "top-policy", "policy", "a top policy in force", |d| d.live(|p: &Policy| p.level == PolicyLevel::Top);
    TOPIC_POLICIES, "topic-policies", "policy", "topic policies in force", |d| d.live(|p: &Policy| p.level == PolicyLevel::Topic);
    REQUIREMENTS, "requirements", "requirement", "requirements in force that serve a policy", |d| d.live(|r: &Requirement| r.serves.is_some());
    GUIDELINES, "guidelines", "guideline", "guidelines in force, each with an owner and a date of review", |d| {
        d.any(|g: &Record<Guideline>| g.counts().is_some() && g.head.owner.is_some() && g.head.next_review.is_some())
    };
    ROLES, "roles", "role", "roles with authority and a holder", |d| d.live(|r: &Role| r.holder.is_some() && !r.authority.0.is_empty());
    COMPETENCE, "competence", "role", "roles that say which competence they need", |d| d.live(|r: &Role| !r.required_competence.is_empty());
    PEOPLE_COMPETENT, "people-competent", "person", "people whose competence is shown by something", |d| {
        d.live(|p: &Person| p.competence.iter().any(|c| !c.shown_by.is_empty() && c.until.is_none_or(|u| u >= d.today)))
    };
    COURSES, "courses", "course", "courses in force whose effect is measured by more than attendance", |d| {
        d.live(|c: &Course| c.measured_by != crate::communication::course::EffectMeasure::Attendance)
    };
    CHANNELS, "channels", "channel", "channels at as many of the strategic, tactical and operational level as the organisation's size asks for", |d| {
        let all = |tier| d.live(|c: &Channel| c.level == tier);
        let levels = [all(Tier::Strategic), all(Tier::Tactical), all(Tier::Operational)];
        let there = levels.iter().filter(|l| !l.is_empty()).count();
        if there < proportion::count(d.isms, Setting::Levels) { Vec::new() } else { levels.concat() }
    };
    MESSAGES, "messages", "message", "messages sent within a quarter", |d| d.live(|m: &Message| d.lately(m.sent, 92));
    RISK_METHOD, "risk-method", "organisation", "a stated risk method", |d| d.any(|o: &Record<Organisation>| !o.body.risk_method.0.is_empty());
    APPETITE, "appetite", "appetite", "an appetite in force with amounts and probabilities", |d| d.live(|a: &Appetite| !a.curve.is_empty());
    MANDATES, "mandates", "appetite", "mandates: who may accept and fund how much", |d| d.live(|a: &Appetite| !a.ladder.is_empty());
    RISKS, "risks", "risk", "risks with an owner that threaten an objective", |d| d.any(|r: &Record<Risk>| Risk::LIFECYCLE.phase(&r.head.state) == Phase::Live && r.head.owner.is_some() && !r.body.threatens.is_empty());
    THREATS, "threats", "threat", "threats that are watched", |d| d.live(|_: &Threat| true);
    ESTIMATES, "estimates", "estimate", "estimates in money made within a year", |d| d.live(|e: &Estimate| d.within(e.made, YEAR));
    ASSESSMENT_REPORT, "assessment-report", "report", "a risk assessment issued within a year", |d| report(d, DocumentKind::RiskAssessment);
    TREATMENTS, "treatments", "treatment", "treatments decided, each with a cost", |d| d.live(|t: &Treatment| t.cost_once.is_some() || t.cost_yearly.is_some());
    TREATMENTS_DONE, "treatments-done", "treatment", "treatments under way or done", |d| d.any(|t: &Record<Treatment>| matches!(&*t.head.state, "under-way" | "done" | "verified"));
    TREATMENT_PLAN, "treatment-plan", "report", "a treatment plan issued within a year", |d| report(d, DocumentKind::TreatmentPlan);
    STATEMENT, "statement", "applicability", "a Statement of Applicability in force", |d| d.live(|_: &Applicability| true);
    CHANGES, "changes", "change", "changes with their consequences considered", |d| d.any(|c: &Record<Change>| !c.body.consequences.0.is_empty() && &*c.head.state != "dropped");
    ISMS_CHANGES, "isms-changes", "change", "changes to the management system made in a planned way", |d| d.any(|c: &Record<Change>| c.body.form == ChangeForm::ManagementSystem && &*c.head.state != "dropped");
    ALLOCATIONS, "allocations", "decision", "decisions within a year that allocate money or people", |d| {
        d.live(|x: &Decision| !x.allocations.is_empty() && d.within(x.decided_on, YEAR))
    };
    DECISIONS, "decisions", "decision", "decisions within a year, taken between options", |d| d.live(|x: &Decision| x.options.len() > 1 && d.within(x.decided_on, YEAR));
    SOURCING, "sourcing", "decision", "decisions on sourcing", |d| d.live(|x: &Decision| x.about == DecisionKind::Source);
    MANAGEMENT_BODY, "management-body", "body", "a management body in force that oversees objectives", |d| d.live(|b: &Body| b.management_body && !b.oversees.is_empty()), or OVERSIGHT;
    MANAGEMENT_TRAINED, "management-trained", "person", "members of the management body with competence that is shown", |d| {
        d.live(|p: &Person| p.line == Line::ManagementBody && p.competence.iter().any(|c| !c.shown_by.is_empty()))
    }, or TRAINED;
    MEASURES_APPROVED, "measures-approved", "decision", "decisions by which measures were approved or the appetite set", |d| {
        d.live(|x: &Decision| matches!(x.about, DecisionKind::Approve | DecisionKind::SetAppetite | DecisionKind::Fund | DecisionKind::Treat))
    };
    DISCLOSURES, "disclosures", "disclosure", "disclosures of certainty to a body within a year", |d| d.live(|x: &Disclosure| d.within(x.made, YEAR)), or OVERSIGHT;
    CHALLENGES, "challenges", "challenge", "challenges by the second line within a year", |d| d.live(|c: &Challenge| d.within(c.made, YEAR));
    MANAGEMENT_REVIEW, "management-review", "meeting", "a management review held within a year", |d| d.any(|m: &Record<Meeting>| review(d, m)), or REVIEW;
    REVIEW_INPUTS, "review-inputs", "meeting", "a management review within a year whose agenda names what it is about", |d| {
        d.any(|m: &Record<Meeting>| review(d, m) && m.body.agenda.len() >= 5)
    }, or REVIEW_INPUTS;
    REVIEW_RESULTS, "review-results", "decision", "decisions that came out of a management review", |d| {
        let reviews = d.any(|m: &Record<Meeting>| review(d, m));
        d.live(|x: &Decision| x.meeting.is_some_and(|m| reviews.contains(&m.id())))
    }, or REVIEW_RESULTS;
    INSTRUCTIONS, "instructions", "instruction", "instructions in force that carry out a requirement", |d| d.live(|i: &Instruction| !i.carries_out.is_empty());
    METRICS, "metrics", "metric", "metrics with a method and a reading within a quarter", |d| {
        d.live(|m: &Metric| !m.method.0.is_empty() && m.readings.iter().any(|r| d.within(r.on, 100)))
    };
    TESTS, "tests", "test", "tests of operation run within a year", |d| d.live(|t: &Test| t.aspect == Aspect::Operation && ran(d, t));
    RECOVERY_TESTS, "recovery-tests", "test", "tests of a plan run within a year that measured the recovery", |d| {
        d.live(|t: &Test| t.runs.iter().any(|r| r.recovered_in.is_some() && d.within(r.on, YEAR)))
    };
    FORECASTS, "forecasts", "forecast", "forecasts compared with what happened", |d| d.any(|f: &Record<Forecast>| Forecast::outcome(&f.head.state).is_some());
    PROGRAMME, "audit-programme", "audit_programme", "an audit programme that covers this year", |d| {
        d.live(|p: &AuditProgramme| p.from.is_none_or(|f| f <= d.today) && p.until.is_none_or(|u| u >= d.today))
    };
    INTERNAL_AUDITS, "internal-audits", "audit", "internal audits within a year by people who say why they are independent", |d| {
        d.any(|a: &Record<Audit>| {
            matches!(a.body.form, AuditForm::Internal | AuditForm::Combined)
                && d.within(a.body.until.or(a.body.from), YEAR)
                && a.body.team.iter().all(|m| !m.independence.is_empty())
                && !a.body.team.is_empty()
        })
    };
    FINDINGS, "findings", "finding", "findings that were closed after their actions were verified", |d| d.any(|f: &Record<Finding>| &*f.head.state == "closed");
    ACTIONS_WITH_CAUSE, "actions-with-cause", "action", "actions that name the cause", |d| d.any(|a: &Record<Action>| !a.body.root_cause.0.is_empty());
    ACTIONS_VERIFIED, "actions-verified", "action", "actions whose effect was looked at", |d| d.any(|a: &Record<Action>| a.body.effect.is_some());
    CONTROLS, "controls", "control", "controls that operate and treat a risk", |d| d.live(|c: &Control| !c.treats.is_empty());
    ASSETS, "assets", "asset", "assets with what they need to keep confidential, intact and available", |d| {
        d.live(|a: &Asset| a.confidentiality.is_some() || a.integrity.is_some() || a.availability.is_some())
    };
    DEPENDENCIES, "dependencies", "asset", "assets that say what they depend on", |d| d.live(|a: &Asset| !a.depends_on.is_empty() || a.provided_by.is_some());
    ACCESS_REVIEWS, "access-reviews", "access_review", "reviews of rights within a year", |d| d.any(|r: &Record<AccessReview>| d.within(r.body.frozen_on, YEAR));
    STARTERS, "starters-and-leavers", "person", "people with a checklist for joining, moving or leaving", |d| d.live(|p: &Person| !p.checklist.is_empty());
    ADVISORIES, "advisories", "advisory", "advisories triaged within a year", |d| {
        d.any(|a: &Record<Advisory>| a.body.verdict.is_some() && d.lately(a.body.received, YEAR))
    };
    INCIDENT_PLAN, "incident-plan", "plan", "an incident plan in force with levels and who may decide", |d| {
        d.live(|p: &Plan| p.form == PlanForm::Incident && !p.levels.is_empty() && !p.authorities.is_empty())
    };
    CONTINUITY_PLAN, "continuity-plan", "plan", "a continuity plan in force", |d| d.live(|p: &Plan| p.form == PlanForm::Continuity);
    RECOVERY_PLAN, "recovery-plan", "plan", "a recovery plan in force that promises a time", |d| d.live(|p: &Plan| p.form == PlanForm::Recovery && p.promised_recovery.is_some());
    CRISIS_PLAN, "crisis-plan", "plan", "a crisis plan in force", |d| d.live(|p: &Plan| p.form == PlanForm::Crisis);
    EXIT_PLAN, "exit-plan", "plan", "exit plans in force", |d| d.live(|p: &Plan| p.form == PlanForm::Exit);
    TEMPLATES, "communication-templates", "plan", "templates for what is said in an incident or crisis", |d| d.live(|p: &Plan| !p.templates.0.is_empty());
    INCIDENTS_CLASSIFIED, "incidents-classified", "incident", "incidents classified with the reasons for their significance", |d| {
        d.any(|i: &Record<Incident>| i.body.classified.is_some() && i.body.significance.iter().any(|s| !s.because.0.is_empty()))
    };
    INCIDENTS_LEARNT, "incidents-learnt", "incident", "incidents with cause and lessons", |d| {
        d.any(|i: &Record<Incident>| !i.body.lessons.0.is_empty() && !i.body.root_cause.0.is_empty())
    };
    INCIDENT_LOSSES, "incident-losses", "incident", "incidents with what they really cost", |d| d.any(|i: &Record<Incident>| !i.body.losses.is_empty());
    EARLY_WARNINGS, "early-warning", "incident", "early warnings given in time, or the reason why none was due", |d| reported(d, Regime::NetworkAndInformationSecurity, &[ReportStage::EarlyWarning]);
    NOTIFICATIONS, "notification", "incident", "notifications given in time, or the reason why none was due", |d| reported(d, Regime::NetworkAndInformationSecurity, &[ReportStage::Notification]);
    INTERMEDIATE, "intermediate-report", "incident", "intermediate or progress reports, or the reason why none was due", |d| reported(d, Regime::NetworkAndInformationSecurity, &[ReportStage::Intermediate, ReportStage::Progress, ReportStage::OnRequest]);
    FINAL_REPORTS, "final-report", "incident", "final reports given in time, or the reason why none was due", |d| reported(d, Regime::NetworkAndInformationSecurity, &[ReportStage::Final]);
    DORA_REPORTS, "dora-reports", "incident", "reports of major incidents given in time, or the reason why none was due", |d| reported(d, Regime::DigitalOperationalResilience, &[]);
    AUTHORITY_CONTACTS, "authority-contacts", "party", "authorities and response teams with a contact verified within a year", |d| {
        d.live(|p: &Party| matches!(p.relation, PartyRelation::Regulator | PartyRelation::Csirt) && !p.contacts.is_empty() && d.within(p.last_verified, YEAR))
    };
    SHARING, "sharing", "party", "groups in which threat information is shared", |d| d.live(|p: &Party| p.relation == PartyRelation::SpecialInterestGroup);
    SUPPLIERS_ASSESSED, "suppliers-assessed", "supplier", "critical and important suppliers assessed within two years", |d| {
        d.live(|s: &Supplier| s.tier != SupplierTier::Ordinary && d.within(s.assessed_on, 2 * YEAR))
    };
    CONTRACT_CLAUSES, "contract-clauses", "contract", "contracts with clauses on security and on telling us of incidents", |d| {
        let has = |c: &Contract, topic| c.clauses.iter().any(|l| l.topic == topic);
        d.live(|c: &Contract| has(c, ClauseTopic::Security) && has(c, ClauseTopic::IncidentNotice))
    };
    CONTRACT_AUDIT, "contract-audit", "contract", "contracts with a right to look, and a way out", |d| {
        d.live(|c: &Contract| c.clauses.iter().any(|l| l.topic == ClauseTopic::AuditRight) && !c.exit.0.is_empty())
    };
    SUPPLIER_MEASURES, "supplier-measures", "supplier_obligation", "supplier obligations measured against a target", |d| d.live(|o: &SupplierObligation| o.is_met().is_some());
    SUBSTITUTABILITY, "substitutability", "supplier", "suppliers that say how hard they are to replace and whom they rely on", |d| {
        d.live(|s: &Supplier| s.substitutability.is_some())
    };
    REGISTRATION, "registration", "organisation", "the organisation's registration with the authority", |d| d.any(|o: &Record<Organisation>| !o.body.registration.0.is_empty());
    PROFILE, "profile", "organisation", "the size of the organisation, which scales what is asked", |d| d.any(|o: &Record<Organisation>| o.body.headcount.is_some());
}

fn report(d: &Desk<'_>, kind: DocumentKind) -> Vec<RecordId> {
    d.any(|r: &Record<Report>| {
        r.body.document == kind && &*r.head.state == "issued" && d.lately(Some(r.head.created), YEAR)
    })
}

fn review(d: &Desk<'_>, m: &Record<Meeting>) -> bool {
    let there = m.body.attendance.iter().any(|a| a.presence == Presence::Present);
    let held = matches!(&*m.head.state, "held" | "closed");
    m.body.form == MeetingForm::ManagementReview && held && there && d.lately(m.body.begins, d.review_within())
}

fn ran(d: &Desk<'_>, test: &Test) -> bool {
    test.runs.iter().any(|r| r.verdict != TestVerdict::Inconclusive && d.within(r.on, YEAR))
}

/// Incidents whose reports of these stages were given in time or were not required for a reason; any stage where none is named.
fn reported(d: &Desk<'_>, regime: Regime, stages: &[ReportStage]) -> Vec<RecordId> {
    d.any(|i: &Record<Incident>| {
        let clocks =
            i.body.clocks.iter().filter(|c| c.regime == regime && (stages.is_empty() || stages.contains(&c.report)));
        let mut due = clocks.peekable();
        due.peek().is_some()
            && due.all(|c| {
                !c.not_required_because.is_empty() || c.met.is_some_and(|met| c.due.is_none_or(|due| met <= due))
            })
    })
}
