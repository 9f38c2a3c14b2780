//! The REST API under `/api/v1`: one collection for every kind of record, generated from the kinds' own descriptions.
//!
//! [`routes`] is the whole of it on one screen. Reads are asked of a [`isms::view::View`], changes go through
//! [`service::Service::perform`]; a single request and an operation of a batch are taken apart by the same code ([`wish`]).

mod about;
mod acts;
mod allocation;
mod answer;
mod applicability;
mod asked;
mod backtest;
mod batch;
mod body;
mod caller;
mod certainty;
mod impact;
mod list;
mod measure;
mod openapi;
mod perform;
mod problem;
mod read;
mod reference;
mod rules;
mod shape;
#[cfg(test)]
mod tests;
mod wheel;
mod wish;
mod write;

use crate::App;
pub use acts::sees;
use axum::{
    Router,
    http::Method,
    routing::{MethodRouter, get, post},
};
use problem::Problem;

/// A route: its path, its methods, and what answers. The methods are listed so that a test can see to it that each of them is
/// in the authorisation test and in the OpenAPI document.
type Route = (&'static str, &'static [&'static str], MethodRouter<App>);

/// All routes. Those without a kind come first; no kind may be called like them.
fn table() -> Vec<Route> {
    vec![
        ("/", &["GET"], get(reference::show)),
        ("/openapi.json", &["GET"], get(openapi::serve)),
        ("/me", &["GET"], get(about::me)),
        ("/kinds", &["GET"], get(about::kinds)),
        ("/kinds/{name}", &["GET"], get(about::one_kind)),
        ("/search", &["GET"], get(about::search)),
        ("/acts", &["GET"], get(acts::list)),
        ("/acts/{seq}", &["GET"], get(acts::one)),
        ("/analysis/certainty", &["GET"], get(certainty::show)),
        ("/analysis/model", &["GET"], get(certainty::model)),
        ("/analysis/simulate", &["POST"], post(certainty::simulate)),
        ("/analysis/applicability", &["GET"], get(applicability::show)),
        ("/analysis/answer", &["GET"], get(allocation::show)),
        ("/analysis/backtest", &["GET"], get(backtest::show)),
        ("/analysis/impact", &["GET"], get(impact::show)),
        ("/analysis/wheel", &["GET"], get(wheel::show)),
        ("/analysis/asked", &["GET"], get(asked::show)),
        ("/analysis/rules", &["GET"], get(rules::show)),
        ("/batch", &["POST"], post(batch::run)),
        ("/approvals/{key}/vote", &["POST"], post(write::vote)),
        ("/supplier-obligations/{key}/measurements", &["POST"], post(measure::add)),
        ("/{plural}", &["GET", "POST"], get(list::list).post(write::create)),
        (
            "/{plural}/{key}",
            &["GET", "PATCH", "PUT", "DELETE"],
            get(read::one).patch(write::patch).put(write::put).delete(write::retire),
        ),
        ("/{plural}/{key}/history", &["GET"], get(read::history)),
        ("/{plural}/{key}/relations", &["GET"], get(read::relations)),
        ("/{plural}/{key}/{step}", &["POST"], post(write::step)),
        ("/{plural}/{key}/ask/{step}", &["POST"], post(write::ask)),
    ]
}

#[cfg(test)]
fn routes() -> Vec<(&'static str, &'static [&'static str])> {
    table().into_iter().map(|(path, methods, _)| (path, methods)).collect()
}

/// The API's router, to be nested under `/api/v1`.
pub fn router() -> Router<App> {
    let routes = table().into_iter().fold(Router::new(), |router, (path, _, handlers)| router.route(path, handlers));
    routes.fallback(nothing_here).method_not_allowed_fallback(no_method)
}

async fn nothing_here(method: Method) -> Problem {
    Problem::new(&problem::NOT_FOUND, format!("{method} finds nothing at this path; /api/v1/openapi.json lists all."))
}

async fn no_method(method: Method) -> Problem {
    Problem::new(&problem::METHOD, format!("{method} is not possible here; the Allow header lists what is."))
}
