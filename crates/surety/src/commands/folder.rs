//! `export`, `plan` and `apply`.

use crate::{
    cli::{self, Global},
    failure::{FINE, Failure, Outcome, PENDING, WRONG},
    open::{self, Opened, as_of},
    out,
};
use serde_json::json;
use service::{
    Receipt, Service, Viewer,
    ascode::{self, Folder, Manifest, Options, Plan, Prefer},
};

/// Writes the organisation as a folder.
pub async fn export(global: &Global, export: &cli::Export) -> Outcome {
    let Some(dir) = &export.dir else {
        return match &export.what {
            Some(cli::ExportWhat::Instructions(args)) => super::export_instructions::run(global, args).await,
            None => Err(Failure::said("name the folder to write to")),
        };
    };
    let opened = Opened::open(global).await?;
    let isms = opened.service.isms(opened.org.id, as_of(global.as_of.as_deref())?).await?;
    let manifest = opened.service.manifest(opened.org.id, &isms).await?;
    let files = ascode::export(isms.iter(), isms.as_ref(), &manifest);
    ascode::write(dir, &files)?;
    let (records, seq) = (isms.len(), manifest.seq);
    match global.json {
        true => out::json(&json!({ "folder": dir, "records": records, "sequence": seq, "hash": manifest.hash })),
        false => out::line(&format!("{records} records of {} as of act {seq} in {}", manifest.name, dir.display())),
    }
    Ok(FINE)
}

fn options(folder: &cli::Folder) -> Options {
    let prefer = match (folder.ours, folder.theirs) {
        (true, _) => Prefer::Ours,
        (_, true) => Prefer::Theirs,
        _ => Prefer::Neither,
    };
    Options { prefer, prune: folder.prune, migrate: folder.migrate, restore: false, reason: folder.reason.clone() }
}

/// Shows what a folder would change.
pub async fn plan(global: &Global, folder: &cli::Folder) -> Outcome {
    let read = Folder::read(&folder.dir);
    let plan = if folder.new_org {
        Service::new(ledger::Ledger::open("sqlite::memory:").await?).plan_new(&read, &options(folder))
    } else {
        let opened = Opened::open(global).await?;
        opened.service.plan(&opened.viewer(folder.person.as_deref()).await?, &read, &options(folder)).await?
    };
    show(global, &plan, None);
    Ok(code(&plan, PENDING))
}

/// Carries it out as one act.
pub async fn apply(global: &Global, folder: &cli::Folder) -> Outcome {
    let read = Folder::read(&folder.dir);
    if folder.new_org {
        return found(global, folder, &read).await;
    }
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(folder.person.as_deref()).await?;
    let plan = opened.service.plan(&viewer, &read, &options(folder)).await?;
    carry_out(global, &opened.service, &viewer, plan).await
}

async fn found(global: &Global, folder: &cli::Folder, read: &Folder) -> Outcome {
    let service = Service::new(open::any(global).await?);
    let plan = service.plan_new(read, &options(folder));
    if !plan.is_sound() {
        show(global, &plan, None);
        return Ok(WRONG);
    }
    let manifest: &Manifest = read.manifest.as_ref().ok_or_else(|| {
        let dir = folder.dir.display();
        Failure::said(format!("{dir}/{}: expected by --new-org, to name the organisation", ascode::FILE))
    })?;
    let slug = global.org.clone().unwrap_or_else(|| manifest.slug.clone());
    if service.ledger().orgs().await?.iter().any(|o| o.slug == slug) {
        return Err(Failure::said(format!(
            "the database has an organisation {slug} already; choose another short name with --org, or apply without --new-org"
        )));
    }
    let viewer = Viewer::system(service.found(&slug, &manifest.name).await?, None);
    carry_out(global, &service, &viewer, plan).await
}

async fn carry_out(global: &Global, service: &Service, viewer: &Viewer, plan: Plan) -> Outcome {
    if !plan.is_sound() || plan.changes.is_empty() {
        show(global, &plan, None);
        return Ok(code(&plan, FINE));
    }
    let receipt = service.perform(viewer, plan.request.clone()).await?;
    show(global, &plan, Some(&receipt));
    Ok(FINE)
}

fn code(plan: &Plan, changes: u8) -> u8 {
    match (plan.is_sound(), plan.changes.is_empty()) {
        (false, _) => WRONG,
        (true, true) => FINE,
        (true, false) => changes,
    }
}

fn show(global: &Global, plan: &Plan, receipt: Option<&Receipt>) {
    let act = receipt.and_then(|r| r.act.as_ref());
    if global.json {
        let mut value = ascode::json(plan);
        if let (Some(members), Some(act)) = (value.as_object_mut(), act) {
            members.insert("act".into(), json!({ "sequence": act.seq, "hash": hex::encode(act.hash) }));
        }
        return out::json(&value);
    }
    out::say(&ascode::text(plan, out::paint()));
    if let Some(act) = act {
        out::line(&format!("applied as act {}", act.seq));
    }
}
