//! Checks: tests that a machine carries out.

use crate::{cadence::Cadence, kind::Kind, lifecycle::*, target, values::*};
use surety_derive::{Choice, part, record};

target!(
    /// What a check verifies.
    Verified: "control", "requirement", "supplier_obligation"
);

/// A test that a machine carries out: a Rego policy over collected facts, on a schedule.
#[record(prefix = "CHK", plural = "checks", versioned)]
pub struct Check {
    /// What it finds out, in words.
    #[field(required)]
    pub purpose: Markdown,
    /// What it verifies.
    #[field(verb = "verifies", inverse = "is verified by", on_retire = "detach", column)]
    pub verifies: Vec<Ref<Verified>>,
    /// The policy, in Rego; it defines `violation` for each fact that is not as it should be.
    #[field(group = "Policy", required)]
    pub policy: Markdown,
    /// Names and values that the policy reads beside the facts.
    #[field(group = "Policy")]
    pub parameters: Vec<Parameter>,
    /// Connectors whose facts it reads.
    #[field(group = "Run", width = "half", column)]
    pub reads: Vec<String>,
    /// How often it runs.
    #[field(group = "Run", width = "half", column)]
    pub cadence: Option<Cadence>,
    /// How bad it is when it fails.
    #[field(group = "Run", width = "half", column)]
    pub gravity: Gravity,
    /// How to mend what it finds.
    #[field(group = "Run")]
    pub remedy: Markdown,
}

/// A value that a policy reads.
#[part]
pub struct Parameter {
    /// Its name.
    #[field(required, width = "half")]
    pub name: String,
    /// Its value, as JSON.
    #[field(required, width = "half")]
    pub value: String,
}

/// How bad it is when a check fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Choice)]
pub enum Gravity {
    /// Worth knowing.
    Note,
    /// To be mended in time.
    #[default]
    Warning,
    /// To be mended now.
    Failure,
}

impl Kind for Check {
    const LIFECYCLE: Lifecycle = VERSIONED;

    fn check(&self, check: &mut crate::check::Check<'_>) {
        for (index, parameter) in self.parameters.iter().enumerate() {
            let twice = self.parameters[..index].iter().any(|p| p.name == parameter.name);
            check.require(!twice, &format!("/parameters/{index}/name"), "this name is given twice");
            let json = serde_json::from_str::<serde_json::Value>(&parameter.value).is_ok();
            let at = format!("/parameters/{index}/value");
            check.require(json, &at, "expected JSON, such as 14 or \"text\" or [1, 2]");
        }
    }
}
