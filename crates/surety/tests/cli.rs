//! The program as its user meets it: commands in a folder of their own, and what they print.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Bench {
        Bench { folder: tempfile::tempdir().unwrap() }
    }

    /// A database with an organisation.
    fn founded() -> Bench {
        let bench = Bench::new();
        bench.fine("init --name Harbour --slug harbour --login officer@harbour.example");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_surety"));
        command.current_dir(self.folder.path()).env_remove("SURETY_DB").env_remove("SURETY_LOG");
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command().args(line.split_whitespace()).output().unwrap()
    }

    /// Standard output and error of a command with this exit code.
    fn with(&self, code: i32, line: &str) -> String {
        let output = self.run(line);
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "surety {line}\n{text}");
        assert!(!text.contains("panicked") && !text.contains("backtrace"), "{text}");
        text
    }

    fn fine(&self, line: &str) -> String {
        self.with(0, line)
    }
}

/// Every file of a folder with its text.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                let text = fs::read_to_string(entry.path()).unwrap();
                out.push((entry.path().strip_prefix(folder).unwrap().to_owned(), text));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn from_founding_to_a_second_organisation() {
    let bench = Bench::founded();
    bench.fine("export out");
    insta::assert_snapshot!(bench.fine("plan out"), @"no changes");
    bench.write("out/risks/RSK-1.yaml", "title: Storm\nscenario: A storm closes the harbour\n");
    insta::assert_snapshot!(bench.with(2, "plan out"), @r#"
    + RSK-1 Storm
        + title: Storm
        + state: identified
        + scenario: A storm closes the harbour
    1 to create, 0 to change, 0 to retire
    "#);
    assert!(bench.fine("apply out --reason Workshop --as PER-1").ends_with("applied as act 2\n"));
    assert!(bench.fine("apply out").ends_with("no changes\n"), "the same folder again makes no act");
    bench.fine("export out");
    let first = files(&bench.path("out"));
    bench.fine("export out");
    assert_eq!(files(&bench.path("out")), first, "the same value gives the same bytes");
    bench.fine("apply out --new-org --db second.db");
    bench.fine("export again --db second.db");
    for ((path, a), (_, b)) in first.iter().zip(files(&bench.path("again"))) {
        let differing: Vec<_> = a
            .lines()
            .zip(b.lines())
            .filter(|(x, y)| x != y)
            .map(|(x, _)| x.trim().split(':').next().unwrap_or_default())
            .collect();
        assert!(differing.iter().all(|d| ["sequence", "hash"].contains(d)), "{path:?}: {differing:?}");
    }
    assert_eq!(files(&bench.path("again")).len(), first.len());
    assert!(bench.with(1, "apply out --new-org").contains("has an organisation harbour already"));
}

#[test]
fn the_past_and_conflicts() {
    let bench = Bench::founded();
    bench.write("one/risks/RSK-1.yaml", "title: Storm\nscenario: A storm closes the harbour\n");
    bench.fine("apply one");
    bench.fine("export out");
    bench.write("one/risks/RSK-1.yaml", "title: Storm tide\n");
    bench.fine("apply one");
    bench.fine("export then --as-of 2");
    assert!(fs::read_to_string(bench.path("then/risks/RSK-1.yaml")).unwrap().contains("title: Storm\n"));
    let text = fs::read_to_string(bench.path("out/risks/RSK-1.yaml")).unwrap().replace("Storm\n", "Hurricane\n");
    bench.write("out/risks/RSK-1.yaml", text);
    insta::assert_snapshot!(bench.with(1, "plan out"), @r#"
    conflict: RSK-1 title was changed in the folder and on the server
        was     Storm
        folder  Hurricane
        server  Storm tide
    0 errors, 1 conflict: nothing can be applied; choose a side with --ours or --theirs
    "#);
    assert!(bench.fine("plan out --theirs").contains("kept: RSK-1 title: Storm tide (folder: Hurricane)"));
    assert!(bench.with(2, "plan out --ours").contains("~ title: Storm tide -> Hurricane"));
    assert!(bench.with(1, "export then --as-of yesterday").contains("expected an act's number, a date or a moment"));
}

#[test]
fn a_folder_of_junk_changes_nothing() {
    let bench = Bench::founded();
    bench.fine("export out");
    bench.write("out/risks/a.yaml", "title: [1, 2\n");
    bench.write("out/risks/b.yaml", "titel: Wrong\nowner: PER-9\n");
    bench.write("out/risks/c.yaml", [0xff, 0xfe, 0x00, 0x41]);
    bench.write("out/risks/d.yaml", format!("title: {}\n", "[".repeat(100_000)));
    bench.write("out/risks/e.yaml", "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e]\ng: [*f, *f, *f, *f, *f, *f, *f, *f]\n");
    bench.write("out/risks/.hidden.yaml", "title: Hidden\n");
    bench.write("out/notes.txt", "mine");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", bench.path("out/risks/link.yaml")).unwrap();
    bench.write("out/deep/a/b/c/d/e/f.yaml", "kind: risk\ntitle: Deep\n");
    let said = bench.with(1, "apply out");
    for line in [
        "error: risks/a.yaml:",
        "error: risks/b.yaml:1:8: unknown field \"titel\"; did you mean title?",
        "error: risks/b.yaml:2:8: there is no PER-9; expected the key of a person or team or role",
        "error: risks/c.yaml:1:1: expected UTF-8",
        "error: risks/d.yaml:",
        "error: risks/e.yaml:",
        "note: risks/.hidden.yaml: left out, a hidden file",
        "note: notes.txt: left out, not a .yaml file",
        "note: risks/link.yaml: left out, a symbolic link",
        "left out, a folder too deep within the folder",
        "nothing can be applied",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let plan: serde_json::Value = serde_json::from_slice(&bench.run("plan out --json").stdout).unwrap();
    assert_eq!(plan["sound"], false);
    assert!(bench.fine("verify").contains(" 1 acts,"), "nothing was written");
}

#[test]
fn instructions_go_out_and_come_back_unchanged() {
    let bench = Bench::founded();
    bench.write(
        "how/restore.md",
        "---\nkind: instruction\n---\n# Restore\n\nAfter a loss.\n\n## Steps\n\n1. Fetch the copy\n2. Play it back\n",
    );
    bench.fine("import instructions how");
    assert!(bench.fine("export instructions out").ends_with("0 instructions: 0 written, 0 unchanged\n"));
    assert!(bench.fine("export instructions out --drafts").contains("1 instructions: 1 written, 0 unchanged"));
    assert!(bench.fine("export instructions out --drafts").contains("0 written, 1 unchanged"));
    assert!(bench.fine("import instructions out").contains("nothing to write"));
    bench.write("out/IST-1.md", "# Mine\n");
    assert!(bench.with(1, "export instructions out --drafts").contains("it was changed since it was written; --force"));
    assert!(bench.fine("export instructions out --drafts --force --json").contains("\"written\""));
}

#[test]
fn an_export_never_overwrites_what_is_not_one() {
    let bench = Bench::founded();
    bench.write("mine/thesis.txt", "years of work");
    assert!(bench.with(1, "export mine").contains("mine is not empty and holds no surety.yaml"));
    bench.fine("export out");
    bench.write("out/risks/RSK-5.yaml", "title: Left over\n");
    bench.write("out/README.md", "mine");
    bench.fine("export out");
    assert!(!bench.path("out/risks/RSK-5.yaml").exists(), "files of records that are not there go");
    assert!(bench.path("out/README.md").exists(), "everything else stays");
}

#[test]
fn archives_go_round_and_tampering_is_found() {
    let bench = Bench::founded();
    bench.fine("archive all.gz");
    assert!(bench.with(1, "archive all.gz").contains("exists already"));
    assert!(bench.fine("verify").starts_with("sound harbour: "));
    assert!(bench.fine("verify all.gz").starts_with("sound all.gz: "));
    assert!(bench.fine("restore all.gz --db new.db").contains("the chain is whole"));
    assert!(bench.with(1, "restore all.gz --db new.db").contains("taken"));
    let mut bytes = fs::read(bench.path("all.gz")).unwrap();
    bytes.truncate(bytes.len() - 30);
    bench.write("cut.gz", &bytes);
    assert!(bench.with(1, "verify cut.gz").contains("NOT SOUND"));
    bench.with(1, "restore cut.gz --db cut.db");
    bench.write("junk.gz", "not an archive");
    bench.with(1, "verify junk.gz");
    assert!(bench.with(1, "verify gone.gz").contains("gone.gz: "));
}

#[test]
fn databases_that_are_not_there_or_not_ours() {
    let bench = Bench::new();
    assert!(
        bench
            .with(1, "export out")
            .starts_with("error: there is no database surety.db; begin with surety demo or surety init")
    );
    bench.write("letter.db", "Dear Sir or Madam");
    assert!(bench.with(1, "export out --db letter.db").contains("this is not a Surety database"));
    assert!(bench.with(1, "demo --no-serve --db letter.db --fresh").contains("this is not a Surety database"));
    assert_eq!(fs::read_to_string(bench.path("letter.db")).unwrap(), "Dear Sir or Madam");
    bench.with(1, "init --name X --slug Not/Good --login a");
    bench.with(64, "plan");
    bench.with(64, "no-such-command");
    assert!(bench.fine("--help").contains("Exit codes: 0 done"));
}

#[test]
fn accounts_and_tokens() {
    let bench = Bench::founded();
    assert!(
        bench
            .fine("user add auditor@harbour.example --roles auditor,engineer")
            .contains("signs in once at http://127.0.0.1:8080/enter/")
    );
    assert!(bench.with(1, "user add x@y.z --roles king").contains("expected roles out of administrator, officer"));
    bench.fine("user roles auditor@harbour.example auditor");
    bench.fine("user disable auditor@harbour.example");
    insta::assert_snapshot!(bench.fine("user list"), @r#"
    LOGIN                    PERSON  ROLES
    auditor@harbour.example          auditor                              disabled
    officer@harbour.example  PER-1   administrator,officer,manager,board
    "#);
    assert!(bench.with(1, "user link auditor@harbour.example").contains("is disabled"));
    let secret = bench.fine("token add officer@harbour.example --name nightly --days 30");
    assert!(secret.starts_with("surety_"));
    let listed = bench.fine("token list");
    let id = listed.lines().nth(1).and_then(|l| l.split_whitespace().next()).unwrap();
    assert!(!secret.contains(id), "what is listed does not give the token away");
    assert!(bench.fine(&format!("token revoke {id}")).contains("nightly is revoked"));
    bench.with(1, &format!("token revoke {id}"));
}

#[test]
fn a_register_in_a_spreadsheet() {
    let bench = Bench::founded();
    bench.write("risks.csv", "ID;Risiko;Beschreibung;Eigentümer;Wahrscheinlichkeit;Auswirkung;Wiedervorlage\nR-1;Sturmflut;Die Kaje steht unter Wasser;officer@harbour.example;hoch;4;31.03.2027\nR-2;Brand;=HYPERLINK(\"x\");PER-1;2;mittel;1. April 2027\n");
    let shown = bench.fine("import table risks.csv --kind risk --dry-run");
    assert!(shown.contains("row 3: would create RSK-2 Brand") && shown.contains("4 likely: 0.4 to 4"), "{shown}");
    assert!(
        bench
            .fine("import table risks.csv --kind risk")
            .ends_with("2 new, 0 changed, 0 unchanged, 0 faulty: imported as act 2\n")
    );
    assert!(bench.fine("import table risks.csv --kind risk").ends_with("2 unchanged, 0 faulty: nothing to write\n"));
    bench.fine("export out");
    let estimate = fs::read_to_string(bench.path("out/estimates/EST-1.yaml")).unwrap();
    assert!(
        estimate.contains("confidence: low") && estimate.contains("state: given") && estimate.contains("ordinal scale"),
        "{estimate}"
    );
    assert!(
        fs::read_to_string(bench.path("out/risks/RSK-2.yaml")).unwrap().contains("=HYPERLINK"),
        "formulas stay text"
    );
    let changed = fs::read_to_string(bench.path("risks.csv")).unwrap().replace("Sturmflut", "Sturmflut an der Kaje");
    bench.write("risks.csv", changed.replace("PER-1", "PER-7").replace("1. April 2027", "bald"));
    let shown = bench.with(1, "import table risks.csv --kind risk");
    assert!(shown.contains("error: row 3, column Eigentümer: expected the key, title or e-mail address of a person or team or role, found PER-7"), "{shown}");
    assert!(
        shown.contains("error: row 3, column Wiedervorlage: expected a date such as 2026-03-31, found bald"),
        "{shown}"
    );
    assert!(shown.contains("1 faulty: nothing was written"), "{shown}");
    bench.write("risks.csv", changed);
    assert!(bench.fine("import table risks.csv --kind risk").contains("0 new, 1 changed, 1 unchanged"));
    bench.fine("plan out --theirs");
    bench.with(1, "import table risks.csv --kind dragon");
    assert!(
        bench.with(1, "import table risks.csv --kind risk --map Farbe=title").contains("there is no column \"Farbe\"")
    );
    bench.write("page.csv", "<html><body>Sign in</body></html>");
    assert!(bench.with(1, "import table page.csv --kind risk").contains("an HTML page"));
    bench.write("bomb.xlsx", b"PK\x03\x04 not really");
    bench.with(1, "import table bomb.xlsx --kind risk");
}

#[test]
fn a_huge_table_is_refused() {
    let bench = Bench::founded();
    let mut text = String::from("title,description\n");
    (0..200_000).for_each(|i| text.push_str(&format!("Asset {i},Something\n")));
    bench.write("huge.csv", text);
    let said = bench.with(1, "import table huge.csv --kind asset");
    assert!(said.contains("the number of rows") && said.contains("limit of 50000"), "{said}");
}

#[test]
fn frameworks_from_oscal() {
    let bench = Bench::founded();
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/oscal");
    let real =
        if real.is_dir() { real } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/real/oscal") };
    if !real.is_dir() {
        eprintln!("skipped: other people's OSCAL files are not here");
        return;
    }
    let file = |name: &str| real.join(name).display().to_string();
    let low = file("800-53r5-low-resolved.json");
    assert!(bench.fine(&format!("import oscal {low} --id nist-800-53-low --dry-run")).contains("would create"));
    assert!(bench.fine(&format!("import oscal {low} --id nist-800-53-low")).contains("created FRW-1"));
    assert!(bench.fine(&format!("import oscal {low} --id nist-800-53-low")).contains("nothing changes"));
    assert!(bench.fine(&format!("import oscal {}", file("800-53r5-moderate-resolved.json"))).contains("created FRW-2"));
    let plan = bench.fine(&format!("import oscal {} --dry-run", file("poam.json")));
    assert!(plan.contains("would create FND-1") && plan.contains("dry run, nothing was written"), "{plan}");
    bench.fine("export out");
    bench.write(
        "out/requirements/REQ-1.yaml",
        "title: Access\nstatement: x\nclauses: [nist-800-53-low:ac-1, nist-800-53-low:zz-9, iso27001-2022:A.5.1]\n",
    );
    let said = bench.run("plan out");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(!said.contains("no requirement ac-1"), "{said}");
}

/// A server that ends with its test, also when that fails.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the server at an address says to a request.
fn answer(address: &str, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    let mut text = Vec::new();
    let _ = stream.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn the_demonstration_is_served() {
    let bench = Bench::new();
    let started = bench.command().args(["demo", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = Running(started.unwrap());
    let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let (first, second) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(first.starts_with("Tidewater Grid at http://127.0.0.1:"), "{first}");
    assert!(second.starts_with("sign in once at http://127.0.0.1:") && second.contains("/enter/"), "{second}");
    let address = first.rsplit("//").next().unwrap();
    let link = second.rsplit(address).next().unwrap();
    assert!(answer(address, "/").starts_with("HTTP/1.1 303"), "whoever is not signed in is sent to sign in");
    let entered = answer(address, link);
    assert!(
        ["HTTP/1.1 200", "HTTP/1.1 303"].iter().any(|ok| entered.starts_with(ok)),
        "the link leads in: {entered:.300}"
    );
    drop(child);
    assert!(bench.fine("verify --db surety-demo.db").starts_with("sound tidewater: "));
    bench.fine("demo --no-serve --keep");
    assert!(bench.with(1, "demo --no-serve --db surety-demo.db").contains("--keep goes on with it"));
    bench.fine("demo --no-serve");
    let busy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port();
    assert!(bench.with(1, &format!("demo --port {port}")).contains("is in use by another program"));
}

#[test]
fn rules_for_people_programs_and_reviews() {
    let bench = Bench::founded();
    let text = bench.run("check");
    assert!(String::from_utf8_lossy(&text.stdout).contains("warnings"));
    let sarif: serde_json::Value = serde_json::from_slice(&bench.run("check --sarif").stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(sarif["runs"][0]["tool"]["driver"]["rules"].as_array().is_some_and(|r| !r.is_empty()));
    let plain: serde_json::Value = serde_json::from_slice(&bench.run("check --json").stdout).unwrap();
    assert_eq!(plain.as_array().map(Vec::len), sarif["runs"][0]["results"].as_array().map(Vec::len));
    is_sarif(&sarif);
    assert!(bench.fine("check --explain ctl01").contains("CTL01"));
    assert!(bench.with(2, "check --rule NIX99").contains("expected the code of a rule"));
    assert!(bench.with(2, "check --area moon").contains("governance"));
    assert!(bench.with(2, "check --severity loud").contains("deny, warn or note"));
    assert!(bench.with(2, "check --db nowhere.db").contains("there is no database"));
    let new: serde_json::Value = serde_json::from_slice(&bench.run("check --json --new-since 1").stdout).unwrap();
    let all = plain.as_array().map(Vec::len);
    assert!(new.as_array().map(Vec::len) <= all);
    let none: serde_json::Value =
        serde_json::from_slice(&bench.run("check --json --new-since 2999-01-01").stdout).unwrap();
    assert_eq!(none, serde_json::json!([]), "what is there now is not new since now");
    let one: serde_json::Value = serde_json::from_slice(&bench.run("check --json --rule COM01").stdout).unwrap();
    assert!(one.as_array().is_some_and(|s| s.iter().all(|s| s["rule"] == "COM01")));
    let denied: serde_json::Value = serde_json::from_slice(&bench.run("check --json --severity deny").stdout).unwrap();
    assert!(denied.as_array().is_some_and(|s| s.iter().all(|s| s["severity"] == "deny")));
    assert!(bench.fine("kinds").contains("risk"));
    assert!(bench.fine("kinds risk").contains("scenario"));
    assert!(bench.fine("completions bash").contains("_surety"));
}

/// What SARIF 2.1.0's schema requires: version and runs; of a run its tool with a driver with a name; of a rule its id; of a
/// result its message with a text; levels of the four words; every place an address that is no path of this machine.
fn is_sarif(log: &serde_json::Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|s| s.contains("sarif") && s.contains("2.1.0")));
    let levels = ["none", "note", "warning", "error"];
    let level = |value: &serde_json::Value| value.as_str().is_some_and(|l| levels.contains(&l));
    for run in log["runs"].as_array().expect("runs") {
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].is_string());
        let rules = driver["rules"].as_array().expect("rules");
        let mut ids: Vec<&str> = rules.iter().map(|r| r["id"].as_str().expect("an id")).collect();
        for rule in rules {
            assert!(rule["shortDescription"]["text"].is_string() && rule["fullDescription"]["text"].is_string());
            assert!(rule["help"]["text"].is_string() && level(&rule["defaultConfiguration"]["level"]));
        }
        for result in run["results"].as_array().expect("results") {
            assert!(result["message"]["text"].as_str().is_some_and(|t| !t.is_empty()));
            assert!(level(&result["level"]) && ids.contains(&result["ruleId"].as_str().expect("a rule")));
            for place in result["locations"].as_array().expect("locations") {
                let uri = place["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a uri");
                assert!(!uri.is_empty() && !uri.starts_with('/') && !uri.contains(' '));
            }
            assert!(result["partialFingerprints"].is_object());
        }
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "no rule twice");
    }
}
