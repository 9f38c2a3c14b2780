//! Running a test: freezing the population, filling in the worksheet, concluding; and a concluded run, whose sample anyone can
//! draw again.

use super::{
    super::form::{self, Pairs},
    multipart::Multipart,
    now_only, page_of, raise, sheet, test_of, ties, typed, verdict, worksheet,
};
use crate::{
    cx::{Cx, encode},
    design::{self, Control, FieldView, Notice, Tone, Width},
    fault::{Fault, Result},
    pages::Page,
    show::path,
};
use axum::{
    Form,
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use isms::{
    analysis::sample::LARGEST,
    assurance::{
        Test,
        test::{TestRun, TestVerdict, independence},
    },
    authority::Action,
    check::Fault as Found,
    field::Choice,
    kind,
    operations::Plan,
    record::{AnyRecord, Record},
    values::Ref,
};
use maud::{Markup, html};
use service::{
    Error,
    assurance::{Begin, from_register},
    evidence::Upload,
};

fn runner(cx: &Cx, record: &dyn AnyRecord) -> Result<()> {
    now_only(cx)?;
    if !record.is_open() {
        return Err(Fault::bad(cx.w.t("run-retired")));
    }
    if cx.view.may_on(record, Action::Edit) { Ok(()) } else { Err(Fault::denied(cx.w.t("step-not-yours"))) }
}

/// `GET /tests/{key}/run`: the worksheet of the run that was begun, or how to begin one.
pub async fn show(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let record = test_of(&cx, &key)?;
    runner(&cx, record.as_ref())?;
    let test = typed(record.as_ref())?;
    let page = match &test.body.under_way {
        Some(run) => worksheet::page(&cx, test, run, &[]),
        None => begin_page(&cx, test, &Multipart::default(), &[]),
    };
    Ok(page.draw(&cx))
}

/// What the visitor should know before testing: that they are not independent.
pub fn my_ties(cx: &Cx, test: &Record<Test>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let me = cx.viewer().person;
    let found =
        me.into_iter().flat_map(|me| test.body.of.iter().filter_map(move |s| independence::between(isms, me, s.id())));
    ties(cx, &found.collect::<Vec<_>>(), &test.body.instead_of_independence)
}

fn begin_page(cx: &Cx, test: &Record<Test>, sent: &Multipart, faults: &[Found]) -> Page {
    let w = &cx.w;
    let home = path(test);
    let queried = kind::by_plural(test.body.population.split_whitespace().next().unwrap_or_default()).is_some();
    let was = |name: &str, first: String| match sent.pairs.iter().find(|(k, _)| k == name) {
        Some((_, v)) => v.clone(),
        None => first,
    };
    let register = was("register", if queried { test.body.population.clone() } else { String::new() });
    let size = was("size", test.body.sample_size.map(|n| n.to_string()).unwrap_or_default());
    let date = |name: &str| {
        FieldView::new(name, w.t(&format!("run-{name}")), Control::Date)
            .value(was(name, String::new()))
            .width(Width::Third)
    };
    let fields = [
        wrong(
            FieldView::new("list", w.t("run-list"), Control::Text { markdown: false, rows: 5 })
                .help(w.t("run-list-help"))
                .value(was("list", String::new())),
            faults,
            "/population",
        ),
        wrong(
            FieldView::new("register", w.t("run-register"), Control::Line)
                .help(w.t("run-register-help"))
                .value(register),
            faults,
            "/register",
        ),
        FieldView::new("column", w.t("run-column"), Control::Line)
            .help(w.t("run-column-help"))
            .value(was("column", String::new())),
        wrong(
            FieldView::new("size", w.t("run-size"), Control::Number { step: None, unit: None })
                .help(w.tn("run-size-help", &[("most", LARGEST.into())]))
                .value(size)
                .width(Width::Third),
            faults,
            "/size",
        ),
        date("from"),
        date("until"),
    ];
    let (list, rest) = fields.split_at(1);
    let body = html! {
        (design::lede(&w.t("run-begin"), Some(html! { (w.t("run-begin-lede")) " " a.record href=(home) { (test.head.title) } })))
        (design::error_summary(w, &super::summary(cx, kind::of::<Test>(), faults)))
        (my_ties(cx, test))
        form.record method="post" enctype="multipart/form-data" action={ (home) "/run/begin" } data-form {
            (design::enter_submits())
            input type="hidden" name="version" value=(test.head.version);
            fieldset {
                legend { (w.t("run-population")) }
                @if !test.body.population.is_empty() { p { (w.t("run-population-is")) " " strong { (test.body.population) } } }
                (design::fields(w, list))
                (file_input(cx, "run-file", "run-file-help"))
                (design::fields(w, rest))
            }
            p.quiet { (w.t("run-frozen-note")) }
            div.actions.keep {
                button.first type="submit" { (w.t("run-freeze")) }
                a.button href=(home) data-cancel { (w.t("cancel")) }
            }
        }
        (design::section("plain", &w.t("run-plain"), Some(&w.t("run-plain-sub")), plain_form(cx, test)))
    };
    page_of(cx, test, &w.t("run-begin"), body)
}

/// A file input, with its help.
pub fn file_input(cx: &Cx, label: &str, help: &str) -> Markup {
    html! {
        div.fields {
            div.field.full {
                label.label for="f-file" { (cx.w.t(label)) " " small { (cx.w.t("optional")) } }
                p.help id="f-file-help" { (cx.w.t(help)) }
                input type="file" id="f-file" name="file" aria-describedby="f-file-help";
            }
        }
    }
}

fn wrong(field: FieldView, faults: &[Found], pointer: &str) -> FieldView {
    faults.iter().filter(|f| f.pointer == pointer).fold(field, |field, f| field.error(f.message.clone()))
}

/// A run without a population: an exercise, or a look at the design.
fn plain_form(cx: &Cx, test: &Record<Test>) -> Markup {
    let w = &cx.w;
    let isms = cx.view.for_the_organisation();
    let exercise = test.body.of.iter().any(|s| isms.typed::<Plan>(s.id()).is_some());
    let mut fields = vec![
        FieldView::new("on", w.t("run-on"), Control::Date).value(cx.today().to_string()).required().width(Width::Third),
        FieldView::new("verdict", w.t("run-verdict"), Control::Choice { options: super::options::<TestVerdict>(cx) })
            .required(),
    ];
    if exercise {
        let control = Control::Number { step: Some("any".into()), unit: Some(w.t("run-hours")) };
        fields.push(FieldView::new("recovered_in", w.t("run-recovered"), control).width(Width::Third));
    }
    fields.push(FieldView::new("notes", w.t("run-notes"), Control::Text { markdown: true, rows: 3 }).required());
    html! {
        form.record method="post" action={ (path(test)) "/run" } {
            input type="hidden" name="version" value=(test.head.version);
            (design::fields(&cx.w, &fields))
            div.actions { button type="submit" name="do" value="plain" { (w.t("run-plain-save")) } }
        }
    }
}

/// `POST /tests/{key}/run/begin`
pub async fn begin(cx: Cx, Path(key): Path<String>, mut sent: Multipart) -> Result<Response> {
    let record = test_of(&cx, &key)?;
    runner(&cx, record.as_ref())?;
    let test = typed(record.as_ref())?;
    let file = sent.take("file");
    let done = match asked(&cx, &sent, file) {
        Ok(begin) => cx.app.service.begin_run(cx.viewer(), &key, begin).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}/run?did=saved", path(test))).into_response()),
        Err(Error::Invalid(faults)) => {
            Ok(begin_page(&cx, test, &sent, &faults).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

/// What the form asks for: exactly one source of the population.
fn asked(cx: &Cx, sent: &Multipart, file: Option<Upload>) -> std::result::Result<Begin, Error> {
    let given = |name: &str| Some(sent.first(name).trim()).filter(|t| !t.is_empty());
    let (population, from_where) = match (given("list"), file, given("register")) {
        (None, Some(file), _) => {
            let from = cx.w.tn("run-from-file", &[("name", file.name.as_str().into())]);
            (of_file(&file, given("column"))?, from)
        }
        (Some(_), Some(_), _) => return Err(Error::fault("/population", cx.w.t("run-one-source"))),
        (Some(list), None, _) if given("column").is_some() => {
            let file = Upload { name: "list.csv".into(), media: "text/csv".into(), bytes: list.as_bytes().to_vec() };
            (of_file(&file, given("column"))?, cx.w.t("run-from-list"))
        }
        (Some(list), None, _) => (list.to_owned(), cx.w.t("run-from-list")),
        (None, None, Some(query)) => {
            let seq = cx.view.moment().seq;
            let from = cx.w.tn("run-from-register", &[("query", query.into()), ("act", seq.into())]);
            (from_register(&cx.view, query)?.join("\n"), from)
        }
        (None, None, None) => return Err(Error::fault("/population", cx.w.t("run-no-source"))),
    };
    let date = |name: &str| match given(name) {
        None => Ok(None),
        Some(text) => {
            text.parse().map(Some).map_err(|_| Error::fault(format!("/{name}"), "expected a date such as 2026-03-31"))
        }
    };
    let size = match given("size") {
        None => None,
        Some(text) => {
            Some(text.parse().map_err(|_| Error::fault("/size", format!("expected a whole number, found {text:?}")))?)
        }
    };
    let version = given("version").and_then(|v| v.parse().ok());
    Ok(Begin { version, population, from_where, size, from: date("from")?, until: date("until")? })
}

/// One item a line: a text file as it is, a table's column by its name or the first.
fn of_file(file: &Upload, column: Option<&str>) -> std::result::Result<String, Error> {
    let name = file.name.to_lowercase();
    let table = column.is_some() || [".csv", ".tsv", ".xlsx", ".ods"].iter().any(|end| name.ends_with(end));
    if !table {
        return String::from_utf8(file.bytes.clone())
            .map_err(|_| Error::fault("/population", "expected text in UTF-8"));
    }
    let sheet = formats::table::read(&file.bytes, None).map_err(|e| Error::fault("/population", e.to_string()))?;
    let at = match column {
        None => 0,
        Some(wanted) => sheet.headers.iter().position(|h| h.eq_ignore_ascii_case(wanted)).ok_or_else(|| {
            let there = sheet.headers.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
            Error::fault("/population", format!("there is no column {wanted:?}; there are {there}"))
        })?,
    };
    let cells = sheet.rows.iter().filter_map(|r| r.cells.get(at)).map(|c| c.shown());
    Ok(cells.collect::<Vec<_>>().join("\n"))
}

/// `POST /tests/{key}/run`: keeps the worksheet, concludes or abandons the run, or adds one without a population.
pub async fn save(cx: Cx, Path(key): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response> {
    let record = test_of(&cx, &key)?;
    runner(&cx, record.as_ref())?;
    let test = typed(record.as_ref())?;
    let pick = |name: &str| form::first(&pairs, name).unwrap_or_default();
    let version = pick("version").parse().ok();
    let service = &cx.app.service;
    let wish = pairs.iter().rev().find(|(k, _)| k == "do").map_or("save", |(_, v)| v.as_str());
    let home = path(test);
    let begun = test.body.under_way.as_ref();
    let items = begun.map_or(0, |r| r.items.len());
    let (done, next) = match wish {
        "abandon" => {
            (service.abandon_run(cx.viewer(), &key, version, pick("reason")).await, format!("{home}?did=saved"))
        }
        "plain" => {
            (service.add_run(cx.viewer(), &key, version, plain(&cx, &pairs)?).await, format!("{home}?did=saved"))
        }
        "conclude" => {
            let to = format!("{home}/runs/{}?did=saved", test.body.runs.len() + 1);
            (service.record_run(cx.viewer(), &key, sheet::read(&pairs, items, true)).await, to)
        }
        "evidence" => {
            let to = format!("/evidence/add?for={key}&back={}", encode(&format!("{home}/run")));
            (service.record_run(cx.viewer(), &key, sheet::read(&pairs, items, false)).await, to)
        }
        _ => (
            service.record_run(cx.viewer(), &key, sheet::read(&pairs, items, false)).await,
            format!("{home}/run?did=saved"),
        ),
    };
    match (done, begun) {
        (Ok(_), _) => Ok(Redirect::to(&next).into_response()),
        (Err(Error::Invalid(faults)), Some(run)) => {
            let run = sheet::shown(run, &sheet::read(&pairs, items, false));
            let page = worksheet::page(&cx, test, &run, &worksheet::placed(faults, test.body.runs.len()));
            Ok(page.with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        (Err(Error::Invalid(faults)), None) => {
            let sent = Multipart::default();
            Ok(begin_page(&cx, test, &sent, &faults).with_status(&cx, StatusCode::UNPROCESSABLE_ENTITY))
        }
        (Err(other), _) => Err(other.into()),
    }
}

fn plain(cx: &Cx, pairs: &Pairs) -> Result<TestRun> {
    let pick = |name: &str| form::first(pairs, name).unwrap_or_default().trim();
    let on = pick("on").parse().map_err(|_| Fault::bad("on: expected a date such as 2026-03-31"))?;
    if on > cx.today() {
        return Err(Fault::bad(cx.w.t("run-future")));
    }
    let verdict = TestVerdict::from_word(pick("verdict")).ok_or_else(|| Fault::bad(cx.w.t("run-no-verdict")))?;
    let hours = match pick("recovered_in") {
        "" => None,
        text => Some(
            form::number(text)
                .as_f64()
                .filter(|h| *h >= 0.0)
                .ok_or_else(|| Fault::bad("recovered_in: expected hours such as 1.5"))?,
        ),
    };
    let notes = isms::values::Markdown(pick("notes").replace("\r\n", "\n"));
    Ok(TestRun {
        on: Some(on),
        verdict,
        by: cx.viewer().person.map(Ref::to),
        recovered_in: hours,
        notes,
        ..TestRun::default()
    })
}

/// `GET /tests/{key}/runs/{number}`: a concluded run, with its sample drawn again.
pub async fn concluded(cx: Cx, Path((key, number)): Path<(String, usize)>) -> Result<Html<String>> {
    let record = test_of(&cx, &key)?;
    let test = typed(record.as_ref())?;
    let run = number
        .checked_sub(1)
        .and_then(|i| test.body.runs.get(i))
        .ok_or_else(|| Fault::missing(format!("run {number} of {key}")))?;
    let w = &cx.w;
    let on = run.on.map(|d| w.date(d)).unwrap_or_default();
    let title = w.tn("run-of", &[("on", on.into())]);
    let again = match (run.seed, run.population_hash.is_empty()) {
        (Some(seed), false) => {
            Some(cx.app.service.redraw(&cx.view, &key, &run.population_hash, seed, &run.items).await)
        }
        _ => None,
    };
    let body = html! {
        (design::lede(&title, Some(html! { (verdict(&cx, run.verdict)) " " a.record href=(cx.href(test)) { (test.head.title) } })))
        @if !cx.is_past() && run.verdict != TestVerdict::Passed {
            div.actions { (design::link_button(&w.t("raise-finding"), &raise(&cx, test, run), true)) }
        }
        (design::facts(&facts(&cx, run)))
        @if !run.items.is_empty() { (design::section("items", &w.t("run-items"), None, worksheet::table(&cx, &run.items))) }
        @if let Some(again) = again { (design::section("again", &w.t("run-again"), None, drawn_again(&cx, test, run, &again))) }
    };
    Ok(page_of(&cx, test, &title, body).draw(&cx))
}

fn facts(cx: &Cx, run: &TestRun) -> Vec<(String, Markup)> {
    let w = &cx.w;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Markup| rows.push((w.t(key), value));
    if let Some(by) = run.by {
        add("run-by", cx.link_to(by.id()));
    }
    if let (Some(n), Some(seen)) = (run.population, run.looked_at) {
        let counts = [("n", seen.into()), ("of", n.into()), ("failed", run.failed.unwrap_or(0).into())];
        add("run-looked-at", html! { (w.tn("run-counts", &counts)) });
    }
    if let Some(tolerated) = run.tolerated {
        add("run-rule", html! { (w.tn("run-rule-says", &[("n", tolerated.into())])) });
    }
    if !run.verdict_because.is_empty() {
        add("run-because", html! { (run.verdict_because) });
    }
    if let (Some(from), Some(until)) = (run.from, run.until) {
        add("run-period", html! { (w.date(from)) " – " (w.date(until)) });
    }
    if let Some(hours) = run.recovered_in {
        add("run-recovered", html! { (w.number(hours, 1)) " " (w.t("run-hours")) });
    }
    if !run.evidence.is_empty() {
        add("run-evidence", html! { ul.plain { @for e in &run.evidence { li { (cx.link_to(e.id())) } } } });
    }
    if !run.notes.0.is_empty() {
        add("run-notes", design::prose(crate::markdown::render(&run.notes.0)));
    }
    rows
}

/// The population, the seed, what came of drawing again, and how to do it without us.
fn drawn_again(
    cx: &Cx,
    test: &Record<Test>,
    run: &TestRun,
    again: &std::result::Result<service::assurance::Redrawn, Error>,
) -> Markup {
    let w = &cx.w;
    let notice = match again {
        Ok(a) if a.same => Notice::text(
            Tone::Good,
            &w.tn("run-again-same", &[("n", run.items.len().into()), ("of", a.population.into())]),
        ),
        Ok(_) => Notice::text(Tone::Bad, &w.t("run-again-other")),
        Err(e) => Notice::text(Tone::Bad, &format!("{} {e}", w.t("run-again-failed"))),
    };
    html! {
        (design::notice(&notice))
        (origin(cx, test, &run.population_from, run.frozen, run.population, &run.population_hash, run.seed))
        (design::more(&w.t("run-again-how"), false, recipe(cx, &run.population_hash, run.seed.unwrap_or(0), run.items.len())))
    }
}

/// Where a sample came from.
#[allow(clippy::too_many_arguments, reason = "the same seven facts of a run that is concluded and of one that is not")]
pub fn origin(
    cx: &Cx,
    test: &Record<Test>,
    from: &str,
    frozen: Option<jiff::Timestamp>,
    population: Option<i64>,
    hash: &str,
    seed: Option<i64>,
) -> Markup {
    let w = &cx.w;
    let many = w.tn("run-population-n", &[("n", population.unwrap_or(0).into())]);
    let mut rows = vec![(w.t("run-population"), html! { (many) @if !from.is_empty() { " · " (from) } })];
    rows.extend(frozen.map(|at| (w.t("run-frozen"), html! { (cx.time(at)) })));
    rows.push((w.t("run-hash"), html! { code.hash { (hash) } " " a href=(cx.at(&format!("{}/populations/{hash}", path(test)))) download { (w.t("run-download")) } }));
    rows.extend(seed.map(|s| (w.t("run-seed"), html! { code { (s) } })));
    design::facts(&rows)
}

/// The sample without us: two tools that every Unix has.
fn recipe(cx: &Cx, hash: &str, seed: i64, size: usize) -> Markup {
    let file = format!("{}.txt", hash.get(..12).unwrap_or(hash));
    let text = format!(
        "sha256sum {file}   # {hash}\n\nwhile IFS= read -r item; do\n  printf '%s %s\\n' \"$(printf '%s' \"{hash}:{seed}:$item\" | sha256sum | cut -c1-64)\" \"$item\"\ndone < {file} | LC_ALL=C sort | head -n {size}"
    );
    html! { p { (cx.w.t("run-recipe")) } (design::code_block(&cx.w.t("run-again-how"), &text)) }
}

/// `GET /tests/{key}/populations/{hash}`: the frozen list, always a download.
pub async fn population(cx: Cx, Path((key, hash)): Path<(String, String)>) -> Result<Response> {
    let population = cx.app.service.population(&cx.view, &key, &hash).await?;
    let name = format!("attachment; filename=\"{}.txt\"", hash.get(..12).unwrap_or("population"));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, population.text()).into_response())
}
