use super::*;

const OLD: &str = r##"{"catalog": {"metadata": {"title": "T", "version": "1"}, "groups": [
  {"id": "g", "title": "G", "controls": [
    {"id": "a", "title": "A", "props": [{"name": "label", "value": "A-1"}, {"name": "label", "class": "zero", "value": "A-01"}],
     "params": [{"id": "p", "label": "who"}], "parts": [{"id": "s", "name": "statement", "prose": "Do {{ insert: param, p }}."}, {"name": "guidance", "prose": "Why."}]},
    {"id": "b", "title": "B"}, {"id": "c", "title": "C"}, {"id": "d", "title": "D"}]},
  {"id": "h", "title": "H", "controls": [{"id": "e", "title": "E"}]}],
  "back-matter": {"resources": [{"uuid": "r1", "title": "R"}, {"uuid": "r2", "title": "S"}]}}}"##;

const NEW: &str = r##"{"catalog": {"metadata": {"title": "T", "version": "2"}, "groups": [
  {"id": "g", "title": "G", "controls": [
    {"id": "b", "title": "B", "controls": [{"id": "n", "title": "New"}]},
    {"id": "a", "title": "A", "props": [{"name": "label", "value": "A-2"}, {"name": "label", "class": "zero", "value": "A-01"}],
     "params": [{"id": "p", "label": "whom"}], "parts": [{"id": "s", "name": "statement", "prose": "Do it: {{ insert: param, p }}."}, {"name": "guidance", "prose": "Why."}]},
    {"id": "c", "title": "C", "props": [{"name": "status", "value": "withdrawn"}], "links": [{"rel": "incorporated-into", "href": "#a"}]}]},
  {"id": "h", "title": "H", "controls": [{"id": "d", "title": "D"}]}],
  "back-matter": {"resources": [{"uuid": "r2", "title": "S2"}, {"uuid": "r1", "title": "R"}]}}}"##;

fn document(text: &str) -> Document {
    Document::parse(text.as_bytes()).unwrap()
}

#[test]
fn by_identity_and_not_by_place() {
    let (old, new) = (document(OLD), document(NEW));
    let found: Vec<String> = diff(&old, &new).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(found.join("\n"), @r##"
    changed catalog metadata/version: 1 -> 2
    changed resource back-matter/resources[r2]/title: S -> S2
    reordered resources back-matter/resources: r1, r2 -> r2, r1
    added control n: New
    changed prop a props[label]/value (relabelled): A-1 -> A-2
    changed param a params[p]/label: who -> whom
    changed part a parts[s]/prose: Do {{ insert: param, p }}. -> Do it: {{ insert: param, p }}.
    added prop c props[status] (withdrawn): {"name":"status","value":"withdrawn"}
    added link c links[incorporated-into #a] (moved): {"rel":"incorporated-into","href":"#a"}
    moved control d: g -> h
    removed control e: E
    reordered controls g: a, b, c -> b, a, c
    "##);
    assert_eq!(diff(&old, &old), []);
    let catalogue = |d: &Document| d.to_catalogue().unwrap().catalogue;
    let found: Vec<String> = changes(&catalogue(&old), &catalogue(&new))
        .iter()
        .map(|c| format!("{} {}: {} -> {}", c.id, c.kind.word(), c.old, c.new))
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
    n added:  -> New
    a relabelled: A-1 -> A-2
    a text: Do [who]. -> Do it: [whom].
    a parameters: p: who -> p: whom
    c withdrawn: C -> C
    c moved-to:  -> a
    d moved: g -> h
    e removed: E ->
    "#);
}

#[test]
fn other_models_by_their_identifiers() {
    let plan = |state: &str| {
        document(&format!(
            r#"{{"system-security-plan": {{"control-implementation": {{"implemented-requirements": [{{"uuid": "u1", "control-id": "a", "by-components": [{{"component-uuid": "c", "uuid": "u2", "description": "{state}"}}]}}]}}}}}}"#
        ))
    };
    let found: Vec<String> = diff(&plan("old"), &plan("new")).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(found.join("\n"), @"changed by-component control-implementation/implemented-requirements[u1]/by-components[u2]/description: old -> new");
    let models: Vec<String> = diff(&plan(""), &document(OLD)).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(models.join("\n"), @"changed model: system-security-plan -> catalog");
}
