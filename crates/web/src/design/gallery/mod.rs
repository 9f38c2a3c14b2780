//! The page that shows every component in every state: what to look at when a component changes, and what axe checks.

mod charts;
mod forms;
mod lists;
mod pieces;

use maud::{Markup, html};

use super::*;
use crate::words::Words;

/// Every component in every state, in a frame, in English. Light or dark follows the system.
pub fn gallery() -> Markup {
    let w = Words::for_lang("en");
    let body = html! {
        (lede("Every piece the pages are made of", Some(html! { "In every state it can be in. The words come from the language files, the rest is " a href="#tokens" { "tokens" } ". " a href="/gallery/charts" { "Charts" } " have a page of their own." })))
        (two(
            html! { (pieces::measures(&w)) (lists::registers(&w)) (lists::acts(&w)) },
            html! { (pieces::decisions(&w)) (pieces::text()) (pieces::notices(&w)) (lists::outline()) },
        ))
        (forms::forms(&w))
        (pieces::tokens())
    };
    frame(&w, &sample_frame(), body)
}

/// Every chart in every state, wide or narrow by the room there is.
pub fn gallery_of_charts() -> Markup {
    let w = Words::for_lang("en");
    let body = html! {
        (lede("Every chart", Some(html! { "Drawn on the server; point at it, or go through it with Tab. " a href="/gallery" { "All other pieces" } "." })))
        (charts::charts(&w))
    };
    frame(&w, &Frame { moment: None, flash: None, ..sample_frame() }, body)
}

/// Every chart of the gallery as a file of its own: name and SVG.
pub fn gallery_files() -> Vec<(String, String)> {
    charts::files(&Words::for_lang("en"))
}

fn sample_frame() -> Frame {
    Frame {
        title: "Gallery".into(),
        organisation: "Tidewater Grid".into(),
        sealed: "act 8,412 · 14:02".into(),
        rail: rail(),
        crumbs: vec![LinkTo::new("Context", "#"), LinkTo::new("Objectives", "#"), LinkTo::new("Gallery", "#")],
        moment: Some(Moment {
            past: Some("1 March 2026, act 6,120".into()),
            date: "2026-03-01".into(),
            action: "/gallery".into(),
            previous: Some("#".into()),
            next: Some("#".into()),
            now: "/gallery".into(),
            ..Moment::default()
        }),
        user: Some(User {
            name: "Mara Lind".into(),
            links: vec![LinkTo::new("Preferences", "#"), LinkTo::new("Sign-in methods", "#")],
            sign_out: "/sign-out".into(),
            ..User::default()
        }),
        flash: Some(Notice::text(Tone::Good, "Kept as act 8,412.")),
        ..Frame::default()
    }
}

fn rail() -> Vec<RailItem> {
    let item = |label: &str, count: Option<&str>, phone, separator| RailItem {
        label: label.into(),
        href: "#".into(),
        count: count.map(Into::into),
        phone,
        current: label == "Context",
        separator,
    };
    vec![
        item("Home", None, true, false),
        item("My week", Some("14 min"), true, false),
        item("Context", Some("212"), false, true),
        item("Risk", Some("3"), true, false),
        item("Governance", Some("2"), false, false),
        item("Policy", None, false, false),
        item("Instructions", Some("5"), false, false),
        item("Communication", None, false, false),
        item("Controls", Some("4"), false, false),
        item("Assurance", Some("1"), false, false),
        item("Operations", Some("2"), false, false),
        item("Search", None, true, true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_that_the_policy_forbids() {
        for page in [gallery().into_string(), gallery_of_charts().into_string()] {
            for forbidden in [" style=", " onclick=", " onload=", "<style", "javascript:", "<script>"] {
                assert!(!page.contains(forbidden), "the policy forbids {forbidden}");
            }
        }
    }

    #[test]
    fn identifiers_are_unique_and_references_lead_somewhere() {
        let page = gallery().into_string();
        let values = |attribute: &str| -> Vec<String> {
            page.split(&format!(" {attribute}=\""))
                .skip(1)
                .filter_map(|s| s.split('"').next())
                .map(str::to_owned)
                .collect()
        };
        let ids = values("id");
        for (i, id) in ids.iter().enumerate() {
            assert!(!ids[..i].contains(id), "{id} is there twice");
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
            for id in values(attribute).iter().flat_map(|v| v.split(' ')) {
                assert!(ids.iter().any(|i| i == id), "{attribute} names {id}, which is not there");
            }
        }
    }

    #[test]
    fn a_page_stays_small() {
        let files: usize = assets().iter().map(|a| a.bytes.len()).sum();
        let page = gallery().into_string().len();
        assert!(files < 90_000 && page < 60_000, "files {files}, page {page} bytes before compression");
    }
}
