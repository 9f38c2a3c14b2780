//! Words: what the pages say, in the reader's language.
//!
//! English is complete and is what a missing word falls back to. Labels of kinds, fields, states and steps are English
//! in their definitions; a language overrides them by key (`kind-risk`, `field-risk-threatens`, `state-in-review`,
//! `step-accept`) through [`Words::or`].
//!
//! Values set into sentences are *not* wrapped in Unicode isolation marks: our languages all run left to right, and the
//! marks would end up in titles, attributes, copies and searches. A language that runs right to left must turn them on.

mod bundles;
mod locale;

pub use fluent_bundle::FluentValue;
pub use locale::exponent;

use bundles::{Bundle, bundle};

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    En,
    De,
    Fr,
}

impl Lang {
    /// Every language, English first.
    pub const ALL: [Lang; 3] = [Lang::En, Lang::De, Lang::Fr];

    /// The tag for `lang` attributes: `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::De => "de",
            Lang::Fr => "fr",
        }
    }

    /// The language itself calls itself this.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::De => "Deutsch",
            Lang::Fr => "Français",
        }
    }

    /// The language of a tag such as `de-AT`; `None` where it is not spoken here.
    pub fn of_tag(tag: &str) -> Option<Lang> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary))
    }
}

/// The words of one language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Words {
    lang: Lang,
    own: &'static Bundle,
    english: &'static Bundle,
}

impl Words {
    /// The words of the first language in `wanted` that is spoken here: a tag (`de-AT`) or a whole `Accept-Language`
    /// header (`fr;q=0.8, de`). English where none is.
    pub fn for_lang(wanted: &str) -> Words {
        Words::of(preferred(wanted).unwrap_or_default())
    }

    /// The words of `lang`.
    pub fn of(lang: Lang) -> Words {
        Words { lang, own: bundle(lang), english: bundle(Lang::En) }
    }

    /// What the person chose (a cookie) goes before what their browser asks for (`Accept-Language`).
    pub fn negotiate(cookie: Option<&str>, accept: Option<&str>) -> Words {
        let lang = cookie.and_then(Lang::of_tag).or_else(|| accept.and_then(preferred));
        Words::of(lang.unwrap_or_default())
    }

    /// The tag for the page's `lang` attribute.
    pub fn lang(&self) -> &'static str {
        self.lang.tag()
    }

    /// The language spoken.
    pub fn language(&self) -> Lang {
        self.lang
    }

    /// The word under `key`. A key nobody defined reads as itself, so that it is seen and mended.
    pub fn t(&self, key: &str) -> String {
        self.tn(key, &[])
    }

    /// The sentence under `key` with values set in; numbers choose plural forms and are written as the language does.
    pub fn tn(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        self.own.say(key, values).or_else(|| self.english.say(key, values)).unwrap_or_else(|| key.to_owned())
    }

    /// The word under `key` in this language, or `english`: for labels that are defined beside what they label.
    pub fn or(&self, key: &str, english: &str) -> String {
        self.own.say(key, &[]).unwrap_or_else(|| english.to_owned())
    }
}

/// The most wanted language of an `Accept-Language` header that is spoken here; of equals, the one named first.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',') {
        let mut pieces = part.split(';');
        let Some(lang) = pieces.next().and_then(Lang::of_tag) else { continue };
        let quality = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.trim().parse().ok());
        let quality = quality.filter(|q: &f32| *q > 0.0 && *q <= 1.0);
        if let Some(q) = quality
            && best.is_none_or(|(b, _)| q > b)
        {
            best = Some((q, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::bundles::source;
    use super::*;

    #[test]
    fn the_cookie_goes_before_the_browser_and_quality_before_order() {
        let lang = |cookie, accept| Words::negotiate(cookie, accept).lang();
        assert_eq!(lang(Some("fr"), Some("de")), "fr");
        assert_eq!(lang(Some("xx"), Some("pl, fr;q=0.5, de-AT;q=0.9")), "de");
        assert_eq!(lang(None, Some("fr;q=0, *")), "en");
        assert_eq!(lang(None, None), "en");
        assert_eq!(Words::for_lang("de_CH").lang(), "de");
    }

    #[test]
    fn plurals_values_and_fallbacks() {
        let (en, fr) = (Words::for_lang("en"), Words::for_lang("fr"));
        assert_eq!(en.tn("and-more", &[("n", 12_345.into())]), "and 12,345 more");
        assert_eq!(fr.tn("errors-title", &[("n", 0.into())]), "Un point à corriger");
        assert_eq!(fr.or("kind-nothing-such", "Nothing such"), "Nothing such");
        assert_eq!(fr.t("no-such-key"), "no-such-key");
    }

    fn keys(source: &str) -> BTreeSet<&str> {
        let starts = |l: &&str| l.starts_with(|c: char| c.is_ascii_lowercase());
        source.lines().filter(starts).filter_map(|l| l.split_once(" =")).map(|(k, _)| k).collect()
    }

    /// The literal keys said by `.t("…")`, `.tn("…")` anywhere in this crate.
    fn said(folder: &Path, into: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                said(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("words/mod.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for call in [".t(\"", ".tn(\""] {
                    into.extend(text.split(call).skip(1).filter_map(|s| s.split('"').next()).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn every_key_said_is_defined_and_every_language_has_every_key() {
        let english = keys(source(Lang::En));
        let mut used = BTreeSet::new();
        said(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
        let missing: Vec<_> = used.iter().filter(|k| !english.contains(k.as_str())).collect();
        assert!(missing.is_empty(), "said but not in en.ftl: {missing:?}");
        for lang in [Lang::De, Lang::Fr] {
            let there = keys(source(lang));
            let missing: Vec<_> = english.difference(&there).collect();
            assert!(missing.is_empty(), "in en.ftl but not in {}.ftl: {missing:?}", lang.tag());
        }
    }
}
