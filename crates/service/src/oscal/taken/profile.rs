//! A profile becomes the catalogue that it describes, within the files that came with it; nothing is fetched.

use super::Given;
use crate::{Error, Result};
use formats::oscal::{
    Document, Form,
    folder::{Refusal, Source},
    resolve::{Options, resolve},
};

/// The files that came together, by name.
struct Files<'f>(&'f [Given]);

impl Source for Files<'_> {
    fn fetch(&self, path: &str) -> std::result::Result<Vec<u8>, Refusal> {
        let plain = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let found =
            self.0.iter().find(|f| f.name == path).or_else(|| self.0.iter().find(|f| plain(&f.name) == plain(path)));
        found.map(|f| f.bytes.clone()).ok_or(Refusal::Absent)
    }
}

/// The catalogue in JSON. It says the profile's own moment, so that the same files give the same bytes.
pub fn resolved(profile: &Document, file: &Given, others: &[Given], notes: &mut Vec<String>) -> Result<Given> {
    let json = profile.to_json();
    let now = json
        .pointer("/profile/metadata/last-modified")
        .and_then(|v| v.as_str())
        .unwrap_or("1970-01-01T00:00:00Z")
        .to_owned();
    let options = Options::new(&file.name, &now);
    let named = |e: String| {
        Error::fault("", format!("{}: {e}; give the catalogues and profiles that it imports along with it", file.name))
    };
    let resolved = resolve(profile, &options, &Files(others)).map_err(|e| named(e.to_string()))?;
    notes.extend(resolved.notes.iter().take(50).map(ToString::to_string));
    let document = resolved.to_document().map_err(|e| named(e.to_string()))?;
    let bytes = document.write(Form::Json).map_err(|e| named(e.to_string()))?;
    Ok(Given { name: file.name.clone(), bytes })
}
