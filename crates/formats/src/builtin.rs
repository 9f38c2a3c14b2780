//! The frameworks that come with the house: identifiers, short titles and mappings, as compiled into the program.
//!
//! `frameworks/README.md` says where each comes from and what its licence allows.

use crate::catalogue::{Catalogue, MappingSet};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// When incidents must be reported to whom. Facts for a clock; a lawyer has to confirm them for an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    pub note: String,
    pub deadlines: Vec<Deadline>,
}

/// The reports that one regime asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    pub regime: String,
    #[serde(rename = "ref")]
    pub reference: String,
    pub steps: Vec<ReportStep>,
}

/// One report and when it is due, in the words of the regime ("24h", "1 month after notification").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportStep {
    pub report: String,
    pub due: String,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(include_bytes!(concat!("../../../frameworks/", $name, ".json"))),*] };
}

static CATALOGUES: &[&[u8]] = files![
    "iso27001-2022",
    "nist-800-53-r5",
    "nist-csf-2.0",
    "nis2",
    "nis2-ir-2024-2690",
    "dora",
    "gdpr-security",
    "hipaa-security-rule",
    "soc2-tsc-2017",
    "cis-controls-v8.1",
    "pci-dss-4.0.1",
];

static MAPPINGS: &[&[u8]] = files![
    "mappings/800-53r5--iso27001-2022",
    "mappings/csf2--iso27001-2022",
    "mappings/hipaa--800-53r5",
    "mappings/iso27001-2013--2022",
    "mappings/nis2ir--csf2",
    "mappings/nis2ir--iso27001-2022",
];

/// What is compiled in was read by a test; it cannot fail here unless the program itself was altered.
fn read<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> T {
    serde_json::from_slice(bytes).expect("a built-in framework is valid JSON of its type")
}

/// Every built-in catalogue, read once when first asked for.
pub fn catalogues() -> &'static [Catalogue] {
    static READ: OnceLock<Vec<Catalogue>> = OnceLock::new();
    READ.get_or_init(|| CATALOGUES.iter().map(|bytes| read(bytes)).collect())
}

/// Every built-in mapping, read once when first asked for.
pub fn mappings() -> &'static [MappingSet] {
    static READ: OnceLock<Vec<MappingSet>> = OnceLock::new();
    READ.get_or_init(|| MAPPINGS.iter().map(|bytes| read(bytes)).collect())
}

/// The built-in reporting deadlines.
pub fn deadlines() -> &'static Deadlines {
    static READ: OnceLock<Deadlines> = OnceLock::new();
    READ.get_or_init(|| read(include_bytes!("../../../frameworks/reporting-deadlines.json")))
}

/// The built-in catalogue with this id.
pub fn catalogue(id: &str) -> Option<&'static Catalogue> {
    catalogues().iter().find(|c| c.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashSet};

    #[test]
    fn ids_are_unique_and_parents_come_first() {
        for catalogue in catalogues() {
            let mut seen = HashSet::new();
            for r in &catalogue.requirements {
                assert!(r.parent.as_deref().is_none_or(|p| seen.contains(p)), "{}: parent of {}", catalogue.id, r.id);
                assert!(seen.insert(r.id.as_str()), "{}: {} twice", catalogue.id, r.id);
                assert!(!r.title.is_empty() && !r.class.is_empty(), "{}: {}", catalogue.id, r.id);
            }
            assert!(!catalogue.source.is_empty() && !catalogue.licence.is_empty(), "{}", catalogue.id);
            let index = catalogue.index();
            let moved = catalogue.requirements.iter().flat_map(|r| &r.moved_to);
            assert_eq!(moved.filter(|id| index.get(id).is_none()).collect::<Vec<_>>(), Vec::<&String>::new());
        }
    }

    #[test]
    fn mappings_meet_both_catalogues_or_say_so() {
        for set in mappings() {
            for (side, id) in [(true, &set.source), (false, &set.target)] {
                let Some(catalogue) = catalogue(id) else { continue };
                let index = catalogue.index();
                for pair in &set.pairs {
                    let end = if side { &pair.source } else { &pair.target };
                    let noted = set.dangling.contains(&format!("{id}: {end}"));
                    assert!(index.get(end).is_some() != noted, "{}: {end}", set.id);
                }
            }
        }
        assert_eq!(mappings().iter().map(|m| m.pairs.len()).sum::<usize>(), 4475);
    }

    #[test]
    fn counts_as_published() {
        let line = |c: &Catalogue| {
            let classes: Vec<String> = by_class(c).into_iter().map(|(class, n)| format!("{n} {class}")).collect();
            format!("{}: {}", c.id, classes.join(", "))
        };
        let told: Vec<String> = catalogues().iter().map(line).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        iso27001-2022: 41 clause, 93 control, 4 theme
        nist-800-53-r5: 324 control, 872 enhancement, 20 family
        nist-csf-2.0: 22 category, 6 function, 106 subcategory
        nis2: 13 article, 15 point
        nis2-ir-2024-2690: 13 chapter, 349 point, 47 section
        dora: 64 article, 9 chapter
        gdpr-security: 9 article, 8 point
        hipaa-security-rule: 5 section, 39 specification, 22 standard
        soc2-tsc-2017: 13 category, 61 criterion
        cis-controls-v8.1: 18 control, 153 safeguard
        pci-dss-4.0.1: 3 appendix, 12 requirement, 63 section
        ");
    }

    #[test]
    fn baselines_as_published() {
        let in_baseline = |name: &str| {
            let all = catalogue("nist-800-53-r5").map(|c| c.requirements.iter());
            let has = |r: &&crate::catalogue::Requirement| {
                r.props.get("baselines").and_then(|b| b.as_array()).is_some_and(|b| b.iter().any(|x| x == name))
            };
            all.map_or(0, |r| r.filter(has).count())
        };
        assert_eq!(["low", "moderate", "high", "privacy"].map(in_baseline), [149, 287, 370, 96]);
    }

    #[test]
    fn deadlines_are_read() {
        assert!(deadlines().deadlines.iter().any(|d| d.regime == "NIS2" && d.steps.len() == 3));
    }

    fn by_class(catalogue: &Catalogue) -> BTreeMap<&str, usize> {
        catalogue.requirements.iter().fold(BTreeMap::new(), |mut counts, r| {
            *counts.entry(r.class.as_str()).or_default() += 1;
            counts
        })
    }
}
