//! Laying JSON out so that people can read it and version control can compare it: what fits a line stands on one.

use serde_json::Value;

const WIDTH: usize = 140;

/// The text, with a newline at its end.
pub fn pretty(value: &Value) -> String {
    let mut out = String::new();
    put(value, 0, &mut out);
    out.push('\n');
    out
}

fn put(value: &Value, depth: usize, out: &mut String) {
    let flat = value.to_string();
    let (open, close, parts): (_, _, Vec<(String, &Value)>) = match value {
        Value::Object(members) if depth == 0 || flat.len() + 2 * depth > WIDTH => {
            ('{', '}', members.iter().map(|(name, v)| (format!("{}: ", Value::from(name.as_str())), v)).collect())
        }
        Value::Array(items) if flat.len() + 2 * depth > WIDTH => {
            ('[', ']', items.iter().map(|v| (String::new(), v)).collect())
        }
        _ => return out.push_str(&flat),
    };
    out.push(open);
    for (at, (name, part)) in parts.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n("  ", depth + 1));
        out.push_str(name);
        put(part, depth + 1, out);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
    out.push(close);
}
