//! OSCAL both ways on the demonstration organisation: every document holds against schema and constraints in all three forms, says
//! what it leaves behind, and comes back without doing anything twice.

use formats::oscal::{Document, Form, Gravity, Model, constraints_with, validate};
use isms::{authority::Role, control::Control, head::Key, kind, view::View};
use service::{
    AsOf, Service, Viewer,
    clock::SetClock,
    library::Library,
    oscal::{Bundle, Fate, Given, Wish, bundle, offers},
};
use std::{collections::HashSet, sync::Arc};
use uuid::Uuid;

async fn stage() -> (Service, Uuid, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger::Ledger::open(&format!("sqlite:{}", folder.path().join("db").display())).await.unwrap();
    let clock = Arc::new(SetClock::at("2026-11-21T09:00:00Z".parse().unwrap()));
    let service = Service::with_clock(ledger, clock);
    let demo = service.demo().await.unwrap();
    (service, demo.org, folder)
}

/// What is wrong or odd in a bundle, each document beside the others.
fn faults(bundle: &Bundle) -> Vec<String> {
    let mut all = Vec::new();
    for (at, piece) in bundle.pieces.iter().enumerate() {
        let others = bundle.pieces.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, p)| &p.document);
        let others: Vec<&Document> = others.collect();
        let mut found = validate(&piece.document);
        found.extend(constraints_with(&piece.document, &others));
        let worse = found.iter().filter(|d| d.gravity != Gravity::Note).take(5);
        all.extend(worse.map(|d| format!("{}: {d}", piece.name)));
    }
    all
}

/// What another form of the first document loses.
fn changed(bundle: &Bundle) -> Vec<String> {
    let mut all = Vec::new();
    for form in Form::ALL {
        let first = &bundle.pieces[0];
        let again = Document::read(&first.document.write(form).unwrap()).unwrap();
        let differs = formats::oscal::diff::diff(&first.document, &again);
        all.extend(differs.iter().take(5).map(|d| format!("{} in {form}: {d}", first.name)));
    }
    all
}

fn given(bundle: &Bundle, at: usize) -> Given {
    let piece = &bundle.pieces[at];
    Given { name: piece.name.clone(), bytes: piece.document.write(bundle.form).unwrap() }
}

fn wish(model: Model, key: &str) -> Wish {
    Wish { model, key: key.into() }
}

fn first_of(view: &View, library: &Library, model: Model) -> Wish {
    offers(view, library)
        .into_iter()
        .map(|o| o.wish)
        .find(|w| w.model == model && (model != Model::Catalog || w.key.starts_with("iso")))
        .unwrap()
}

