//! `GET /analysis/applicability`: a Statement of Applicability with its lines, reasons, status and the way to evidence, so that anyone can count
//! it again.

use super::{
    answer,
    caller::{Caller, readable},
    problem::{self, Problem, Result},
};
use axum::http::StatusCode;
use isms::{
    analysis::applicability::told,
    control::{Applicability, Control, Framework},
    kind,
    record::AnyRecord,
};
use service::applicability::Asked;

/// `GET /analysis/applicability`: of the organisation; records that the caller may not see are null.
pub async fn show(caller: Caller) -> Result {
    caller.only(&["as_of", "applicability", "framework"])?;
    let name = match (caller.param("applicability"), caller.param("framework")) {
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        _ => {
            let message = "expected either applicability, such as SOA-1, or framework, such as iso27001-2022";
            return Err(Problem::new(&problem::PARAMETER, message.to_owned()));
        }
    };
    let view = caller.view().await?;
    for kind in [kind::of::<Applicability>(), kind::of::<Control>()] {
        readable(&view, kind)?;
    }
    let isms = view.for_the_organisation();
    let library = caller.app.service.library(isms).await?;
    let missing = || Problem::missing(&format!("statement or framework {name:?}"));
    let asked = Asked::named(isms, &library, &name).map_err(|_| missing())?;
    let by_key = caller.param("applicability").is_some();
    let adopted = || view.all::<Framework>().any(|f| f.body.catalogue == asked.shelf.catalogue.id);
    let seen = asked.record.is_none_or(|r| view.sees(r as &dyn AnyRecord));
    let ours = asked.record.is_some() || asked.shelf.hash.is_none() || adopted();
    if by_key != asked.record.is_some() || !seen || !ours {
        return Err(missing());
    }
    let assurance = caller.app.service.assurance(isms);
    let statement = asked.statement(&assurance, false);
    let called = |id| view.get(id).map(|r| r.key().to_string());
    Ok(answer::json(StatusCode::OK, &told::statement(&assurance, asked.record, &statement, &called)))
}
