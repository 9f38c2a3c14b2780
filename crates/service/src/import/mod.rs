//! Taking in what others write: registers in spreadsheets, frameworks in OSCAL, instructions in Markdown. All of a file or nothing, as one act.

mod catalogue;
mod cell;
mod columns;
pub mod instructions;
mod mapping_catalogue;
mod ordinal;
mod oscal;
mod table;

pub use catalogue::{About, of_table, of_text};
pub use columns::{Column, Meaning};
pub use mapping_catalogue::{MappingStand, Pairs};
pub use ordinal::{Band, Ordinal};
pub use oscal::{Imported, Outcome, Stand};
pub use table::{CellFault, Fate, Options, RowReport, Table, table};

use crate::{AsOf, Result, Service, Viewer};

impl Service {
    /// Understands a table; [`Service::perform`] with its request carries it out.
    pub async fn import_table(&self, viewer: &Viewer, bytes: &[u8], options: &Options) -> Result<Table> {
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        table(&isms, bytes, viewer, options, self.now(), self.0.ids)
    }
}
