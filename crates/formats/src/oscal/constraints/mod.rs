//! The constraints of the metaschemas that matter to whoever reads a document: identifiers, references, closed values.
//!
//! The schema says what a document looks like; these say whether it holds together. They are rows of a table, see there.

mod check;
mod index;
mod table;

use super::{Deviation, Document, Model};
use check::Checker;
use index::Index;

/// All that breaks a constraint, in the order of the document.
///
/// References into documents that this one imports are left alone, since those are not here; see [`constraints_with`].
pub fn constraints(document: &Document) -> Vec<Deviation> {
    constraints_with(document, &[])
}

/// [`constraints`], with documents that this one imports, directly or not: references into them are then checked too, as far
/// as documents that could hold the thing are among them.
pub fn constraints_with(document: &Document, imported: &[&Document]) -> Vec<Deviation> {
    let mut found = Vec::new();
    let own = Index::of(document, &mut found);
    let others: Vec<(Model, Index<'_>)> = imported.iter().map(|d| (d.model(), Index::of(d, &mut Vec::new()))).collect();
    Checker::new(document, &own, &others).run(&mut found);
    found.sort_by_key(|d| (d.at.line, d.at.col));
    found
}

#[cfg(test)]
mod tests;
