//! From a changed requirement to the work that follows from it: one task for each instruction that lags behind now, for the team that
//! works by it, in the same act; and done by itself once the instruction was challenged or renewed.
//!
//! It stands here, where every act is finished, so that pages, API, folders and imports all do it.

use super::*;
use crate::practice::STALE;
use isms::{
    analysis::{assured::open_sources, practice},
    audience,
    everywhere::Task,
    governance::Challenge,
    instruction::Instruction,
    isms::Moment,
    policy::Requirement,
    proportion::{self, Setting},
    rules,
};
use std::collections::BTreeMap;

impl Desk<'_> {
    /// Opens the work that follows from requirements put in force, and closes what is done.
    pub(super) fn follow_practice(&mut self) -> Result<()> {
        let touched: Vec<RecordId> = self.touched.keys().copied().collect();
        let isms = self.isms.clone().at(Moment { seq: self.isms.moment.seq, now: self.now });
        // What is published for a later day is prepared from now on.
        let (before, now) = (coming::counted(self.base), coming::counted(&isms));
        let mut behind: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        let mut level: Vec<RecordId> = Vec::new();
        for requirement in touched.iter().copied().filter(|id| changed(&before, &now, *id)) {
            for instruction in practice::dependents(&now, requirement) {
                let lag = practice::stale(&now, instruction).is_some_and(|s| s.requirements.contains(&requirement));
                if lag {
                    behind.entry(instruction.head.id).or_default().push(requirement);
                } else {
                    level.push(instruction.head.id);
                }
            }
        }
        // In the order of their keys, so that the same change opens the same tasks wherever it is made.
        let number = |id: &RecordId| isms.get(*id).map(|r| r.head().number);
        let mut behind: Vec<(RecordId, Vec<RecordId>)> = behind.into_iter().collect();
        behind.sort_by_key(|(id, _)| number(id));
        behind.iter_mut().for_each(|(_, requirements)| requirements.sort_by_key(number));
        for (instruction, requirements) in behind {
            self.open_work(&isms, instruction, &requirements)?;
        }
        level.into_iter().for_each(|id| self.close_work(&now, id, "What it was behind was taken back."));
        let looked: Vec<RecordId> = touched.into_iter().filter_map(|id| looked_at(&isms, id)).collect();
        looked.into_iter().for_each(|id| self.close_work(&now, id, "The instruction was challenged or renewed."));
        Ok(())
    }

    /// The one open task of an instruction is about these requirements too; where there is none, there is one now.
    fn open_work<'r>(&mut self, isms: &Isms, instruction: RecordId, requirements: &'r [RecordId]) -> Result<()> {
        // A task is about what is there; what was retired it names only.
        let about = |all: &'r [RecordId]| all.iter().filter(|id| isms.get(**id).is_some_and(|r| r.is_open()));
        if let Some(task) = work(isms, instruction) {
            let mut task = task.clone();
            let new = about(requirements).filter(|r| !task.body.about.iter().any(|a| a.id() == **r));
            let new: Vec<_> = new.map(|r| Ref::to(*r)).collect();
            task.body.about.extend(new);
            self.put(Arc::new(task));
            return Ok(());
        }
        let Some(record) = isms.typed::<Instruction>(instruction) else { return Ok(()) };
        let team = record.counts().and_then(|b| b.written_by).map(|t| t.id());
        let keys: Vec<String> = requirements.iter().filter_map(|r| Some(isms.get(*r)?.key().to_string())).collect();
        let (key, keys) = (format!("IST-{}", record.head.number), keys.join(", "));
        let lead = team.and_then(|t| audience::answerable(isms, t));
        let lead = lead.filter(|p| isms.typed::<Person>(*p).is_some_and(|p| audience::is_here(isms, p)));
        let within = jiff::Span::new().days(proportion::days(isms, Setting::StaleFor));
        let body = Task {
            description: format!(
                "{keys} changed. Bring {key} up to date and have it challenged again, or have it challenged as it stands. \
                 This task is done by itself then."
            )
            .as_str()
            .into(),
            about: std::iter::once(instruction).chain(about(requirements).copied()).map(Ref::to).collect(),
            assignee: lead.map(Ref::to),
            due: rules::today(isms).checked_add(within).ok(),
            ..Task::default()
        };
        let title = format!("Bring {key} up to date with {keys}: {}", record.head.title);
        let kind = kind::of::<Task>();
        let last = self.isms.table(kind).last().map_or(0, |r| r.head().number);
        let id = RecordId(self.ids.id(self.now));
        let mut head = self.fresh_head(kind, id, last.saturating_add(1));
        head.title = title.chars().take(300).collect();
        head.owner = team.map(Ref::to);
        head.tags = vec![STALE.into()];
        self.unnumbered.insert(id);
        self.put(Arc::new(Record { head, body, in_force: None, custom: Custom::new() }));
        Ok(())
    }

    fn close_work(&mut self, isms: &Isms, instruction: RecordId, why: &str) {
        let Some(record) = isms.typed::<Instruction>(instruction) else { return };
        let open = (record as &dyn AnyRecord).is_open();
        if open && practice::stale(isms, record).is_some() {
            return;
        }
        // What this very act opened is on the desk only.
        let Some(mut task) = work(&self.isms, instruction).cloned() else { return };
        let result = if open { why } else { "The instruction was retired." };
        task.head.state = "done".into();
        task.body.result = result.into();
        self.put(Arc::new(task));
    }
}

/// Whether a requirement was put in force with other substance than before, or was in force and is retired.
fn changed(base: &Isms, now: &Isms, id: RecordId) -> bool {
    let Some(requirement) = now.typed::<Requirement>(id) else { return false };
    let before = base.typed::<Requirement>(id);
    let number = |r: &Record<Requirement>| r.in_force.as_ref().map(|e| e.number);
    let print = |r: &Record<Requirement>| r.counts().map(practice::substance);
    let open = |r: &Record<Requirement>| r.is_open();
    if !open(requirement) {
        return number(requirement).is_some() && before.is_some_and(open);
    }
    number(requirement).is_some()
        && before.and_then(number) != number(requirement)
        && before.and_then(print) != print(requirement)
}

/// The instruction that a touched record says something new about.
fn looked_at(isms: &Isms, id: RecordId) -> Option<RecordId> {
    let of = isms.typed::<Challenge>(id).and_then(|c| c.body.of).map(|of| of.id());
    of.or(Some(id)).filter(|id| isms.typed::<Instruction>(*id).is_some())
}

/// The open task that was made for an instruction that lags behind.
fn work(isms: &Isms, instruction: RecordId) -> Option<&Record<Task>> {
    let about = |t: &&Record<Task>| t.body.about.iter().any(|a| a.id() == instruction);
    let mut open = open_sources::<Task>(isms, instruction).filter(about);
    open.find(|t| t.head.tags.iter().any(|tag| tag == STALE))
}
