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
pub use pages::communication::Scribe;
pub use pages::papers::{Format, Which, file as paper, last_year};

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
    service.posting(service::post::Post::default(), std::sync::Arc::new(Scribe));
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
        .route("/wheel", get(pages::wheel::show))
        .route("/spectrum", get(pages::wheel::spectrum))
        .route("/cycle", get(pages::wheel::cycle))
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
        .route("/instructions/practice", get(pages::instruction::practice::show))
        .route("/instructions/sources", get(pages::instruction::sources::list))
        .route(
            "/instructions/import",
            get(pages::instruction::sources::show)
                .post(pages::instruction::sources::import)
                .layer(DefaultBodyLimit::max(pages::instruction::sources::BODY)),
        )
        .route("/instructions/preview", post(pages::instruction::write::preview))
        .route(
            "/instructions/new-from/{key}",
            get(pages::instruction::write::new_from).post(pages::instruction::write::create),
        )
        .route("/instructions/{key}/write", get(pages::instruction::write::show).post(pages::instruction::write::save))
        .route(
            "/instructions/{key}/challenge",
            get(pages::instruction::challenge::show).post(pages::instruction::challenge::save),
        )
        .route("/instructions/{key}/plain", get(pages::instruction::plain::show))
        .route("/instructions/{key}/instruction.md", get(pages::instruction::plain::file))
        .route("/feedback/say", post(pages::instruction::say::say))
        .route("/feedback/{key}/answer", post(pages::instruction::say::answer))
        .route("/policies/reading", get(pages::policy::budget::show))
        .route("/policies/write", get(pages::policy::write::new).post(pages::policy::write::create))
        .route("/policies/write/preview", post(pages::policy::write::preview_new))
        .route("/guidelines/write", get(pages::policy::write::new).post(pages::policy::write::create))
        .route("/guidelines/write/preview", post(pages::policy::write::preview_new))
        .route("/policies/{key}/write", get(pages::policy::write::show).post(pages::policy::write::save))
        .route("/policies/{key}/write/preview", post(pages::policy::write::preview))
        .route("/guidelines/{key}/write", get(pages::policy::write::show).post(pages::policy::write::save))
        .route("/guidelines/{key}/write/preview", post(pages::policy::write::preview))
        .route("/policies/{key}/redline", get(pages::policy::redline::show))
        .route("/guidelines/{key}/redline", get(pages::policy::redline::show))
        .route("/instructions/{key}/redline", get(pages::policy::redline::show))
        .route("/policies/{key}/impact", get(pages::policy::impact::show))
        .route("/guidelines/{key}/impact", get(pages::policy::impact::show))
        .route("/requirements/{key}/impact", get(pages::policy::impact::show))
        .route("/policies/{key}/review", get(pages::policy::review::show))
        .route("/policies/{key}/review/seen", post(pages::policy::review::seen))
        .route("/policies/{key}/review/vote", post(pages::policy::review::voted))
        .route("/policies/{key}/review/comment", post(pages::policy::review::comment))
        .route("/guidelines/{key}/review", get(pages::policy::review::show))
        .route("/guidelines/{key}/review/seen", post(pages::policy::review::seen))
        .route("/guidelines/{key}/review/vote", post(pages::policy::review::voted))
        .route("/guidelines/{key}/review/comment", post(pages::policy::review::comment))
        .route("/policies/{key}/publish", get(pages::policy::publish::show).post(pages::policy::publish::publish))
        .route("/guidelines/{key}/publish", get(pages::policy::publish::show).post(pages::policy::publish::publish))
        .route("/policies/{key}/read", get(pages::policy::read::show).post(pages::policy::read::acknowledge))
        .route("/guidelines/{key}/read", get(pages::policy::read::show).post(pages::policy::read::acknowledge))
        .route("/instructions/{key}/read", get(pages::policy::read::show).post(pages::policy::read::acknowledge))
        .route("/exceptions/{key}/extend", post(pages::policy::extend::ask))
        .route("/bodies/{key}/plan", post(pages::governance::agenda::plan))
        .route("/bodies/{key}/ask", post(pages::governance::disclose::ask))
        .route("/meetings/{key}/agenda", get(pages::papers::agenda::page).post(pages::governance::agenda::write))
        .route("/meetings/{key}/agenda.pdf", get(pages::papers::agenda::pdf))
        .route("/meetings/{key}/agenda.xlsx", get(pages::papers::agenda::xlsx))
        .route("/meetings/{key}/live", get(pages::governance::live::show).post(pages::governance::live::act))
        .route("/meetings/{key}/minutes", get(pages::papers::minutes::page))
        .route("/meetings/{key}/minutes.pdf", get(pages::papers::minutes::pdf))
        .route("/meetings/{key}/minutes.xlsx", get(pages::papers::minutes::xlsx))
        .route("/meetings/{key}/minutes/issue", post(pages::papers::minutes::issue))
        .route(
            "/disclosures/{key}/tell",
            get(pages::governance::disclose::show).post(pages::governance::disclose::tell),
        )
        .route("/disclosures/{key}/challenge", post(pages::governance::disclose::challenge))
        .route("/decisions/{key}/outcome", get(pages::governance::outcome::show).post(pages::governance::outcome::keep))
        .route("/treatments/{key}/renew", post(pages::governance::renew::prepare))
        .route("/governance/answer", get(pages::papers::answer::page))
        .route("/governance/answer.pdf", get(pages::papers::answer::pdf))
        .route("/governance/answer.xlsx", get(pages::papers::answer::xlsx))
        .route("/governance/answer/issue", post(pages::papers::answer::issue))
        .route("/channels/{key}/prepare", post(pages::communication::channel::prepare))
        .route("/channels/{key}/feed", post(pages::communication::channel::hand_out))
        .route("/channels/{key}/revoke", post(pages::communication::channel::revoke))
        .route("/messages/{key}/message.pdf", get(pages::communication::pdf::show))
        .route("/messages/{key}/send", post(pages::communication::message::send))
        .route("/messages/{key}/read", post(pages::communication::message::read))
        .route("/messages/{key}/followed", post(pages::communication::message::followed))
        .route("/carry/{key}", post(pages::communication::carry::carry))
        .route("/feed/{token}", get(pages::communication::feed::show))
        .route("/contacts", get(pages::communication::contacts::show))
        .route(
            "/courses/{key}/take",
            get(pages::communication::course::take).post(pages::communication::course::hand_in),
        )
        .route("/post", get(pages::communication::post::list))
        .route("/post/again", post(pages::communication::post::again))
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
