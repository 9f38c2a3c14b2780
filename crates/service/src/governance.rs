//! Decisions, disclosures and meetings: what was seen is kept with what was said, whichever way it came in.
//!
//! Pictures take numbers, and numbers take a while; preparing a change takes none. So the picture is taken in front of the door:
//! [`Service::perform`] looks whether a request puts, takes or tells anything, asks for the numbers, and hands them along with it. So it
//! is with what a risk costs, where somebody is to accept it: their mandate is compared with it.

use crate::{Command, Error, Receipt, Request, Result, Service, Subject, Viewer, report};
use isms::{
    analysis::{mandate, model},
    context::Objective,
    everywhere::Approval,
    governance::{Decision, Disclosure},
    head::Key,
    isms::Isms,
    outer::Names,
    picture::{Picture, SeenObjective, SeenRisk},
    risk::Risk,
    values::RecordId,
};
use serde_json::Value;
use std::sync::Arc;

/// The steps on the way to which a picture is taken.
const SEALING_STEPS: [&str; 4] = ["table", "decide", "disclose", ACCEPT];
/// The states in which a picture was taken.
const SEALING: [&str; 5] = ["tabled", "decided", "reviewed", "made", "accepted"];
/// The step that accepts a risk.
const ACCEPT: &str = "accept";

impl Service {
    /// Puts a decision to whoever decides, with what the numbers say.
    ///
    /// # Errors
    /// As [`Service::perform`].
    pub async fn table(&self, viewer: &Viewer, decision: Subject, version: Option<i64>) -> Result<Receipt> {
        self.perform(viewer, Request::one("page", step(decision, version, "table"))).await
    }

    /// Writes down what was chosen and takes the decision, with what the numbers say and whatever else belongs to it, in one act.
    ///
    /// # Errors
    /// As [`Service::perform`]; nothing is written where the decision may not be taken.
    pub async fn decide(
        &self,
        viewer: &Viewer,
        decision: Subject,
        version: Option<i64>,
        chosen: Value,
        also: Vec<Command>,
    ) -> Result<Receipt> {
        let edit = Command::Edit { subject: decision.clone(), version, patch: chosen };
        let commands = [edit, step(decision, None, "decide")].into_iter().chain(also).collect();
        self.perform(viewer, Request { via: "page", commands, ..Request::default() }).await
    }

    /// Writes down what is told and tells it, with what the numbers say, in one act.
    ///
    /// # Errors
    /// As [`Service::perform`].
    pub async fn disclose(
        &self,
        viewer: &Viewer,
        disclosure: Subject,
        version: Option<i64>,
        said: Value,
    ) -> Result<Receipt> {
        let edit = Command::Edit { subject: disclosure.clone(), version, patch: said };
        let commands = vec![edit, step(disclosure, None, "disclose")];
        self.perform(viewer, Request { via: "page", commands, ..Request::default() }).await
    }

    /// Closes a meeting and issues its minutes in one act: both or neither.
    ///
    /// # Errors
    /// As [`Service::issue`] and [`Service::perform`].
    pub async fn close(
        &self,
        viewer: &Viewer,
        meeting: Subject,
        version: Option<i64>,
        minutes: report::Issue,
    ) -> Result<Receipt> {
        let head = self.ledger().head(viewer.org).await?.seq;
        let faults = report::faults(&minutes, head);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut request = report::request(minutes)?;
        request.commands.push(step(meeting, version, "close"));
        self.perform(viewer, request).await
    }

    /// The request with what the numbers say of everything that it decides or tells about; as it is where it does neither. Where they
    /// cannot be computed the picture says that nothing was known.
    pub(crate) async fn with_picture(&self, viewer: &Viewer, isms: &Arc<Isms>, mut request: Request) -> Request {
        // Whoever holds the database itself records what was so, and no mandate is asked.
        let held = !viewer.system && !request.migrate && mandate::in_force(isms);
        let Some((objectives, risks)) = looked_at(isms, &request, held) else { return request };
        let picture = match self.picture(isms, &objectives, &risks).await {
            Ok(picture) => picture,
            Err(error) => {
                tracing::warn!(%error, "the picture of a decision could not be computed");
                unknown(isms, &objectives, &risks)
            }
        };
        request.commands.push(Command::Seen { picture: Box::new(picture) });
        request
    }
}

fn step(subject: Subject, version: Option<i64>, step: &str) -> Command {
    Command::Step { subject, version, step: step.into(), reason: String::new() }
}

fn unknown(isms: &Isms, objectives: &[RecordId], risks: &[RecordId]) -> Picture {
    let key = |id: &RecordId| isms.key(*id);
    let objectives =
        objectives.iter().filter_map(key).map(|objective| SeenObjective { objective, ..SeenObjective::default() });
    let risks = risks.iter().filter_map(key).map(|risk| SeenRisk { risk, ..SeenRisk::default() });
    Picture {
        act: Some(isms.moment.seq),
        at: Some(isms.moment.now),
        objectives: objectives.collect(),
        risks: risks.collect(),
        ..Picture::default()
    }
}

