//! Faces: pages, REST API, events, sign-in.
//!
//! [`router`] is the whole of it on one screen. Pages are generated from the kinds' own descriptions; hand-made ones stand beside
//! them where they matter. Nothing here decides anything: every change goes through [`service::Service::perform`].

mod api;
mod app;
mod cx;
pub mod design;
mod fault;
mod guard;
mod markdown;
mod pages;
mod show;
pub mod words;

pub use app::{App, Options};
pub use pages::papers::{Format, Which, file as paper};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    response::Redirect,
    routing::{get, post},
};
use pages::assurance;
use service::Service;

/// The limit of a form with a file: the file, and room for the fields beside it.
fn files() -> DefaultBodyLimit {
    DefaultBodyLimit::max(service::evidence::LARGEST + (1 << 20))
}

/// All pages and the API over a service.
pub fn router(service: Service, options: Options) -> Router {
    let app = App::new(service, options);
    let routes = Router::new()
        .route("/", get(pages::home::show))
        .route("/begin", get(pages::begin::show))
        .route("/begin/{step}", post(pages::begin::take))
        .route("/area/{area}", get(pages::area::show))
        .route("/search", get(pages::search::show))
        .route("/find", get(pages::search::find))
        .route("/acts", get(pages::acts::list))
        .route("/acts/{seq}", get(pages::acts::show))
        .route("/compare", get(pages::acts::compare))
        .route("/calibration", get(pages::calibration::show).post(pages::calibration::submit))
        .route("/calibration/{key}", get(pages::calibration::scored))
        .route("/backtesting", get(pages::backtesting::show))
        .route("/accounts", get(pages::accounts::list).post(pages::accounts::add))
        .route("/accounts/link", post(pages::accounts::link))
        .route("/you", get(pages::you::show).post(pages::you::change))
        .route("/you/org", post(pages::you::change_org))
        .route("/enter/{token}", get(pages::sign_in::landing).post(pages::sign_in::enter))
        .route("/sign-in", get(pages::sign_in::show).post(pages::sign_in::sign_in))
        .route("/sign-out", post(pages::sign_in::sign_out))
        .route("/catalogues", get(pages::catalogues::list))
        .route("/catalogues/import", get(pages::catalogues::make::table).post(pages::catalogues::make::keep_table))
        .route("/catalogues/own", get(pages::catalogues::make::own).post(pages::catalogues::make::keep_own))
        .route("/catalogues/migrations", get(pages::catalogues::undo::list))
        .route(
            "/catalogues/migrations/{seq}",
            get(pages::catalogues::undo::show).post(pages::catalogues::undo::take_back),
        )
        .route("/catalogues/mappings", get(pages::mappings::list))
        .route("/catalogues/mappings/import", get(pages::mappings::import::show).post(pages::mappings::import::keep))
        .route("/catalogues/{id}", get(pages::catalogues::show))
        .route("/catalogues/{id}/statement", get(pages::applicability::show_framework))
        .route("/catalogues/{id}/statement/{requirement}", get(pages::applicability::show_framework_line))
        .route("/catalogues/{id}/edit", get(pages::catalogues::make::edit).post(pages::catalogues::make::keep_version))
        .route("/catalogues/{id}/compare", get(pages::catalogues::compare::show))
        .route(
            "/catalogues/{id}/migrate",
            get(pages::catalogues::migrate::show).post(pages::catalogues::migrate::submit),
        )
        .route("/catalogues/{id}/mapped/{other}", get(pages::mappings::pair::show))
        .route(
            "/catalogues/{id}/mapped/{other}/reuse",
            get(pages::mappings::reuse::show).post(pages::mappings::reuse::submit),
        )
        .route("/catalogues/{id}/{requirement}", get(pages::catalogues::requirement))
        .route("/oscal", get(pages::oscal::show))
        .route("/oscal/file", get(pages::oscal::file))
        .route("/oscal/import", post(pages::oscal::import).layer(DefaultBodyLimit::max(pages::oscal::BODY)))
        .route("/conformance", get(pages::conformance::list))
        .route("/conformance/{framework}", get(pages::conformance::show))
        .route("/gallery", get(pages::gallery))
        .route("/gallery/charts", get(pages::gallery_of_charts))
        .route("/gallery/charts/{file}", get(pages::gallery_file))
        .route("/events", get(pages::events::stream))
        .route("/static/{name}", get(pages::asset))
        .route("/approvals/{key}/vote", post(pages::step::vote))
        .route("/risks/{key}/estimate", get(pages::workbench::show).post(pages::workbench::save))
        .route("/risks/{key}/estimate/preview", post(pages::workbench::preview))
        .route("/risks/{key}/loss.svg", get(pages::insight::risk::loss_file))
        .route("/risks/{key}/model.json", get(pages::insight::risk::model_file))
        .route("/reports/{key}/files/{name}", get(pages::report::download))
        .route("/papers", get(pages::papers::list))
        .route("/papers/{file}", get(pages::papers::show))
        .route("/papers/{file}/issue", post(pages::papers::issue))
        .route("/decisions/{key}/paper", get(pages::papers::decision))
        .route("/decisions/{key}/paper.pdf", get(pages::papers::decision_pdf))
        .route("/decisions/{key}/paper.xlsx", get(pages::papers::decision_xlsx))
        .route("/decisions/{key}/paper/issue", post(pages::papers::issue_decision))
        .route("/suppliers/concentration", get(pages::supply::concentration::show))
        .route("/supplier-obligations/{key}/measure", post(pages::supply::obligation::measure))
        .route("/registers/dora", get(pages::supply::dora::show))
        .route("/registers/dora.xlsx", get(pages::supply::dora::xlsx))
        .route("/registers/dora.zip", get(pages::supply::dora::zip))
        .route("/applicabilities/{key}/statement", get(pages::applicability::show))
        .route(
            "/applicabilities/{key}/statement/{requirement}",
            get(pages::applicability::show_line).post(pages::applicability::deviate),
        )
        .route("/applicabilities/{key}/paper", get(pages::papers::statement))
        .route("/applicabilities/{key}/paper.pdf", get(pages::papers::statement_pdf))
        .route("/applicabilities/{key}/paper.xlsx", get(pages::papers::statement_xlsx))
        .route("/applicabilities/{key}/paper/issue", post(pages::papers::issue_statement))
        .route("/analysis/model.json", get(pages::insight::model))
        .route("/objectives/{key}/losses.svg", get(pages::insight::objective::svg))
        .route("/objectives/{key}/trend", get(pages::insight::trend::show))
        .route("/objectives/{key}/options", get(pages::options::show).post(pages::options::propose))
        .route("/objectives/{key}/options/matters", get(pages::options::matters))
        .route("/tests/define", get(assurance::define::show).post(assurance::define::save))
        .route("/tests/{key}/run", get(assurance::run::show).post(assurance::run::save))
        .route("/tests/{key}/run/begin", post(assurance::run::begin).layer(files()))
        .route("/tests/{key}/runs/{number}", get(assurance::run::concluded))
        .route("/tests/{key}/populations/{hash}", get(assurance::run::population))
        .route("/evidence/add", get(assurance::evidence::add).post(assurance::evidence::keep).layer(files()))
        .route("/evidence/{key}/file", get(assurance::evidence::file))
        .route("/evidence/{key}/reuse", post(assurance::evidence::reuse))
        .route("/actions/{key}/path/{phase}", post(assurance::phases::take))
        .route("/questions", get(pages::questions::show).post(pages::questions::bring).layer(pages::questions::ROOM))
        .route("/questionnaires/{key}/ask", post(pages::questions::ask::ask))
        .route("/questionnaires/{key}/work", get(pages::questions::work::show).post(pages::questions::work::save))
        .route("/questionnaires/{key}/answers.xlsx", get(pages::questions::work::workbook))
        .route("/responses/{key}/review", get(pages::questions::review::show).post(pages::questions::review::save))
        .route("/responses/{key}/raise", post(pages::questions::review::raise))
        .route("/responses/{key}/link", post(pages::questions::ask::link))
        .route("/responses/{key}/revoke", post(pages::questions::ask::revoke))
        .route("/responses/{key}/files/{hash}", get(pages::questions::review::file))
        .route(
            "/answer/{token}",
            get(pages::questions::answer::show).post(pages::questions::answer::save).layer(pages::questions::UPLOADS),
        )
        .route("/trust", get(pages::trust::settings))
        .route("/trust/{slug}", get(pages::trust::show))
        .route("/due-diligence.zip", get(pages::trust::pack::download))
        .route("/due-diligence/link", post(pages::trust::pack::hand_out))
        .route("/due-diligence/revoke", post(pages::trust::pack::revoke))
        .route("/pack/{token}", get(pages::trust::pack::landing).post(pages::trust::pack::fetch))
        .route("/pattern-library", get(pages::patterns::list).post(pages::patterns::import))
        .route("/pattern-library/{id}", get(pages::patterns::show))
        .route("/pattern-library/{id}/use", post(pages::patterns::take))
        .route("/pattern-library/{id}/diagram.svg", get(pages::patterns::svg))
        .route("/pattern-library/{id}/pattern.yaml", get(pages::patterns::yaml))
        .route("/patterns/{key}/diagram.svg", get(pages::patterns::record_svg))
        .route("/week", get(pages::week::show))
        .route("/week.txt", get(pages::week::text))
        .route("/week/{key}", post(pages::week::perform))
        .route("/week/{key}/undo", post(pages::week::undo))
        .route("/rules", get(pages::rules::list))
        .route("/rules/{code}", get(pages::rules::show))
        .route("/rules/{code}/allow", post(pages::rules::allow))
        .route("/proportion", get(pages::proportion::show))
        .route("/proportion/{what}", post(pages::proportion::submit))
        .route("/{plural}", get(pages::register::show))
        .route("/{plural}/new", get(pages::edit::new).post(pages::edit::create))
        .route("/{plural}/export/{format}", get(pages::export::download))
        .route("/{plural}/bulk", post(pages::bulk::run))
        .route("/{plural}/{key}", get(pages::record::show))
        .route("/{plural}/{key}/edit", get(pages::edit::edit).post(pages::edit::save))
        .route("/{plural}/{key}/step/{step}", post(pages::step::take))
        .route("/{plural}/{key}/ask/{step}", post(pages::step::ask))
        .route("/{plural}/{key}/comment", post(pages::record::comment))
        .route("/api/v1/", get(|| async { Redirect::permanent("/api/v1") }))
        .nest("/api/v1", api::router())
        .fallback(pages::nothing_here);
    guard::around(routes, app)
}
