//! `init`: an organisation and its first administrator.

use crate::{
    cli::{self, Global},
    commands::account::link,
    failure::{FINE, Failure, Outcome},
    open, out,
};
use isms::{authority::Role, kind};
use serde_json::json;
use service::{AsOf, Command, Request, Service, Viewer};

/// Creates both and prints the link that signs in.
pub async fn run(global: &Global, init: &cli::Init) -> Outcome {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if init.slug.is_empty() || init.slug.len() > 60 || !init.slug.chars().all(plain) {
        return Err(Failure::said(format!(
            "expected a short name of lower-case letters, digits and hyphens, found {:?}",
            init.slug
        )));
    }
    if init.name.trim().is_empty() || init.login.trim().is_empty() {
        return Err(Failure::said("expected a name and a login that are not empty"));
    }
    let service = Service::new(open::any(global).await?);
    if service.ledger().orgs().await?.iter().any(|o| o.slug == init.slug) {
        return Err(Failure::said(format!("the database has an organisation {} already", init.slug)));
    }
    let org = service.found(&init.slug, init.name.trim()).await?;
    service.perform(&Viewer::system(org, None), first_act(init)).await?;
    let isms = service.isms(org, AsOf::Now).await?;
    let person = isms.all::<isms::context::Person>().next().map(|p| p.head.id);
    let account = service.enrol(org, &init.login, person, &[Role::Administrator, Role::Officer]).await?;
    let link = link(&service, account, &init.url).await?;
    match global.json {
        true => out::json(&json!({ "organisation": init.slug, "link": link })),
        false => out::line(&format!(
            "{} is founded; {} signs in once at {link}\nserve it with surety serve",
            init.name, init.login
        )),
    }
    Ok(FINE)
}

fn first_act(init: &cli::Init) -> Request {
    let create = |name: &str, fields| kind::by_name(name).map(|kind| Command::Create { kind, fields });
    let organisation = create("organisation", json!({ "title": init.name.trim() }));
    let person = create("person", json!({ "title": init.login.trim(), "email": init.login.trim() }));
    let commands = organisation.into_iter().chain(person).collect();
    Request { via: "api", reason: "Founded".into(), commands, ..Request::default() }
}
