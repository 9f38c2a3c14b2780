//! Lifecycles: the states of a kind, and the steps people may take between them.

/// What a state means to everything that counts records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Being prepared; analyses do not rely on it.
    Draft,
    /// Counts.
    Live,
    /// Done with or withdrawn; kept for the record.
    Closed,
}

/// A state of a lifecycle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// As stored, in kebab-case.
    pub name: &'static str,
    /// The English label.
    pub label: &'static str,
    /// What it means.
    pub phase: Phase,
}

/// What a step does beside moving to its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing more.
    Move,
    /// The draft becomes the edition in force.
    Publish,
    /// The draft is thrown away and the edition in force is what stands.
    Discard,
    /// The record is retired: relations block, detach or keep as their fields say.
    Retire,
}

/// A step someone may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// As used in the API: `POST /risks/RSK-12/accept`.
    pub name: &'static str,
    /// The English label of its button.
    pub label: &'static str,
    /// The states it starts from.
    pub from: &'static [&'static str],
    /// The state it leads to.
    pub to: &'static str,
    /// What else it does.
    pub effect: Effect,
    /// Whether an approval of exactly this version must be granted first.
    pub approval: bool,
    /// Whether a reason must be given.
    pub reason: bool,
}

/// The states (the first is where records begin) and the steps between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifecycle {
    /// In the order they are usually passed.
    pub states: &'static [State],
    /// In the order their buttons stand.
    pub steps: &'static [Step],
}

/// Fields that stay as they are once certain states are reached, whoever writes: what people relied on must not change
/// under them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Settled {
    /// The states in which they are settled.
    pub states: &'static [&'static str],
    /// The fields: of the body, or `title`.
    pub fields: &'static [&'static str],
}

/// Nothing is settled.
pub const UNSETTLED: Settled = Settled { states: &[], fields: &[] };

impl Lifecycle {
    /// A state by name.
    pub fn state(&self, name: &str) -> Option<&'static State> {
        self.states.iter().find(|s| s.name == name)
    }

    /// A step by name.
    pub fn step(&self, name: &str) -> Option<&'static Step> {
        self.steps.iter().find(|s| s.name == name)
    }

    /// Where records begin.
    pub fn initial(&self) -> &'static str {
        self.states.first().map_or("draft", |s| s.name)
    }

    /// The phase of a state; `Draft` for a state this lifecycle does not know.
    pub fn phase(&self, state: &str) -> Phase {
        self.state(state).map_or(Phase::Draft, |s| s.phase)
    }

    /// The steps, each run once, that lead from one state to another by the shortest way.
    pub fn path(&self, from: &str, to: &str) -> Option<Vec<&'static Step>> {
        let mut reached: Vec<(&str, Vec<&'static Step>)> = vec![(from, Vec::new())];
        let mut next = 0;
        while let Some((state, steps)) = reached.get(next).cloned() {
            if state == to {
                return Some(steps);
            }
            for step in self.steps.iter().filter(|s| s.from.contains(&state) && s.effect != Effect::Discard) {
                if !reached.iter().any(|(seen, _)| *seen == step.to) {
                    let mut longer = steps.clone();
                    longer.push(step);
                    reached.push((step.to, longer));
                }
            }
            next += 1;
        }
        None
    }
}

/// A state in preparation.
pub const fn draft(name: &'static str, label: &'static str) -> State {
    State { name, label, phase: Phase::Draft }
}

/// A state that counts.
pub const fn live(name: &'static str, label: &'static str) -> State {
    State { name, label, phase: Phase::Live }
}

/// A state that is over.
pub const fn closed(name: &'static str, label: &'static str) -> State {
    State { name, label, phase: Phase::Closed }
}

/// A plain step.
pub const fn step(name: &'static str, label: &'static str, from: &'static [&'static str], to: &'static str) -> Step {
    Step { name, label, from, to, effect: Effect::Move, approval: false, reason: false }
}

/// The step that retires a record; it asks for a reason.
pub const fn retire(from: &'static [&'static str], to: &'static str) -> Step {
    Step { name: "retire", label: "Retire", from, to, effect: Effect::Retire, approval: false, reason: true }
}

impl Step {
    /// The same step with a reason required.
    pub const fn with_reason(mut self) -> Step {
        self.reason = true;
        self
    }

    /// The same step, only after an approval of exactly this version.
    pub const fn with_approval(mut self) -> Step {
        self.approval = true;
        self
    }

    /// The same step with another effect.
    pub const fn effect(mut self, effect: Effect) -> Step {
        self.effect = effect;
        self
    }
}

/// In use, then retired: for facts about the world such as assets, people and suppliers.
pub const SIMPLE: Lifecycle = Lifecycle {
    states: &[live("active", "Active"), closed("retired", "Retired")],
    steps: &[retire(&["active"], "retired"), step("reinstate", "Reinstate", &["retired"], "active").with_reason()],
};

/// Drafted, reviewed, approved, in force: for what must be approved before it counts.
pub const VERSIONED: Lifecycle = Lifecycle {
    states: &[
        draft("draft", "Draft"),
        draft("review", "In review"),
        draft("approved", "Approved"),
        live("in-force", "In force"),
        closed("retired", "Retired"),
    ],
    steps: &[
        step("submit", "Submit for review", &["draft"], "review"),
        step("send-back", "Send back", &["review", "approved"], "draft").with_reason(),
        step("approve", "Approve", &["review"], "approved").with_approval(),
        step("publish", "Put in force", &["approved"], "in-force").effect(Effect::Publish),
        step("discard", "Discard the draft", &["draft", "review", "approved"], "in-force").effect(Effect::Discard),
        retire(&["draft", "in-force"], "retired"),
        step("reinstate", "Reinstate", &["retired"], "draft").with_reason(),
    ],
};

/// Open, under way, done: for work.
pub const WORK: Lifecycle = Lifecycle {
    states: &[
        live("open", "Open"),
        live("under-way", "Under way"),
        closed("done", "Done"),
        closed("dropped", "Dropped"),
    ],
    steps: &[
        step("start", "Start", &["open"], "under-way"),
        step("finish", "Finish", &["open", "under-way"], "done"),
        step("reopen", "Reopen", &["done", "dropped"], "open").with_reason(),
        Step {
            name: "retire",
            label: "Drop",
            from: &["open", "under-way"],
            to: "dropped",
            effect: Effect::Retire,
            approval: false,
            reason: true,
        },
    ],
};
