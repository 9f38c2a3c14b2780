//! What the typesetter may see: one template, the fonts that are built in, and nothing else.

use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The families a document is set in; the rest of what the assets crate holds is for mathematics.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// The built-in fonts.
pub(super) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
    let fonts: Vec<Font> = all.filter(|f| FAMILIES.contains(&f.info().family.as_str())).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

impl Fonts {
    pub(super) fn built_in() -> &'static Fonts {
        &FONTS
    }

    /// Whether a letter can be printed.
    pub(super) fn has(&self, letter: char) -> bool {
        letter.is_whitespace() || self.fonts.iter().any(|f| f.info().coverage.contains(u32::from(letter)))
    }
}

/// A world without files, network, packages or clock.
pub(super) struct Room {
    library: LazyHash<Library>,
    main: Source,
}

impl Room {
    pub(super) fn new(inputs: Dict) -> Option<Room> {
        let path = VirtualPath::new("/template.typ").ok()?;
        let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        let main = Source::new(id, include_str!("template.typ").to_owned());
        Some(Room { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), main })
    }
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
