//! The derive macros behind one definition of a record.
//!
//! A kind is one plain struct; `#[record]` (and `#[part]` for the structs inside it) adds the serde derives and the typed,
//! reflective field access from which forms, tables, API, YAML, diffs and search are made. `#[derive(Choice)]` does the same
//! for closed lists of words. Doc comments become the help texts, so that what an engineer reads and what a user reads agree.

mod choice;
mod fields;
mod text;

use proc_macro::TokenStream;

/// A record kind: `#[record(prefix = "RSK", plural = "risks")]`. Options: `label`, `labels`, `schema`, `compartment`, and the
/// flags `versioned` (has an edition in force and a draft) and `single` (one per organisation).
#[proc_macro_attribute]
pub fn record(options: TokenStream, item: TokenStream) -> TokenStream {
    fields::record(options.into(), item.into()).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// A struct that lives inside a record's body, such as one statement of a policy.
#[proc_macro_attribute]
pub fn part(_options: TokenStream, item: TokenStream) -> TokenStream {
    fields::part(item.into()).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// A closed list of words: stored and shown as kebab-case values, labelled by `#[choice(label = "...")]` or the variant's name.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn choice(item: TokenStream) -> TokenStream {
    choice::derive(item.into()).unwrap_or_else(|e| e.to_compile_error()).into()
}
