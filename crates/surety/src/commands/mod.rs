//! One file per command or group of commands.

mod account;
mod applicability;
mod archive;
mod certainty;
mod check;
mod compare;
mod demo;
mod export_instructions;
mod export_oscal;
mod folder;
mod import;
mod import_catalogue;
mod import_instructions;
mod import_oscal;
mod init;
mod kinds;
mod oscal;
mod report;
mod serve;
mod simulate;
mod webhook;
mod wheel;

use crate::{
    cli::{Cli, Command},
    failure::{FINE, Outcome},
};
use clap::CommandFactory;

/// Runs what was asked for.
pub async fn run(cli: Cli) -> Outcome {
    let global = &cli.global;
    match &cli.command {
        Command::Demo(demo) => demo::run(global, demo).await,
        Command::Serve(serve) => serve::run(global, serve).await,
        Command::Init(init) => init::run(global, init).await,
        Command::User(user) => account::user(global, user).await,
        Command::Token(token) => account::token(global, token).await,
        Command::Export(export) => folder::export(global, export).await,
        Command::ExportOscal(wish) => export_oscal::run(global, wish).await,
        Command::Plan(folder) => folder::plan(global, folder).await,
        Command::Apply(apply) => folder::apply(global, &apply.folder).await,
        Command::Archive { file } => archive::write(global, file).await,
        Command::Restore { file } => archive::restore(global, file).await,
        Command::Verify { file } => archive::verify(global, file.as_deref()).await,
        Command::Import(import) => import::run(global, import).await,
        Command::Applicability(wish) => applicability::run(global, wish).await,
        Command::Compare(wish) => compare::run(global, wish).await,
        Command::Certainty(wish) => certainty::run(global, wish).await,
        Command::Wheel(wish) => wheel::run(global, wish).await,
        Command::Report(wish) => report::run(global, wish).await,
        Command::Simulate(wish) => simulate::run(global, wish),
        Command::Check(check) => check::run(global, check).await,
        Command::Oscal(wish) => oscal::run(global, wish),
        Command::WebhookSecret { channel } => webhook::secret(global, channel).await,
        Command::Kinds { kind } => kinds::run(global, kind.as_deref()),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "surety", &mut std::io::stdout());
            Ok(FINE)
        }
    }
}
