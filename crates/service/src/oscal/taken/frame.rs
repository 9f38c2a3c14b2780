//! Which framework a reference means, and which of its requirements an identifier is.

use super::{Desk, our_prop, said};
use crate::oscal::tokens::Tokens;
use formats::oscal::Document;
use isms::control::Framework;
use serde_json::{Value, json};

/// A framework as documents name it.
pub struct Frame {
    pub id: String,
    tokens: Option<Tokens>,
}

impl Frame {
    /// A framework that the library may or may not hold.
    pub fn of(desk: &Desk<'_>, id: &str) -> Frame {
        let shelf = desk.library.find(id);
        Frame { id: id.to_owned(), tokens: shelf.map(|s| Tokens::of(&s.catalogue)) }
    }

    /// Whether the library holds it.
    pub fn is_held(&self) -> bool {
        self.tokens.is_some()
    }

    /// The requirement of an identifier; of a framework that is not held any identifier will do.
    pub fn requirement(&self, id: &str) -> Option<String> {
        match &self.tokens {
            Some(tokens) => tokens.requirement(id).map(str::to_owned),
            None => (!id.is_empty()).then(|| id.to_owned()),
        }
    }

    /// The clause of an identifier.
    pub fn clause(&self, id: &str) -> Option<Value> {
        Some(json!(format!("{}:{}", self.id, self.requirement(id)?)))
    }
}

impl Desk<'_> {
    /// The framework that an object with a reference means: by our property, by whom the importer named, by the file's name, by
    /// the title of a catalogue that came along.
    pub fn frame(&self, object: &Value, href: &str) -> Option<Frame> {
        let held = |id: &str| self.library.find(id).is_some();
        if let Some(id) = our_prop(object, "framework").filter(|id| held(id)) {
            return Some(Frame::of(self, id));
        }
        if let Some(id) = self.framework.filter(|id| held(id)) {
            return Some(Frame::of(self, id));
        }
        let stem = stem(href);
        let by_name = [stem.strip_prefix("catalog-"), Some(stem.as_str())].into_iter().flatten().find(|id| held(id));
        if let Some(id) = by_name {
            return Some(Frame::of(self, id));
        }
        let title = self.title_of(href)?;
        let shelf = self.library.all().find(|s| s.catalogue.title == title)?;
        Some(Frame::of(self, &shelf.catalogue.id))
    }

    /// The title of a document that came along.
    fn title_of(&self, href: &str) -> Option<String> {
        let name = href.rsplit('/').next()?;
        let file = self.others.iter().find(|f| f.name == name)?;
        let document = Document::read(&file.bytes).ok()?;
        let body = document.to_json();
        Some(said(body.get(document.model().key())?.get("metadata")?, "title").to_owned())
    }

    /// The one framework taken up by the organisation that has a control of this identifier.
    pub fn guess(&self, token: &str) -> Option<Frame> {
        if let Some(id) = self.framework {
            return Some(Frame::of(self, id));
        }
        let mut found: Vec<Frame> = Vec::new();
        for framework in self.view.all::<Framework>().filter(|f| &*f.head.state != "dropped") {
            let frame = Frame::of(self, &framework.body.catalogue);
            if frame.is_held() && frame.requirement(token).is_some() && !found.iter().any(|f| f.id == frame.id) {
                found.push(frame);
            }
        }
        if found.len() == 1 { found.pop() } else { None }
    }
}

/// The name of a file without its folder and ending.
pub fn stem(href: &str) -> String {
    let name = href.rsplit('/').next().unwrap_or_default();
    let endings = [".json", ".xml", ".yaml", ".yml"];
    endings.into_iter().find_map(|e| name.strip_suffix(e)).unwrap_or(name).to_owned()
}
