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
    insta::assert_snapshot!(bench.with(0, "resolve profiles/p.json --folder . --at 2026-03-31T09:00:00Z --form yaml"), @"");
    insta::assert_snapshot!(bench.with(1, "resolve profiles/p.json"), @"");
    bench.write("profiles/circle.json", &PROFILE.replace("../catalogs/abc.json", "circle.json"));
    insta::assert_snapshot!(bench.with(1, "resolve profiles/circle.json"), @"");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(bench.folder.path().join("catalogs/abc.json"), bench.folder.path().join("profiles/link.json")).unwrap();
        bench.write("profiles/out.json", &PROFILE.replace("../catalogs/abc.json", "link.json"));
        insta::assert_snapshot!(bench.with(1, "resolve profiles/out.json"), @"");
    }
}

#[test]
fn what_is_there_is_not_overwritten() {
    let bench = Bench::new();
    bench.with(0, "resolve profiles/p.json --folder . -o out.xml");
    assert!(bench.read("out.xml").starts_with("<?xml"));
    insta::assert_snapshot!(bench.with(1, "resolve profiles/p.json --folder . -o out.xml"), @"");
    bench.with(0, "resolve profiles/p.json --folder . -o out.xml --force");
}

#[test]
fn documents_survive_every_form() {
    let bench = Bench::new();
    bench.with(0, "convert catalogs/abc.json --to xml -o abc.xml --loss loss.json");
    bench.with(0, "convert abc.xml --to yaml -o abc.yaml");
    bench.with(0, "convert abc.yaml --to json -o back.json");
    assert_eq!(bench.with(0, "diff catalogs/abc.json back.json"), "nothing differs\n");
    insta::assert_snapshot!(bench.read("loss.json"), @"");
    insta::assert_snapshot!(bench.with(1, "convert catalogs/abc.json --to xml --oscal-version new"), @"");
}

#[test]
fn differences_have_their_own_exit_code() {
    let bench = Bench::new();
    bench.write("new.json", &CATALOG.replace("\"Two\"", "\"Second\"").replace("Do *one*.", "Do one."));
    insta::assert_snapshot!(bench.with(2, "diff catalogs/abc.json new.json"), @"");
    insta::assert_snapshot!(bench.with(2, "diff catalogs/abc.json new.json --requirements --json"), @"");
}

#[test]
fn validation_says_where_and_in_what_mode() {
    let bench = Bench::new();
    assert_eq!(bench.with(0, "validate catalogs/abc.json profiles/p.json --folder ."), "2 documents: 0 errors, 0 warnings, 0 notes\n");
    let broken = CATALOG.replace("\"id\": \"a2\"", "\"id\": \"2 a\"").replace("a2_smt", "a1_smt");
    bench.write("broken.json", &broken);
    insta::assert_snapshot!(bench.with(1, "validate broken.json"), @"");
    bench.with(2, "validate broken.json --lenient");
    insta::assert_snapshot!(bench.with(1, "validate broken.json --sarif"), @"");
    bench.write("torn.json", "{\"catalog\": {");
    insta::assert_snapshot!(bench.with(1, "validate torn.json --lenient"), @"");
    bench.write("tokens.json", &CATALOG.replace("\"id\": \"a2\"", "\"id\": \"2a\""));
    insta::assert_snapshot!(bench.with(0, "validate tokens.json --repair mended.json"), @"");
    assert!(!bench.read("mended.json").contains("\"2a\""));
    assert!(bench.read("tokens.json").contains("\"2a\""), "the original stays as it is");
    bench.write("profiles/q.json", &PROFILE.replace("\"a2\"", "\"a9\""));
    insta::assert_snapshot!(bench.with(1, "validate profiles/q.json --folder ."), @"");
}
