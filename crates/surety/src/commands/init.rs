//! `init`: an organisation and its first administrator.

use crate::{
    cli::{self, Global},
    failure::{FINE, Failure, Outcome},
    open, out,
};
use isms::{authority::Role, kind};
use serde_json::json;
use service::{AsOf, Command, Request, Service, Viewer};
use std::io::{BufRead, IsTerminal, Write};

/// Everything except the third line, which must not be the one that does the work: whoever founds an organisation may do all of it,
/// and hands on what others are to do.
const FOUNDER: [Role; 4] = [Role::Administrator, Role::Officer, Role::Manager, Role::Board];

/// What an organisation begins with.
struct Founding {
    name: String,
    slug: String,
    login: String,
}

/// Creates both and prints the link that signs in and leads to the first steps.
pub async fn run(global: &Global, init: &cli::Init) -> Outcome {
    let founding = complete(init, std::io::stdin().is_terminal() && !global.json)?;
    sound(&founding)?;
    let service = Service::new(open::any(global).await?);
    if service.ledger().orgs().await?.iter().any(|o| o.slug == founding.slug) {
        return Err(Failure::said(format!("the database has an organisation {} already", founding.slug)));
    }
    let org = service.found(&founding.slug, founding.name.trim()).await?;
    service.perform(&Viewer::system(org, None), first_act(&founding)).await?;
    let isms = service.isms(org, AsOf::Now).await?;
    let person = isms.all::<isms::context::Person>().next().map(|p| p.head.id);
    let account = service.enrol(org, &founding.login, person, &FOUNDER).await?;
    let link = super::account::link(&service, account, &init.url).await?;
    let link = format!("{link}?next=/begin");
    match global.json {
        true => out::json(&json!({ "organisation": founding.slug, "link": link })),
        false => out::line(&format!(
            "{} is founded; {} signs in once at {link}\nserve it with surety serve",
            founding.name, founding.login
        )),
    }
    Ok(FINE)
}

/// What was given, and what a person at a terminal answers for the rest.
fn complete(init: &cli::Init, terminal: bool) -> Result<Founding, Failure> {
    let mut missing = Vec::new();
    let mut field = |given: &Option<String>, flag: &str, question: &str, default: String| match given {
        Some(given) => given.clone(),
        None if terminal => ask(question, &default),
        None => {
            missing.push(format!("--{flag}"));
            String::new()
        }
    };
    let name = field(&init.name, "name", "Name of the organisation", String::new());
    let slug = field(&init.slug, "slug", "Short name in addresses", slug_of(&name));
    let login = field(&init.login, "login", "Your login, such as your e-mail address", String::new());
    match missing.is_empty() {
        true => Ok(Founding { name, slug, login }),
        false => Err(Failure::said(format!("expected {}; on a terminal they are asked for", missing.join(", ")))),
    }
}

/// Asks until something is answered; the end of the input answers with nothing.
fn ask(question: &str, default: &str) -> String {
    let shown = if default.is_empty() { String::new() } else { format!(" [{default}]") };
    loop {
        let mut stderr = std::io::stderr().lock();
        let _ = write!(stderr, "{question}{shown}: ").and_then(|()| stderr.flush());
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line).unwrap_or(0);
        match (line.trim(), default) {
            ("", "") if read > 0 => {}
            ("", default) => return default.to_owned(),
            (answer, _) => return answer.to_owned(),
        }
    }
}

/// A short name out of a name: "Harbour Works" becomes `harbour-works`.
fn slug_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    slug.chars().take(60).collect::<String>().trim_end_matches('-').to_owned()
}

fn sound(founding: &Founding) -> Result<(), Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let slug = &founding.slug;
    if slug.is_empty() || slug.len() > 60 || !slug.chars().all(plain) {
        return Err(Failure::said(format!(
            "expected a short name of lower-case letters, digits and hyphens, found {slug:?}"
        )));
    }
    if founding.name.trim().is_empty() || founding.login.trim().is_empty() {
        return Err(Failure::said("expected a name and a login that are not empty"));
    }
    if founding.login.trim().contains(char::is_whitespace) {
        return Err(Failure::said("expected a login without spaces, such as an e-mail address"));
    }
    Ok(())
}

fn first_act(founding: &Founding) -> Request {
    let create = |name: &str, fields| kind::by_name(name).map(|kind| Command::Create { kind, fields });
    let login = founding.login.trim();
    let email = login.split_once('@').filter(|(_, host)| host.contains('.')).map(|_| login);
    let organisation = create("organisation", json!({ "title": founding.name.trim() }));
    let person = create("person", json!({ "title": login, "email": email }));
    let commands = organisation.into_iter().chain(person).collect();
    Request { via: "api", reason: "Founded".into(), commands, ..Request::default() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_short_name_out_of_a_name() {
        for (name, slug) in [("Harbour Works", "harbour-works"), ("  Müller & Co. KG ", "m-ller-co-kg"), ("…", "")] {
            assert_eq!(super::slug_of(name), slug);
        }
    }
}
