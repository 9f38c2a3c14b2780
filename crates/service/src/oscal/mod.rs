//! OSCAL both ways: documents of all eight models from what an organisation records, and records from documents of others.
//!
//! What goes out is a pure function of a view, a library and a form: the same moment gives the same bytes, and nobody's
//! document holds more than they may see. What a model has no place for is a [`Loss`], listed beside the document.

mod assess;
mod catalog;
mod component;
mod loss;
mod make;
mod mapping;
mod observe;
mod plan;
mod poam;
mod profile;
mod taken;
mod tokens;

pub use loss::{Loss, as_json, as_text};
pub use make::NS;
pub use taken::{Fate, Given, Item, Taken};

use crate::{Error, Result, Service, library::Library};
use formats::oscal::{Document, Form, Model};
use isms::{
    analysis::assured::Assurance,
    assurance::Audit,
    control::{Applicability, Mapping},
    view::View,
};
use make::Maker;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is to be written: a model, and what of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The model.
    pub model: Model,
    /// Which one: a framework's identifier or `own` for a catalogue, the key of a Statement of Applicability for a profile or
    /// plan, the key or identifier of a mapping set, the key of an audit. Empty where there is only one.
    pub key: String,
}

/// A document with what it could not carry.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its file name.
    pub name: String,
    /// The document.
    pub document: Document,
    /// What it could not carry.
    pub losses: Vec<Loss>,
}

/// The document that was asked for, and those it builds upon, so that its references lead somewhere.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The document asked for first, then what it imports.
    pub pieces: Vec<Piece>,
    /// The form that file names speak of.
    pub form: Form,
}

impl Bundle {
    /// Every loss with the document it belongs to.
    pub fn losses(&self) -> Vec<(&str, &Loss)> {
        self.pieces.iter().flat_map(|p| p.losses.iter().map(|l| (p.name.as_str(), l))).collect()
    }

    /// The files: documents in their form, and the losses twice, for people and for programs.
    ///
    /// # Errors
    /// [`Error::Internal`] for a document that the form cannot hold.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let written = |p: &Piece| match p.document.write(self.form) {
            Ok(bytes) => Ok((p.name.clone(), bytes)),
            Err(fault) => Err(Error::Internal(format!("{}: {fault}", p.name))),
        };
        let mut files = self.pieces.iter().map(written).collect::<Result<Vec<_>>>()?;
        files.push(("losses.json".into(), format!("{:#}\n", as_json(&self.losses())).into_bytes()));
        files.push(("losses.txt".into(), as_text(&self.losses()).into_bytes()));
        Ok(files)
    }
}

/// Something that can be written: a choice on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The wish.
    pub wish: Wish,
    /// What people call it.
    pub title: String,
}

/// All that a viewer may have written.
pub fn offers(view: &View, library: &Library) -> Vec<Offer> {
    let mut all = Vec::new();
    let mut add = |model, key: String, title: String| all.push(Offer { wish: Wish { model, key }, title });
    for shelf in library.all().filter(|s| catalog::is_ours(view, s)) {
        add(
            Model::Catalog,
            shelf.catalogue.id.clone(),
            format!("{} {}", shelf.catalogue.title, shelf.catalogue.version),
        );
    }
    if view.all::<isms::policy::Requirement>().any(|r| r.is_open()) {
        add(Model::Catalog, catalog::OWN.into(), catalog::OWN_TITLE.into());
    }
    for model in [Model::Profile, Model::SystemSecurityPlan] {
        for soa in view.all::<Applicability>().filter(|a| a.is_open()) {
            add(model, format!("SOA-{}", soa.head.number), soa.head.title.clone());
        }
    }
    for set in view.all::<Mapping>().filter(|m| m.is_open()) {
        add(Model::MappingCollection, format!("MAP-{}", set.head.number), set.head.title.clone());
    }
    for set in formats::builtin::mappings() {
        add(Model::MappingCollection, set.id.clone(), format!("{} → {}", set.source, set.target));
    }
    if view.all::<isms::control::Control>().any(|r| r.is_open()) {
        add(Model::ComponentDefinition, String::new(), "Controls".into());
    }
    for model in [Model::AssessmentPlan, Model::AssessmentResults] {
        for audit in view.all::<Audit>().filter(|a| &*a.head.state != "cancelled") {
            add(model, format!("AUD-{}", audit.head.number), audit.head.title.clone());
        }
        if view.all::<isms::assurance::Test>().any(|r| r.is_open()) {
            add(model, String::new(), "Tests".into());
        }
    }
    if poam::any(view) {
        add(Model::PlanOfActionAndMilestones, String::new(), "Findings and actions".into());
    }
    all
}

