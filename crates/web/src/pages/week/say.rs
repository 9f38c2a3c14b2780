//! Wishes in words, wherever they are read: on the page, in its text, in letters.

use super::When;
use crate::{show::path, words::Words};
use isms::{
    analysis::asked::{self, Asked, How, Wish},
    field::Choice as _,
    record::AnyRecord,
    rules,
    values::RecordId,
    view::View,
};
use std::sync::Arc;

/// What it takes to put wishes into words: a language, and what the reader may see.
pub struct Say<'a> {
    pub w: Words,
    pub view: &'a View,
}

impl<'a> Say<'a> {
    /// The name of a wish.
    pub fn wish(&self, what: Wish) -> String {
        self.w.t(&format!("wish-{}", what.word()))
    }

    /// "25 minutes", "3 hours": as fine as anyone plans.
    pub fn duration(&self, minutes: f64) -> String {
        if minutes < 120.0 {
            return self.w.tn("week-minutes", &[("n", minutes.round().into())]);
        }
        self.w.tn("week-hours", &[("n", (minutes / 60.0).round().into())])
    }

    /// How long it takes, and whether that is our estimate.
    pub fn minutes(&self, asked: &Asked) -> String {
        let time = self.duration(asked.minutes.value);
        if asked.minutes.estimated { self.w.tn("week-about", &[("time", time.into())]) } else { time }
    }

    /// By when.
    pub fn by(&self, asked: &Asked) -> Option<String> {
        Some(self.w.tn("week-by", &[("day", self.w.date(asked.due?).into())]))
    }

    /// What a wish is about to people: the matter of an approval, not the approval.
    pub fn matter(&self, asked: &Asked) -> Option<&'a Arc<dyn AnyRecord>> {
        let of = asked.about.filter(|_| matches!(asked.what, Wish::Approve));
        of.and_then(|id| self.view.get(id)).or_else(|| self.view.get(asked.record))
    }

    /// The address where it is done, or where the matter is shown.
    pub fn way(&self, asked: &Asked) -> Option<String> {
        match &asked.act {
            How::Open(to) => Some(to.clone()),
            _ => self.matter(asked).map(|m| path(m.as_ref())),
        }
    }

    /// A wish as an item of a list in Markdown: what, of which record as a link, how long, by when.
    pub fn line(&self, asked: &Asked) -> Option<String> {
        let title = self.matter(asked)?.head().title.replace(['[', ']', '\\', '\n'], " ");
        let late = if asked.late { format!(" ({})", self.w.t("overdue")) } else { String::new() };
        let by = self.by(asked).map(|by| format!(", {by}{late}")).unwrap_or_default();
        let what = self.wish(asked.what);
        Some(format!("- {what}: [{title}]({}), {}{by}", self.way(asked)?, self.minutes(asked)))
    }

    /// "7 things, about 25 minutes; 2 are late; Jonas waits for 1."
    pub fn sentence(&self, all: &[Asked]) -> String {
        let today = rules::today(self.view.for_the_organisation());
        let near: Vec<Asked> = all.iter().filter(|a| When::of(a, today) != When::Later).cloned().collect();
        let late = near.iter().filter(|a| a.late).count();
        let minutes = self.duration(asked::minutes(&near).value);
        let mut parts = vec![self.w.tn("week-sum", &[("n", near.len().into()), ("time", minutes.into())])];
        if late > 0 {
            parts.push(self.w.tn("week-late", &[("n", late.into())]));
        }
        if let Some((who, n)) = self.waiting(&near) {
            parts.push(self.w.tn("week-waits", &[("who", who.into()), ("n", n.into())]));
        }
        format!("{}.", parts.join("; "))
    }

    /// Whoever waits for most, and for how many.
    fn waiting(&self, all: &[Asked]) -> Option<(String, usize)> {
        let mut counts: Vec<(RecordId, usize)> = Vec::new();
        for who in all.iter().filter_map(|a| a.who_waits) {
            match counts.iter_mut().find(|(w, _)| *w == who) {
                Some((_, n)) => *n += 1,
                None => counts.push((who, 1)),
            }
        }
        let (who, n) = counts.into_iter().rev().max_by_key(|(_, n)| *n)?;
        Some((self.view.get(who)?.head().title.clone(), n))
    }
}
