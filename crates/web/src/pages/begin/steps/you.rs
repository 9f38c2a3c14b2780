//! Who is here, and what figures need to know of the organisation.

use super::*;
use crate::design::{Control, Width};
use isms::{
    context::{Organisation, Person, organisation::Profile},
    field::Choice,
};
use serde_json::json;

pub fn fields(sheet: &Sheet<'_>, progress: &Progress<'_>) -> Vec<FieldView> {
    let login = &sheet.cx.session.login;
    let name = progress.me.map(|p| p.head.title.as_str()).filter(|t| !t.eq_ignore_ascii_case(login));
    let organisation = progress.organisation.map(|o| &o.body);
    let currency = organisation.map(|o| o.currency.as_str()).filter(|c| !c.is_empty()).unwrap_or("EUR");
    let profile = organisation.map_or(Profile::default(), |o| o.profile);
    vec![
        sheet.field("name", Control::Line, name.unwrap_or_default()).required(),
        sheet.field("currency", Control::Line, currency).required().width(Width::Half),
        sheet.choice("profile", &Profile::OPTIONS.iter().map(|o| o.value).collect::<Vec<_>>(), profile.word()),
    ]
}

pub fn read(r: &mut Reading<'_>, progress: &Progress<'_>) -> Vec<Command> {
    let name = r.text("name");
    let currency = r.text("currency").to_uppercase();
    if !currency.is_empty() && currency.parse::<isms::values::Currency>().is_err() {
        r.wrong("currency", "begin-fault-currency");
    }
    let words: Vec<&str> = Profile::OPTIONS.iter().map(|o| o.value).collect();
    let profile = r.choice("profile", &words);
    let person = match progress.me {
        Some(me) => edit(me, json!({ "title": name })),
        None => create::<Person>(json!({ "key": fresh::<Person>(r.cx.view.for_the_organisation()), "title": name })),
    };
    let facts = json!({ "currency": currency, "profile": profile });
    let organisation = match progress.organisation {
        Some(organisation) => edit(organisation, facts),
        None => {
            let mut fields = facts;
            fields["title"] = json!(r.cx.org_name);
            create::<Organisation>(fields)
        }
    };
    vec![person, organisation]
}
