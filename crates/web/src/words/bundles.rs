//! The Fluent sources, parsed once.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Lang, locale};

/// The source of a language, as it is in `words/`.
pub(super) fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("../../words/en.ftl"),
        Lang::De => include_str!("../../words/de.ftl"),
        Lang::Fr => include_str!("../../words/fr.ftl"),
    }
}

/// The parsed words of one language.
pub(super) struct Bundle(FluentBundle<FluentResource>);

static EN: LazyLock<Bundle> = LazyLock::new(|| Bundle::parse(Lang::En));
static DE: LazyLock<Bundle> = LazyLock::new(|| Bundle::parse(Lang::De));
static FR: LazyLock<Bundle> = LazyLock::new(|| Bundle::parse(Lang::Fr));

pub(super) fn bundle(lang: Lang) -> &'static Bundle {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
        Lang::Fr => &FR,
    }
}

impl Bundle {
    /// What cannot be parsed is left out and falls back; a test sees to it that all of it can.
    fn parse(lang: Lang) -> Bundle {
        let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => |v, _| figure(Lang::En, v),
            Lang::De => |v, _| figure(Lang::De, v),
            Lang::Fr => |v, _| figure(Lang::Fr, v),
        }));
        let resource = FluentResource::try_new(source(lang).to_owned()).unwrap_or_else(|(partly, _)| partly);
        bundle.add_resource_overriding(resource);
        Bundle(bundle)
    }

    pub(super) fn say(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let pattern = self.0.get_message(key)?.value()?;
        let args: FluentArgs<'_> = values.iter().map(|(k, v)| (*k, v.clone())).collect();
        Some(self.0.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }
}

/// Whole numbers in sentences are grouped as the language does; what is not whole comes written already.
fn figure(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.value.fract() == 0.0 => Some(locale::number(lang, n.value, 0)),
        FluentValue::Number(n) => Some(locale::number(lang, n.value, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_parses_whole() {
        for lang in Lang::ALL {
            let parsed = FluentResource::try_new(source(lang).to_owned());
            assert!(parsed.is_ok(), "{}.ftl: {:?}", lang.tag(), parsed.err().map(|(_, e)| e));
        }
    }
}
