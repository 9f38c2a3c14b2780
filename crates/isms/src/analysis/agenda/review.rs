//! The inputs of a management review: what the records hold on each letter of ISO/IEC 27001:2022, 9.3.2, counted.

use super::{Due, Why, beyond_appetite};
use crate::{
    analysis::{certainty::Met, numbers::Numbers},
    assurance::{Action, Audit, Finding, finding::Grade},
    context::{Issue, Objective, Obligation, Party, issue::IssueDirection},
    governance::{
        Decision, Meeting,
        meeting::{ItemSort, MeetingForm, ReviewInput},
    },
    instruction::Feedback,
    isms::Isms,
    kind::Kind,
    policy::Metric,
    record::{AnyRecord, Record},
    risk::{Estimate, Risk, Treatment},
    rules::day_of,
    values::RecordId,
};
use jiff::civil::Date;

/// Records that are named with an input.
const NAMED: usize = 8;

/// What the records hold on an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Since when changes were counted: the last management review, else everything.
    pub since: Option<Date>,
    /// What was counted, in the order it is told.
    pub figures: Vec<(Figure, usize)>,
}

impl Held {
    /// Whether the records hold nothing on it.
    pub fn is_empty(&self) -> bool {
        self.figures.iter().all(|(_, n)| *n == 0)
    }
}

/// What is counted for an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Actions and decisions of earlier reviews that are open.
    OpenActions,
    /// Those past their date.
    LateActions,
    /// Issues new or changed.
    Issues,
    /// Interested parties new or changed.
    Parties,
    /// Obligations new or changed.
    Obligations,
    /// Nonconformities that are open.
    Nonconformities,
    /// Metrics with a reading.
    Measured,
    /// Metrics without any reading.
    Unmeasured,
    /// Audits that ended.
    Audits,
    /// Objectives as certain as they must be.
    Met,
    /// Objectives that are not, or of which it cannot be told.
    Unmet,
    /// Parties that told how well we meet their needs.
    PartyFeedback,
    /// What people said about instructions.
    Feedback,
    /// Risks with a given estimate since.
    Estimated,
    /// Risks that alone break the appetite.
    BeyondAppetite,
    /// Treatments that are not done.
    OpenTreatments,
    /// Those past their date.
    LateTreatments,
    /// Opportunities that audits and tests found.
    Opportunities,
    /// Issues that help.
    Chances,
}

struct Desk<'a> {
    isms: &'a Isms,
    numbers: &'a Numbers,
    on: Date,
    since: Option<Date>,
}

/// The seven inputs, in the order of their letters.
pub(super) fn inputs(isms: &Isms, numbers: &Numbers, body: RecordId, on: Date) -> Vec<Due> {
    let mut reviews = super::met(isms, body).into_iter().filter(|(_, m)| m.body.form == MeetingForm::ManagementReview);
    let since = reviews.rfind(|(day, _)| *day < on).map(|(day, _)| day);
    let desk = Desk { isms, numbers, on, since };
    use ReviewInput::{A, B, C, D, E, F, G};
    let all = [(A, desk.a()), (B, desk.b()), (C, desk.c()), (D, desk.d()), (E, desk.e()), (F, desk.f()), (G, desk.g())];
    let item = |(input, (figures, about)): (ReviewInput, Told)| Due {
        sort: ItemSort::ReviewInput,
        why: Why::Input(Held { since, figures }),
        about: about.into_iter().take(NAMED).collect(),
        input: Some(input),
        minutes: 10.0,
        presenter: None,
    };
    all.into_iter().map(item).collect()
}

type Told = (Vec<(Figure, usize)>, Vec<RecordId>);

