//! JSON Schema (2020-12) of fields and kinds, from the same descriptions that read and write them.

use crate::api::shape::{HIDDEN, described};
use isms::{
    field::{Field, Ty},
    filter::points,
    kind::{self, KindInfo},
};
use serde_json::{Map, Value, json};

/// The name of a kind's schemas: `field_definition` is `FieldDefinition`.
pub fn name(kind: &KindInfo) -> String {
    let upper =
        |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    kind.name.split('_').map(upper).collect()
}

/// A reference to a component.
pub fn component(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The keys of the kinds named; of any kind where none is named.
pub fn pattern(kinds: &[&str]) -> String {
    let prefixes: Vec<&str> = kinds.iter().filter_map(|k| kind::by_name(k)).map(|k| k.prefix).collect();
    match prefixes.as_slice() {
        [] => "^[A-Z]+-[1-9][0-9]*$".into(),
        [one] => format!("^{one}-[1-9][0-9]*$"),
        many => format!("^({})-[1-9][0-9]*$", many.join("|")),
    }
}

/// How references, and the shapes that several kinds share, are written.
#[derive(Clone, Copy)]
enum Way {
    /// As a component of the document, in requests.
    Asked,
    /// As a component of the document, in answers: what may not be seen, or is expanded.
    Answered,
    /// In full, for a schema that stands alone.
    Alone,
}

/// The schema of a type in full.
pub fn inline(ty: Ty) -> Value {
    of(ty, Way::Alone)
}

fn of(ty: Ty, way: Way) -> Value {
    let shared = |name: &str| if matches!(way, Way::Alone) { shape(name) } else { component(name) };
    match ty {
        Ty::Line => json!({"type": "string", "pattern": "^[^\\n\\r]*$"}),
        Ty::Text => json!({"type": "string", "contentMediaType": "text/markdown"}),
        Ty::Int => json!({"type": "integer", "format": "int64"}),
        Ty::Number => json!({"type": "number"}),
        Ty::Share => shared("share"),
        Ty::Flag => json!({"type": "boolean"}),
        Ty::Date => json!({"type": "string", "format": "date"}),
        Ty::Time => json!({"type": "string", "format": "date-time"}),
        Ty::Money => shared("money"),
        Ty::Range => shared("range"),
        Ty::Link => json!({"type": "string", "format": "uri"}),
        Ty::Clause => shared("clause"),
        Ty::Choice(options) => {
            json!({"type": "string", "enum": options.iter().map(|o| o.value).collect::<Vec<_>>()})
        }
        Ty::Ref(_) if matches!(way, Way::Answered) => component("reference"),
        Ty::Ref(kinds) => json!({"type": "string", "pattern": pattern(kinds)}),
        Ty::List(inner) => json!({"type": "array", "items": of(*inner, way)}),
        Ty::Part(fields) => part(fields, way),
    }
}

fn part(fields: &'static [Field], way: Way) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|f| (f.name.into(), described_as(f, of(f.ty, way)))).collect();
    let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.name).collect();
    let mut out = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        out["required"] = json!(required);
    }
    out
}

fn described_as(field: &Field, mut schema: Value) -> Value {
    schema["title"] = json!(field.label);
    schema["description"] = json!(field.help);
    if !field.unit.is_empty() {
        schema["x-unit"] = json!(field.unit);
    }
    if !field.shown_when.is_empty() {
        schema["x-shown-when"] = json!(field.shown_when);
    }
    if !field.verb.is_empty() {
        schema["x-verb"] = json!(field.verb);
        schema["x-inverse"] = json!(field.inverse);
    }
    if field.name == "title" && field.required {
        schema["maxLength"] = json!(300);
    }
    schema
}

