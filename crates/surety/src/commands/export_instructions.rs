//! `export instructions`: every instruction as Markdown, in the form that `import instructions` reads.

use crate::{
    cli::{ExportInstructions, Global},
    failure::{FINE, Outcome},
    open::{Opened, as_of},
    out,
};
use serde_json::json;
use service::import::instructions::export;

/// Writes them; whoever holds the database sees all of them.
pub async fn run(global: &Global, args: &ExportInstructions) -> Outcome {
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(None).await?;
    let view = opened.service.view(&viewer, as_of(global.as_of.as_deref())?).await?;
    let files = export::files(&view, args.drafts);
    let done = export::write(&args.dir, &files, args.force)?;
    match global.json {
        true => out::json(&json!({
            "folder": args.dir, "instructions": files.len(), "written": done.written, "unchanged": done.same,
        })),
        false => {
            done.written.iter().for_each(|name| out::line(&args.dir.join(name).display().to_string()));
            out::line(&format!(
                "{} instructions: {} written, {} unchanged",
                files.len(),
                done.written.len(),
                done.same
            ));
        }
    }
    Ok(FINE)
}
