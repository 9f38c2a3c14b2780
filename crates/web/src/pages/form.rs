//! Forms out of fields and back: one walk over [`Ty`] makes the controls, another reads what was sent.
//!
//! Both work on the outer form of a record, so that what a person typed stands in the form again when something is wrong with it.

use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Group, Opt, Parts},
};
use isms::{
    authority::{Role, Sight, enters},
    check::Fault,
    custom,
    everywhere::{FieldDefinition, field_definition::CustomType},
    field::{Choice, Field, Ty, Width},
    head::{self, Compartment},
    kind::KindInfo,
};
use serde_json::{Map, Value, json};

/// The name and value pairs of a form.
pub type Pairs = Vec<(String, String)>;

/// Whether a field comes about on a page of its own, and so has no place in the form of all fields: the runs of a test are made by
/// running it, evidence is accepted for more on its page, and hashes, sizes and fingerprints are computed.
pub fn made_elsewhere(kind: &KindInfo, field: &Field) -> bool {
    matches!(
        (kind.name, field.name),
        ("test", "runs" | "under_way")
            | ("evidence", "reused" | "size")
            | ("decision" | "disclosure", "picture")
            | ("channel", "links")
            | ("instruction", "source_hash" | "source_kept")
            | ("challenge", "fingerprint")
    )
}

/// All groups of a kind's form, filled from an outer form.
pub fn groups(cx: &Cx, kind: &'static KindInfo, values: &Value, faults: &[Fault]) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![Group::default()];
    groups[0].fields.push(view(cx, kind, &head::FIELDS[0], "title", values.get("title"), faults));
    for field in kind.fields.iter().filter(|f| !made_elsewhere(kind, f)) {
        let legend = if field.group.is_empty() {
            String::new()
        } else {
            cx.w.or(&format!("group-{}", field.group.to_lowercase().replace(' ', "-")), field.group).to_string()
        };
        let shown = view(cx, kind, field, field.name, values.get(field.name), faults);
        match groups.iter_mut().find(|g| g.legend == legend) {
            Some(group) => group.fields.push(shown),
            None => groups.push(Group { legend, help: None, fields: vec![shown] }),
        }
    }
    let heads = head::FIELDS.iter().filter(|f| !matches!(f.name, "title" | "drafted_by"));
    let heads = heads.filter(|f| f.name != "compartment" || compartments(&cx.view.sight).len() > 1);
    let mut fields: Vec<FieldView> = heads.map(|f| view(cx, kind, f, f.name, values.get(f.name), faults)).collect();
    fields.extend(own_fields(cx, kind, values, faults));
    groups.push(Group { legend: cx.w.t("group-keeping").to_string(), help: None, fields });
    groups
}

fn compartments(sight: &Sight) -> Vec<&'static isms::field::Opt> {
    let open = |c: Compartment| sight.roles.iter().any(|r: &Role| enters(*r, c));
    Compartment::OPTIONS.iter().filter(|o| Compartment::from_word(o.value).is_some_and(open)).collect()
}

/// The organisation's own fields of a kind.
fn own_fields(cx: &Cx, kind: &KindInfo, values: &Value, faults: &[Fault]) -> Vec<FieldView> {
    let declared = cx.view.for_the_organisation();
    let mine = declared.all::<FieldDefinition>().filter(|d| d.body.of_kind == kind.name && &*d.head.state == "active");
    mine.map(|d| {
        let name = format!("custom.{}", d.body.name);
        let value = values.get("custom").and_then(|c| c.get(&d.body.name));
        let text = value.map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).unwrap_or_default();
        let control = match d.body.holds {
            CustomType::Text => Control::Text { markdown: true, rows: 3 },
            CustomType::Flag => Control::Flag,
            CustomType::Date => Control::Date,
            CustomType::Choice => Control::Choice { options: d.body.options.iter().map(|o| Opt::new(o, o)).collect() },
            _ => Control::Line,
        };
        let help =
            if d.body.help.is_empty() { custom::expected(d.body.holds, &d.body.options) } else { d.body.help.clone() };
        let mut shown = FieldView::new(&name, &d.head.title, control).help(help).value(text).width(design::Width::Half);
        shown.errors = errors(faults, &name);
        shown
    })
    .collect()
}

fn errors(faults: &[Fault], name: &str) -> Vec<String> {
    let pointer = format!("/{}", name.replace('.', "/"));
    faults.iter().filter(|f| f.pointer == pointer).map(|f| f.message.clone()).collect()
}

