//! Three ways: what the folder was exported from, what it says, what the server says.

use serde::Serialize;
use serde_json::{Map, Value};

/// Which side counts where both changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// Neither: it is refused until someone says.
    #[default]
    Neither,
    /// The folder's.
    Ours,
    /// The server's.
    Theirs,
}

/// A field that was changed on both sides, differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// The record's key.
    pub key: String,
    /// The field.
    pub field: String,
    /// Before either changed it.
    pub base: Value,
    /// What the folder says.
    pub ours: Value,
    /// What the server says.
    pub theirs: Value,
}

/// A field that was changed on the server alone, or where its side was preferred.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// The record's key.
    pub key: String,
    /// The field.
    pub field: String,
    /// What the folder says.
    pub ours: Value,
    /// What the server says, and keeps.
    pub theirs: Value,
}

/// What comes of one record.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// Fields to change, `Null` to clear.
    pub patch: Map<String, Value>,
    /// Fields that both changed.
    pub conflicts: Vec<Conflict>,
    /// Fields that stay as the server has them.
    pub kept: Vec<Kept>,
}

/// Members that say something only where they are written: leaving them out does not clear them.
const STATED: [&str; 3] = ["state", "edition", "in_force"];

/// Merges one record. Without a base the folder changes what it names and nothing else.
pub fn merge(
    key: &str,
    base: Option<&Map<String, Value>>,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    prefer: Prefer,
) -> Merged {
    let mut out = Merged::default();
    let mut fields: Vec<&String> = ours.keys().collect();
    fields.extend(base.into_iter().flat_map(Map::keys).chain(theirs.keys()));
    let mut seen = std::collections::HashSet::new();
    for field in fields.into_iter().filter(|f| *f != "key" && seen.insert(f.as_str())) {
        let (was, now) = (base.unwrap_or(theirs).get(field), theirs.get(field));
        let said = match ours.get(field) {
            None if base.is_none() || STATED.contains(&field.as_str()) => was,
            said => said,
        };
        let value = |v: Option<&Value>| v.cloned().unwrap_or(Value::Null);
        let keep = || Kept { key: key.into(), field: field.clone(), ours: value(said), theirs: value(now) };
        match (said == was, now == was, said == now) {
            (true, true, _) | (_, _, true) => {}
            (true, false, _) => out.kept.push(keep()),
            (false, true, _) => {
                out.patch.insert(field.clone(), value(said));
            }
            (false, false, _) => match prefer {
                Prefer::Ours => {
                    out.patch.insert(field.clone(), value(said));
                }
                Prefer::Theirs => out.kept.push(keep()),
                Prefer::Neither => {
                    let (base, ours, theirs) = (value(was), value(said), value(now));
                    out.conflicts.push(Conflict { key: key.into(), field: field.clone(), base, ours, theirs });
                }
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn every_way_a_field_can_change() {
        let base =
            map(json!({"same": 1, "ours": 1, "theirs": 1, "both": 1, "alike": 1, "cleared": 1, "state": "open"}));
        let ours = map(json!({"same": 1, "ours": 2, "theirs": 1, "both": 2, "alike": 2}));
        let theirs =
            map(json!({"same": 1, "ours": 1, "theirs": 2, "both": 3, "alike": 2, "cleared": 1, "state": "open"}));
        let merged = merge("RSK-1", Some(&base), &ours, &theirs, Prefer::Neither);
        assert_eq!(Value::Object(merged.patch), json!({"ours": 2, "cleared": null}));
        assert_eq!(merged.kept.iter().map(|k| k.field.as_str()).collect::<Vec<_>>(), ["theirs"]);
        assert_eq!(merged.conflicts.iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["both"]);
        let merged = merge("RSK-1", Some(&base), &ours, &theirs, Prefer::Ours);
        assert_eq!(merged.patch.get("both"), Some(&json!(2)));
        let merged = merge("RSK-1", None, &map(json!({"both": 9})), &theirs, Prefer::Neither);
        assert_eq!(Value::Object(merged.patch), json!({"both": 9}));
    }
}