/// Writes what was wished for, and what it builds upon.
///
/// # Errors
/// [`Error::NotFound`] for a key that is not there or may not be seen; [`Error::Invalid`] where the model would be empty.
pub fn bundle(view: &View, library: &Library, wish: &Wish, form: Form) -> Result<Bundle> {
    let assurance = Assurance::of(view.for_the_organisation());
    let mut builder =
        Builder { view, library, form, assurance: &assurance, pieces: BTreeMap::new(), order: Vec::new() };
    builder.add(wish)?;
    let Builder { mut pieces, order, .. } = builder;
    let pieces = order.iter().filter_map(|name| pieces.remove(name)).collect();
    Ok(Bundle { pieces, form })
}

/// Collects documents, each once.
pub(crate) struct Builder<'v> {
    pub view: &'v View,
    pub library: &'v Library,
    pub form: Form,
    pub assurance: &'v Assurance<'v>,
    pieces: BTreeMap<String, Piece>,
    order: Vec<String>,
}

impl<'v> Builder<'v> {
    /// The file name of a wish.
    pub fn name(&self, wish: &Wish) -> String {
        let key: String =
            wish.key.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
        let dash = if key.is_empty() { "" } else { "-" };
        format!("{}{dash}{key}.{}", wish.model.key(), self.form.ending())
    }

    /// Writes a document unless it is there, then what it builds upon; answers its file name.
    pub fn add(&mut self, wish: &Wish) -> Result<String> {
        let name = self.name(wish);
        if self.order.contains(&name) {
            return Ok(name);
        }
        self.order.push(name.clone());
        let mut maker = Maker::new(self.view, wish);
        let body = match wish.model {
            Model::Catalog => catalog::write(self, &mut maker, &wish.key)?,
            Model::Profile => profile::write(self, &mut maker, &wish.key)?,
            Model::MappingCollection => mapping::write(self, &mut maker, &wish.key)?,
            Model::ComponentDefinition => component::write(self, &mut maker)?,
            Model::SystemSecurityPlan => plan::write(self, &mut maker, &wish.key)?,
            Model::AssessmentPlan => assess::plan(self, &mut maker, &wish.key)?,
            Model::AssessmentResults => assess::results(self, &mut maker, &wish.key)?,
            Model::PlanOfActionAndMilestones => poam::write(self, &mut maker)?,
        };
        let (document, losses) = maker.finish(body)?;
        self.pieces.insert(name.clone(), Piece { name: name.clone(), document, losses });
        Ok(name)
    }

    /// A reference to another document, which comes along.
    pub fn refer(&mut self, model: Model, key: impl Into<String>) -> Result<String> {
        self.add(&Wish { model, key: key.into() })
    }
}

/// The model of a word such as `ssp`, `catalog`, `poam` or `system-security-plan`.
pub fn model_of(word: &str) -> Option<Model> {
    let short = match word {
        "ssp" => "system-security-plan",
        "ap" => "assessment-plan",
        "ar" => "assessment-results",
        "poam" | "poa-m" => "plan-of-action-and-milestones",
        "mapping" => "mapping-collection",
        "component" => "component-definition",
        "catalogue" => "catalog",
        other => other,
    };
    Model::ALL.into_iter().find(|m| m.key() == short)
}

/// A list that is left out where it is empty, as OSCAL asks.
pub(crate) fn put(object: &mut Value, key: &str, items: Vec<Value>) {
    if let (false, Some(map)) = (items.is_empty(), object.as_object_mut()) {
        map.insert(key.into(), Value::Array(items));
    }
}

impl Service {
    /// [`bundle`] of what a view shows; an imported catalogue that is sound is handed out as it came.
    ///
    /// # Errors
    /// As [`bundle`], and what the ledger refuses.
    pub async fn oscal(&self, view: &View, wish: &Wish, form: Form) -> Result<Bundle> {
        let library = self.library(view.for_the_organisation()).await?;
        let (seen, read, asked) = (view.clone(), library.clone(), wish.clone());
        let work = tokio::task::spawn_blocking(move || bundle(&seen, &read, &asked, form));
        let mut bundle = work.await.map_err(|e| Error::Internal(e.to_string()))??;
        if wish.model == Model::Catalog
            && let Some(original) = self.original(&library, &wish.key).await?
        {
            bundle.pieces.iter_mut().take(1).for_each(|p| (p.document, p.losses) = (original.clone(), Vec::new()));
        }
        Ok(bundle)
    }

    /// The bytes a framework was imported from, where they are sound: they say more than our reading of them.
    async fn original(&self, library: &Library, id: &str) -> Result<Option<Document>> {
        let Some(hash) = library.find(id).and_then(|s| s.hash) else { return Ok(None) };
        let Some(bytes) = self.ledger().catalogue(&hash).await? else { return Ok(None) };
        let sound =
            |d: &Document| !formats::oscal::validate(d).iter().any(|f| f.gravity == formats::oscal::Gravity::Error);
        Ok(Document::read(&bytes).ok().filter(sound))
    }
}
