//! A course: taken card by card on a phone, with questions at the end; and whether it works, seen in more than attendance.

use crate::{
    cx::Cx,
    design::{self, Notice, Tone},
    fault::{Fault, Result},
    markdown,
    pages::{Page, crumbs, insight::Insight, record_of},
    show::path,
};
use axum::{
    Form,
    extract::Path,
    response::{Html, IntoResponse, Redirect, Response},
};
use formats::document::course::{self as document, Question};
use isms::{
    analysis::reading,
    communication::{Course, course::EffectMeasure},
    kind,
    policy::Metric,
    record::Record,
    rules,
};
use maud::{Markup, html};
use service::{Command, Request, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// What must be reached where neither the record nor its text says so.
const PASS: f64 = 0.8;
/// Names that are shown before "and more".
const NAMED: usize = 20;

/// What is shown above the fields.
pub fn insight(cx: &Cx, course: &Record<Course>) -> Insight {
    let key = format!("CRS-{}", course.head.number);
    let takes = course.in_force.is_some() && cx.viewer().person.is_some() && !cx.is_past();
    let main = html! {
        @if takes { div.actions { (design::link_button(&cx.w.t("course-take"), &format!("/courses/{key}/take"), true)) } }
        (design::section("effect", &cx.w.t("course-effect"), Some(&cx.w.t("course-effect-note")), effect(cx, course)))
    };
    Insight { main: Some(main), ..Insight::default() }
}

fn effect(cx: &Cx, course: &Record<Course>) -> Markup {
    let isms = cx.view.for_the_organisation();
    let learners = reading::learners(isms, course);
    let today = rules::today(isms);
    let due = |p| reading::course_due(isms, course, p).is_some_and(|d| d <= today);
    let owing: Vec<_> = learners.iter().filter(|p| due(p.head.id)).collect();
    let taken: Vec<_> = isms.heard().takers(course.head.id).collect();
    let scored: Vec<i64> = taken.iter().filter_map(|(_, t)| t.score).collect();
    let passed = taken.iter().filter(|(_, t)| t.score.is_some() && t.passed).count();
    let metrics = cx.view.pointing_at(course.head.id).into_iter().filter(|(_, r)| r.typed::<Metric>().is_some());
    let metrics: BTreeSet<_> = metrics.map(|(_, r)| r.head().id).collect();
    let sees_people = cx.view.sight.reads(kind::of::<isms::context::Person>());
    html! {
        p { (cx.w.tn("course-taken", &[("n", taken.len().into()), ("of", learners.len().into())])) }
        @match interval(passed, scored.len()) {
            Some((low, high)) => {
                p { (cx.w.tn("course-passed", &[("n", passed.into()), ("of", scored.len().into()), ("low", cx.w.percent(low).into()), ("high", cx.w.percent(high).into())])) }
                p.quiet { (cx.w.t("course-interval")) }
            },
            None => { p { (design::tag(Tone::Plain, &cx.w.t("course-no-quiz"))) " " (cx.w.t("course-only-attendance")) } },
        }
        @if course.body.measured_by == EffectMeasure::Attendance { (design::notice(&Notice::text(Tone::Note, &cx.w.t("course-attendance")))) }
        @for metric in metrics { p { (cx.w.t("course-metric")) " " (cx.link_to(metric)) } }
        @if !owing.is_empty() && sees_people {
            (design::more(&cx.w.tn("course-owing", &[("n", owing.len().into())]), false, html! {
                ul.plain { @for p in owing.iter().take(NAMED) { li { (cx.link_to(p.head.id)) } } }
                @if owing.len() > NAMED { p.quiet { (cx.w.tn("and-more", &[("n", (owing.len() - NAMED).into())])) } }
            }))
        }
    }
}

/// The 95 % interval of a share of few people (Wilson 1927); nothing where nobody was asked.
fn interval(passed: usize, asked: usize) -> Option<(f64, f64)> {
    if asked == 0 {
        return None;
    }
    let (n, z) = (asked as f64, 1.959_964);
    let p = passed as f64 / n;
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Some((((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
}

/// What is taken: the edition in force, read as cards and questions.
struct Taught {
    title: String,
    /// Title and text of each card.
    cards: Vec<(String, String)>,
    questions: Vec<Question>,
    pass: f64,
}

fn taught(course: &Record<Course>) -> Result<Taught> {
    let body = course.counts().ok_or_else(|| Fault::bad("nothing of this course is in force yet"))?;
    let title = course.head.title.clone();
    let stated = body.pass_mark.map(|s| s.0);
    let read = match document::read(titled(&title, &body.content.0)) {
        Ok(read) => read,
        // A text with questions that does not read must not pass as one that asks nothing.
        Err(faults) if body.content.0.lines().any(|l| l.starts_with('?')) => {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            return Err(Fault::bad(format!("the course's text does not read: {first}")));
        }
        Err(_) => {
            let cards = vec![(title.clone(), body.content.0.clone())];
            return Ok(Taught { title, cards, questions: Vec::new(), pass: stated.unwrap_or(PASS) });
        }
    };
    let text = read.document;
    let intro = (!text.intro.trim().is_empty()).then(|| (title.clone(), text.intro.clone()));
    let sections = text.sections.iter().map(|s| (s.title.clone(), s.text.clone()));
    let cards = intro.into_iter().chain(sections).filter(|(_, t)| !t.trim().is_empty()).collect();
    let questions = text.sections.into_iter().flat_map(|s| s.questions).collect();
    let pass = stated.or(text.pass_mark.map(|m| f64::from(m) / 100.0)).unwrap_or(PASS);
    Ok(Taught { title, cards, questions, pass })
}

/// A text without a title of its own under the record's: else its first heading would become the title of the whole.
fn titled(title: &str, text: &str) -> String {
    let own = text.trim_start().starts_with("---") || text.trim_start().starts_with("# ");
    if own { text.to_owned() } else { format!("# {}\n\n{text}", title.replace('\n', " ")) }
}

fn course_of(cx: &Cx, key: &str) -> Result<Record<Course>> {
    let record = record_of(cx, "courses", key)?;
    record.typed::<Course>().cloned().ok_or_else(|| Fault::missing(key))
}

/// `GET /courses/{key}/take?card=2`
pub async fn take(cx: Cx, Path(key): Path<String>) -> Result<Html<String>> {
    let course = course_of(&cx, &key)?;
    let taught = taught(&course)?;
    let at = cx.query.get("card").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1).max(1);
    let last = taught.cards.len() + 1;
    let at = at.min(last);
    let to = |n: usize| format!("/courses/{key}/take?card={n}");
    let body = html! {
        p.quiet { (cx.w.tn("course-card", &[("n", at.into()), ("of", last.into())])) }
        progress max=(last) value=(at) aria-label=(cx.w.t("course-progress")) {}
        @match taught.cards.get(at - 1) {
            Some((title, text)) => {
                (design::lede(title, None))
                (design::prose(markdown::render(text)))
                div.actions {
                    (design::link_button(&cx.w.t("course-next"), &to(at + 1), true))
                    @if at > 1 { (design::link_button(&cx.w.t("course-back"), &to(at - 1), false)) }
                }
            },
            None => { (end(&cx, &key, &taught)) },
        }
    };
    Ok(page(&cx, &course, body))
}

fn page(cx: &Cx, course: &Record<Course>, body: Markup) -> Html<String> {
    let mut all = crumbs(cx, kind::of::<Course>(), None);
    all.push(design::LinkTo::new(format!("CRS-{}", course.head.number), path(course)));
    Page::new("communication", course.head.title.clone(), body).crumbs(all).draw(cx)
}

/// The last card: the questions, or a word that it was taken where nothing is asked.
fn end(cx: &Cx, key: &str, taught: &Taught) -> Markup {
    html! {
        (design::lede(&cx.w.t(if taught.questions.is_empty() { "course-end" } else { "course-questions" }), None))
        form.stack method="post" action={ "/courses/" (key) "/take" } {
            @if !taught.questions.is_empty() { p { (cx.w.tn("course-pass-mark", &[("share", cx.w.percent(taught.pass).into())])) } }
            @for (q, question) in taught.questions.iter().enumerate() {
                fieldset {
                    legend { (markdown::first_line(&question.text, 400)) }
                    @let one = question.answers.iter().filter(|a| a.right).count() == 1;
                    @for (a, answer) in question.answers.iter().enumerate() {
                        @let id = format!("q{q}a{a}");
                        p {
                            @if one { input type="radio" id=(id) name=(format!("q{q}")) value=(a); }
                            @else { input type="checkbox" id=(id) name=(id) value="1"; }
                            " " label for=(id) { (markdown::first_line(&answer.text, 400)) }
                        }
                    }
                }
            }
            div.actions { (design::first_button(&cx.w.t(if taught.questions.is_empty() { "course-took-it" } else { "course-hand-in" }))) }
        }
    }
}

/// `POST /courses/{key}/take`
pub async fn hand_in(cx: Cx, Path(key): Path<String>, Form(given): Form<BTreeMap<String, String>>) -> Result<Response> {
    let course = course_of(&cx, &key)?;
    let taught = taught(&course)?;
    let right: Vec<bool> =
        taught.questions.iter().enumerate().map(|(q, question)| is_right(q, question, &given)).collect();
    let share = right.iter().filter(|r| **r).count() as f64 / right.len().max(1) as f64;
    let asked = !right.is_empty();
    let passed = !asked || share >= taught.pass - 1e-9;
    // Rounded down: nobody passes by rounding.
    let score = asked.then_some((100.0 * share + 1e-9).floor() as i64);
    let people = Vec::new();
    let done = Command::Complete { subject: Subject::Id(course.head.id), score, passed, people };
    cx.app.service.perform(cx.viewer(), Request::one("page", done)).await?;
    if !asked {
        return Ok(Redirect::to(&format!("{}?did=saved", path(&course))).into_response());
    }
    let word = if passed { "course-you-passed" } else { "course-not-yet" };
    let said = cx.w.tn(word, &[("share", cx.w.percent(share).into()), ("mark", cx.w.percent(taught.pass).into())]);
    let body = html! {
        (design::lede(&taught.title, None))
        (design::notice(&Notice::text(if passed { Tone::Good } else { Tone::Warn }, &said)))
        @for (question, right) in taught.questions.iter().zip(&right) { (explained(&cx, question, *right)) }
        div.actions {
            @if passed { (design::link_button(&cx.w.t("course-done"), &path(&course), true)) }
            @else { (design::link_button(&cx.w.t("course-again"), &format!("/courses/{key}/take"), true)) }
        }
    };
    Ok(page(&cx, &course, body).into_response())
}

/// Exactly the right answers were chosen.
fn is_right(q: usize, question: &Question, given: &BTreeMap<String, String>) -> bool {
    let radio = given.get(&format!("q{q}")).and_then(|a| a.parse::<usize>().ok());
    let chosen = |a: usize| radio == Some(a) || given.contains_key(&format!("q{q}a{a}"));
    question.answers.iter().enumerate().all(|(a, answer)| answer.right == chosen(a))
}

fn explained(cx: &Cx, question: &Question, right: bool) -> Markup {
    let tag = if right {
        design::tag(Tone::Good, &cx.w.t("course-right"))
    } else {
        design::tag(Tone::Warn, &cx.w.t("course-wrong"))
    };
    html! {
        h2 { (markdown::first_line(&question.text, 400)) }
        p { (tag) }
        @if !question.why.trim().is_empty() { (design::prose(markdown::render(&question.why))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_say_little() {
        assert_eq!(interval(0, 0), None);
        let (low, high) = interval(9, 10).unwrap();
        // Newcombe 1998, table of the Wilson score: 9 of 10.
        assert!((low - 0.5958).abs() < 1e-3 && (high - 0.9821).abs() < 1e-3, "{low} {high}");
        assert_eq!(interval(5, 5).unwrap().1, 1.0);
    }
}