/// The same, or null: which clears a field, or leaves it unstated.
fn or_null(mut schema: Value) -> Value {
    if let Some(reference) = schema.get("$ref").cloned() {
        schema.as_object_mut().map(|s| s.shift_remove("$ref"));
        schema["anyOf"] = json!([{"$ref": reference}, {"type": "null"}]);
        return schema;
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    if let Some(ty) = schema.get("type").cloned() {
        schema["type"] = json!([ty, "null"]);
    }
    schema
}

/// The fields of a kind that requests state: all of them may be left out or null.
pub fn fields(kind: &KindInfo) -> Value {
    let mut properties: Map<String, Value> =
        described(kind).map(|f| (f.name.into(), or_null(described_as(f, of(f.ty, Way::Asked))))).collect();
    properties.insert("custom".into(), component("custom"));
    json!({"type": "object", "properties": properties})
}

/// A new record: its fields, perhaps a key, perhaps why.
pub fn new(kind: &KindInfo) -> Value {
    let mut properties = json!({"key": {"type": "string", "pattern": pattern(&[kind.name])}});
    with_reason(kind, &mut properties);
    json!({
        "allOf": [component(&format!("{}.fields", name(kind)))], "properties": properties,
        "required": required(kind), "unevaluatedProperties": false,
    })
}

/// A change of a record: its fields, perhaps why.
pub fn change(kind: &KindInfo) -> Value {
    let mut properties = json!({});
    with_reason(kind, &mut properties);
    json!({"allOf": [component(&format!("{}.fields", name(kind)))], "properties": properties, "unevaluatedProperties": false})
}

fn with_reason(kind: &KindInfo, properties: &mut Value) {
    if kind.field("reason").is_none() {
        properties["reason"] = component("reason");
    }
}

fn required(kind: &KindInfo) -> Vec<&'static str> {
    described(kind).filter(|f| f.required).map(|f| f.name).collect()
}

/// A record in an answer. Only the key is always there: empty fields are left out, and `fields` chooses.
pub fn record(kind: &KindInfo) -> Value {
    let own = name(kind);
    let mut properties = json!({
        "key": {"type": "string", "pattern": pattern(&[kind.name])},
        "state": {"type": "string", "enum": kind.lifecycle.states.iter().map(|s| s.name).collect::<Vec<_>>()},
        "version": component("version"), "created": component("moment"), "changed": component("moment"),
        "custom": component("custom"),
    });
    for field in described(kind) {
        properties[field.name] = match points(field.ty) {
            true => described_as(field, of(field.ty, Way::Answered)),
            false => component(&format!("{own}.fields/properties/{}", field.name)),
        };
    }
    if kind.versioned {
        properties["edition"] = json!({"type": "integer", "description": "The number of the edition in force."});
        properties["in_force"] =
            json!({"type": "object", "description": "The fields in force, where a draft differs from them."});
    }
    json!({"type": "object", "title": kind.label, "description": kind.about, "properties": properties, "required": ["key"]})
}

/// The schema of a new record in full, for programs that make forms.
pub fn standalone(kind: &KindInfo) -> Value {
    let properties: Map<String, Value> =
        described(kind).map(|f| (f.name.into(), described_as(f, of(f.ty, Way::Alone)))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.label, "description": kind.about,
        "type": "object", "properties": properties, "required": required(kind), "additionalProperties": false,
    })
}

/// The shapes that many fields share.
pub fn shape(name: &str) -> Value {
    match name {
        "share" => json!({
            "description": "A share from 0 to 1; requests may write per cent as text, such as \"80 %\".",
            "anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": "^ *[0-9.]+ *%$"}],
        }),
        "money" => json!({
            "type": "string", "pattern": "^[A-Z]{3} -?[0-9][0-9,']*(\\.[0-9]+)?$", "examples": ["EUR 1000000"],
            "description": "A currency (ISO 4217) and an amount.",
        }),
        "range" => json!({
            "type": "object", "description": "A 90 % range: the 5th and 95th percentile, perhaps the most likely value.",
            "properties": {"low": {"type": "number"}, "high": {"type": "number"}, "mode": {"type": "number"}},
            "required": ["low", "high"], "additionalProperties": false,
        }),
        "clause" => json!({
            "type": "string", "pattern": "^[^:]+:.+$", "examples": ["iso27001-2022:A.5.1"],
            "description": "A framework and one of its requirements.",
        }),
        "reference" => json!({
            "description": "The key of a record; with `expand` its key, title and state. What may not be seen is the word hidden.",
            "anyOf": [
                {"type": "string", "pattern": format!("^([A-Z]+-[1-9][0-9]*|{HIDDEN})$")},
                component("brief"),
            ],
        }),
        _ => Value::Bool(true),
    }
}
