//! Values as people read them: one function from a field's type and value to HTML, used by records, registers and timelines.

use crate::{
    cx::Cx,
    design::{self, Cell, RecordLink, Tone},
    markdown,
};
use isms::{
    field::{Field, Fields, Ty, Val},
    kind::KindInfo,
    lifecycle::Phase,
    record::AnyRecord,
    values::{Range, RecordId},
};
use jiff::Timestamp;
use maud::{Markup, html};

impl Cx {
    /// A kind's name in the visitor's language, one or many.
    pub fn kind_label(&self, kind: &KindInfo, many: bool) -> String {
        let (key, label) = if many {
            (format!("kinds-{}", kind.plural), kind.labels)
        } else {
            (format!("kind-{}", dashed(kind.name)), kind.label)
        };
        self.w.or(&key, label).to_string()
    }

    /// A field's label.
    pub fn field_label(&self, kind: &KindInfo, field: &Field) -> String {
        self.w
            .or(
                &format!("field-{}-{}", dashed(kind.name), dashed(field.name)),
                &self.w.or(&format!("field-{}", dashed(field.name)), field.label),
            )
            .to_string()
    }

    /// A lifecycle state's label.
    pub fn state_label(&self, kind: &KindInfo, state: &str) -> String {
        let label = kind.lifecycle.state(state).map_or(state, |s| s.label);
        self.w.or(&format!("state-{state}"), label).to_string()
    }

    /// A lifecycle step's label.
    pub fn step_label(&self, name: &str, label: &str) -> String {
        self.w.or(&format!("step-{name}"), label).to_string()
    }

    /// The word of a closed list.
    pub fn choice_label(&self, ty: Ty, word: &str) -> String {
        let label = match ty {
            Ty::Choice(options) => options.iter().find(|o| o.value == word).map_or(word, |o| o.label),
            _ => word,
        };
        self.w.or(&format!("choice-{word}"), label).to_string()
    }

    /// The address of a record's page, at the page's moment.
    pub fn href(&self, record: &dyn AnyRecord) -> String {
        self.at(&path(record))
    }

    /// A record as a link.
    pub fn link(&self, record: &dyn AnyRecord) -> RecordLink {
        let closed = (record.phase() == Phase::Closed)
            .then(|| (Tone::Plain, self.state_label(record.kind(), &record.head().state)));
        RecordLink {
            key: record.key().to_string(),
            title: record.head().title.clone(),
            href: self.href(record),
            state: closed,
        }
    }

    /// A record by identity as a link, or the word for one that may not be seen.
    pub fn link_to(&self, id: RecordId) -> Markup {
        match self.view.get(id) {
            Some(record) => design::record_link(&self.link(record.as_ref())),
            None => html! { span.quiet { (self.w.t("not-visible")) } },
        }
    }

    /// A state as a tag.
    pub fn state_tag(&self, record: &dyn AnyRecord) -> Markup {
        let tone = match record.phase() {
            Phase::Draft => Tone::Note,
            Phase::Live => Tone::Good,
            Phase::Closed => Tone::Plain,
        };
        design::tag(tone, &self.state_label(record.kind(), &record.head().state))
    }

    /// A time where the organisation is.
    pub fn time(&self, at: Timestamp) -> String {
        self.w.datetime(at, &self.tz).to_string()
    }

    /// Who acted: a person's name where the act names one that may be seen.
    pub fn actor(&self, actor: Option<uuid::Uuid>) -> String {
        let person = actor.and_then(|a| self.view.get(RecordId(a))).map(|r| r.head().title.clone());
        person.unwrap_or_else(|| if actor.is_some() { self.w.t("someone") } else { self.w.t("the-system") }.to_string())
    }

    /// A value in full, for a record's page.
    pub fn value(&self, field: &Field, value: &Val<'_>) -> Markup {
        match value {
            Val::Str(s) if field.ty == Ty::Text => design::prose(markdown::render(s)),
            Val::Str(s) if field.ty == Ty::Link => html! { a href=(s) rel="noopener noreferrer nofollow" { (s) } },
            Val::List(list) => self.list(field, list),
            Val::Part(part) => self.part(*part),
            other => self.plain(field.ty, field.unit, other),
        }
    }

    fn list(&self, field: &Field, list: &[Val<'_>]) -> Markup {
        let Ty::List(inner) = field.ty else { return html! {} };
        if let Ty::Part(fields) = *inner {
            return self.parts(&self.word(field), fields, list);
        }
        let item = Field { ty: *inner, ..*field };
        if matches!(*inner, Ty::Line | Ty::Choice(_) | Ty::Date | Ty::Clause) {
            return html! { @for (i, v) in list.iter().enumerate() { @if i > 0 { ", " } (self.value(&item, v)) } };
        }
        html! { ul.plain { @for v in list { li { (self.value(&item, v)) } } } }
    }

    /// Parts as a table; those with running text one below the other.
    fn parts(&self, caption: &str, fields: &'static [Field], list: &[Val<'_>]) -> Markup {
        let shown: Vec<(usize, &Field)> = fields
            .iter()
            .enumerate()
            .filter(|(i, _)| list.iter().any(|v| matches!(v, Val::Part(p) if !p.get(*i).is_empty())))
            .collect();
        let columns: Vec<design::Column> =
            shown.iter().map(|(_, f)| design::Column::new(self.word(f), role(f.ty))).collect();
        let rows = list.iter().filter_map(|v| match v {
            Val::Part(part) => Some(design::Row {
                cells: shown
                    .iter()
                    .map(|(i, f)| {
                        if part.get(*i).is_empty() {
                            Cell::Empty
                        } else {
                            let value = self.value(f, &part.get(*i));
                            Cell::Html(html! { div { (value) } })
                        }
                    })
                    .collect(),
                ..design::Row::default()
            }),
            _ => None,
        });
        design::plain_table(&self.w, caption, &columns, &rows.collect::<Vec<_>>())
    }