#[tokio::test]
async fn every_document_holds_and_survives_its_forms() {
    let (service, org, _folder) = stage().await;
    let viewer = Viewer::system(org, None);
    let view = service.view(&viewer, AsOf::Now).await.unwrap();
    let library = service.library(view.for_the_organisation()).await.unwrap();
    let all = offers(&view, &library);
    let models: HashSet<Model> = all.iter().map(|o| o.wish.model).collect();
    assert_eq!(models.len(), 8, "the demonstration has something for every model");
    let (mut seen, mut wrong) = (HashSet::new(), Vec::new());
    for offer in &all {
        let made = bundle(&view, &library, &offer.wish, Form::Json).unwrap_or_else(|e| panic!("{:?}: {e}", offer.wish));
        wrong.extend(faults(&made));
        if seen.insert(offer.wish.model) {
            wrong.extend(changed(&made));
            let again = bundle(&view, &library, &offer.wish, Form::Json).unwrap();
            assert_eq!(made.files().unwrap(), again.files().unwrap(), "the same moment gives the same bytes");
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_is_left_behind_is_said() {
    let (service, org, _folder) = stage().await;
    let viewer = Viewer::system(org, None);
    let view = service.view(&viewer, AsOf::Now).await.unwrap();
    let library = service.library(view.for_the_organisation()).await.unwrap();
    let components = bundle(&view, &library, &wish(Model::ComponentDefinition, ""), Form::Json).unwrap();
    let losses = components.losses();
    for field in ["cost_yearly", "effects", "treats", "coverage"] {
        assert!(losses.iter().any(|(_, l)| l.field == field), "{field}");
    }
    let text = service::oscal::as_text(&losses);
    assert!(text.contains("OSCAL has no place for money or effort"));
    let plan = bundle(&view, &library, &wish(Model::SystemSecurityPlan, "SOA-1"), Form::Json).unwrap();
    let json = plan.pieces[0].document.to_json();
    let rows = json["system-security-plan"]["control-implementation"]["implemented-requirements"].as_array().unwrap();
    assert_eq!(rows.len(), 93, "every line, the excluded ones too");
    let row = |id: &str| rows.iter().find(|r| r["control-id"] == id).unwrap();
    assert_eq!(row("A.8.30")["by-components"][0]["implementation-status"]["state"], "not-applicable");
    assert!(row("A.8.30")["remarks"].as_str().is_some_and(|r| r.len() > 10), "the reason comes along");
    assert!(row("A.7.8")["by-components"].as_array().unwrap().iter().any(|b| b.get("inherited").is_some()));
}

#[tokio::test]
async fn documents_hold_only_what_their_reader_may_see() {
    let (service, org, _folder) = stage().await;
    let isms = service.isms(org, AsOf::Now).await.unwrap();
    let viewer = Viewer { account: None, org, person: None, roles: vec![Role::Employee], system: false };
    let view = View::new(isms.clone(), viewer.sight(&isms));
    let isms = service.isms(org, AsOf::Now).await.unwrap();
    let library = service.library(&isms).await.unwrap();
    let hidden: Vec<String> = isms.all::<isms::risk::Risk>().map(|r| r.head.title.clone()).collect();
    for offer in offers(&view, &library).iter().filter(|o| o.wish.model != Model::MappingCollection) {
        let Ok(made) = bundle(&view, &library, &offer.wish, Form::Json) else { continue };
        for (name, bytes) in made.files().unwrap() {
            let text = String::from_utf8(bytes).unwrap();
            let leaked = hidden.iter().find(|t| text.contains(t.as_str()));
            assert_eq!(leaked, None, "{name}");
            assert!(!text.contains("RSK-"), "{name}");
        }
    }
}

#[tokio::test]
async fn our_own_documents_bring_nothing_new_and_others_come_once() {
    let (service, org, _folder) = stage().await;
    let viewer = Viewer::system(org, None);
    let view = service.view(&viewer, AsOf::Now).await.unwrap();
    let library = service.library(view.for_the_organisation()).await.unwrap();
    let other = service.found("other", "Other").await.unwrap();
    let elsewhere = Viewer::system(other, None);
    for model in Model::ALL.into_iter().filter(|m| !matches!(m, Model::Catalog | Model::Profile)) {
        let made = bundle(&view, &library, &first_of(&view, &library, model), Form::Xml).unwrap();
        let file = given(&made, 0);
        let others: Vec<Given> = (1..made.pieces.len()).map(|i| given(&made, i)).collect();
        let (own, act) =
            service.take_oscal(&viewer, &file, &others, None, true).await.unwrap_or_else(|e| panic!("{model}: {e}"));
        let new: Vec<_> = own.items.iter().filter(|i| i.fate != Fate::Known).collect();
        assert!(act.is_none() && new.is_empty(), "{model} at home: {new:?}");
        let (preview, act) = service
            .take_oscal(&elsewhere, &file, &others, None, false)
            .await
            .unwrap_or_else(|e| panic!("{model}: {e}"));
        assert!(act.is_none() && preview.changes(), "{model} elsewhere");
        let (_, act) =
            service.take_oscal(&elsewhere, &file, &others, None, true).await.unwrap_or_else(|e| panic!("{model}: {e}"));
        assert!(act.unwrap().act.is_some(), "{model}");
        let (again, act) = service.take_oscal(&elsewhere, &file, &others, None, true).await.unwrap();
        assert!(act.is_none() && !again.changes(), "{model} again: {:?}", again.items);
    }
    let there = service.isms(other, AsOf::Now).await.unwrap();
    assert!(
        there.all::<Control>().count() > 0 && there.all::<Control>().all(|c| &*c.head.state == "proposed"),
        "nothing is earned by import"
    );
    assert!(there.all::<isms::control::Mapping>().all(|m| m.body.lines.iter().all(|l| l.accepted_by.is_none())));
    assert!(there.all::<isms::assurance::Evidence>().any(|e| e.body.size.is_some()), "the original is kept");
}

#[tokio::test]
async fn catalogues_and_profiles_become_frameworks() {
    let (service, org, _folder) = stage().await;
    let viewer = Viewer::system(org, None);
    let view = service.view(&viewer, AsOf::Now).await.unwrap();
    let library = service.library(view.for_the_organisation()).await.unwrap();
    let made = bundle(&view, &library, &wish(Model::Profile, "SOA-1"), Form::Yaml).unwrap();
    let (profile, catalogue) = (given(&made, 0), given(&made, 1));
    let alone = service.take_oscal(&viewer, &profile, &[], Some("annex-a-ours"), true).await.unwrap_err().to_string();
    assert!(alone.contains("along with it"), "{alone}");
    let given = std::slice::from_ref(&catalogue);
    let (taken, _) = service.take_oscal(&viewer, &profile, given, Some("annex-a-ours"), true).await.unwrap();
    assert_eq!(taken.items[0].fate, Fate::New);
    let (again, _) = service.take_oscal(&viewer, &profile, given, Some("annex-a-ours"), true).await.unwrap();
    assert_eq!(again.items[0].fate, Fate::Known);
    let isms = service.isms(org, AsOf::Now).await.unwrap();
    let library = service.library(&isms).await.unwrap();
    let shelf = library.find("annex-a-ours").unwrap();
    assert!(shelf.requirement("A.7.3").is_some() && shelf.requirement("A.8.30").is_none());
    let key = Key::parse(&taken.items[0].key).unwrap();
    assert_eq!(key.kind, kind::by_name("framework").unwrap());
}

#[tokio::test]
async fn hostile_files_are_refused_in_words() {
    let (service, org, _folder) = stage().await;
    let viewer = Viewer::system(org, None);
    let deep = format!("{{\"catalog\":{}1{}}}", "[".repeat(4_000), "]".repeat(4_000));
    let files: [&[u8]; 8] = [
        b"",
        b"\xff\xfe\x00",
        b"{}",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><catalog>&b;</catalog>",
        b"a: &a [*a, *a]",
        deep.as_bytes(),
        b"{\"plan-of-action-and-milestones\":[]}",
        b"{\"system-security-plan\":{\"import-profile\":{\"href\":\"../../../etc/passwd\"}}}",
    ];
    for bytes in files {
        let file = Given { name: "../../x.json".into(), bytes: bytes.to_vec() };
        let outcome = service.take_oscal(&viewer, &file, &[], None, true).await;
        assert!(outcome.as_ref().is_err() || !outcome.unwrap().0.changes(), "{:?}", String::from_utf8_lossy(bytes));
    }
    let nobody = Viewer { account: None, org, person: None, roles: vec![Role::Employee], system: false };
    let poam = br#"{"plan-of-action-and-milestones":{"uuid":"0470d39a-3e02-4bff-82cf-676d522c1554","metadata":{"title":"x","last-modified":"2026-01-01T00:00:00Z","version":"1","oscal-version":"1.2.3"},"poam-items":[{"uuid":"1470d39a-3e02-4bff-82cf-676d522c1554","title":"t","description":"<script>alert(1)</script>"}]}}"#;
    let file = Given { name: "x.json".into(), bytes: poam.to_vec() };
    assert!(
        service.take_oscal(&nobody, &file, &[], None, true).await.is_err(),
        "an import needs the same authority as a page"
    );
    assert!(service.take_oscal(&viewer, &file, &[], None, true).await.unwrap().1.is_some());
}
