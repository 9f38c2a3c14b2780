//! What changed in a text, word by word, and what a requirement said when it was looked at last.

use crate::{cx::Cx, fault::Result};
use formats::document::redline::{self, Change, Shown, Summary};
use isms::{policy::Requirement, record::Record, rules::day_of};
use jiff::civil::Date;
use maud::{Markup, html};

/// Unchanged paragraphs shown around a change.
const CONTEXT: usize = 1;

/// A comparison of two texts; a sentence where they are the same.
pub fn redlined(cx: &Cx, old: &str, new: &str) -> Markup {
    let blocks = redline::redline(old, new);
    if redline::summary(&blocks).is_same() {
        return html! { p.quiet { (cx.w.t("ist-same-words")) } };
    }
    html! {
        div.prose {
            @for shown in redline::only_changes(&blocks, CONTEXT) {
                @match shown {
                    Shown::Skipped(n) => { p.quiet { (cx.w.tn("ist-skipped", &[("n", n.into())])) } },
                    Shown::Block(block) => {
                        p.redline {
                            @for span in &block.spans {
                                @match span.change {
                                    Change::Added => { ins { (span.text) } },
                                    Change::Removed => { del { (span.text) } },
                                    _ => { (span.text) },
                                }
                            }
                        }
                    },
                }
            }
        }
    }
}

/// A comparison in a few words: "2 paragraphs changed, 1 added, 0 removed".
pub fn summed(cx: &Cx, s: &Summary) -> String {
    let n = |n: usize| n.into();
    cx.w.tn("ist-summary", &[("changed", n(s.changed)), ("added", n(s.added)), ("removed", n(s.removed))])
}

/// What must be met and how it is judged, as one text.
pub fn words(cx: &Cx, requirement: &Requirement) -> String {
    let mut text = requirement.text.0.trim().to_owned();
    if !requirement.criterion.0.trim().is_empty() {
        text.push_str(&format!("\n\n{} {}", cx.w.t("ist-criterion"), requirement.criterion.0.trim()));
    }
    let strength = isms::field::Choice::word(&requirement.strength);
    let strength = cx.w.or(&format!("choice-{strength}"), strength);
    text.push_str(&format!("\n\n{} {strength}", cx.w.t("ist-strength")));
    text
}

/// What a requirement said in force at the end of a day; none where it was not in force then.
///
/// # Errors
/// Those of the ledger.
pub async fn then(cx: &Cx, requirement: &Record<Requirement>, day: Date) -> Result<Option<String>> {
    let history = cx.app.service.history(cx.view.org(), requirement.head.id).await?;
    let seq = cx.view.moment().seq;
    let in_force = |r: &Record<Requirement>| r.in_force.as_ref().is_some_and(|e| day_of(e.since) <= day);
    let found = history.iter().rev().filter(|(act, _)| act.seq <= seq).find_map(|(_, r)| {
        let r = r.typed::<Requirement>().filter(|r| in_force(r))?;
        Some(words(cx, r.counts()?))
    });
    Ok(found)
}
