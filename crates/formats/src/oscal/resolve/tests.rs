use super::*;
use crate::oscal::folder::Refusal;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Files in memory.
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn of(files: &[(&str, &str)]) -> Self {
        Files(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
    }
}

impl Source for Files {
    fn fetch(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        self.0.get(path).cloned().ok_or(Refusal::Absent)
    }
}

const NOW: &str = "2026-03-31T09:00:00Z";

fn real(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real");
    let folder = std::env::var_os("SURETY_REAL").map_or(folder, PathBuf::from);
    let bytes = std::fs::read(folder.join("oscal").join(name)).ok();
    if bytes.is_none() {
        eprintln!("skipped: no {name} in ../shared/real/oscal");
    }
    bytes
}

/// The published catalogue and what the profile makes of another one, both without what tells the moment and the tool.
fn compared(profile: &str, import: &str, published: &str) -> Option<(Value, Value)> {
    let (profile, import, published) = (real(profile)?, real(import)?, real(published)?);
    let name = "nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json".to_owned();
    let files = Files([(name, import)].into());
    let profile = Document::parse(&profile).unwrap();
    let resolved = resolve(&profile, &Options::new("profile.json", NOW), &files).unwrap();
    let plain = |mut document: Value| {
        let catalog = document["catalog"].as_object_mut().unwrap();
        catalog.remove("uuid");
        let metadata = catalog["metadata"].as_object_mut().unwrap();
        ["last-modified", "props", "links"].iter().for_each(|k| drop(metadata.shift_remove(*k)));
        document
    };
    Some((plain(resolved.document), plain(serde_json::from_slice(&published).unwrap())))
}

/// A catalogue that was resolved resolves to itself: same groups, controls, parameters and resources in the same order.
#[test]
fn published_catalogues_come_out_as_published() {
    let pairs = [
        ("800-53r5-low-profile.json", "800-53r5-low-resolved.json", "800-53r5-low-resolved.json"),
        ("800-53r5-moderate-profile.json", "800-53r5-moderate-resolved.json", "800-53r5-moderate-resolved.json"),
        // What the low baseline takes is all in the moderate one: this is a selection, not a copy.
        ("800-53r5-low-profile.json", "800-53r5-moderate-resolved.json", "800-53r5-low-resolved.json"),
    ];
    for (profile, import, published) in pairs {
        let Some((ours, theirs)) = compared(profile, import, published) else { continue };
        // As texts: objects are equal in any order, and the order counts.
        let (a, b) = (ours.to_string(), theirs.to_string());
        assert!(a == b, "{profile} from {import}: {}", first_difference(&ours, &theirs, ""));
    }
}

fn first_difference(a: &Value, b: &Value, at: &str) -> String {
    let text = Value::to_string;
    match (a, b) {
        (Value::Object(x), Value::Object(y)) if x.keys().eq(y.keys()) => {
            let pair = x.iter().zip(y).find(|((_, v), (_, w))| text(v).ne(&text(w)));
            pair.map_or_else(String::new, |((k, v), (_, w))| first_difference(v, w, &format!("{at}/{k}")))
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            let pair = x.iter().zip(y).enumerate().find(|(_, (v, w))| text(v).ne(&text(w)));
            pair.map_or_else(String::new, |(i, (v, w))| first_difference(v, w, &format!("{at}/{i}")))
        }
        _ => format!("{at}: {:.200} against {:.200}", text(a), text(b)),
    }
}

