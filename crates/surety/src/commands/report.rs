//! `report`: a paper as PDF or workbook, the same as its page shows.

use crate::{
    cli::{Global, Paper, Report},
    failure::{FINE, Failure, Outcome},
    open::{Opened, as_of},
    out,
};
use jiff::civil::Date;
use web::{Format, Which};

/// The paper that is wished for, on a day.
fn which(wish: &Report, today: Date) -> Result<Which, Failure> {
    let keyed = |what: &str, example: &str| {
        let missing = || Failure::said(format!("expected the key of a {what}, such as {example}"));
        wish.key.clone().ok_or_else(missing)
    };
    if wish.paper != Paper::Allocation && (wish.from.is_some() || wish.to.is_some()) {
        return Err(Failure::said("only the allocation has a first and a last day: leave out --from and --to"));
    }
    let which = match wish.paper {
        Paper::Decision => return Ok(Which::Decision(keyed("decision", "DEC-1")?)),
        Paper::Statement => return Ok(Which::Statement(keyed("statement", "SOA-1")?)),
        Paper::Agenda => return Ok(Which::Agenda(keyed("meeting", "MTG-1")?)),
        Paper::Minutes => return Ok(Which::Minutes(keyed("meeting", "MTG-1")?)),
        Paper::RiskAssessment => Which::RiskAssessment,
        Paper::TreatmentPlan => Which::TreatmentPlan,
        Paper::Allocation => {
            let to = wish.to.unwrap_or(today);
            let from = wish.from.unwrap_or_else(|| web::last_year(to));
            if from > to {
                return Err(Failure::said(format!("--from: expected a day up to {to}, found {from}")));
            }
            Which::Answer(from, to)
        }
    };
    match &wish.key {
        Some(key) => Err(Failure::said(format!(
            "only the papers of a decision, a statement and a meeting take a key, found {key:?}"
        ))),
        None => Ok(which),
    }
}

/// Builds the paper and writes it; whoever holds the database sees everything in it.
pub async fn run(global: &Global, wish: &Report) -> Outcome {
    let format = match wish.out.extension().and_then(|e| e.to_str()) {
        Some("pdf") => Format::Pdf,
        Some("xlsx") => Format::Xlsx,
        _ => return Err(Failure::said(format!("{}: expected a file ending in .pdf or .xlsx", wish.out.display()))),
    };
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(None).await?;
    let view = opened.service.view(&viewer, as_of(global.as_of.as_deref())?).await?;
    let which = which(wish, isms::rules::today(view.for_the_organisation()))?;
    let made = web::paper(&opened.service, &view, &opened.org.name, &wish.lang, &which, format).await;
    std::fs::write(&wish.out, made.map_err(Failure::said)?)?;
    out::line(&format!("{}: act {}, a draft; issue it in the pages to seal it", wish.out.display(), view.moment().seq));
    Ok(FINE)
}
