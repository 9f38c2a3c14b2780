use super::*;
use std::path::PathBuf;

/// Documents of other people, beside the repository; absent on most machines.
fn real() -> Vec<(String, Vec<u8>)> {
    real_of(&["json"])
}

pub(super) fn real_of(endings: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/oscal");
    let folder = std::env::var_os("SURETY_REAL").map_or(folder, |f| PathBuf::from(f).join("oscal"));
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no documents in ../shared/real/oscal");
        return Vec::new();
    };
    let paths =
        entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| endings.iter().any(|w| e == *w)));
    paths.filter_map(|p| Some((p.file_name()?.to_string_lossy().into_owned(), std::fs::read(&p).ok()?))).collect()
}

/// The text without white space outside of quotes and without needless escapes, by another reader than ours.
fn compact(bytes: &[u8]) -> String {
    serde_json::from_slice::<Value>(bytes).map(|v| v.to_string()).unwrap_or_default()
}

/// The same, by dropping bytes only; usable where a text has no escapes that we would write otherwise.
fn squeezed(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let mut keep = |c: &char| {
        let keep = quoted || !c.is_ascii_whitespace();
        quoted ^= *c == '"' && !escaped;
        escaped = quoted && *c == '\\' && !escaped;
        keep
    };
    text.chars().filter(|c| keep(c)).collect()
}

#[test]
fn real_documents_survive_byte_for_byte() -> Result<(), Fault> {
    for (name, bytes) in real() {
        let document = Document::parse(&bytes)?;
        let written = document.to_json().to_string();
        assert!(written == compact(&bytes), "{name}");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("\\u") || text.contains("\\/") || written == squeezed(&text), "{name}");
        assert_eq!(document.to_catalogue().is_ok(), document.model() == Model::Catalog, "{name}");
    }
    Ok(())
}

#[test]
fn real_catalogues_have_the_published_counts() -> Result<(), Fault> {
    for (name, bytes) in real() {
        let expected = match name.as_str() {
            "800-53r5-moderate-resolved.json" => 287,
            "800-53r5-low-resolved.json" => 149,
            _ => continue,
        };
        let reading = Document::parse(&bytes)?.to_catalogue()?;
        let controls = reading.catalogue.requirements.iter().filter(|r| r.class != "family");
        assert_eq!(controls.count(), expected, "{name}");
        let index = reading.catalogue.index();
        let text = index.get("ac-1").and_then(|r| r.text.as_deref()).unwrap_or_default();
        assert!(text.starts_with("- a. Develop, document, and disseminate to [") && !text.contains("{{"), "{text}");
        assert!(index.get("ac-1").is_some_and(|r| r.label == "AC-1" && r.guidance.is_some() && !r.params.is_empty()));
    }
    Ok(())
}

const SMALL: &str = r##"{"catalog": {"uuid": "u", "metadata": {"title": "T", "version": "1", "oscal-version": "1.1.2"},
 "groups": [{"id": "g", "title": "G", "groups": [{"title": "no id", "controls": [
   {"id": "1.a", "title": "A", "extra": 1,
    "params": [{"id": "p1", "label": "who"}, {"id": "p2", "select": {"how-many": "one-or-more", "choice": ["x {{ insert: param, p1 }}", "y"]}},
               {"id": "p3", "label": "{{ p3 }}"}, {"id": "p4", "values": ["30 days"]}],
    "parts": [{"name": "statement", "prose": "Tell {{ insert: param, p2 }} in {{p4}}, {{ braces }} and {{ p3 }}:",
      "parts": [{"name": "item", "props": [{"name": "label", "value": "a."}], "prose": "one"},
                {"name": "item", "props": [{"name": "label", "value": "b."}], "prose": "two", "parts": [{"name": "item", "prose": "deep"}]}]},
      {"name": "guidance", "prose": "Why."}],
    "controls": [{"id": "b", "title": "B", "props": [{"name": "status", "value": "withdrawn"}], "links": [{"rel": "moved-to", "href": "#c"}]}]}]}]}],
 "controls": [{"id": "c", "title": "C"}]}}"##;

