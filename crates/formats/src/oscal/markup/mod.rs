//! OSCAL's markup in both shapes: elements in XML, Markdown in JSON and YAML.
//!
//! The Markdown is CommonMark's, cut down to what OSCAL's elements can say (paragraphs, headings, lists, tables, code, quotes, links,
//! images, emphasis) and widened by `"quote"`, `~sub~`, `^sup^` and `{{ insert: param, id }}` (Metaschema data types, `markup-line`
//! and `markup-multiline`). Everything else is text, so that nothing is lost.

mod blocks;
mod inline;
mod markdown;

use super::xml::dom::Child;

pub(super) use blocks::blocks_to_xml;
pub(super) use inline::line_to_xml;
pub(super) use markdown::{blocks_to_markdown, line_to_markdown};

/// Deepest nesting of lists, quotes and emphasis; what lies deeper is text.
const DEEPEST: usize = 16;

/// The Markdown that this one becomes by way of XML.
pub(super) fn round(markdown: &str, multi: bool) -> String {
    match multi {
        true => blocks_to_markdown(&blocks_to_xml(markdown)),
        false => line_to_markdown(&line_to_xml(markdown)),
    }
}

fn text(text: &str) -> Child {
    Child::Text(text.to_owned())
}

#[cfg(test)]
mod tests;
