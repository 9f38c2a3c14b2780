//! The worksheet of a run that was begun: one row for each of the sample, what follows so far, and how to conclude.

use super::{page_of, reference, run, summary, verdict, word};
use crate::{
    cx::Cx,
    design::{self, Cell, Column, Control, FieldView, Role, Row, Tone, Width},
    pages::Page,
    show::path,
};
use isms::{
    assurance::{
        Test,
        test::{ItemResult, RunUnderWay, SampledItem, TestVerdict, worksheet::Count},
    },
    check::Fault as Found,
    field::Choice,
    head::Key,
    kind,
    record::Record,
    values::RecordId,
};
use maud::{Markup, html};

/// Faults of the record moved to the fields of the page: what concludes a run would stand at its end.
pub fn placed(faults: Vec<Found>, runs: usize) -> Vec<Found> {
    let ends = [format!("/runs/{runs}"), "/under_way".to_owned()];
    let moved = |f: Found| {
        let rest = ends.iter().find_map(|e| f.pointer.strip_prefix(e.as_str()));
        Found { pointer: rest.map_or(f.pointer.clone(), str::to_owned), message: f.message }
    };
    faults.into_iter().map(moved).collect()
}

fn key_of(cx: &Cx, id: RecordId) -> Option<String> {
    cx.view.get(id).map(|r| r.key().to_string())
}

/// What an item is called: a record of ours with its title, or the text as it was given.
fn name(cx: &Cx, item: &str) -> String {
    let record = Key::parse(item).and_then(|k| cx.view.by_key(&k.to_string()));
    record.map_or_else(|| item.to_owned(), |r| format!("{item} {}", r.head().title))
}

/// The worksheet.
pub fn page(cx: &Cx, test: &Record<Test>, run: &RunUnderWay, faults: &[Found]) -> Page {
    let w = &cx.w;
    let home = path(test);
    let count = Count::of(&run.items);
    let title = w.t("run-worksheet");
    let body = html! {
        (design::lede(&title, Some(html! { (progress(cx, &count)) " " a.record href=(home) { (test.head.title) } })))
        (design::error_summary(w, &summary(cx, kind::of::<Test>(), faults)))
        (run::my_ties(cx, test))
        (instructions(cx, test))
        form.record method="post" action={ (home) "/run" } data-form data-leave=(w.t("form-leave")) {
            button.away type="submit" name="do" value="save" tabindex="-1" aria-hidden="true" {}
            input type="hidden" name="version" value=(test.head.version);
            @for (index, item) in run.items.iter().enumerate() { (row(cx, index, item, faults)) }
            fieldset {
                legend { (w.t("run-whole")) }
                (design::fields(&cx.w, &whole(cx, test, run, &count, faults)))
                div.actions { button type="submit" name="do" value="evidence" { (w.t("run-save-evidence")) } }
            }
            div.actions.keep {
                button.first[count.open > 0] type="submit" name="do" value="save" { (w.t("run-save")) }
                button.first[count.open == 0] type="submit" name="do" value="conclude" { (w.t("run-conclude")) }
            }
        }
        (design::section("drawn", &w.t("run-drawn"), None, html! {
            (run::origin(cx, test, &run.population_from, run.frozen, run.population, &run.population_hash, run.seed))
            (design::more(&w.t("run-abandon"), false, abandon(cx, test)))
        }))
    };
    page_of(cx, test, &title, body)
}

fn progress(cx: &Cx, count: &Count) -> String {
    let all = count.looked_at() + count.not_seen + count.open;
    cx.w.tn("run-progress", &[("done", (all - count.open).into()), ("n", all.into())])
}

/// What the tester has before their eyes while looking.
fn instructions(cx: &Cx, test: &Record<Test>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let criterion = test.body.criterion.map(|c| c.id());
    let text = criterion.and_then(|id| isms.typed::<isms::policy::Requirement>(id)).and_then(|r| r.counts());
    let prose = |text: &str| design::prose(crate::markdown::render(text));
    let mut rows = Vec::new();
    if let Some(id) = criterion {
        let says = text.map(|t| if t.criterion.0.is_empty() { &t.text.0 } else { &t.criterion.0 });
        rows.push((cx.w.t("run-criterion"), html! { (cx.link_to(id)) @if let Some(s) = says { (prose(s)) } }));
    }
    if !test.body.passed_when.0.is_empty() {
        rows.push((cx.w.t("run-passed-when"), prose(&test.body.passed_when.0)));
    }
    if !test.body.procedure.0.is_empty() {
        rows.push((cx.w.t("run-procedure"), prose(&test.body.procedure.0)));
    }
    design::facts(&rows)
}