#[test]
fn every_shape_of_a_catalogue() -> Result<(), Fault> {
    let Reading { catalogue, notes } = Document::parse(SMALL.as_bytes())?.to_catalogue()?;
    let shape: Vec<_> =
        catalogue.requirements.iter().map(|r| (r.id.as_str(), r.parent.as_deref(), r.class.as_str())).collect();
    assert_eq!(
        shape,
        [
            ("g", None, "group"),
            ("1.a", Some("g"), "control"),
            ("b", Some("1.a"), "enhancement"),
            ("c", None, "control")
        ]
    );
    let index = catalogue.index();
    insta::assert_snapshot!(index.get("1.a").and_then(|r| r.text.clone()).unwrap_or_default(), @r#"
    Tell [selection (one or more): x [who]; y] in 30 days, {{ braces }} and [[[[[[[[{{ p3 }}]]]]]]]]:

    - a. one
    - b. two
      - deep
    "#);
    assert!(index.get("b").is_some_and(|r| r.withdrawn && r.moved_to == ["c"]));
    insta::assert_snapshot!(notes.join("\n"), @r#"
    /catalog/groups/0/groups/0: a group without an id; its controls are read as if they stood above it
    /catalog/groups/0/groups/0/controls/0/id: `1.a` is no OSCAL token (it must begin with a letter)
    /catalog/groups/0/groups/0/controls/0/extra: not part of the OSCAL schema; kept in the document only
    "#);
    Ok(())
}

#[test]
fn what_cannot_be_understood_is_refused_at_its_place() {
    let fault = |text: &str| match Document::parse(text.as_bytes()).and_then(|d| d.to_catalogue()) {
        Ok(_) => "read".to_owned(),
        Err(fault) => fault.to_string(),
    };
    insta::assert_snapshot!(fault("{\"profile\": {}}"), @"line 1, column 2 (/profile): expected a catalog (or a profile resolved into one), found a document of the model profile");
    insta::assert_snapshot!(fault("{\"catalogue\": {}}"), @"line 1, column 1: expected an OSCAL document with one of the keys `catalog`, `profile`, `mapping-collection`, `component-definition`, `system-security-plan`, `assessment-plan`, `assessment-results`, `plan-of-action-and-milestones`, found a map with the keys `catalogue`");
    insta::assert_snapshot!(fault("{\"catalog\": {\"metadata\": {\"title\": \"T\"}, \"controls\": [{\"id\": 5}]}}"), @"line 1, column 62 (/catalog/controls/0/id): expected text, found a whole number");
    insta::assert_snapshot!(fault("{\"catalog\": {\"metadata\": {\"title\": \"T\"}, \"groups\": {}}}"), @"line 1, column 52 (/catalog/groups): expected a list, found a map");
    insta::assert_snapshot!(fault(&SMALL.replace("\"id\": \"c\"", "\"id\": \"b\"")), @"line 11, column 22 (/catalog/controls/0/id): expected every id once, found `b` a second time");
}

#[test]
fn inserts_that_multiply_end() -> Result<(), Fault> {
    let choices = vec![r#""{{p}}""#; 60].join(",");
    let text = format!(
        r#"{{"catalog": {{"metadata": {{"title": "T"}}, "controls": [{{"id": "c", "title": "C",
        "params": [{{"id": "p", "select": {{"choice": [{choices}]}}}}],
        "parts": [{{"name": "statement", "prose": "{{{{p}}}}"}}]}}]}}}}"#
    );
    let Reading { catalogue, notes } = Document::parse(text.as_bytes())?.to_catalogue()?;
    let longest = catalogue.requirements.iter().filter_map(|r| r.text.as_ref()).map(String::len).max();
    assert!(longest.is_some_and(|n| n < 10_000_000), "{longest:?}");
    assert!(notes.iter().any(|n| n.contains("insert one another too often")), "{notes:?}");
    Ok(())
}

proptest::proptest! {
    #[test]
    fn any_change_is_read_or_refused(at in 0..SMALL.len(), byte: u8) {
        let mut bytes = SMALL.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = Document::parse(&bytes).and_then(|d| d.to_catalogue());
    }
}
