//! Documents of others become proposals: nothing is accepted, earned or in force because a file says so. First a preview, then one
//! act; what was taken before is recognised by its uuid and left as it is, and what the records cannot hold is listed.

mod assess;
mod component;
mod desk;
mod frame;
mod mapping;
mod plan;
mod poam;
mod profile;

use super::loss::{self, Loss};
use crate::{
    AsOf, Error, Receipt, Request, Result, Service, Viewer,
    evidence::LARGEST,
    import::{Outcome, Stand},
    library::Library,
};
use desk::Desk;
use formats::oscal::{Document, Form, Model};
use isms::{control::Framework, kind, view::View};
use serde_json::Value;

/// Most records that one document may bring.
const MOST: usize = 5_000;

/// A file as someone sent it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// What it is called.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What becomes of one thing in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is new.
    New,
    /// A framework has another version now.
    Newer,
    /// A framework holds this version beside the one that clauses mean.
    Beside,
    /// It was there and stays as it is.
    Known,
}

/// One record that a document brings.
#[derive(Clone, Debug)]
pub struct Item {
    /// What becomes of it.
    pub fate: Fate,
    /// Its kind's name.
    pub kind: &'static str,
    /// Its key; empty where it is given only when it is written.
    pub key: String,
    /// Its title.
    pub title: String,
}

/// What a document would bring.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The document's model.
    pub model: Model,
    /// The document's title.
    pub title: String,
    /// The records.
    pub items: Vec<Item>,
    /// What the records cannot hold; `record` is a JSON pointer into the document.
    pub losses: Vec<Loss>,
    /// What was odd about the document itself.
    pub notes: Vec<String>,
    /// The wishes that [`Service::perform`] carries out as one act; none for a catalogue or profile, which have a way of their own.
    pub request: Request,
    /// A catalogue or a profile resolved into one, to become a framework.
    catalogue: Option<Given>,
}

impl Taken {
    /// Whether anything would change.
    pub fn changes(&self) -> bool {
        self.items.iter().any(|i| i.fate != Fate::Known)
    }
}

/// Understands a document; a pure function of what is recorded and given.
///
/// # Errors
/// [`Error::Invalid`] for a text that is no OSCAL document, breaks the schema beyond repair or brings too much.
pub fn take(view: &View, library: &Library, file: &Given, others: &[Given], framework: Option<&str>) -> Result<Taken> {
    let named = |e: String| Error::fault("", format!("{}: {e}", file.name));
    if file.bytes.len() > LARGEST {
        return Err(named(format!("expected 25 MiB at most, found {} bytes", file.bytes.len())));
    }
    let read = Document::read(&file.bytes).map_err(|f| named(f.to_string()))?;
    let (document, _) = formats::oscal::repaired(&read);
    let mut notes = read.notes().to_vec();
    notes.extend(
        formats::oscal::validate(&read)
            .iter()
            .filter(|d| d.gravity == formats::oscal::Gravity::Error)
            .take(50)
            .map(ToString::to_string),
    );
    let whole = document.to_json();
    let body = whole.get(document.model().key()).cloned().unwrap_or_default();
    let mut desk = Desk::new(view, library, file, others, framework);
    let mut catalogue = None;
    match document.model() {
        Model::Catalog => catalogue = Some(file.clone()),
        Model::Profile => {
            desk.lost(
                "/profile",
                "",
                &file.name,
                "the catalogue that it resolves to is kept under its hash; the profile's own bytes are not",
            );
            catalogue = Some(profile::resolved(&document, file, others, &mut notes)?);
        }
        Model::MappingCollection => mapping::take(&mut desk, &body),
        Model::ComponentDefinition => component::take(&mut desk, &body),
        Model::SystemSecurityPlan => plan::take(&mut desk, &body)?,
        Model::AssessmentPlan => assess::plan(&mut desk, &body),
        Model::AssessmentResults => assess::results(&mut desk, &body),
        Model::PlanOfActionAndMilestones => poam::take(&mut desk, &body),
    }
    if desk.commands.len() > MOST {
        return Err(named(format!("expected {MOST} records at most, found {}", desk.commands.len())));
    }
    let title = body.pointer("/metadata/title").and_then(Value::as_str).unwrap_or_default();
    let (title, keep) = (loss::short(title), desk.commands.is_empty());
    if !keep {
        desk.keep(document.model(), &title);
    }
    let request = desk.request(&title);
    Ok(Taken { model: document.model(), title, items: desk.items, losses: desk.losses, notes, request, catalogue })
}

