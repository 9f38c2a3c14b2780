use super::*;
use crate::builtin;
use proptest::prelude::*;

fn faults(text: &str) -> String {
    read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_built_in_pattern_names_what_there_is() {
    assert_eq!(
        all().iter().map(|b| b.pattern.id.as_str()).collect::<Vec<_>>(),
        ["isms", "web-application", "identity", "cloud-tenant", "control-room"]
    );
    for Builtin { pattern, .. } in all() {
        for clause in pattern.areas.iter().flat_map(|a| &a.clauses) {
            let (framework, id) = clause.split_once(':').unwrap();
            let found = builtin::catalogue(framework).and_then(|c| c.requirements.iter().find(|r| r.id == id));
            assert!(found.is_some_and(|r| !r.withdrawn), "{}: {clause}", pattern.id);
        }
        assert!(pattern.areas.iter().all(|a| a.controls.is_empty()) && pattern.resists.is_empty(), "{}", pattern.id);
        let again = read(&serde_json::to_vec(pattern).unwrap()).unwrap().patterns;
        assert_eq!(again, std::slice::from_ref(pattern));
    }
}

#[test]
fn faults_have_their_line() {
    insta::assert_snapshot!([
        faults("id: a b\ntitle: A\nproblem: P\nareas:\n  - name: One\n    within: Two\n    clauses: [AC-2]\n  - name: One\n    width: 13\nconnections:\n  - {from: One, to: Three}\n"),
        faults("id: a\ntitle: A\nproblem: P\nareas:\n  - {name: One, color: red}\n"),
        faults("id: a\ntitle: A\nproblem: P\nareas:\n  - {name: One, within: Two}\n  - {name: Two, within: One}\n"),
        faults("title: A"),
        faults("{\"id\": 3}"),
        faults("- a"),
    ].join("\n---\n"), @r"
line 1, column 5 (/id): expected letters, digits, points and hyphens
line 7, column 15 (/areas/0/clauses/0): expected framework:requirement, such as iso27001-2022:A.5.1
line 8, column 11 (/areas/1/name): another area has this name; expected one of its own
line 9, column 12 (/areas/1/width): expected a number from 1 to 12
line 6, column 13 (/areas/0/within): expected the name of an area of this pattern
line 11, column 21 (/connections/0/to): expected the name of an area of this pattern
---
line 5, column 24 (/areas/0/color): unknown field `color`, expected one of `name`, `within`, `actor`, `row`, `column`, `width`, `clauses`, `controls`, `note`
---
line 5, column 25 (/areas/0/within): this area would lie within itself
line 6, column 25 (/areas/1/within): this area would lie within itself
---
line 1, column 1: missing field `id`
---
line 1, column 8 (/id): invalid type: integer `3`, expected a string
---
line 1, column 1: expected a map with id, title, problem and areas, found a list
");
}

const OSA: &str = r#"{
  "id": "SP-900", "title": "A client", "description": "Where a <em>client</em> is.", "url": "https://example.org/sp-900",
  "metadata": {"release": "26.02", "status": "published", "authors": ["x"]},
  "content": {"description": "<h3>Why</h3>Because.", "assumptions": "It is ours.", "contraIndications": "Phones.",
    "keyControlAreas": ["Access (AC-03, AC-13; other SR 1.1): Who may.", "Nothing named"]},
  "controls": [{"id": "AC-03", "name": "n", "family": "AC"}, {"id": "SI-02", "name": "n", "family": "SI"}],
  "threats": [{"id": "T-1", "name": "Theft", "mitigatedBy": ["AC-03"]}], "joomla_id": 7
}"#;

#[test]
fn the_public_library_reads() {
    let reading = read(OSA.as_bytes()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&reading.patterns).unwrap(), @r####"
[
  {
    "id": "SP-900",
    "title": "A client",
    "source": "https://example.org/sp-900, 26.02",
    "problem": "Where a *client* is.",
    "solution": "### Why\n\nBecause.",
    "areas": [
      {
        "name": "Access",
        "clauses": [
          "nist-800-53-r5:ac-3",
          "nist-800-53-r5:ac-13"
        ],
        "note": "Who may."
      },
      {
        "name": "Nothing named"
      },
      {
        "name": "Further controls",
        "clauses": [
          "nist-800-53-r5:si-2"
        ]
      }
    ],
    "threats": [
      "Theft"
    ],
    "assumptions": "It is ours.",
    "limits": "Phones."
  }
]
"####);
    assert_eq!(reading.notes, ["SP-900: 1 controls that no key control area names stand apart"]);
    let list = format!("[{OSA}, {OSA}]");
    assert_eq!(read(list.as_bytes()).unwrap().patterns.len(), 2);
    let mut bare: serde_json::Value = serde_json::from_str(OSA).unwrap();
    bare["content"] = serde_json::Value::Null;
    let areas = read(bare.to_string().as_bytes()).unwrap().patterns.remove(0).areas;
    assert_eq!(
        areas.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(),
        ["Access Control", "System and Information Integrity"]
    );
    let enhanced = read(OSA.replace("SI-02", "SI-2(4)").as_bytes()).unwrap();
    assert_eq!(enhanced.patterns[0].areas[2].clauses, ["nist-800-53-r5:si-2.4"]);
}

#[test]
fn faults_of_the_public_library_have_their_pointer() {
    insta::assert_snapshot!([
        faults(&OSA.replace("\"SI-02\"", "\"SI-00\"").replace("\"SP-900\"", "\"SP 900\"")),
        faults(&OSA.replace("\"A client\"", "[]")),
        faults(&format!("[{OSA}, {}]", OSA.replace("\"Nothing named\"", "7"))),
        faults(r#"{"id": "SP-1", "title": "t", "metadata": {}, "controls": {}}"#),
    ].join("\n"), @r"
line 2, column 9 (/id): expected an identifier such as SP-018
line 6, column 69 (/controls/1/id): expected a control such as AC-02
line 2, column 19 (/title): expected text
line 12, column 74 (/1/content/keyControlAreas/1): expected text that begins with a name
line 1, column 46 (/controls): expected a list of controls
line 1, column 46 (/controls): expected at least one control or key control area
");
}

proptest! {
    #[test]
    fn nothing_that_is_read_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0..OSA.len(), put in "[\\[\\]{}:,\"<(A-Z0-9-]{0,4}") {
        let _ = read(&bytes);
        let mut text = OSA.to_owned();
        if text.is_char_boundary(cut) {
            text.insert_str(cut, &put);
        }
        let _ = read(text.as_bytes());
    }

    #[test]
    fn what_is_written_is_read_again(names in prop::collection::btree_set("[A-Za-zé&<>\"' -]{1,20}", 1..12), line in any::<(prop::sample::Index, prop::sample::Index)>()) {
        let names: Vec<String> = names.into_iter().filter(|n| n.trim() == n).collect();
        prop_assume!(!names.is_empty());
        let areas: Vec<Area> = names.iter().map(|n| Area { name: n.clone(), ..Area::default() }).collect();
        let connections = vec![Connection { from: line.0.get(&names).clone(), to: line.1.get(&names).clone(), label: "x".into() }];
        let pattern = Pattern { id: "p".into(), title: "P".into(), problem: "Q".into(), areas, connections, ..Pattern::default() };
        let json = serde_json::to_value(&pattern).unwrap();
        prop_assert_eq!(&read(json.to_string().as_bytes()).unwrap().patterns, &vec![pattern.clone()]);
        prop_assert_eq!(read(yaml::write(&json).as_bytes()).unwrap().patterns, vec![pattern]);
    }
}