/// Faults that belong to no field of the form, for the summary above it.
pub fn other_faults(groups: &[Group], faults: &[Fault]) -> Vec<(String, String)> {
    fn names(fields: &[FieldView], out: &mut Vec<String>) {
        for field in fields {
            out.push(field.name.clone());
            if let Control::Parts(parts) = &field.control {
                parts.rows.iter().for_each(|row| names(row, out));
            }
        }
    }
    let mut known = Vec::new();
    groups.iter().for_each(|g| names(&g.fields, &mut known));
    let homeless = faults.iter().filter(|f| !known.contains(&f.pointer.trim_start_matches('/').replace('/', ".")));
    homeless.map(|f| (String::new(), f.to_string())).collect()
}

/// One field of a form, filled from its outer value.
pub fn view(cx: &Cx, kind: &KindInfo, field: &Field, name: &str, value: Option<&Value>, faults: &[Fault]) -> FieldView {
    let label = cx.field_label(kind, field);
    let mut shown = FieldView::new(name, label, control(cx, kind, field, name, value, faults));
    shown.values = texts(field.ty, value);
    shown.help = (!field.help.is_empty()).then(|| {
        cx.w.or(&format!("help-{}-{}", kind.name.replace('_', "-"), field.name.replace('_', "-")), field.help)
            .to_string()
    });
    shown.required = field.required;
    shown.width = match field.width {
        Width::Full => design::Width::Full,
        Width::Half => design::Width::Half,
        Width::Third => design::Width::Third,
    };
    shown.shown_when = field.shown_when.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned()));
    shown.errors = errors(faults, name);
    if let Ty::Range = field.ty {
        let below = format!("/{}/", name.replace('.', "/"));
        shown.errors.extend(faults.iter().filter(|f| f.pointer.starts_with(&below)).map(|f| f.message.clone()));
    }
    shown
}

fn control(cx: &Cx, kind: &KindInfo, field: &Field, name: &str, value: Option<&Value>, faults: &[Fault]) -> Control {
    let unit = (!field.unit.is_empty())
        .then(|| cx.w.or(&format!("unit-{}", field.unit.replace(' ', "-")), field.unit).to_string());
    let options = |opts: &'static [isms::field::Opt]| {
        opts.iter().map(|o| Opt::new(o.value, cx.choice_label(field.ty, o.value))).collect::<Vec<_>>()
    };
    match field.ty {
        Ty::Line => Control::Line,
        Ty::Text => Control::Text { markdown: true, rows: 3 },
        Ty::Int => Control::Number { step: None, unit },
        Ty::Number => Control::Number { step: Some("any".into()), unit },
        Ty::Share => Control::Percent,
        Ty::Flag => Control::Flag,
        Ty::Date => Control::Date,
        Ty::Time => Control::Line,
        Ty::Money => Control::Money { currency: currency(cx, value) },
        Ty::Range => Control::Range { unit },
        Ty::Link => Control::Link,
        Ty::Clause => Control::Line,
        Ty::Choice(_) if name == "compartment" => Control::Choice {
            options: compartments(&cx.view.sight)
                .iter()
                .map(|o| Opt::new(o.value, cx.choice_label(field.ty, o.value)))
                .collect(),
        },
        Ty::Choice(opts) => Control::Choice { options: options(opts) },
        Ty::Ref(kinds) => reference(cx, kinds, value, false),
        Ty::Part(fields) => parts(cx, kind, field, fields, name, value, faults),
        Ty::List(inner) => match *inner {
            Ty::Ref(kinds) => reference(cx, kinds, value, true),
            Ty::Choice(opts) => Control::Many {
                options: opts.iter().map(|o| Opt::new(o.value, cx.choice_label(*inner, o.value))).collect(),
            },
            Ty::Part(fields) => parts(cx, kind, field, fields, name, value, faults),
            _ => Control::Tags,
        },
    }
}

fn currency(cx: &Cx, value: Option<&Value>) -> String {
    let stated = value.and_then(Value::as_str).and_then(|s| s.split_once(' ')).map(|(c, _)| c.to_owned());
    stated.unwrap_or_else(|| cx.view.for_the_organisation().currency().code().to_owned())
}

fn reference(cx: &Cx, kinds: &[&str], value: Option<&Value>, multiple: bool) -> Control {
    let keys: Vec<&str> = match value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(key)) => vec![key],
        _ => Vec::new(),
    };
    let known =
        keys.iter().filter_map(|k| cx.view.by_key(k)).map(|r| Opt::new(r.key().to_string(), &r.head().title)).collect();
    Control::Reference { kind: kinds.join(","), multiple, known }
}