impl Service {
    /// Understands a document; with `write` carries out what it brings, as one act.
    ///
    /// # Errors
    /// As [`take`], and what the records' own rules or the viewer's authority refuse.
    pub async fn take_oscal(
        &self,
        viewer: &Viewer,
        file: &Given,
        others: &[Given],
        framework: Option<&str>,
        write: bool,
    ) -> Result<(Taken, Option<Receipt>)> {
        let view = self.view(viewer, AsOf::Now).await?;
        let library = self.library(view.for_the_organisation()).await?;
        let (main, beside, named) = (file.clone(), others.to_vec(), framework.map(str::to_owned));
        let work = tokio::task::spawn_blocking(move || take(&view, &library, &main, &beside, named.as_deref()));
        let mut taken = work.await.map_err(|e| Error::Internal(e.to_string()))??;
        if let Some(catalogue) = taken.catalogue.take() {
            self.framework(viewer, &mut taken, &catalogue, framework, write).await?;
            return Ok((taken, None));
        }
        if taken.request.commands.is_empty() {
            return Ok((taken, None));
        }
        if !write {
            self.propose(viewer, &taken.request).await?;
            return Ok((taken, None));
        }
        let receipt = self.perform(viewer, taken.request.clone()).await?;
        Ok((taken, Some(receipt)))
    }

    /// A catalogue becomes a framework that is considered; whether it is adopted is for people to say.
    async fn framework(
        &self,
        viewer: &Viewer,
        taken: &mut Taken,
        file: &Given,
        id: Option<&str>,
        write: bool,
    ) -> Result<()> {
        let stand = Stand { file: file.name.clone(), id: id.map(str::to_owned), dry_run: !write, ..Stand::default() };
        let imported = self.import_oscal(viewer, &file.bytes, &stand).await?;
        let fate = match imported.outcome {
            Outcome::Created => Fate::New,
            Outcome::Updated => Fate::Newer,
            Outcome::Beside => Fate::Beside,
            Outcome::Same => Fate::Known,
        };
        let title = format!(
            "{} {}, {} requirements, clauses begin with {}:",
            imported.title, imported.version, imported.requirements, imported.id
        );
        let key = imported.key.unwrap_or_default();
        taken.items.push(Item { fate, kind: kind::of::<Framework>().name, key, title });
        taken.notes.extend(imported.notes);
        Ok(())
    }
}

/// The text of a member.
pub(super) fn said<'j>(value: &'j Value, member: &str) -> &'j str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// The items of a list; a single thing counts as a list of one.
pub(super) fn list<'j>(value: &'j Value, member: &str) -> &'j [Value] {
    match value.get(member) {
        Some(Value::Array(items)) => items,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}

/// A property of ours.
pub(super) fn our_prop<'j>(value: &'j Value, name: &str) -> Option<&'j str> {
    let mine = |p: &&Value| said(p, "ns") == super::NS && said(p, "name") == name;
    list(value, "props").iter().find(mine).map(|p| said(p, "value"))
}

/// The form a file has, for media types.
pub(super) fn media(bytes: &[u8]) -> &'static str {
    match Form::of(bytes) {
        Form::Json => "application/json",
        Form::Xml => "application/xml",
        Form::Yaml => "application/yaml",
    }
}
