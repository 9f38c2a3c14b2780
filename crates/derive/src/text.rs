//! Names and doc comments turned into the words a user reads.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// `loss_event_frequency` or `LossEvent` as "Loss event frequency", "Loss event".
pub fn sentence(name: &str) -> String {
    let words = split(name).join(" ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// `UnderWay` as `under-way`.
pub fn kebab(name: &str) -> String {
    split(name).join("-")
}

/// `RiskOwner` as `risk_owner`.
pub fn snake(name: &str) -> String {
    split(name).join("_")
}

fn split(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.trim_start_matches("r#").chars() {
        if letter == '_' {
            words.push(String::new());
            continue;
        }
        if letter.is_uppercase() && words.last().is_some_and(|w| !w.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

/// The doc comment as one paragraph.
pub fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|a| match &a.meta {
        Meta::NameValue(nv) if nv.path.is_ident("doc") => match &nv.value {
            Expr::Lit(ExprLit { lit: Lit::Str(s), .. }) => Some(s.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}