/// Rows of parts; a single part is a list of at most one row.
fn parts(
    cx: &Cx,
    kind: &KindInfo,
    field: &Field,
    fields: &'static [Field],
    name: &str,
    value: Option<&Value>,
    faults: &[Fault],
) -> Control {
    let row = |index: &str, row: Option<&Value>| -> Vec<FieldView> {
        fields
            .iter()
            .map(|f| view(cx, kind, f, &format!("{name}.{index}.{}", f.name), row.and_then(|r| r.get(f.name)), faults))
            .collect()
    };
    let rows: Vec<Vec<FieldView>> = match value {
        Some(Value::Array(items)) => items.iter().enumerate().map(|(i, v)| row(&i.to_string(), Some(v))).collect(),
        Some(single @ Value::Object(_)) => vec![row("0", Some(single))],
        _ => Vec::new(),
    };
    let one = cx.field_label(kind, field).to_lowercase();
    Control::Parts(Box::new(Parts { rows, blank: row("__i__", None), one }))
}

/// What stands in the inputs of a field.
fn texts(ty: Ty, value: Option<&Value>) -> Vec<String> {
    let Some(value) = value.filter(|v| !v.is_null()) else { return Vec::new() };
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    match (ty, value) {
        (Ty::Range, Value::Object(range)) => {
            ["low", "high"].iter().map(|e| range.get(*e).map(text).unwrap_or_default()).collect()
        }
        (Ty::Money, Value::String(s)) => vec![s.split_once(' ').map_or(s.clone(), |(_, amount)| amount.to_owned())],
        (Ty::Share, Value::Number(n)) => vec![n.as_f64().map(|s| trimmed(s * 100.0)).unwrap_or_default()],
        (Ty::Part(_), _) | (Ty::List(Ty::Part(_)), _) => Vec::new(),
        (_, Value::Array(items)) => items.iter().filter(|i| !i.is_object()).map(text).collect(),
        (_, other) => vec![text(other)],
    }
}

pub(super) fn trimmed(n: f64) -> String {
    let text = format!("{n:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a form says, as a patch in the outer form; a field left empty is cleared.
pub fn read(cx: &Cx, kind: &'static KindInfo, pairs: &Pairs) -> Value {
    let mut out = Map::new();
    for field in head::FIELDS.iter().filter(|f| f.name != "drafted_by") {
        if field.name != "compartment" || pairs.iter().any(|(k, _)| k == "compartment") {
            out.insert(field.name.into(), one(cx, field, field.name, pairs));
        }
    }
    for field in kind.fields.iter().filter(|f| !made_elsewhere(kind, f)) {
        out.insert(field.name.into(), one(cx, field, field.name, pairs));
    }
    let declared = cx.view.for_the_organisation();
    let mut own = Map::new();
    for d in declared.all::<FieldDefinition>().filter(|d| d.body.of_kind == kind.name && &*d.head.state == "active") {
        own.insert(d.body.name.clone(), own_value(d.body.holds, first(pairs, &format!("custom.{}", d.body.name))));
    }
    if !own.is_empty() {
        out.insert("custom".into(), Value::Object(own));
    }
    Value::Object(out)
}

fn own_value(holds: CustomType, text: Option<&str>) -> Value {
    let text = text.map(str::trim).filter(|t| !t.is_empty());
    match (holds, text) {
        (CustomType::Flag, text) => json!(text == Some("true")),
        (_, None) => Value::Null,
        (CustomType::Integer | CustomType::Number, Some(t)) => number(t),
        (_, Some(t)) => json!(t),
    }
}

pub(super) fn first<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str())
}

/// A number as people write it; what is none stays text, so that the check can say so.
pub(super) fn number(text: &str) -> Value {
    let plain = text.trim().replace([' ', '\u{a0}', '\u{202f}'], "");
    let plain = if plain.contains(',') && !plain.contains('.') && plain.matches(',').count() == 1 && !thousands(&plain)
    {
        plain.replace(',', ".")
    } else {
        plain.replace(',', "")
    };
    if let Ok(n) = plain.parse::<i64>() {
        return json!(n);
    }
    match plain.parse::<f64>() {
        Ok(n) if n.is_finite() => json!(n),
        _ => json!(text),
    }
}

/// `1,000` means a thousand; `1,5` means one and a half.
fn thousands(text: &str) -> bool {
    text.split_once(',').is_some_and(|(before, after)| after.len() == 3 && before != "0")
}

