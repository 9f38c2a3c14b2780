//! Identifiers of requirements as OSCAL tokens: letters, digits, `.`, `-`, `_`, never a digit first.

use formats::catalogue::Catalogue;
use std::collections::{HashMap, HashSet};

/// Requirements of a framework by token, and tokens by requirement; both ways without loss.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    to: HashMap<String, String>,
    from: HashMap<String, String>,
}

impl Tokens {
    /// The tokens of a catalogue: an identifier that is a token stays as it is.
    pub fn of(catalogue: &Catalogue) -> Tokens {
        let ids: Vec<&str> = catalogue.requirements.iter().map(|r| r.id.as_str()).collect();
        let mut taken: HashSet<String> = ids.iter().filter(|id| token(id) == **id).map(|id| (*id).to_owned()).collect();
        let mut tokens = Tokens::default();
        for id in ids {
            let mut name = token(id);
            if name != id {
                let base = name.clone();
                let mut n = 2;
                while !taken.insert(name.clone()) {
                    name = format!("{base}_{n}");
                    n += 1;
                }
            }
            tokens.to.insert(id.to_owned(), name.clone());
            tokens.from.insert(name, id.to_owned());
        }
        tokens
    }

    /// The token of a requirement.
    pub fn token(&self, requirement: &str) -> Option<&str> {
        self.to.get(requirement).map(String::as_str)
    }

    /// The requirement of a token, also of the statement part of a control.
    pub fn requirement(&self, token: &str) -> Option<&str> {
        let found = self.from.get(token).or_else(|| self.from.get(token.strip_suffix("_smt")?));
        found.map(String::as_str)
    }
}

/// A text as a token.
pub fn token(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            c if c.is_ascii_alphanumeric() || "-._".contains(c) => out.push(c),
            _ if out.ends_with('_') => {}
            _ => out.push('_'),
        }
    }
    let mut out = out.trim_end_matches('_').to_owned();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        out.insert(0, '_');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_requirement_has_a_token_of_its_own() {
        for catalogue in formats::builtin::catalogues() {
            let tokens = Tokens::of(catalogue);
            for requirement in &catalogue.requirements {
                let token = tokens.token(&requirement.id).unwrap();
                assert_eq!(tokens.requirement(token), Some(requirement.id.as_str()), "{}", catalogue.id);
            }
        }
        assert_eq!(["A.5.1", "Art. 21(2)(c)", "4", ""].map(token), ["A.5.1", "Art._21_2_c", "_4", "_"]);
    }
}