    fn word(&self, field: &Field) -> String {
        self.w.or(&format!("field-{}", dashed(field.name)), field.label).to_string()
    }

    fn part(&self, part: &dyn Fields) -> Markup {
        let rows: Vec<(String, Markup)> = part
            .fields()
            .iter()
            .enumerate()
            .filter(|(i, _)| !part.get(*i).is_empty())
            .map(|(i, f)| (self.word(f), self.value(f, &part.get(i))))
            .collect();
        design::facts(&rows)
    }

    /// A value on one line.
    pub fn plain(&self, ty: Ty, unit: &str, value: &Val<'_>) -> Markup {
        match value {
            Val::Empty => html! {},
            Val::Str(s) => html! { (s) },
            Val::Int(n) => html! { (self.w.number(*n as f64, 0)) @if !unit.is_empty() { " " (unit) } },
            Val::Num(n) if ty == Ty::Share => html! { (self.w.percent(*n)) },
            Val::Num(n) => html! { (self.number(*n)) @if !unit.is_empty() { " " (unit) } },
            Val::Flag(on) => html! { (self.w.t(if *on { "yes" } else { "no" })) },
            Val::Date(d) => html! { (self.w.date(*d)) },
            Val::Time(t) => html! { time datetime=(t) { (self.time(*t)) } },
            Val::Money(m) => html! { (self.w.money(m.minor, m.currency.code())) },
            Val::Range(r) => self.range(r, unit),
            Val::Choice(word) => html! { (self.choice_label(ty, word)) },
            Val::Ref(id) => self.link_to(*id),
            Val::Clause(c) => html! { a href=(crate::pages::catalogues::href(self, c)) { (c.to_string()) } },
            Val::List(list) => html! { (list.len()) },
            Val::Part(_) => html! {},
        }
    }

    fn number(&self, n: f64) -> String {
        let digits = if n.fract() == 0.0 {
            0
        } else if n.abs() < 1.0 {
            3
        } else {
            2
        };
        self.w.number(n, digits).to_string()
    }

    fn range(&self, r: &Range, unit: &str) -> Markup {
        html! {
            (self.number(r.low)) " – " (self.number(r.high)) @if !unit.is_empty() { " " (unit) }
            @if let Some(mode) = r.mode { " " span.quiet { "(" (self.w.t("mode")) " " (self.number(mode)) ")" } }
        }
    }

    /// What stands in a register's cell.
    pub fn cell(&self, record: &dyn AnyRecord, column: &str) -> Cell {
        match column {
            "key" => return Cell::Text(record.key().to_string()),
            "state" => return Cell::Html(self.state_tag(record)),
            "changed" => return Cell::Text(self.time(record.head().changed)),
            "created" => return Cell::Text(self.time(record.head().created)),
            "version" => return Cell::Text(record.head().version.to_string()),
            "edition" => return record.in_force().map_or(Cell::Empty, |e| Cell::Text(e.number.to_string())),
            _ => {}
        }
        let found = (record.head() as &dyn Fields).named(column).or_else(|| record.body().named(column));
        match found {
            Some((_, value)) if value.is_empty() => Cell::Empty,
            Some((field, value)) => Cell::Html(self.short(field, &value)),
            None => record
                .custom()
                .get(column)
                .map_or(Cell::Empty, |v| Cell::Text(v.as_str().map_or_else(|| v.to_string(), str::to_owned))),
        }
    }

    /// A value short enough for a row.
    fn short(&self, field: &Field, value: &Val<'_>) -> Markup {
        match value {
            Val::Str(s) => html! { (markdown::first_line(s, 90)) },
            Val::Ref(id) => self
                .view
                .get(*id)
                .map_or_else(|| html! { span.quiet { (self.w.t("not-visible")) } }, |r| html! { (r.head().title) }),
            Val::List(list) => self.short_list(field, list),
            other => self.plain(field.ty, field.unit, other),
        }
    }

    fn short_list(&self, field: &Field, list: &[Val<'_>]) -> Markup {
        let mut ids = Vec::new();
        list.iter().for_each(|v| isms::isms::targets(v, &mut |id| ids.push(id)));
        let titles: Vec<String> =
            ids.iter().filter_map(|id| self.view.get(*id)).map(|r| r.head().title.clone()).collect();
        let inner = if let Ty::List(inner) = field.ty { *inner } else { field.ty };
        let words: Vec<Markup> = match titles.is_empty() {
            true => list.iter().take(3).map(|v| self.plain(inner, "", v)).collect(),
            false => titles.iter().take(2).map(|t| html! { (t) }).collect(),
        };
        let all = if titles.is_empty() { list.len() } else { titles.len() };
        let more = all.saturating_sub(words.len());
        if matches!(inner, Ty::Part(_)) && titles.is_empty() {
            return html! { (list.len()) };
        }
        html! { @for (i, word) in words.iter().enumerate() { @if i > 0 { ", " } (word) } @if more > 0 { " +" (more) } }
    }
}

/// Whether a type is set as a figure.
pub fn role(ty: Ty) -> design::Role {
    match ty {
        Ty::Int | Ty::Number | Ty::Share | Ty::Money | Ty::Range => design::Role::Number,
        _ => design::Role::Text,
    }
}

/// The address of a record's page.
pub fn path(record: &dyn AnyRecord) -> String {
    format!("/{}/{}", record.kind().plural, record.key())
}

/// A name in the form that keys of words have.
pub fn dashed(name: &str) -> String {
    name.replace('_', "-")
}
