//! The form of the workbench: an Open FAIR tree whose nodes open. Every range has two numbers; the script adds a slider to each.

use super::{
    Part,
    sheet::{MOST_EVENTS, Sheet, Way},
};
use crate::{
    cx::Cx,
    design::{self, Control, FieldView, Opt},
    pages::insight::loss,
};
use isms::{
    control::Control as Protecting,
    field::{Choice, Opt as Word},
    record::Record,
    risk::estimate::{Confidence, LossForm},
};
use maud::{Markup, html};

/// What is drawn into the tree.
pub struct Tree<'a> {
    pub cx: &'a Cx,
    pub sheet: &'a Sheet,
    /// What is said in places of the tree: sums in words, faults.
    pub parts: &'a [Part],
    /// The controls that protect the risk.
    pub controls: Vec<&'a Record<Protecting>>,
}

/// A pair of numbers.
struct Pair<'a> {
    name: &'a str,
    /// What it is the range of, for those who do not see where it stands.
    of: &'a str,
    low: &'a str,
    high: &'a str,
    unit: &'a str,
    /// The ends of the sliders.
    reach: (f64, f64),
}

/// A form's name in words.
pub fn form_label(cx: &Cx, word: &Word) -> String {
    cx.w.or(&format!("choice-{}", word.value), word.label)
}

