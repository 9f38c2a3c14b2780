//! `report`: a paper as PDF or workbook, the same as its page shows.

use crate::{
    cli::{Global, Paper, Report},
    failure::{FINE, Failure, Outcome},
    open::{Opened, as_of},
    out,
};
use web::{Format, Which};

/// Builds the paper and writes it; whoever holds the database sees everything in it.
pub async fn run(global: &Global, wish: &Report) -> Outcome {
    let which = match (wish.paper, &wish.key) {
        (Paper::RiskAssessment, None) => Which::RiskAssessment,
        (Paper::TreatmentPlan, None) => Which::TreatmentPlan,
        (Paper::Decision, Some(key)) => Which::Decision(key.clone()),
        (Paper::Statement, Some(key)) => Which::Statement(key.clone()),
        (Paper::Statement, None) => return Err(Failure::said("expected the key of a statement, such as SOA-1")),
        (Paper::Decision, None) => return Err(Failure::said("expected the key of a decision, such as DEC-1")),
        (_, Some(key)) => {
            return Err(Failure::said(format!(
                "only the papers of a decision and of a statement take a key, found {key:?}"
            )));
        }
    };
    let format = match wish.out.extension().and_then(|e| e.to_str()) {
        Some("pdf") => Format::Pdf,
        Some("xlsx") => Format::Xlsx,
        _ => return Err(Failure::said(format!("{}: expected a file ending in .pdf or .xlsx", wish.out.display()))),
    };
    let opened = Opened::open(global).await?;
    let viewer = opened.viewer(None).await?;
    let view = opened.service.view(&viewer, as_of(global.as_of.as_deref())?).await?;
    let made = web::paper(&opened.service, &view, &opened.org.name, &wish.lang, &which, format).await;
    std::fs::write(&wish.out, made.map_err(Failure::said)?)?;
    out::line(&format!("{}: act {}, a draft; issue it in the pages to seal it", wish.out.display(), view.moment().seq));
    Ok(FINE)
}
