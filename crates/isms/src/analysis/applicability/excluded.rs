//! Exclusions that something speaks against, found without the framework's catalogue: of the lines that were excluded nothing is needed but their
//! identifiers. What binds the chapter above a line is therefore not seen here; the statement sees it.

use super::{Ask, Contradiction, Facts, contradiction, line_of};
use crate::{
    analysis::outline::{Outline, Point},
    control::{Applicability, Framework, applicability::Ruling},
    isms::Isms,
    record::Record,
    rules,
};

/// Lines that a statement in force excludes, each with what speaks against that; in the order of the record.
pub fn contradicted(isms: &Isms, record: &Record<Applicability>) -> Vec<(String, Vec<Contradiction>)> {
    let Some(body) = record.counts() else { return Vec::new() };
    let framework = body.framework.and_then(|f| isms.typed::<Framework>(f.id()));
    let Some(framework) = framework.map(|f| f.body.catalogue.as_str()) else { return Vec::new() };
    let excluded = body.deviations.iter().filter(|d| d.ruling == Ruling::Excluded).filter_map(|d| d.clause.as_ref());
    let lines = excluded.filter(|c| c.framework == framework);
    let point = |id: &str| Point { id: id.to_owned(), ..Point::default() };
    let requirements: Vec<Point> = lines.map(|c| point(&c.requirement)).collect();
    if requirements.is_empty() {
        return Vec::new();
    }
    let outline = Outline { id: framework.to_owned(), requirements, ..Outline::default() };
    let facts = Facts::collect(isms, rules::today(isms), &outline, Ask::by(record, false));
    let presence = contradiction::Presence::of(isms, &facts);
    let lines = outline.requirements.iter().map(|p| line_of(isms, &|_| None, &facts, &presence, p));
    lines.filter(|l| !l.contradictions.is_empty()).map(|l| (l.point.id.clone(), l.contradictions)).collect()
}