impl Tree<'_> {
    /// The whole tree.
    pub fn draw(&self) -> Markup {
        let w = &self.cx.w;
        html! {
            div.tree-root {
                (self.node("frequency", &w.t("bench-frequency"), true, self.frequency()))
                (self.node("primary", &w.t("bench-primary"), true, self.losses("p", &["productivity", "response"])))
                (self.node("secondary", &w.t("bench-secondary"), self.sheet.states("slef"), html! {
                    p.quiet { (w.t("bench-secondary-help")) }
                    (self.pair(&Pair { name: "slef", of: &w.t("bench-secondary"), low: &w.t("range-low"), high: &w.t("range-high"), unit: "%", reach: (0.1, 100.0) }))
                    (self.losses("s", &["fines-and-judgements", "reputation"]))
                }))
                (self.node("assumes", &w.t("bench-assumes"), !self.sheet.assumes.is_empty(), self.assumes()))
                (self.node("grounds", &w.t("bench-grounds"), true, self.grounds()))
            }
        }
    }

    fn said(&self, id: &str) -> Markup {
        self.parts.iter().find(|p| p.id == id).map(|p| p.body.clone()).unwrap_or_default()
    }

    fn node(&self, id: &str, title: &str, open: bool, body: Markup) -> Markup {
        let say = format!("say-{id}");
        html! {
            details.node open[open] {
                summary { span.name { (title) } " " span.says id=(say) { (self.said(&say)) } }
                div.inner { (body) }
            }
        }
    }

    fn frequency(&self) -> Markup {
        let w = &self.cx.w;
        let (rare, frequent) = (w.t("bench-once-low"), w.t("bench-once-high"));
        let (low, high) = (w.t("range-low"), w.t("range-high"));
        let now = self.sheet.way();
        let choice = |way: Way| {
            html! {
                label.check { input type="radio" name="way" value=(way.word()) checked[way == now]; " " (w.t(&format!("bench-way-{}", way.word()))) }
            }
        };
        html! {
            div.ways {
                fieldset.field { legend.label { (w.t("bench-way")) } div.checks { @for way in Way::ALL { (choice(way)) } } }
                div.way.once { (self.pair(&Pair { name: "once", of: "", low: &rare, high: &frequent, unit: "", reach: (0.5, 1000.0) })) }
                div.way.percent { (self.pair(&Pair { name: "percent", of: "", low: &low, high: &high, unit: &w.t("bench-percent-a-year"), reach: (0.1, 99.0) })) }
                div.way.rate { (self.pair(&Pair { name: "rate", of: "", low: &low, high: &high, unit: &w.t("bench-a-year"), reach: (0.001, 1000.0) })) }
                div.way.evidence {
                    p.quiet { (w.t("bench-evidence-help")) }
                    div.pair { (self.single("events", &w.t("bench-events"), (1.0, 1000.0))) (self.single("years", &w.t("bench-observed"), (0.5, 100.0))) }
                }
                div.way.threat {
                    (self.inner("tef", &w.t("bench-tef"), html! { (self.pair(&Pair { name: "tef", of: &w.t("bench-tef"), low: &low, high: &high, unit: &w.t("bench-a-year"), reach: (0.01, MOST_EVENTS) })) }))
                    (self.inner("susc", &w.t("bench-susc"), html! { (self.pair(&Pair { name: "susc", of: &w.t("bench-susc"), low: &low, high: &high, unit: "%", reach: (0.01, 100.0) })) }))
                }
            }
        }
    }

    /// A node within a node, open.
    fn inner(&self, name: &str, title: &str, body: Markup) -> Markup {
        let say = format!("say-{name}");
        html! { details.node open { summary { span.name { (title) } " " span.says id=(say) { (self.said(&say)) } } div.inner { (body) } } }
    }

    fn losses(&self, start: &str, usual: &[&str]) -> Markup {
        let w = &self.cx.w;
        let currency = loss::currency(self.cx);
        let none = !LossForm::OPTIONS.iter().any(|o| self.sheet.states(&format!("{start}.{}", o.value)));
        html! {
            @for form in LossForm::OPTIONS {
                @let name = format!("{start}.{}", form.value);
                @let say = format!("say-{}", name.replace('.', "-"));
                details.node.form open[self.sheet.states(&name) || none && start == "p" && usual.contains(&form.value)] {
                    summary { span.name { (form_label(self.cx, form)) } " " span.says id=(say) { (self.said(&say)) } }
                    div.inner {
                        p.quiet { (w.t(&format!("bench-form-{}", form.value))) }
                        (self.pair(&Pair { name: &name, of: &form_label(self.cx, form), low: &w.t("range-low"), high: &w.t("range-high"), unit: &currency, reach: (1e3, 1e8) }))
                    }
                }
            }
        }
    }

    /// Two numbers and what is wrong with them.
    fn pair(&self, p: &Pair) -> Markup {
        let id = format!("f-{}", p.name.replace('.', "-"));
        let error = self.said(&format!("{id}-error"));
        let wrong = !error.0.is_empty();
        html! {
            div class=(if wrong { "field wrong" } else { "field" }) id=(id) {
                div.pair {
                    @for (end, label) in [("low", p.low), ("high", p.high)] {
                        (self.end(p, end, label, wrong))
                    }
                }
                @let mode = format!("{}.mode", p.name);
                @if !self.sheet.text(&mode).is_empty() {
                    label.mode { (self.cx.w.t("mode")) " " input.num type="text" inputmode="decimal" name=(mode) value=(self.sheet.text(&mode)); }
                }
                p.error id={ (id) "-error" } { (error) }
            }
        }
    }

    fn end(&self, p: &Pair, end: &str, label: &str, wrong: bool) -> Markup {
        let (Pair { name, of, unit, .. }, (least, most)) = (p, p.reach);
        let name_of_end = format!("{name}.{end}");
        let id = format!("f-{}-{end}", name.replace('.', "-"));
        html! {
            div.end {
                label for=(id) { @if !of.is_empty() { span.away { (of) ": " } } (label) @if !unit.is_empty() { ", " (unit) } }
                input.num type="text" inputmode="decimal" id=(id) name=(name_of_end) value=(self.sheet.text(&name_of_end)) autocomplete="off"
                    data-slide={ (least) " " (most) } data-end=(end) aria-invalid=[wrong.then_some("true")] aria-describedby={ "f-" (name.replace('.', "-")) "-error" };
            }
        }
    }

    fn single(&self, name: &str, label: &str, (least, most): (f64, f64)) -> Markup {
        let id = format!("f-{name}");
        let error = self.said(&format!("{id}-error"));
        let wrong = !error.0.is_empty();
        html! {
            div class=(if wrong { "field end wrong" } else { "field end" }) id={ (id) "-field" } {
                label for=(id) { (label) }
                input.num type="text" inputmode="decimal" id=(id) name=(name) value=(self.sheet.text(name)) autocomplete="off"
                    data-slide={ (least) " " (most) } aria-invalid=[wrong.then_some("true")] aria-describedby={ (id) "-error" };
                p.error id={ (id) "-error" } { (error) }
            }
        }
    }

    fn assumes(&self) -> Markup {
        let w = &self.cx.w;
        html! {
            p.quiet { (w.t("bench-assumes-help")) }
            @if self.controls.is_empty() { p { (w.t("bench-no-controls")) } }
            div.controls {
                @for control in &self.controls {
                    @let key = format!("CTL-{}", control.head.number);
                    label.check {
                        input type="checkbox" name="assumes" value=(key) checked[self.sheet.assumes.contains(&key)];
                        span { (control.head.title) " " span.key { (key) } }
                    }
                }
            }
        }
    }

    fn grounds(&self) -> Markup {
        let w = &self.cx.w;
        let confidence =
            Confidence::OPTIONS.iter().map(|o| Opt::new(o.value, w.or(&format!("choice-{}", o.value), o.label)));
        let fields = [
            FieldView::new("confidence", w.t("bench-confidence"), Control::Choice { options: confidence.collect() })
                .help(w.t("bench-confidence-help"))
                .value(self.sheet.text("confidence")),
            FieldView::new("source", w.t("bench-source"), Control::Text { markdown: true, rows: 2 })
                .help(w.t("bench-source-help"))
                .value(self.sheet.text("source")),
        ];
        design::fields(w, &fields)
    }
}