const CATALOG: &str = r##"{"catalog": {"uuid": "0a6b0000-0000-4000-8000-000000000001",
 "metadata": {"title": "ABC", "last-modified": "2020-01-01T00:00:00Z", "version": "1.0", "oscal-version": "1.1.2",
   "roles": [{"id": "keeper", "title": "Keeper", "props": [{"name": "keep", "value": "always"}]}, {"id": "other", "title": "Other"}]},
 "params": [{"id": "top", "label": "top"}],
 "groups": [
  {"id": "a", "title": "Group A", "params": [{"id": "p-a", "label": "A"}, {"id": "p-unused", "label": "U"}, {"id": "p-via", "label": "V"}],
   "controls": [
    {"id": "a1", "title": "A1", "params": [{"id": "a1-p", "label": "x {{ insert: param, p-via }}"}],
     "props": [{"name": "label", "value": "A-1"}, {"name": "display", "value": "hd", "class": "c", "ns": "http://x"}],
     "parts": [{"id": "a1-stmt", "name": "statement", "prose": "Do {{ insert: param, a1-p }} and {{ insert: param, p-a }}, see [it](#r1).",
       "parts": [{"id": "a1-a", "name": "item", "prose": "one"}, {"id": "a1-b", "name": "item", "prose": "two"}]}]},
    {"id": "a2", "title": "A2", "controls": [{"id": "a2.1", "title": "A2 1", "controls": [{"id": "a2.1.1", "title": "A2 1 1"}]}, {"id": "a2.2", "title": "A2 2"}]}]},
  {"title": "Group B", "groups": [{"id": "bb", "title": "Group BB", "controls": [{"id": "b1", "title": "B1", "links": [{"href": "#r2"}]}]}]},
  {"id": "c", "title": "Group C", "controls": [{"id": "c1", "title": "C1"}, {"id": "c10", "title": "C10"}, {"id": "c2", "title": "C2"}]}],
 "back-matter": {"resources": [
  {"uuid": "r1", "title": "one", "description": "leads to [another](#r3)"}, {"uuid": "r2", "title": "two"}, {"uuid": "r3", "title": "three"},
  {"uuid": "r4", "title": "four", "props": [{"name": "keep", "value": "always"}]}, {"uuid": "r5", "title": "five"}]}}}"##;

/// A profile with this `imports`, `merge` and `modify`.
fn profile(members: &str) -> String {
    format!(
        r#"{{"profile": {{"uuid": "0a6b0000-0000-4000-8000-000000000002", "metadata": {{"title": "P", "last-modified": "2020-01-01T00:00:00Z", "version": "2", "oscal-version": "1.1.0"}}, {members}}}}}"#
    )
}

fn run_with(members: &str, files: &[(&str, &str)]) -> Result<Resolved, Unresolved> {
    let text = profile(members);
    let mut all = vec![("c.json", CATALOG)];
    all.extend_from_slice(files);
    resolve(&Document::parse(text.as_bytes()).unwrap(), &Options::new("p.json", NOW), &Files::of(&all))
}

fn run(members: &str) -> Value {
    run_with(members, &[]).unwrap().document["catalog"].take()
}

/// The outline: groups in brackets, controls with what they hold in parentheses.
fn outline(node: &Value) -> String {
    let name = |n: &Value| n["id"].as_str().or(n["title"].as_str()).unwrap_or_default().to_owned();
    let list = |key: &str| node[key].as_array().cloned().unwrap_or_default();
    let mut parts: Vec<String> = list("params").iter().map(|p| format!("${}", name(p))).collect();
    if node["parts"].is_array() || node.get("props").is_some() {
        parts.retain(|_| false);
    }
    parts.extend(list("controls").iter().map(|c| {
        let inner = outline(&json!({ "controls": c["controls"] }));
        if inner.is_empty() { name(c) } else { format!("{}({inner})", name(c)) }
    }));
    parts.extend(list("groups").iter().map(|g| format!("{}[{}]", name(g), outline(g))));
    parts.join(" ")
}

