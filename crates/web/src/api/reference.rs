//! The reference page at `/api/v1/`: conventions, problems, and every kind with its fields and steps, as one plain page that
//! the browser searches.

use super::{problem::SORTS, shape::described};
use crate::{cx, design};
use axum::{http::HeaderMap, response::Html};
use isms::{
    KINDS,
    area::Area,
    communication::Report,
    everywhere::Approval,
    field::{Field, Ty},
    kind::{self, KindInfo},
    outer,
};
use maud::{Markup, html};

/// `GET /`
pub async fn show(headers: HeaderMap) -> Html<String> {
    let body = html! {
        (design::lede("The API", Some(html! {
            "One collection for every kind of record, under " code { "/api/v1" } ". The same as a document for machines: "
            a href="/api/v1/openapi.json" { "OpenAPI 3.1" } "."
        })))
        (conventions())
        (problems())
        h2 id="kinds" { "Kinds" }
        @for area in Area::ALL {
            @let kinds: Vec<_> = KINDS.iter().filter(|k| k.area == area).collect();
            @if !kinds.is_empty() {
                p {
                    strong { (area.name()) } ": "
                    @for (at, kind) in kinds.iter().enumerate() {
                        @if at > 0 { ", " }
                        a href={ "#" (kind.plural) } { (kind.plural) }
                    }
                }
            }
        }
        @for kind in KINDS { (section(kind)) }
    };
    Html(design::bare(&cx::words(&headers), "API", html! { div.reference-page { (body) } }).into_string())
}

fn conventions() -> Markup {
    let rows: [(&str, Markup); 9] = [
        (
            "Sign in",
            html! { "Send " code { "Authorization: Bearer surety_…" } ", a token of your account, or the session of your browser." },
        ),
        (
            "Ask",
            html! { code { "filter" } " speaks the registers' language, " code { "sort" } " names a field (" code { "-field" } " descending), "
            code { "fields" } " chooses members, " code { "expand" } " answers relations with title and state." },
        ),
        (
            "Page",
            html! { code { "limit" } " up to 500; follow " code { "next" } " as " code { "cursor" } ". All pages show the moment of the first." },
        ),
        ("Look back", html! { code { "as_of" } " takes the number of an act, a date or a moment." }),
        (
            "Change",
            html! { "PATCH merges (RFC 7396), PUT replaces, DELETE retires; each needs " code { "If-Match" } " with the ETag you looked at." },
        ),
        (
            "Say why",
            html! { "The member " code { "reason" } " of the body, or the header " code { "X-Reason" } "; it is sealed with the act." },
        ),
        (
            "Repeat safely",
            html! { code { "Idempotency-Key" } ": the same key does its work once, and answers with the record as it stands." },
        ),
        ("Many at once", html! { code { "POST /batch" } " makes one act of many operations, all or none." }),
        (
            "What is hidden",
            html! { "A record that you may not see is not there; a reference to one is the word " code { "hidden" } "." },
        ),
    ];
    html! {
        h2 id="conventions" { "Conventions" }
        dl { @for (term, about) in rows { dt { (term) } dd { (about) } } }
        h2 id="examples" { "Examples" }
        pre tabindex="0" role="region" aria-label="Examples" { code { (EXAMPLES) } }
    }
}

const EXAMPLES: &str = r#"# the risks that threaten OBJ-1 and are not closed, newest first
curl -H "Authorization: Bearer $TOKEN" \
  "$SURETY/api/v1/risks?filter=threatens:OBJ-1%20-is:closed&sort=-changed"

# a new risk
curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -H "Idempotency-Key: 7f3a" \
  -d '{"title": "Ransomware on the file server", "scenario": "…", "reason": "found in the workshop"}' \
  "$SURETY/api/v1/risks"

# change it, if it still stands at version 1
curl -X PATCH -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/merge-patch+json" -H 'If-Match: "1"' \
  -d '{"vulnerability": "unpatched"}' "$SURETY/api/v1/risks/RSK-1"

