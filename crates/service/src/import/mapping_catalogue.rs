//! A mapping set of ours out of a table.

use crate::{AsOf, Command, Error, Request, Result, Service, Viewer};
pub use formats::outline::Pairs;
use formats::{
    catalogue::Relation,
    outline::{self, Odd},
    table,
};
use isms::{control::Mapping, kind};
use serde_json::json;

/// What a table of mapping lines is between, and what the set is called.
#[derive(Clone, Debug, Default)]
pub struct MappingStand {
    /// The framework that lines start from.
    pub from: String,
    /// The framework that they lead to.
    pub to: String,
    /// The set's title.
    pub title: String,
    /// Where it comes from.
    pub provenance: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether nothing is written.
    pub dry_run: bool,
}

impl Service {
    /// Understands a table of mapping lines and, where all of it is sound, keeps it as a set of ours: all lines or none. Gives the
    /// set's key where it was written.
    ///
    /// # Errors
    /// When it is no table, or a framework is not there.
    pub async fn import_mapping(
        &self,
        viewer: &Viewer,
        bytes: &[u8],
        stand: &MappingStand,
    ) -> Result<(Pairs, Option<String>)> {
        let sheet = table::read(bytes, stand.sheet.as_deref()).map_err(|e| Error::fault("", e.to_string()))?;
        let mut pairs = outline::pairs(&sheet);
        let isms = self.isms(viewer.org, AsOf::Now).await?;
        let library = self.library(&isms).await?;
        for (source, id) in [(true, &stand.from), (false, &stand.to)] {
            let shelf = library.find(id).ok_or_else(|| Error::NotFound(format!("framework {id}")))?;
            for line in &pairs.lines {
                let end = if source { &line.source } else { &line.target };
                if shelf.requirement(end).is_none() {
                    let column = if source { "source" } else { "target" };
                    let message = format!("{id} has no requirement {end:.100}");
                    pairs.odd.push(Odd { row: line.row, column: column.into(), message });
                }
            }
        }
        pairs.odd.sort_by_key(|o| o.row);
        if !pairs.odd.is_empty() || pairs.lines.is_empty() {
            return Ok((pairs, None));
        }
        let request = Request::one("import", command(&pairs, stand)).because(format!(
            "{} mapping lines: {}",
            pairs.lines.len(),
            stand.title
        ));
        let proposal = self.propose(viewer, &request).await?;
        if stand.dry_run {
            drop(proposal);
            return Ok((pairs, None));
        }
        let receipt = self.perform(viewer, request).await?;
        Ok((pairs, receipt.touched.first().map(|t| t.key.clone())))
    }
}

fn command(pairs: &Pairs, stand: &MappingStand) -> Command {
    let word = |relation: Relation| match relation {
        Relation::Equal => "equal",
        Relation::Subset => "subset",
        Relation::Superset => "superset",
        Relation::Intersects => "intersects",
        Relation::None => "none",
    };
    let line = |l: &outline::Line| {
        json!({
            "source": format!("{}:{}", stand.from, l.source),
            "target": format!("{}:{}", stand.to, l.target),
            "relation": word(l.relation),
            "rationale": l.rationale.split_whitespace().collect::<Vec<_>>().join(" "),
        })
    };
    let fields = json!({
        "title": stand.title,
        "from_framework": stand.from,
        "to_framework": stand.to,
        "provenance": stand.provenance,
        "confidence": "low",
        "drafted_by": "import",
        "lines": pairs.lines.iter().map(line).collect::<Vec<_>>(),
    });
    Command::Create { kind: kind::of::<Mapping>(), fields }
}
