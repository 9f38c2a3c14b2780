//! `user` and `token`: who and what may sign in.

use crate::{
    cli::{Global, Token, User},
    failure::{FINE, Failure, Outcome},
    open::Opened,
    out,
};
use isms::{authority::Role, field::Choice, outer::Names, values::RecordId};
use ledger::{Account, Membership};
use serde_json::{Value, json};
use service::{AsOf, Service, account::parse_roles, account::write_roles};
use uuid::Uuid;

/// A link that signs in once.
pub async fn link(service: &Service, account: Uuid, url: &str) -> Result<String, Failure> {
    Ok(format!("{}/enter/{}", url.trim_end_matches('/'), service.one_time_link(account).await?))
}

/// Accounts of people.
pub async fn user(global: &Global, user: &User) -> Outcome {
    let opened = Opened::open(global).await?;
    let (service, org) = (&opened.service, opened.org.id);
    match user {
        User::List => list(global, &opened).await?,
        User::Add { login, roles, person, url } => {
            let person = match person {
                Some(key) => opened.viewer(Some(key)).await?.person,
                None => None,
            };
            let account = service.enrol(org, login, person, &read_roles(roles)?).await?;
            say_link(global, login, &link(service, account, url).await?);
        }
        User::Link { login, url } => {
            let (account, _) = member(&opened, login).await?;
            if account.disabled.is_some() {
                return Err(Failure::said(format!(
                    "{login} is disabled; surety user disable {login} --undo lets it sign in again"
                )));
            }
            say_link(global, login, &link(service, account.id, url).await?);
        }
        User::Disable { login, undo } => {
            let (account, _) = member(&opened, login).await?;
            let at = (!undo).then(|| service.now().as_microsecond());
            service.ledger().disable_account(account.id, at).await?;
            out::line(&format!("{login} {}", if *undo { "may sign in again" } else { "is disabled" }));
        }
        User::Roles { login, roles } => {
            let (account, membership) = member(&opened, login).await?;
            let roles = read_roles(roles)?;
            service.enrol(org, &account.login, membership.person.map(RecordId), &roles).await?;
            out::line(&format!("{login}: {}", write_roles(&roles)));
        }
    }
    Ok(FINE)
}

fn say_link(global: &Global, login: &str, link: &str) {
    match global.json {
        true => out::json(&json!({ "login": login, "link": link })),
        false => out::line(&format!("{login} signs in once at {link}")),
    }
}

fn read_roles(words: &[String]) -> Result<Vec<Role>, Failure> {
    let known = || Role::OPTIONS.iter().map(|o| o.value).collect::<Vec<_>>().join(", ");
    let read = |w: &String| {
        parse_roles(w)
            .first()
            .copied()
            .ok_or_else(|| Failure::said(format!("expected roles out of {}, found {w:?}", known())))
    };
    words.iter().map(read).collect()
}

async fn member(opened: &Opened, login: &str) -> Result<(Account, Membership), Failure> {
    let members = opened.service.ledger().members(opened.org.id).await?;
    let found = members.into_iter().find(|(a, _)| a.login == login.trim().to_lowercase());
    found.ok_or_else(|| {
        Failure::said(format!("{} has no account {login}; surety user list shows them", opened.org.name))
    })
}

async fn list(global: &Global, opened: &Opened) -> Result<(), Failure> {
    let isms = opened.service.isms(opened.org.id, AsOf::Now).await?;
    let members = opened.service.ledger().members(opened.org.id).await?;
    let person = |m: &Membership| m.person.and_then(|p| isms.key(RecordId(p))).unwrap_or_default();
    if global.json {
        let row = |(a, m): &(Account, Membership)| json!({ "login": a.login, "person": person(m), "roles": m.roles, "disabled": a.disabled.is_some() });
        out::json(&Value::Array(members.iter().map(row).collect()));
        return Ok(());
    }
    let state = |a: &Account| if a.disabled.is_some() { "disabled" } else { "" }.to_owned();
    let rows: Vec<Vec<String>> =
        members.iter().map(|(a, m)| vec![a.login.clone(), person(m), m.roles.clone(), state(a)]).collect();
    out::table(&["LOGIN", "PERSON", "ROLES", ""], &rows);
    Ok(())
}

/// Tokens of programs.
pub async fn token(global: &Global, token: &Token) -> Outcome {
    let opened = Opened::open(global).await?;
    let (service, org) = (&opened.service, opened.org.id);
    match token {
        Token::Add { login, name, days } => {
            let (account, _) = member(&opened, login).await?;
            let secret = service.issue_token(org, account.id, name, *days).await?;
            match global.json {
                true => out::json(&json!({ "name": name, "token": secret })),
                false => out::line(&format!("{secret}\nIt is shown this once.")),
            }
        }
        Token::List => tokens(global, &opened).await?,
        Token::Revoke { id } => {
            let tokens = service.ledger().tokens(org).await?;
            let found: Vec<_> = tokens
                .iter()
                .filter(|t| t.revoked.is_none() && hex::encode(t.token_hash).starts_with(id.as_str()))
                .collect();
            match found.as_slice() {
                [one] => {
                    service.ledger().revoke_token(org, &one.token_hash, service.now().as_microsecond()).await?;
                    out::line(&format!("{} is revoked", one.name));
                }
                [] => return Err(Failure::said(format!("there is no token {id}; surety token list shows them"))),
                many => {
                    return Err(Failure::said(format!("{} tokens begin with {id}; give more characters", many.len())));
                }
            }
        }
    }
    Ok(FINE)
}

async fn tokens(global: &Global, opened: &Opened) -> Result<(), Failure> {
    let now = opened.service.now().as_microsecond();
    let day = |micros: i64| {
        jiff::Timestamp::from_microsecond(micros).map(|t| t.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
    };
    let state = |t: &ledger::ApiToken| match (t.revoked, t.expires) {
        (Some(at), _) => format!("revoked {}", day(at)),
        (None, Some(at)) if at <= now => format!("expired {}", day(at)),
        (None, Some(at)) => format!("until {}", day(at)),
        (None, None) => String::new(),
    };
    let mut rows = Vec::new();
    for token in opened.service.ledger().tokens(opened.org.id).await? {
        let login = opened.service.ledger().account(token.account).await?.map(|a| a.login).unwrap_or_default();
        let id = hex::encode(token.token_hash).chars().take(12).collect::<String>();
        rows.push(vec![id, token.name.clone(), login, state(&token)]);
    }
    if global.json {
        let row = |r: &Vec<String>| json!({ "id": r.first(), "name": r.get(1), "login": r.get(2), "state": r.get(3) });
        out::json(&Value::Array(rows.iter().map(row).collect()));
    } else {
        out::table(&["ID", "NAME", "LOGIN", ""], &rows);
    }
    Ok(())
}