fn one(cx: &Cx, field: &Field, name: &str, pairs: &Pairs) -> Value {
    let text = first(pairs, name).map(|t| t.replace("\r\n", "\n")).filter(|t| !t.trim().is_empty());
    match field.ty {
        Ty::Flag => json!(text.as_deref() == Some("true")),
        Ty::Int | Ty::Number => text.map_or(Value::Null, |t| number(&t)),
        Ty::Share => text.map_or(Value::Null, |t| match number(t.trim_end_matches(['%', ' '])).as_f64() {
            Some(percent) => json!(percent / 100.0),
            None => json!(t),
        }),
        Ty::Money => text.map_or(Value::Null, |t| {
            json!(format!("{} {}", cx.view.for_the_organisation().currency().code(), amount(&t)))
        }),
        Ty::Range => range(name, pairs),
        Ty::Part(fields) => rows(cx, fields, name, pairs).into_iter().next().unwrap_or(Value::Null),
        Ty::List(inner) => match *inner {
            Ty::Part(fields) => Value::Array(rows(cx, fields, name, pairs)),
            Ty::Ref(_) | Ty::Choice(_) => {
                let all = pairs.iter().filter(|(k, v)| k == name && !v.trim().is_empty()).map(|(_, v)| json!(key(v)));
                Value::Array(all.collect())
            }
            _ => Value::Array(
                text.unwrap_or_default()
                    .split(',')
                    .map(str::trim)
                    .filter(|t| !t.is_empty())
                    .map(|t| json!(t))
                    .collect(),
            ),
        },
        Ty::Ref(_) => text.map_or(Value::Null, |t| json!(key(&t))),
        _ => text.map_or(Value::Null, |t| json!(t.trim_end())),
    }
}

/// The key in "RSK-12 Loss of …", as a suggestion may leave it in an input.
fn key(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

pub(super) fn amount(text: &str) -> String {
    match number(text) {
        Value::Number(n) => n
            .as_f64()
            .map_or_else(|| n.to_string(), |f| if f.fract() == 0.0 { format!("{f:.0}") } else { format!("{f:.2}") }),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn range(name: &str, pairs: &Pairs) -> Value {
    let end = |end: &str| first(pairs, &format!("{name}.{end}")).map(str::trim).filter(|t| !t.is_empty());
    match (end("low"), end("high")) {
        (None, None) => Value::Null,
        (low, high) => json!({ "low": low.map_or(Value::Null, number), "high": high.map_or(Value::Null, number) }),
    }
}

/// The rows of parts that were sent; a row left wholly empty is none, unless rows come or go, because they are counted.
fn rows(cx: &Cx, fields: &'static [Field], name: &str, pairs: &Pairs) -> Vec<Value> {
    let start = format!("{name}.");
    let mut indexes: Vec<u32> =
        pairs.iter().filter_map(|(k, _)| k.strip_prefix(&start)?.split('.').next()?.parse().ok()).collect();
    indexes.sort_unstable();
    indexes.dedup();
    let reshaping = pairs.iter().any(|(k, _)| k == "_add" || k == "_remove");
    let mut out = Vec::new();
    for index in indexes.into_iter().take(1_000) {
        let mut row = Map::new();
        let mut said = false;
        for field in fields {
            let at = format!("{name}.{index}.{}", field.name);
            let value = one(cx, field, &at, pairs);
            let empty = value.is_null() || value == json!(false) || value.as_array().is_some_and(Vec::is_empty);
            said |= !empty && !matches!(field.ty, Ty::Choice(_));
            if !empty {
                row.insert(field.name.into(), value);
            }
        }
        if said || reshaping {
            out.push(Value::Object(row));
        }
    }
    out
}

/// The form plus or minus a row, for those without scripts.
pub fn reshape(values: &mut Value, pairs: &Pairs) -> bool {
    if let Some(name) = first(pairs, "_add") {
        match values.pointer_mut(&format!("/{}", name.replace('.', "/"))) {
            Some(Value::Array(rows)) => rows.push(json!({})),
            Some(other) => *other = json!({}),
            None => return false,
        }
        return true;
    }
    let Some((name, index)) = first(pairs, "_remove").and_then(|r| r.rsplit_once('.')) else { return false };
    match (values.pointer_mut(&format!("/{}", name.replace('.', "/"))), index.parse::<usize>()) {
        (Some(Value::Array(rows)), Ok(index)) if index < rows.len() => {
            rows.remove(index);
        }
        (Some(other), _) => *other = Value::Null,
        _ => return false,
    }
    true
}
