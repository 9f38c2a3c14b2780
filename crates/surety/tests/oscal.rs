//! `surety oscal` as its user meets it: files in a folder of their own, no database.

use std::{
    fs,
    process::{Command, Output},
};

struct Bench {
    folder: tempfile::TempDir,
}

const CATALOG: &str = r##"{"catalog": {"uuid": "0a6b0000-0000-4000-8000-000000000001",
  "metadata": {"title": "ABC", "last-modified": "2020-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.2"},
  "groups": [{"id": "a", "title": "A", "controls": [
    {"id": "a1", "title": "One", "parts": [{"id": "a1_smt", "name": "statement", "prose": "Do *one*."}]},
    {"id": "a2", "title": "Two", "parts": [{"id": "a2_smt", "name": "statement", "prose": "Do two."}]}]}]}}"##;

const PROFILE: &str = r##"{"profile": {"uuid": "0a6b0000-0000-4000-8000-000000000002",
  "metadata": {"title": "P", "last-modified": "2020-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.2"},
  "imports": [{"href": "../catalogs/abc.json", "include-controls": [{"with-ids": ["a2"]}]}], "merge": {"as-is": true}}}"##;

impl Bench {
    fn new() -> Bench {
        let bench = Bench { folder: tempfile::tempdir().unwrap() };
        bench.write("catalogs/abc.json", CATALOG);
        bench.write("profiles/p.json", PROFILE);
        bench
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_surety"));
        command.current_dir(self.folder.path()).env_remove("SURETY_DB").env_remove("SURETY_LOG");
        command.arg("oscal").args(line.split_whitespace()).output().unwrap()
    }

    /// Standard output and error of a command with this exit code.
    fn with(&self, code: i32, line: &str) -> String {
        let output = self.run(line);
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "surety oscal {line}\n{text}");
        assert!(!text.contains("panicked"), "{text}");
        text
    }
}

#[test]
fn a_profile_resolves_inside_its_folder_only() {
    let bench = Bench::new();
    insta::assert_snapshot!(bench.with(0, "resolve profiles/p.json --folder . --at 2026-03-31T09:00:00Z --form yaml"), @r#"
    catalog:
      uuid: f385a29b-203a-51f6-91ab-ee03a1083b7d
      metadata:
        title: P
        last-modified: 2026-03-31T09:00:00Z
        version: "1"
        oscal-version: 1.1.2
        props:
          - name: resolution-tool
            value: Surety 0.1.0
        links:
          - href: p.json
            rel: source-profile
      groups:
        - id: a
          title: A
          controls:
            - id: a2
              title: Two
              parts:
                - id: a2_smt
                  name: statement
                  prose: Do two.
    "#);
    insta::assert_snapshot!(bench.with(1, "resolve profiles/p.json"), @"error: p.json: line 3, column 24 (/profile/imports/0/href): expected a document of the folder, found `../catalogs/abc.json`, which leads out of the folder; no copy of it at `catalogs/abc.json` or `abc.json`");
    bench.write("profiles/circle.json", &PROFILE.replace("../catalogs/abc.json", "circle.json"));
    insta::assert_snapshot!(bench.with(1, "resolve profiles/circle.json"), @"error: circle.json: line 3, column 24 (/profile/imports/0/href): expected an import that does not lead back, found a circle: circle.json → circle.json");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(
            bench.folder.path().join("catalogs/abc.json"),
            bench.folder.path().join("profiles/link.json"),
        )
        .unwrap();
        bench.write("profiles/out.json", &PROFILE.replace("../catalogs/abc.json", "link.json"));
        insta::assert_snapshot!(bench.with(1, "resolve profiles/out.json"), @"error: out.json: line 3, column 24 (/profile/imports/0/href): expected a document of the folder, found `link.json`, which leads out of the folder");
    }
}

#[test]
fn what_is_there_is_not_overwritten() {
    let bench = Bench::new();
    bench.with(0, "resolve profiles/p.json --folder . -o out.xml");
    assert!(bench.read("out.xml").starts_with("<?xml"));
    insta::assert_snapshot!(bench.with(1, "resolve profiles/p.json --folder . -o out.xml"), @"error: out.xml: exists already; --force overwrites it");
    bench.with(0, "resolve profiles/p.json --folder . -o out.xml --force");
}