fn picked(select: &str, merge: &str) -> String {
    outline(&run(&format!(r#""imports": [{{"href": "c.json", {select}}}], "merge": {{{merge}}}"#)))
}

#[test]
fn selection_in_every_way() {
    let as_is = |select: &str| picked(select, r#""as-is": true"#);
    let ids = |more: &str, ids: &str| as_is(&format!(r#""include-controls": [{{{more}"with-ids": [{ids}]}}]"#));
    insta::assert_snapshot!(as_is(r#""include-all": {}"#), @"a[$p-a $p-via a1 a2(a2.1(a2.1.1) a2.2)] Group B[bb[b1]] c[c1 c10 c2]");
    insta::assert_snapshot!(as_is(r#""include-all": {"with-child-controls": "no"}"#), @"a[$p-a $p-via a1 a2] Group B[bb[b1]] c[c1 c10 c2]");
    insta::assert_snapshot!(ids("", r#""c2", "c1", "b1""#), @"Group B[bb[b1]] c[c1 c2]");
    insta::assert_snapshot!(ids("", r#""a2.1.1""#), @"a[a2(a2.1(a2.1.1))]");
    insta::assert_snapshot!(ids(r#""with-parent-controls": "no", "#, r#""a2.1.1", "a2""#), @"a[a2(a2.1.1)]");
    insta::assert_snapshot!(ids(r#""with-child-controls": "yes", "#, r#""a2""#), @"a[a2(a2.1(a2.1.1) a2.2)]");
    insta::assert_snapshot!(as_is(r#""include-controls": [{"matching": [{"pattern": "c?"}, {"pattern": ""}, {"pattern": "*.2"}]}]"#), @"a[a2(a2.2)] c[c1 c2]");
    insta::assert_snapshot!(as_is(r#""include-all": {}, "exclude-controls": [{"with-ids": ["a1"]}, {"matching": [{"pattern": "c*"}]}]"#), @"a[a2(a2.1(a2.1.1) a2.2)] Group B[bb[b1]]");
    insta::assert_snapshot!(as_is(r#""include-all": {}, "exclude-controls": [{"with-ids": ["a2.1"], "with-parent-controls": "no"}]"#), @"a[$p-a $p-via a1 a2(a2.1.1 a2.2)] Group B[bb[b1]] c[c1 c10 c2]");
    insta::assert_snapshot!(as_is(r#""include-all": {}, "exclude-controls": [{"with-ids": ["a2.1"], "with-child-controls": "yes"}]"#), @"a[$p-a $p-via a1 a2.2] Group B[bb[b1]] c[c1 c10 c2]");
}

#[test]
fn structures_and_clashes() {
    insta::assert_snapshot!(picked(r#""include-controls": [{"with-ids": ["a1", "a2.1", "b1"]}]"#, ""), @"$p-a $p-via a1 a2 a2.1 b1");
    let twice = |merge: &str| {
        outline(&run(&format!(
            r#""imports": [{{"href": "c.json", "include-controls": [{{"with-ids": ["a2.2", "c2"]}}]}}, {{"href": "c.json", "include-controls": [{{"with-ids": ["a2.1", "c1", "c2"]}}]}}], "merge": {{{merge}}}"#
        )))
    };
    insta::assert_snapshot!(twice(r#""as-is": true"#), @"a[a2(a2.2) a2(a2.1)] c[c2 c1 c2]");
    insta::assert_snapshot!(twice(r#""as-is": true, "combine": {"method": "use-first"}"#), @"a[a2(a2.2 a2.1)] c[c2 c1]");
    insta::assert_snapshot!(twice(r#""combine": {"method": "use-first"}"#), @"a2 a2.2 a2.1 c2 c1");
    let custom = r#""custom": {"groups": [
      {"id": "g1", "title": "One", "groups": [{"id": "g2", "title": "Two", "insert-controls": [{"include-controls": [{"with-ids": ["a1"]}]}]}],
       "insert-controls": [{"order": "descending", "include-controls": [{"matching": [{"pattern": "c*"}]}]}, {"include-all": {}, "exclude-controls": [{"matching": [{"pattern": "[abc]*"}, {"pattern": "?1*"}, {"pattern": "c*"}, {"pattern": "a2.*"}]}]}]},
      {"id": "bb", "title": "Mine"}], "insert-controls": [{"include-controls": [{"with-ids": ["b1"]}]}]}"#;
    insta::assert_snapshot!(picked(r#""include-all": {}"#, custom), @"$p-a $p-via b1 g1[c2 c10 c1 g2[a1]] bb[]");
    let both =
        run_with(r#""imports": [{"href": "c.json", "include-all": {}}], "merge": {"as-is": true, "flat": {}}"#, &[]);
    insta::assert_snapshot!(both.unwrap_err(), @"p.json: line 1, column 244 (/profile/merge): expected one of `flat`, `as-is` and `custom`, found several of them");
}

#[test]
fn parameters_and_alterations() {
    let catalog = run(
        r##""imports": [{"href": "c.json", "include-controls": [{"with-ids": ["a1", "a2.1"]}]}], "merge": {"as-is": true},
        "modify": {"set-parameters": [{"param-id": "a1-p", "label": "new", "values": ["30 days"], "props": [{"name": "x", "value": "y"}], "constraints": [{"description": "c"}]},
                                      {"param-id": "a1-p", "select": {"choice": ["z"]}}, {"param-id": "nowhere", "values": ["v"]}],
         "alters": [{"control-id": "a1", "removes": [{"by-name": "display", "by-ns": "http://x"}, {"by-id": "a1-b"}, {"by-name": "label", "by-ns": "http://other"}],
            "adds": [{"position": "starting", "props": [{"name": "first", "value": "1"}], "parts": [{"name": "caution", "prose": "p"}]},
                     {"props": [{"name": "last", "value": "2"}]},
                     {"position": "before", "by-id": "a1-b", "parts": [{"id": "a1-new", "name": "item", "prose": "in place of two"}], "props": [{"name": "basis", "value": "b"}]},
                     {"position": "after", "by-id": "a1-a", "parts": [{"id": "a1-aa", "name": "item", "prose": "after one"}]},
                     {"position": "ending", "by-id": "a1-a", "props": [{"name": "inside", "value": "i"}]},
                     {"by-id": "gone", "props": [{"name": "lost", "value": "l"}]}]},
          {"control-id": "a2", "removes": [{"by-item-name": "control"}]},
          {"control-id": "zz", "adds": []}]}"##,
    );
    insta::assert_json_snapshot!(catalog["groups"], @r#"
    [
      {
        "id": "a",
        "title": "Group A",
        "params": [
          {
            "id": "p-a",
            "label": "A"
          }
        ],
        "controls": [
          {
            "id": "a1",
            "title": "A1",
            "params": [
              {
                "id": "a1-p",
                "props": [
                  {
                    "name": "x",
                    "value": "y"
                  }
                ],
                "label": "new",
                "constraints": [
                  {
                    "description": "c"
                  }
                ],
                "select": {
                  "choice": [
                    "z"
                  ]
                }
              }
            ],
            "props": [
              {
                "name": "first",
                "value": "1"
              },
              {
                "name": "label",
                "value": "A-1"
              },
              {
                "name": "last",
                "value": "2"
              }
            ],
            "parts": [
              {
                "name": "caution",
                "prose": "p"
              },
              {
                "id": "a1-stmt",
                "name": "statement",
                "props": [
                  {
                    "name": "basis",
                    "value": "b"
                  }
                ],
                "prose": "Do {{ insert: param, a1-p }} and {{ insert: param, p-a }}, see [it](#r1).",
                "parts": [
                  {
                    "id": "a1-a",
                    "name": "item",
                    "props": [
                      {
                        "name": "inside",
                        "value": "i"
                      }
                    ],
                    "prose": "one"
                  },
                  {
                    "id": "a1-aa",
                    "name": "item",
                    "prose": "after one"
                  },
                  {
                    "id": "a1-new",
                    "name": "item",
                    "prose": "in place of two"
                  }
                ]
              }
            ]
          },
          {
            "id": "a2",
            "title": "A2"
          }
        ]
      }
    ]
    "#);
}

#[test]
fn what_is_unused_goes() {
    let some = r#""imports": [{"href": "c.json", "include-controls": [{"with-ids": ["a1"]}]}]"#;
    let catalog = run(some);
    let resources: Vec<&str> =
        catalog["back-matter"]["resources"].as_array().unwrap().iter().map(|r| word(r, "uuid")).collect();
    assert_eq!(resources, ["r1", "r3", "r4"], "linked, linked by one that stays, kept");
    insta::assert_json_snapshot!(catalog["metadata"], @r#"
    {
      "title": "P",
      "last-modified": "2026-03-31T09:00:00Z",
      "version": "2",
      "oscal-version": "1.1.2",
      "props": [
        {
          "name": "resolution-tool",
          "value": "Surety 0.1.0"
        }
      ],
      "links": [
        {
          "href": "p.json",
          "rel": "source-profile"
        }
      ],
      "roles": [
        {
          "id": "keeper",
          "title": "Keeper",
          "props": [
            {
              "name": "keep",
              "value": "always"
            }
          ]
        }
      ]
    }
    "#);
    assert_eq!(catalog["uuid"], run(some)["uuid"]);
    assert_ne!(catalog["uuid"], run(&some.replace("a1", "a2"))["uuid"]);
    let set = run(&format!(r#"{some}, "modify": {{"set-parameters": [{{"param-id": "top", "values": ["1"]}}]}}"#));
    assert_eq!(set["params"][0]["id"], "top", "a parameter that the profile sets is not pruned");
}

fn word<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn chains_and_circles() {
    let inner = profile(
        r##""imports": [{"href": "#res", "include-controls": [{"with-ids": ["c1", "c2", "a1"]}]}], "merge": {"as-is": true},
        "back-matter": {"resources": [{"uuid": "res", "rlinks": [{"href": "missing.json"}, {"href": "../c.pdf"}, {"href": "../c.json", "media-type": "application/oscal.catalog+json"}]}]}"##,
    );
    let chained = run_with(
        r#""imports": [{"href": "sub/inner.json", "include-controls": [{"matching": [{"pattern": "c*"}]}]}]"#,
        &[("sub/inner.json", &inner)],
    )
    .unwrap();
    assert_eq!(outline(&chained.document["catalog"]), "c1 c2");
    assert_eq!(chained.sources, ["sub/inner.json", "c.json"]);
    let (a, b) = (
        profile(r#""imports": [{"href": "b.json", "include-all": {}}]"#),
        profile(r#""imports": [{"href": "p.json", "include-all": {}}]"#),
    );
    let circle = run_with(
        r#""imports": [{"href": "a.json", "include-all": {}}]"#,
        &[("a.json", &a), ("b.json", &b), ("p.json", &a)],
    );
    insta::assert_snapshot!(circle.unwrap_err(), @"b.json: line 1, column 194 (/profile/imports/0/href): expected an import that does not lead back, found a circle: p.json → a.json → b.json → p.json (imported by p.json, which imports a.json)");
    let missing = |href: &str| {
        run_with(
            &format!(r#""imports": [{{"href": "{href}", "include-all": {{}}}}]"#),
            &[("broken.json", "{"), ("ssp.json", r#"{"system-security-plan": {}}"#)],
        )
        .unwrap_err()
        .to_string()
    };
    insta::assert_snapshot!(missing("nowhere.json"), @"p.json: line 1, column 194 (/profile/imports/0/href): expected a document of the folder, found `nowhere.json`, which is not in the folder");
    insta::assert_snapshot!(missing("../../etc/passwd"), @"p.json: line 1, column 194 (/profile/imports/0/href): expected a document of the folder, found `../../etc/passwd`, which leads out of the folder; no copy of it at `etc/passwd` or `passwd`");
    insta::assert_snapshot!(missing("https://x.example/y.json"), @"p.json: line 1, column 194 (/profile/imports/0/href): expected a document of the folder, found `https://x.example/y.json`, which leads out of the folder; no copy of it at `y.json`");
    insta::assert_snapshot!(missing("#nothing"), @"p.json: line 1, column 194 (/profile/imports/0/href): expected a reference to a document, found `#nothing`, and no resource with that uuid in the back matter");
    insta::assert_snapshot!(missing("broken.json"), @"p.json: line 1, column 194 (/profile/imports/0/href): expected a readable OSCAL document, found broken.json: line 1, column 2: expected a key in double quotes, found the end of the text");
    insta::assert_snapshot!(missing("ssp.json"), @"p.json: line 1, column 194 (/profile/imports/0/href): expected a catalogue or a profile, found `ssp.json`, a document of the model system-security-plan");
}

#[test]
fn what_is_odd_is_noted() {
    let resolved = run_with(
        r#""imports": [{"href": "https://x.example/deep/c.json", "include-all": {}, "exclude-controls": [{"with-ids": ["a2.1", "zz"]}]}, {"href": "c.json", "include-controls": [{"with-ids": ["c1"]}]}],
        "merge": {"combine": {"method": "keep"}}, "modify": {"set-parameters": [{"param-id": "nowhere"}], "alters": [{"control-id": "zz"}, {"control-id": "a1", "adds": [{"by-id": "gone"}]}]}"#,
        &[],
    );
    let notes: Vec<String> = resolved.unwrap().notes.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(notes.join("\n"), @r#"
    1:194: note [local-copy] /profile/imports/0/href: `https://x.example/deep/c.json` was read from `c.json` of the folder; nothing is fetched from elsewhere
    1:289: warning [no-match] /profile/imports/0/exclude-controls/0/with-ids/1: `zz` matches no control of `c.json`
    1:185: warning [parent-excluded] /profile/imports/0/exclude-controls: excluded because a control inside is: `a2`; `with-parent-controls` with `no` keeps them
    2:18: warning [duplicate-control] /profile/merge: controls come more than once and are all kept: `c1`; `combine` with `use-first` keeps the first
    2:81: warning [unknown-parameter] /profile/modify/set-parameters/0/param-id: `nowhere` is no parameter of the resolved catalogue
    2:118: warning [unknown-control] /profile/modify/alters/0/control-id: `zz` is no control of the resolved catalogue
    2:140: warning [unknown-id] /profile/modify/alters/1/adds: nothing in `a1` has the id `gone`; what is added there is left out
    "#);
}

#[test]
fn values_by_precedence() {
    let catalog = Document::parse(
        br##"{"catalog": {"metadata": {"title": "T"}, "controls": [{"id": "c", "title": "C", "params": [
        {"id": "p", "values": ["catalogue"]}, {"id": "q", "label": "who {{ p }}"}, {"id": "r", "select": {"choice": ["every {{ insert: param, p }}", "never"]}},
        {"id": "all", "props": [{"name": "aggregates", "value": "p"}, {"name": "aggregates", "value": "q"}]}]}]}}"##,
    )
    .unwrap();
    let mut values = Values::of(&catalog);
    let show = |values: &Values<'_>| {
        values.fill("{{ insert: param, p }} | {{q}} | {{ insert: param, r }} | {{ insert: param, all }} | {{ nothing }} {{ a b }}")
    };
    insta::assert_snapshot!(show(&values), @"catalogue | [who catalogue] | [selection: every catalogue; never] | catalogue, [who catalogue] | {{ nothing }} {{ a b }}");
    let document = |text: &str| Document::parse(text.as_bytes()).unwrap();
    values.apply(&document(r#"{"system-security-plan": {"control-implementation": {"set-parameters": [{"param-id": "q", "values": ["plan"]}], "implemented-requirements": [{"control-id": "c", "set-parameters": [{"param-id": "q", "values": ["requirement"]}]}]}}}"#));
    values.apply(&document(r#"{"profile": {"modify": {"set-parameters": [{"param-id": "p", "values": ["profile"]}, {"param-id": "q", "values": ["profile"]}]}}}"#));
    values.apply(&document(r#"{"component-definition": {"components": [{"control-implementations": [{"set-parameters": [{"param-id": "p", "values": ["component"]}]}]}]}}"#));
    insta::assert_snapshot!(show(&values), @"profile | requirement | [selection: every profile; never] | profile, requirement | {{ nothing }} {{ a b }}");
    assert_eq!(values.get("p"), Some((Layer::Profile, vec!["profile".to_owned()])));
}

use values::{Layer, Values};