fn row(cx: &Cx, index: usize, item: &SampledItem, faults: &[Found]) -> Markup {
    let w = &cx.w;
    let at = |member: &str| format!("items.{index}.{member}");
    let errors = |mut field: FieldView, member: &str| {
        let pointer = format!("/items/{index}/{member}");
        field.errors = faults.iter().filter(|f| f.pointer == pointer).map(|f| f.message.clone()).collect();
        field.width(Width::Half)
    };
    let result =
        FieldView::new(at("result"), w.t("run-result"), Control::Choice { options: super::options::<ItemResult>(cx) });
    let note = FieldView::new(at("note"), w.t("run-note"), Control::Line).value(&item.note);
    let keys: Vec<String> = item.evidence.and_then(|e| key_of(cx, e.id())).into_iter().collect();
    let evidence = reference(cx, &at("evidence"), w.t("run-evidence"), "evidence", &keys, false);
    let fields = [
        errors(result.value(item.result.word()).needed(), "result").width(Width::Full),
        errors(note, "note"),
        errors(evidence, "evidence"),
    ];
    html! {
        fieldset {
            legend { (w.number((index + 1) as f64, 0)) ". " (name(cx, &item.item)) }
            (design::fields(&cx.w, &fields))
        }
    }
}

/// Notes, evidence and verdict of the whole run.
fn whole(cx: &Cx, test: &Record<Test>, run: &RunUnderWay, count: &Count, faults: &[Found]) -> Vec<FieldView> {
    let w = &cx.w;
    let tolerated = test.body.tolerated.unwrap_or(0);
    let follows = match count.verdict(tolerated) {
        Some(v) => w.tn("run-follows", &[("verdict", word(cx, v).into())]),
        None => w.tn("run-follows-open", &[("n", count.open.into())]),
    };
    let mut options = vec![design::Opt::new("", w.t("run-as-follows"))];
    options.extend(super::options::<TestVerdict>(cx));
    let keys: Vec<String> = run.evidence.iter().filter_map(|e| key_of(cx, e.id())).collect();
    let help = format!("{follows} {}", w.tn("run-rule-says", &[("n", tolerated.into())]));
    let mut because =
        FieldView::new("verdict_because", w.t("run-because"), Control::Line).help(w.t("run-because-help"));
    because.errors = faults.iter().filter(|f| f.pointer == "/verdict_because").map(|f| f.message.clone()).collect();
    vec![
        FieldView::new("notes", w.t("run-notes"), Control::Text { markdown: true, rows: 3 }).value(&run.notes.0),
        reference(cx, "evidence", w.t("run-evidence-whole"), "evidence", &keys, true).help(w.t("run-evidence-help")),
        FieldView::new("verdict", w.t("run-verdict"), Control::Choice { options })
            .help(help)
            .value("")
            .width(Width::Half),
        because.width(Width::Half),
    ]
}

fn abandon(cx: &Cx, test: &Record<Test>) -> Markup {
    html! {
        p { (cx.w.t("run-abandon-note")) }
        form.stack method="post" action={ (path(test)) "/run" } {
            input type="hidden" name="version" value=(test.head.version);
            label.field { span.label { (cx.w.t("reason")) } input type="text" name="reason" required; }
            div.actions { button type="submit" name="do" value="abandon" { (cx.w.t("run-abandon")) } }
        }
    }
}

/// A concluded worksheet.
pub fn table(cx: &Cx, items: &[SampledItem]) -> Markup {
    let w = &cx.w;
    let tone = |r: ItemResult| match r {
        ItemResult::Works => Tone::Good,
        ItemResult::Exception => Tone::Bad,
        ItemResult::NotSeen | ItemResult::NotYet => Tone::Unknown,
    };
    let row = |item: &SampledItem| Row {
        cells: vec![
            Cell::Text(name(cx, &item.item)),
            Cell::Html(design::tag(tone(item.result), &word(cx, item.result))),
            Cell::Text(item.note.clone()),
            item.evidence.map_or(Cell::Empty, |e| Cell::Html(cx.link_to(e.id()))),
        ],
        ..Row::default()
    };
    let columns =
        [("run-item", Role::Lead), ("run-result", Role::Text), ("run-note", Role::Text), ("run-evidence", Role::Text)]
            .map(|(key, role)| Column::new(w.t(key), role));
    design::plain_table(w, &w.t("run-items"), &columns, &items.iter().map(row).collect::<Vec<_>>())
}

/// The verdict that follows, for those who only look.
pub fn follows(cx: &Cx, run: &RunUnderWay, tolerated: i64) -> Markup {
    match Count::of(&run.items).verdict(tolerated) {
        Some(v) => verdict(cx, v),
        None => html! { (progress(cx, &Count::of(&run.items))) },
    }
}
