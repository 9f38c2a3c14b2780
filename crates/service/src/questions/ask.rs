//! Asking: a response for one counterpart, with the questions as they stand in force and the answers they gave before.

use super::{by_key, outer_form, outer_list};
use crate::{Command, Error, Receipt, Request, Result, Service, Subject, Viewer};
use isms::{
    everywhere::{
        Questionnaire, Response,
        questionnaire::Asking,
        response::{Asked, reuse},
    },
    kind,
    outer::Names,
    view::View,
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// Whom to ask, and by when.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The counterpart's key.
    pub counterpart: String,
    /// By when.
    pub due: Option<Date>,
    /// Whom the link is handed to; without one no link is made.
    pub recipient: String,
    /// How many days the link lasts.
    pub days: i64,
}

impl Service {
    /// Asks a counterpart; gives the link's secret, which is told once.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a questionnaire that is not ours or not in force, a counterpart who is asked already; what
    /// the service refuses.
    pub async fn ask(&self, viewer: &Viewer, view: &View, questionnaire: &str, ask: Ask) -> Result<(Receipt, String)> {
        let record = by_key::<Questionnaire>(view, questionnaire)?;
        if record.body.direction != Asking::WeAsk {
            return Err(Error::fault("", "this questionnaire was put to us; it is answered, not sent"));
        }
        let in_force = record.counts().zip(record.in_force.as_ref());
        let (body, edition) =
            in_force.ok_or_else(|| Error::fault("", "put the questionnaire in force before anyone is asked"))?;
        let id = view.find(&ask.counterpart).map(|(id, _)| id);
        let id = id.ok_or_else(|| Error::fault("/counterpart", "expected the key of a supplier, a party or a team"))?;
        let twice = view.all::<Response>().find(|r| {
            &*r.head.state == "asked"
                && r.body.counterpart.is_some_and(|c| c.id() == id)
                && r.body.questionnaire.is_some_and(|q| q.id() == record.head.id)
        });
        if let Some(open) = twice {
            let message = format!("they are asked already, in RSP-{}: make another link there", open.head.number);
            return Err(Error::fault("/counterpart", message));
        }
        let asked: Vec<Asked> = body.questions.iter().map(Asked::from).collect();
        let isms = view.for_the_organisation();
        let fresh = self.fresh_link(viewer.org, &ask.recipient, ask.days)?;
        let title = view.get(id).map_or_else(String::new, |r| r.head().title.clone());
        let fields = json!({
            "title": shortened(&format!("{}: {title}", record.head.title)),
            "questionnaire": questionnaire, "of_edition": edition.number, "counterpart": ask.counterpart.trim(),
            "due": ask.due.or(body.due).map(|d| d.to_string()), "asked_on": self.today(isms).to_string(),
            "asked": outer_list(&asked, view), "answers": outer_list(&reuse::offered(isms, id, &asked), isms.as_ref()),
            "links": [fresh.link],
        });
        let fields = with_owner(fields, viewer, view);
        let create = Command::Create { kind: kind::of::<Response>(), fields };
        let reason = format!("Asked {title}; link for {}", ask.recipient.trim());
        let receipt = self.perform(viewer, Request::one("page", create).because(reason)).await?;
        Ok((receipt, fresh.token))
    }

    /// Another link to the same response; gives its secret, which is told once.
    ///
    /// # Errors
    /// What the service refuses.
    pub async fn another_link(
        &self,
        viewer: &Viewer,
        view: &View,
        response: &str,
        recipient: &str,
        days: i64,
    ) -> Result<String> {
        let record = by_key::<Response>(view, response)?;
        let fresh = self.fresh_link(viewer.org, recipient, days)?;
        let mut links: Vec<Value> = record.body.links.iter().map(|l| outer_form(l, view)).collect();
        links.push(fresh.link);
        let patch = json!({ "links": links });
        let edit = Command::Edit { subject: Subject::Id(record.head.id), version: Some(record.head.version), patch };
        self.perform(viewer, Request::one("page", edit).because(format!("Link for {}", recipient.trim()))).await?;
        Ok(fresh.token)
    }
}

fn with_owner(mut fields: Value, viewer: &Viewer, view: &View) -> Value {
    if let (Some(me), Some(members)) = (viewer.person.and_then(|p| view.key(p)), fields.as_object_mut()) {
        members.insert("owner".into(), json!(me));
    }
    fields
}

/// A title as long as titles may be.
pub(super) fn shortened(title: &str) -> String {
    title.chars().take(300).collect()
}
