//! What anyone may read of us, and the pack behind a link.

use super::*;
use std::io::Read;

impl Rig {
    /// A certificate, policies and evidence on the organisation's page; the page itself stays off.
    pub(super) async fn chosen_for_the_pack(&self) {
        self.make("party", json!({ "title": "Certifier", "needs": "x" })).await;
        let certificate = |title: &str, until: &str, more: Value| {
            let mut fields = json!({ "title": title, "standard": title, "issuer": "PTY-1", "valid_from": "2025-01-01", "valid_until": until, "state": "valid" });
            more.as_object().unwrap().iter().for_each(|(k, v)| fields[k] = v.clone());
            fields
        };
        self.make("certificate", certificate("ISO 27001", "2026-06-30", json!({}))).await;
        self.make("certificate", certificate("Old one", "2026-03-01", json!({}))).await;
        self.make("certificate", certificate("Hidden one", "2027-01-01", json!({ "compartment": "incident" }))).await;
        self.make(
            "certificate",
            certificate("Own permit", "2027-01-01", json!({ "form": "authorisation-to-operate" })),
        )
        .await;
        let statements = json!([{ "number": "1", "text": "We care." }]);
        self.make(
            "policy",
            json!({ "title": "Security policy", "purpose": "Why.", "statements": statements, "state": "in-force" }),
        )
        .await;
        self.make("policy", json!({ "title": "Draft policy", "purpose": "Why." })).await;
        self.make("evidence", json!({ "title": "Pen test", "shows": "x", "file_name": "pentest.pdf" })).await;
        self.edit_organisation(json!({
            "security_contact": "security@acme.example", "request_more": "Write to us. <script>x</script>",
            "shown_certificates": ["CRT-1", "CRT-2", "CRT-3", "CRT-4"], "shown_policies": ["POL-1", "POL-2"],
            "sub_processors": [{ "supplier": "SUP-1", "purpose": "Meter readings" }], "pack_evidence": ["EVD-1"],
        }))
        .await;
    }

    async fn edit_organisation(&self, patch: Value) {
        let edit = Command::Edit { subject: "ORG-1".into(), version: None, patch };
        self.service.perform(&Viewer::system(self.org, None), Request::one("test", edit)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_off_until_it_is_wanted_and_shows_what_is_so() {
    let rig = Rig::new().await;
    rig.chosen_for_the_pack().await;
    assert_eq!(rig.outside("/trust/acme").await.status, 404, "off by default");
    assert_eq!(rig.outside("/trust/nobody").await.status, 404);
    rig.edit_organisation(json!({ "trust_page": true })).await;
    insta::assert_snapshot!(rig.outside("/trust/acme").await.words(), @"Surety Security at Acme As of 2 Mar 2026. Certificates in force Certificates in force Certificate Issued by For Valid until ISO 27001 Certifier 30 Jun 2026 Policies in force Security policy Sub-processors Sub-processors Supplier For what Country Kestrel Meter readings unknown Report a weakness or an incident security@acme.example Ask for more Write to us. x Every line is read from the management system at the moment of this page; what expired is not shown.");
    rig.clock.set("2026-07-01T09:00:00Z".parse().unwrap());
    assert!(!rig.outside("/trust/acme").await.words().contains("ISO 27001"), "a certificate that ended is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pack_is_sealed_for_its_recipient_and_every_fetch_is_an_act() {
    let rig = Rig::new().await;
    rig.chosen_for_the_pack().await;
    let (one, two) = (rig.get("/due-diligence.zip").await, rig.get("/due-diligence.zip").await);
    assert_eq!((one.status.as_u16(), &one.bytes), (200, &two.bytes), "the same moment gives the same bytes");
    let mut zip = Zip::open(&one.bytes);
    insta::assert_snapshot!(zip.names().join("\n"), @r#"
INDEX.md
certificates/CRT-1.md
policies/POL-1.md
"#);
    let index = zip.read("INDEX.md");
    assert!(index.contains("Due-diligence pack of Acme") && index.contains("EVD-1 Pen test"), "{index}");

    let page = rig.post("/due-diligence/link", "recipient=Grid+customer&days=5").await;
    assert_eq!(page.status, 200, "{}", page.words());
    let token = page.token("/pack/");
    let landing = rig.outside(&format!("/pack/{token}")).await;
    assert!(landing.words().contains("Made for Grid customer.") && landing.header("referrer-policy") == "no-referrer");
    let fetch = async || rig.as_of("", "POST", &format!("/pack/{token}"), Some("")).await;
    let before = rig.service.acts(rig.org, None, 1).await.unwrap()[0].seq;
    let fetched = fetch().await;
    assert_eq!((fetched.status.as_u16(), fetched.header("content-type")), (200, "application/zip"));
    assert!(fetched.header("content-disposition").starts_with("attachment;"));
    let act = rig.service.acts(rig.org, None, 1).await.unwrap().remove(0);
    assert_eq!(
        (act.seq, act.via.as_str(), act.reason.as_str()),
        (before + 1, "link", "Fetched by link: Grid customer")
    );
    assert_eq!(fetch().await.bytes, fetched.bytes, "sealed as it was that day");
    assert!(rig.get("/trust").await.words().contains("Fetched 2 times."));
    assert_eq!(rig.outside(&format!("/answer/{token}")).await.status, 404, "a link opens one thing only");
    rig.post("/due-diligence/revoke?key=RPT-1", "link=0").await;
    assert_eq!(fetch().await.status, 410);
}

/// Files of a ZIP, as a stranger's program finds them.
struct Zip(zip::ZipArchive<std::io::Cursor<Vec<u8>>>);

impl Zip {
    fn open(bytes: &[u8]) -> Zip {
        Zip(zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap())
    }

    fn names(&mut self) -> Vec<String> {
        (0..self.0.len()).map(|i| self.0.by_index(i).unwrap().name().unwrap().to_string()).collect()
    }

    fn read(&mut self, name: &str) -> String {
        let mut text = String::new();
        self.0.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }
}
