//! OSCAL in XML: another shape of the same tree, by the rules of the table.
//!
//! What the table does not know survives too. An unknown attribute becomes a member of its name; unknown elements become a member
//! of their name that holds them as text; members that XML has no place for stand in an element `json` of our own namespace.

pub(super) mod dom;
mod read;
mod write;

use crate::place::{Fault, Limits};
use crate::yaml::Node;

pub(super) use write::write;

/// The processing instruction that holds Markdown which the markup beside it does not say exactly.
pub(super) const MARKDOWN: &str = "oscal-markdown";

/// Our own element for members that stand beside the body of a document, such as `$schema`.
pub(super) const BESIDE: &str = "beside";

/// The namespace of our own elements, `json` for members that have no place in OSCAL's XML.
pub(super) const BEYOND: &str = super::validate::BEYOND;

/// Reads a document; what the tree cannot hold is said in the notes.
pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<String>) -> Result<Node, Fault> {
    let mut parsed = dom::parse(bytes, limits)?;
    if parsed.comments + parsed.instructions > 0 {
        let what = format!("{} comments and {} processing instructions", parsed.comments, parsed.instructions);
        notes.push(format!("{what} are not part of the document's content; another form does not carry them"));
    }
    read::document(&mut parsed.root, limits, notes)
}
