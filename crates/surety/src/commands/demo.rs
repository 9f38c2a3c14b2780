//! `demo`: a complete fictional organisation, from nothing to served in a second.

use crate::{
    cli::{self, Global},
    commands::serve,
    failure::{FINE, Failure, Outcome},
    open, out,
};
use isms::field::Choice;
use ledger::Ledger;
use service::{Service, demo};
use std::{fs, path::Path};

/// Where the demonstration lives unless --db says otherwise.
const FILE: &str = "surety-demo.db";

/// Sets the demonstration up and serves it on this machine.
pub async fn run(global: &Global, args: &cli::Demo) -> Outcome {
    // The port comes first: whoever runs a demonstration on it keeps their file.
    let listener = if args.no_serve { None } else { Some(serve::bind(&format!("127.0.0.1:{}", args.port)).await?) };
    let url = global.db.as_deref().map_or_else(|| format!("sqlite:{FILE}"), open::address);
    if let Some(file) = open::file(&url) {
        make_room(Path::new(file), global.db.is_some(), args).await?;
    }
    let service = Service::new(open::ledger(global, &url).await?);
    let (account, others) = people(&service).await?;
    let base = match &listener {
        Some(listener) => format!("http://{}", listener.local_addr()?),
        None => "http://127.0.0.1:8080".into(),
    };
    let token = service.one_time_link(account).await?;
    out::line(&format!("{} at {base}\nsign in once at {base}/enter/{token}", demo::NAME));
    if !others.is_empty() {
        out::line(&format!("also: {others} (surety user link LOGIN --db {url} --url {base})"));
    }
    match listener {
        // A demonstration works on nothing by itself and posts nothing: no letter of an invented company leaves this machine.
        Some(listener) => serve::until_stopped(listener, service, false, None).await,
        None => {
            service.ledger().close().await;
            Ok(FINE)
        }
    }
}

/// Takes an earlier demonstration away; anything else is left alone.
async fn make_room(file: &Path, named: bool, args: &cli::Demo) -> Result<(), Failure> {
    if !file.exists() || args.keep {
        return Ok(());
    }
    let shown = file.display();
    if named && !args.fresh {
        return Err(Failure::said(format!("{shown} exists; --keep goes on with it, --fresh begins it anew")));
    }
    let ledger = Ledger::open(&format!("sqlite:{shown}")).await?;
    let orgs = ledger.orgs().await?;
    ledger.close().await;
    if orgs.iter().any(|o| o.slug != demo::SLUG) {
        return Err(Failure::said(format!(
            "{shown} holds more than a demonstration; nothing was touched: name another file with --db"
        )));
    }
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(format!("{shown}{ending}")) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::said(format!("{shown}{ending}: {e}")));
            }
            _ => {}
        }
    }
    match fs::remove_dir_all(format!("{shown}.files")) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Failure::said(format!("{shown}.files: {e}"))),
        _ => Ok(()),
    }
}

/// Who is signed in, and who else can be; set up where there is nobody yet.
async fn people(service: &Service) -> Result<(uuid::Uuid, String), Failure> {
    let first = demo::ACCOUNTS.first().map(|(login, _, _)| *login).unwrap_or_default();
    if service.ledger().orgs().await?.iter().any(|o| o.slug == demo::SLUG) {
        let found = service.ledger().account_by_login(first).await?;
        let account =
            found.ok_or_else(|| Failure::said(format!("the database has no account {first}; --fresh begins anew")))?;
        return Ok((account.id, String::new()));
    }
    let demo = service.demo().await?;
    let account = demo.accounts.first().ok_or_else(|| Failure::said("the demonstration has no accounts"))?;
    let others = demo.accounts.iter().skip(1).map(|a| {
        let roles: Vec<&str> = a.roles.iter().map(Choice::word).collect();
        format!("{} ({})", a.login, roles.join(", "))
    });
    Ok((account.id, others.collect::<Vec<_>>().join(", ")))
}
