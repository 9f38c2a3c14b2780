//! `oscal resolve`: the catalogue that a profile describes.

use super::files::{self, Directory};
use crate::{
    cli::OscalResolve,
    failure::{FINE, Failure, Outcome},
};
use formats::oscal::{
    Form,
    resolve::{Options, resolve},
};
use service::clock::{Clock, SystemClock};

/// Resolves and writes; what is odd goes to standard error.
pub fn run(wish: &OscalResolve) -> Outcome {
    let profile = files::document(&wish.profile)?;
    let (directory, path) = Directory::around(&wish.profile, wish.folder.as_deref())?;
    let now = match &wish.at {
        None => SystemClock.now().to_string(),
        Some(moment) => {
            let sound = moment.parse::<jiff::Timestamp>();
            sound.map_err(|e| Failure::said(format!("--at: expected a moment such as 2026-03-31T09:00:00Z: {e}")))?;
            moment.clone()
        }
    };
    let resolved =
        resolve(&profile, &Options::new(&path, &now), &directory).map_err(|e| Failure::said(e.to_string()))?;
    for note in &resolved.notes {
        eprintln!("{}:{note}", wish.profile.display());
    }
    let form = wish.form.map(Form::from).or_else(|| files::form_of(wish.out.as_deref())).unwrap_or(Form::Json);
    let document = resolved.to_document().map_err(|fault| Failure::said(fault.to_string()))?;
    let bytes = document.write(form).map_err(|fault| Failure::said(fault.to_string()))?;
    files::write(wish.out.as_deref(), &bytes, wish.force)?;
    Ok(FINE)
}
