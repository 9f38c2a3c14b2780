//! Access reviews: whether everyone still needs the rights they have.

use crate::{context::Asset, context::Person, kind::Kind, lifecycle::*, values::*};
use jiff::civil::Date;
use surety_derive::{Choice, part, record};

/// A campaign over a frozen list of rights: each is kept, revoked or changed, and revocations are followed until they are done.
#[record(prefix = "ARV", plural = "access-reviews")]
pub struct AccessReview {
    /// The assets whose rights are reviewed.
    #[field(required, verb = "reviews rights on", inverse = "is reviewed in", on_retire = "keep", column)]
    pub on: Vec<Ref<Asset>>,
    /// Who reviews.
    #[field(verb = "is carried out by", inverse = "carries out", on_retire = "keep", width = "half", column)]
    pub reviewers: Vec<Ref<Person>>,
    /// What counts as a reason to keep a right.
    pub criterion: Markdown,
    /// The day on which the list was frozen.
    #[field(width = "third", column)]
    pub frozen_on: Option<Date>,
    /// By when it should be done.
    #[field(width = "third", column)]
    pub due: Option<Date>,
    /// The rights.
    #[field(group = "Rights")]
    pub lines: Vec<GrantLine>,
}

/// One right of one holder.
#[part]
pub struct GrantLine {
    /// Who has it, as the system names them.
    #[field(required, width = "third")]
    pub holder: String,
    /// The right.
    #[field(required, width = "third")]
    pub right: String,
    /// What becomes of it.
    #[field(width = "third")]
    pub ruling: Option<GrantRuling>,
    /// When that was decided.
    #[field(width = "third")]
    pub ruled_on: Option<Date>,
    /// When it was carried out.
    #[field(width = "third")]
    pub carried_out: Option<Date>,
    /// Why.
    #[field(width = "third")]
    pub reason: String,
}

/// What becomes of a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Choice)]
pub enum GrantRuling {
    /// It stays.
    Keep,
    /// It is taken away.
    Revoke,
    /// It becomes another.
    Change,
}

impl Kind for AccessReview {
    const LIFECYCLE: Lifecycle = Lifecycle {
        states: &[
            draft("prepared", "Prepared"),
            live("running", "Running"),
            live("ruled", "Ruled on"),
            closed("completed", "Completed"),
            closed("cancelled", "Cancelled"),
        ],
        steps: &[
            step("start", "Start", &["prepared"], "running"),
            step("rule", "All are ruled on", &["running"], "ruled"),
            step("complete", "Complete", &["ruled"], "completed"),
            step("reopen", "Reopen", &["completed", "cancelled"], "prepared").with_reason(),
            Step { name: "retire", label: "Cancel", ..retire(&["prepared", "running", "ruled"], "cancelled") },
        ],
    };

    fn guard(record: &crate::record::Record<Self>, step: &str, _: &crate::check::Check<'_>) -> Result<(), String> {
        let lines = &record.body.lines;
        let unruled = lines.iter().filter(|l| l.ruling.is_none()).count();
        let undone = |l: &&GrantLine| l.carried_out.is_none() && !matches!(l.ruling, None | Some(GrantRuling::Keep));
        match (step, lines.iter().filter(undone).count()) {
            ("rule", _) if unruled > 0 => Err(format!("{unruled} rights are not ruled on yet")),
            ("complete", undone) if undone > 0 => Err(format!("{undone} rulings are not carried out yet")),
            _ => Ok(()),
        }
    }
}