#[test]
fn documents_survive_every_form() {
    let bench = Bench::new();
    bench.with(0, "convert catalogs/abc.json --to xml -o abc.xml --loss loss.json");
    bench.with(0, "convert abc.xml --to yaml -o abc.yaml");
    bench.with(0, "convert abc.yaml --to json -o back.json");
    assert_eq!(bench.with(0, "diff catalogs/abc.json back.json"), "nothing differs\n");
    insta::assert_snapshot!(bench.read("loss.json"), @r#"
    {
      "file": "catalogs/abc.json",
      "notes": [],
      "by_version": [],
      "by_form": []
    }
    "#);
    insta::assert_snapshot!(bench.with(1, "convert catalogs/abc.json --to xml --oscal-version new"), @r#"error: --oscal-version: expected a version such as 1.2.3, found "new""#);
}

#[test]
fn differences_have_their_own_exit_code() {
    let bench = Bench::new();
    bench.write("new.json", &CATALOG.replace("\"Two\"", "\"Second\"").replace("Do *one*.", "Do one."));
    insta::assert_snapshot!(bench.with(2, "diff catalogs/abc.json new.json"), @r#"
    changed part a1 parts[a1_smt]/prose: Do *one*. -> Do one.
    changed control a2 title: Two -> Second
    "#);
    insta::assert_snapshot!(bench.with(2, "diff catalogs/abc.json new.json --requirements --json"), @r#"
    [
      {
        "id": "a1",
        "kind": "text",
        "old": "Do *one*.",
        "new": "Do one."
      },
      {
        "id": "a2",
        "kind": "retitled",
        "old": "Two",
        "new": "Second"
      }
    ]
    "#);
}

#[test]
fn validation_says_where_and_in_what_mode() {
    let bench = Bench::new();
    assert_eq!(
        bench.with(0, "validate catalogs/abc.json profiles/p.json --folder ."),
        "2 documents: 0 errors, 0 warnings, 0 notes\n"
    );
    let broken = CATALOG.replace("\"id\": \"a2\"", "\"id\": \"2 a\"").replace("a2_smt", "a1_smt");
    bench.write("broken.json", &broken);
    insta::assert_snapshot!(bench.with(1, "validate broken.json"), @r#"
    broken.json:5:12: error [token] /catalog/groups/0/controls/1/id: expected a token: a letter or `_`, then letters, digits, `.`, `-` or `_`, found `2 a` (--repair mends this)
    broken.json:5:52: error [duplicate-id] /catalog/groups/0/controls/1/parts/0/id: the part `a1_smt` is already at line 4, column 51; ids are unique
    1 document: 2 errors, 0 warnings, 0 notes
    "#);
    bench.with(2, "validate broken.json --lenient");
    insta::assert_snapshot!(bench.with(1, "validate broken.json --sarif"), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "surety",
              "version": "0.1.0",
              "rules": [
                {
                  "id": "duplicate-id"
                },
                {
                  "id": "token"
                }
              ]
            }
          },
          "results": [
            {
              "ruleId": "token",
              "level": "error",
              "message": {
                "text": "expected a token: a letter or `_`, then letters, digits, `.`, `-` or `_`, found `2 a`"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "broken.json"
                    },
                    "region": {
                      "startLine": 5,
                      "startColumn": 12
                    }
                  },
                  "logicalLocations": [
                    {
                      "fullyQualifiedName": "/catalog/groups/0/controls/1/id"
                    }
                  ]
                }
              ]
            },
            {
              "ruleId": "duplicate-id",
              "level": "error",
              "message": {
                "text": "the part `a1_smt` is already at line 4, column 51; ids are unique"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "broken.json"
                    },
                    "region": {
                      "startLine": 5,
                      "startColumn": 52
                    }
                  },
                  "logicalLocations": [
                    {
                      "fullyQualifiedName": "/catalog/groups/0/controls/1/parts/0/id"
                    }
                  ]
                }
              ]
            }
          ]
        }
      ]
    }
    "#);
    bench.write("torn.json", "{\"catalog\": {");
    insta::assert_snapshot!(bench.with(1, "validate torn.json --lenient"), @r#"
    torn.json:1:14: error [unreadable] /catalog: expected a key in double quotes, found the end of the text
    1 document: 1 errors, 0 warnings, 0 notes
    "#);
    bench.write("tokens.json", &CATALOG.replace("\"id\": \"a2\"", "\"id\": \"2a\""));
    insta::assert_snapshot!(bench.with(0, "validate tokens.json --repair mended.json"), @"1 document: 0 errors, 0 warnings, 0 notes");
    assert!(!bench.read("mended.json").contains("\"2a\""));
    assert!(bench.read("tokens.json").contains("\"2a\""), "the original stays as it is");
    bench.write("profiles/q.json", &PROFILE.replace("\"a2\"", "\"a9\""));
    insta::assert_snapshot!(bench.with(1, "validate profiles/q.json --folder ."), @r#"
    profiles/q.json:3:83: error [dangling] /profile/imports/0/include-controls/0/with-ids/0: `a9` is no control here or in what is imported
    1 document: 1 errors, 0 warnings, 0 notes
    "#);
}