# take a step, and say why
curl -X POST -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \
  -d '{"reason": "two estimates are in"}' "$SURETY/api/v1/risks/RSK-1/analyse"

# both at once, as one act
curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \
  -d '{"operations": [{"method": "PATCH", "path": "/risks/RSK-1", "if_match": "1", "body": {"tags": ["servers"]}},
                      {"method": "POST", "path": "/risks/RSK-1/analyse"}]}' "$SURETY/api/v1/batch"

# as it stood at the end of March
curl -H "Authorization: Bearer $TOKEN" "$SURETY/api/v1/risks/RSK-1?as_of=2026-03-31""#;

fn problems() -> Markup {
    html! {
        h2 id="problems" { "Problems" }
        p { "As " code { "application/problem+json" } " (RFC 9457). " code { "faults" } " names every place that is wrong, by JSON pointer into the body or by parameter." }
        table {
            thead { tr { th { "Status" } th { "Type" } th { "Title" } th { "What to do" } } }
            tbody {
                @for sort in SORTS {
                    tr id=(sort.name) { td { (sort.status.as_u16()) } td { code { (sort.name) } } td { (sort.title) } td { (sort.advice) } }
                }
            }
        }
    }
}

fn section(kind: &'static KindInfo) -> Markup {
    html! {
        section id=(kind.plural) {
            h2 { (kind.labels) }
            p { (kind.about) }
            p { code { "/api/v1/" (kind.plural) } " · keys such as " code { (kind.prefix) "-1" } @if kind.versioned { " · a version in force beside a draft" } }
            @if kind == kind::of::<Report>() {
                p { "Not written by hand: reports are issued from what they show. Their files are fetched at " code { "/reports/{key}/files/{name}" } "." }
            }
            @if kind == kind::of::<Approval>() {
                p { "Not written by hand: ask with " code { "POST /{plural}/{key}/ask/{step}" } ", vote with " code { "POST /approvals/{key}/vote" } "." }
            }
            table {
                caption { "Fields" }
                thead { tr { th { "Name" } th { "Type" } th { "Meaning" } } }
                tbody { @for field in described(kind) { (row(field, "")) } }
            }
            table {
                caption { "Steps" }
                thead { tr { th { "Name" } th { "Meaning" } th { "From" } th { "To" } th { "Needs" } } }
                tbody {
                    @for step in kind.lifecycle.steps {
                        tr {
                            td { code { (step.name) } } td { (step.label) } td { (step.from.join(", ")) } td { (step.to) }
                            td { (needs(step.approval, step.reason)) }
                        }
                    }
                }
            }
        }
    }
}

fn needs(approval: bool, reason: bool) -> &'static str {
    match (approval, reason) {
        (true, true) => "an approval, a reason",
        (true, false) => "an approval",
        (false, true) => "a reason",
        (false, false) => "",
    }
}

fn row(field: &'static Field, within: &str) -> Markup {
    let path = format!("{within}{}", field.name);
    let parts = match field.ty {
        Ty::Part(fields) => Some((fields, format!("{path}."))),
        Ty::List(Ty::Part(fields)) => Some((*fields, format!("{path}[]."))),
        _ => None,
    };
    html! {
        tr {
            td { code { (path) } @if field.required { " (required)" } }
            td { (type_of(field.ty)) @if !field.unit.is_empty() { ", " (field.unit) } }
            td { (field.help) }
        }
        @if let Some((fields, within)) = parts { @for field in fields { (row(field, &within)) } }
    }
}

fn type_of(ty: Ty) -> String {
    match ty {
        Ty::Choice(options) => options.iter().map(|o| o.value).collect::<Vec<_>>().join(" | "),
        Ty::Ref([]) => "the key of any record".into(),
        Ty::Ref(kinds) => format!("the key of a {}", kinds.join(" or ")),
        Ty::List(inner) => format!("a list: {}", type_of(*inner)),
        other => outer::expected(other).into(),
    }
}
