//! Who may come in: every route of the pages, and the few that are for anyone.

use super::*;
use isms::{
    authority::{self, Action},
    field::Choice,
};

/// Routes for people without an account. Whatever is added here is open to the world.
const PUBLIC: [&str; 12] = [
    "/feed/{token}",
    "/enter/{token}",
    "/sign-in",
    "/sign-out",
    "/gallery",
    "/gallery/charts",
    "/gallery/charts/{file}",
    "/static/{name}",
    "/answer/{token}",
    "/pack/{token}",
    "/trust/{slug}",
    "/api/v1/",
];

/// The routes in the source of the router, each with the methods it answers.
fn routes() -> Vec<(String, Vec<&'static str>)> {
    let source = include_str!("../../../lib.rs");
    let all = source.split(".route(").skip(1).filter_map(|text| {
        let path = text.split('"').nth(1)?.to_owned();
        let handlers = text.split(".route(").next()?;
        let methods = [("get(", "GET"), ("post(", "POST")];
        Some((path, methods.iter().filter(|(word, _)| handlers.contains(word)).map(|(_, m)| *m).collect()))
    });
    all.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_but_the_public_ones_wants_someone_signed_in() {
    let rig = Rig::new().await;
    let all = routes();
    assert!(all.len() > 50, "the router was read");
    for (path, methods) in all.iter().filter(|(p, _)| !PUBLIC.contains(&p.as_str())) {
        let address =
            path.replace("{plural}", "risks").replace("{key}", "RSK-1").replace("{seq}", "1").replace(['{', '}'], "");
        for method in methods {
            let form = (*method == "POST").then_some("a=b");
            let got = rig.as_of("", method, &address, form).await;
            let refused = got.status == 401 || got.status == 303 && got.header("location").starts_with("/sign-in");
            assert!(refused, "{method} {path} answers {} to anyone", got.status);
        }
    }
    for public in PUBLIC {
        assert!(all.iter().any(|(p, _)| p == public), "{public} is no route any more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_may_do_what_the_matrix_says() {
    let calls = [
        ("POST", "/questionnaires/QST-1/ask", "counterpart=SUP-2&recipient=A&days=3", "response", Action::Create),
        ("POST", "/responses/RSP-1/link", "recipient=A&days=3", "response", Action::Edit),
        ("POST", "/responses/RSP-1/revoke", "link=0", "response", Action::Edit),
        ("POST", "/responses/RSP-1/review", "then=keep&conclusion=x", "response", Action::Edit),
        ("GET", "/responses/RSP-1/review", "", "response", Action::Read),
        ("GET", "/questionnaires/QST-2/work", "", "questionnaire", Action::Read),
        ("POST", "/questionnaires/QST-2/work", "at=0&answer=Yes", "questionnaire", Action::Edit),
        ("GET", "/questionnaires/QST-2/answers.xlsx", "", "questionnaire", Action::Read),
        ("POST", "/due-diligence/link", "recipient=A&days=3", "report", Action::Create),
    ];
    for role in Role::OPTIONS.iter().filter_map(|o| Role::from_word(o.value)) {
        let rig = Rig::new().await;
        let token = rig.asked("SUP-1").await;
        rig.answered(&token, true, &[("q0", "yes"), ("q2", "1")]).await;
        let theirs = json!({ "title": "Theirs", "purpose": "x", "direction": "we-are-asked", "questions": [{"id": "1", "text": "Safe?"}] });
        rig.make("questionnaire", theirs).await;
        rig.chosen_for_the_pack().await;
        let cookie = rig.signed_in("someone", &[role]).await;
        for (method, path, form, name, action) in calls {
            let kind = kind::by_name(name).unwrap();
            let page = match path {
                "/questionnaires/QST-1/ask" => kind::by_name("questionnaire"),
                "/due-diligence/link" => None,
                _ => Some(kind),
            };
            let reads = page.is_none_or(|k| authority::allows(role, k, Action::Read));
            let allowed = reads && authority::allows(role, kind, action);
            let got = rig.as_of(&cookie, method, path, (method == "POST").then_some(form)).await;
            assert_eq!(
                matches!(got.status.as_u16(), 403 | 404),
                !allowed,
                "{} {method} {path}: {} {}",
                role.word(),
                got.status,
                got.words()
            );
            assert!(!got.status.is_server_error());
        }
    }
}
