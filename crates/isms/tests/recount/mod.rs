//! The demonstration's Statement of Applicability counted a second time, from the bare YAML and by other means: no lifecycle, no relation, no
//! analysis of ours, only what the documents say.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The newest form of every record, by key: what a later document does not say stays.
pub struct Papers(BTreeMap<String, Map<String, Value>>);

/// What was counted.
#[derive(Debug, PartialEq, Eq)]
pub struct Counted {
    pub applicable: usize,
    pub excluded: usize,
    pub undetermined: usize,
    pub nothing: usize,
    pub inherited: usize,
    pub failed: usize,
}

impl Papers {
    pub fn of<'a>(documents: impl Iterator<Item = &'a Value>) -> Papers {
        let mut all: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
        for document in documents {
            let members = document.as_object().cloned().unwrap_or_default();
            all.entry(document["key"].as_str().unwrap_or_default().to_owned()).or_default().extend(members);
        }
        Papers(all)
    }

    fn starting(&self, prefix: &str) -> impl Iterator<Item = (&str, &Map<String, Value>)> {
        self.0.iter().filter(move |(k, _)| k.starts_with(prefix)).map(|(k, v)| (k.as_str(), v))
    }

    fn state(&self, key: &str) -> &str {
        self.0.get(key).and_then(|r| r.get("state")).and_then(Value::as_str).unwrap_or_default()
    }

    /// Counts the lines that a statement speaks of.
    pub fn count(&self, statement: &str, framework: &str, lines: &[String]) -> Counted {
        let statement = &self.0[statement];
        let entry = |field: &str, clause: &str| -> Option<Value> {
            let all = statement.get(field).and_then(Value::as_array)?;
            all.iter().find(|d| d["clause"] == clause).cloned()
        };
        let mut counted = Counted { applicable: 0, excluded: 0, undetermined: 0, nothing: 0, inherited: 0, failed: 0 };
        for line in lines {
            let clause = format!("{framework}:{line}");
            let deviation = entry("deviations", &clause);
            let controls = self.controls(&clause, deviation.as_ref());
            let ruling = deviation.as_ref().and_then(|d| d["ruling"].as_str().map(str::to_owned));
            let treats =
                controls.iter().any(|c| words(self.0[c].get("treats")).iter().any(|r| self.state(r) != "closed"));
            match ruling.as_deref() {
                Some("excluded") => counted.excluded += 1,
                None if !treats && !self.demanded(&clause) => counted.undetermined += 1,
                _ => {
                    counted.applicable += 1;
                    let operating = |c: &&String| self.state(c) == "operating";
                    let working: Vec<&String> = controls.iter().filter(operating).collect();
                    let from = entry("inherited", &clause).is_some();
                    counted.nothing += usize::from(controls.is_empty() && !from);
                    counted.inherited += usize::from(working.is_empty() && from);
                    counted.failed += usize::from(working.iter().any(|c| self.fails(c)));
                }
            }
        }
        counted
    }

    /// Controls that name a clause, those of requirements of ours that do, and those that a deviation names.
    fn controls(&self, clause: &str, deviation: Option<&Value>) -> Vec<String> {
        let ours: Vec<&str> =
            self.starting("RQT-").filter(|(_, r)| words(r.get("clauses")).contains(&clause)).map(|(k, _)| k).collect();
        let named = words(deviation.and_then(|d| d.get("controls")));
        let carries = |(key, c): &(&str, &Map<String, Value>)| {
            words(c.get("clauses")).contains(&clause)
                || words(c.get("implements")).iter().any(|r| ours.contains(r))
                || named.contains(key)
        };
        let all = self.starting("CTL-").filter(|(k, _)| self.state(k) != "retired");
        all.filter(carries).map(|(k, _)| k.to_owned()).collect()
    }

    fn demanded(&self, clause: &str) -> bool {
        let met: Vec<&str> = self
            .starting("RQT-")
            .filter(|(_, r)| words(r.get("clauses")).contains(&clause))
            .flat_map(|(_, r)| words(r.get("meets")))
            .collect();
        let asks = |(key, o): (&str, &Map<String, Value>)| {
            self.state(key) == "applicable" && (words(o.get("clauses")).contains(&clause) || met.contains(&key))
        };
        self.starting("OBL-").any(asks)
    }

    /// Whether the last run of a test failed, or a nonconformity is open.
    fn fails(&self, control: &str) -> bool {
        let last_failed = |test: &Map<String, Value>| {
            let runs = test.get("runs").and_then(Value::as_array).cloned().unwrap_or_default();
            let last = runs.iter().max_by_key(|r| r["on"].as_str().unwrap_or_default().to_owned());
            last.is_some_and(|r| r["verdict"] == "failed")
        };
        let tests = self.starting("TST-").filter(|(_, t)| words(t.get("of")).contains(&control));
        let graded = |f: &Map<String, Value>| {
            f.get("grade").and_then(Value::as_str).is_some_and(|g| g.ends_with("nonconformity"))
        };
        let mut findings = self.starting("FND-").filter(|(k, f)| graded(f) && self.state(k) != "closed");
        tests.into_iter().any(|(_, t)| last_failed(t))
            || findings.any(|(_, f)| words(f.get("against")).contains(&control))
    }
}

fn words(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}