impl Desk<'_> {
    fn open<T: Kind>(&self, keep: impl Fn(&Record<T>) -> bool) -> Vec<RecordId> {
        self.isms.all::<T>().filter(|r| (*r as &dyn AnyRecord).is_open() && keep(r)).map(|r| r.head.id).collect()
    }

    fn changed<T: Kind>(&self) -> Vec<RecordId> {
        self.open::<T>(|r| self.since.is_none_or(|since| day_of(r.head.changed) >= since))
    }

    fn a(&self) -> Told {
        let of_review =
            |id: RecordId| self.isms.typed::<Meeting>(id).is_some() || self.isms.typed::<Decision>(id).is_some();
        let open = self.open::<Action>(|a| a.body.answers.iter().any(|x| of_review(x.id())));
        let late = open
            .iter()
            .filter(|id| self.isms.typed::<Action>(**id).is_some_and(|a| a.body.due.is_some_and(|d| d < self.on)));
        (vec![(Figure::OpenActions, open.len()), (Figure::LateActions, late.count())], open)
    }

    fn b(&self) -> Told {
        let issues = self.changed::<Issue>();
        (vec![(Figure::Issues, issues.len())], issues)
    }

    fn c(&self) -> Told {
        let (mut parties, obligations) = (self.changed::<Party>(), self.changed::<Obligation>());
        let figures = vec![(Figure::Parties, parties.len()), (Figure::Obligations, obligations.len())];
        parties.extend(obligations);
        (figures, parties)
    }

    fn d(&self) -> Told {
        let findings = self.open::<Finding>(|f| f.body.grade.needs_action());
        let measured = self.open::<Metric>(|m| !m.body.readings.is_empty()).len();
        let unmeasured = self.open::<Metric>(|m| m.body.readings.is_empty()).len();
        let audits =
            self.isms.all::<Audit>().filter(|a| self.is_recent(*a) && !(*a as &dyn AnyRecord).is_open()).count();
        let asked = self.isms.all::<Objective>().filter(|o| o.body.required_certainty.is_some());
        let asked: Vec<_> = asked.filter(|o| super::is_live(*o)).collect();
        let met =
            |o: &&&Record<Objective>| self.numbers.objectives.get(&o.head.id).and_then(|s| s.met) == Some(Met::Yes);
        let met = asked.iter().filter(met).count();
        let figures = vec![
            (Figure::Nonconformities, findings.len()),
            (Figure::Measured, measured),
            (Figure::Unmeasured, unmeasured),
            (Figure::Audits, audits),
            (Figure::Met, met),
            (Figure::Unmet, asked.len() - met),
        ];
        (figures, findings)
    }

    fn is_recent(&self, record: &dyn AnyRecord) -> bool {
        self.since.is_none_or(|since| day_of(record.head().changed) >= since)
    }

    fn e(&self) -> Told {
        let parties = self.open::<Party>(|p| !p.body.feedback.0.is_empty());
        let said = self.isms.all::<Feedback>().filter(|f| self.is_recent(*f)).count();
        (vec![(Figure::PartyFeedback, parties.len()), (Figure::Feedback, said)], parties)
    }

    fn f(&self) -> Told {
        let estimated =
            self.isms.all::<Estimate>().filter(|e| self.is_recent(*e) && (*e as &dyn AnyRecord).is_open()).count();
        let beyond = self.open::<Risk>(|r| beyond_appetite(self.isms, self.numbers, r.head.id).is_some());
        let undone = self.open::<Treatment>(|t| matches!(&*t.head.state, "decided" | "under-way"));
        let late = undone
            .iter()
            .filter(|id| self.isms.typed::<Treatment>(**id).is_some_and(|t| t.body.due.is_some_and(|d| d < self.on)));
        let figures = vec![
            (Figure::BeyondAppetite, beyond.len()),
            (Figure::Estimated, estimated),
            (Figure::OpenTreatments, undone.len()),
            (Figure::LateTreatments, late.count()),
        ];
        (figures, beyond)
    }

    fn g(&self) -> Told {
        let mut found = self.open::<Finding>(|f| f.body.grade == Grade::Opportunity);
        let chances = self.open::<Issue>(|i| i.body.direction == IssueDirection::Opportunity);
        let figures = vec![(Figure::Opportunities, found.len()), (Figure::Chances, chances.len())];
        found.extend(chances);
        (figures, found)
    }
}