/// The objectives and risks that a request decides or tells about, and the risks it accepts where somebody's mandate is `held` against
/// them; none where it does none of it.
pub(crate) fn looked_at(isms: &Isms, request: &Request, held: bool) -> Option<(Vec<RecordId>, Vec<RecordId>)> {
    let mut found =
        Found { isms, any: false, objectives: Vec::new(), risks: Vec::new(), accepted: held.then(Vec::new) };
    request.commands.iter().for_each(|command| found.command(command));
    let accepted = found.accepted.take().unwrap_or_default();
    if !found.any {
        return (!accepted.is_empty()).then_some((Vec::new(), accepted));
    }
    // What the same request writes into what it decides is looked at as well.
    request.commands.iter().for_each(|command| found.written(command));
    let threatened = found.risks.iter().filter_map(|r| isms.typed::<Risk>(*r));
    let threatened = threatened.flat_map(|r| r.body.threatens.iter().filter_map(|t| t.objective)).map(|o| o.id());
    found.objectives.extend(threatened.collect::<Vec<_>>());
    found.risks.extend(accepted);
    for ids in [&mut found.objectives, &mut found.risks] {
        // In the order of keys, so that the same history played again is asked the same.
        ids.sort_by_cached_key(|id| (isms.get(*id).map(|r| r.head().number), *id));
        ids.dedup();
    }
    Some((found.objectives, found.risks))
}

struct Found<'a> {
    isms: &'a Isms,
    any: bool,
    objectives: Vec<RecordId>,
    risks: Vec<RecordId>,
    /// Risks that somebody is to accept; nothing where no mandate is asked.
    accepted: Option<Vec<RecordId>>,
}

impl Found<'_> {
    fn command(&mut self, command: &Command) {
        let sealing =
            |fields: &Value| fields.get("state").and_then(Value::as_str).is_some_and(|s| SEALING.contains(&s));
        match command {
            Command::Step { subject, step, .. } if SEALING_STEPS.contains(&step.as_str()) => self.subject(subject),
            Command::Reach { subject, state } if self.passes(subject, state) => self.subject(subject),
            Command::Ask { subject, step, .. } if step == ACCEPT => self.subject(subject),
            Command::Edit { subject, patch: fields, .. } | Command::Replace { subject, fields, .. }
                if sealing(fields) =>
            {
                self.subject(subject)
            }
            Command::Create { kind, fields } if sealing(fields) => {
                self.any |= matches!(kind.name, "decision" | "disclosure")
            }
            Command::Vote { approval, .. } => {
                let asked = self.find(approval).and_then(|id| self.isms.typed::<Approval>(id));
                let sealing = asked.filter(|a| SEALING_STEPS.contains(&a.body.step.as_str()));
                self.record(sealing.and_then(|a| a.body.of).map(|o| o.id()));
            }
            _ => {}
        }
    }

    /// Whether a record comes by a step that seals on its way to a state; one that is not there yet comes by all of them.
    fn passes(&self, subject: &Subject, state: &str) -> bool {
        let Some(record) = self.find(subject).and_then(|id| self.isms.get(id)) else {
            return SEALING.contains(&state);
        };
        let path = record.kind().lifecycle.path(&record.head().state, state);
        path.is_some_and(|steps| steps.iter().any(|s| SEALING_STEPS.contains(&s.name)))
    }

    fn find(&self, subject: &Subject) -> Option<RecordId> {
        match subject {
            Subject::Id(id) => Some(*id),
            Subject::Key(key) => self.isms.find(key).map(|(id, _)| id),
        }
    }

    fn subject(&mut self, subject: &Subject) {
        let found = self.find(subject);
        // A record that the same request creates is known by the kind of its key alone.
        if let (None, Subject::Key(key)) = (found, subject) {
            self.any |= Key::parse(key).is_some_and(|k| matches!(k.kind.name, "decision" | "disclosure"));
        }
        self.record(found);
    }

    fn record(&mut self, id: Option<RecordId>) {
        let Some(id) = id else { return };
        if let Some(decision) = self.isms.typed::<Decision>(id) {
            self.any = true;
            self.objectives.extend(decision.body.bearing_on(self.isms));
            self.risks.extend(decision.body.concerns.iter().map(|r| r.id()));
        }
        if let Some(disclosure) = self.isms.typed::<Disclosure>(id) {
            self.any = true;
            disclosure.body.objective.into_iter().for_each(|o| self.objective(o.id()));
        }
        if let (Some(accepted), Some(_)) = (&mut self.accepted, self.isms.typed::<Risk>(id)) {
            accepted.push(id);
        }
    }

    fn objective(&mut self, id: RecordId) {
        if self.isms.typed::<Objective>(id).is_some() {
            self.objectives.push(id);
            self.risks.extend(model::threatening(self.isms, id).iter().map(|r| r.head.id));
        }
    }

    fn written(&mut self, command: &Command) {
        let fields = match command {
            Command::Create { kind, fields } if matches!(kind.name, "decision" | "disclosure") => fields,
            Command::Edit { patch, .. } => patch,
            Command::Replace { fields, .. } => fields,
            _ => return,
        };
        let named = |name: &str| -> Vec<RecordId> {
            let value = fields.get(name);
            let one = value.and_then(Value::as_str).into_iter();
            let many = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            one.chain(many).filter_map(|key| self.isms.find(key)).map(|(id, _)| id).collect()
        };
        let (risks, objectives, told) = (named("concerns"), named("objectives"), named("objective"));
        self.risks.extend(risks.into_iter().filter(|id| self.isms.typed::<Risk>(*id).is_some()));
        self.objectives.extend(objectives.into_iter().filter(|id| self.isms.typed::<Objective>(*id).is_some()));
        told.into_iter().for_each(|id| self.objective(id));
    }
}
