use super::*;

struct One;

impl Source for One {
    fn fetch(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        match path {
            "c.json" => Ok(br#"{"catalog": {}}"#.to_vec()),
            "large.json" => Err(Refusal::Large(10)),
            _ => Err(Refusal::Absent),
        }
    }
}

fn follow(href: &str, resources: &str, bounds: Bounds) -> String {
    let text = format!(r#"{{"profile": {{"back-matter": {{"resources": [{resources}]}}}}}}"#);
    let document = Document::parse(text.as_bytes()).unwrap();
    let node = Node { at: At { line: 1, col: 1 }, value: crate::yaml::Tree::Str(href.into()) };
    match Folder::new(&One, bounds).follow("p.json", &document, &node, "/x") {
        Ok((found, notes)) => format!("{} {} {}", found.path, found.document.model(), notes.len()),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn resources_are_tried_by_media_type() {
    let plain = Bounds::default();
    assert_eq!(follow("c.json", "", plain), "c.json catalog 0");
    assert_eq!(follow("file:///somewhere/c.json", "", plain), "c.json catalog 1");
    let links = r#"{"uuid": "U", "rlinks": [{"href": "c.xml"}, {"href": "c", "media-type": "application/pdf"}, {"href": "c.json"}]}"#;
    assert_eq!(follow("#u", links, plain), "c.json catalog 0");
    let inside = r#"{"uuid": "u", "base64": {"value": "eyJjYXRhbG9nIjoge319"}}"#;
    assert_eq!(follow("#u", inside, plain), "#u catalog 0");
    insta::assert_snapshot!(follow("#u", r#"{"uuid": "u", "rlinks": [{"href": "a.xml"}, {"href": "../b.json"}]}"#, plain), @"line 1, column 1 (/x): expected a document of the folder, found `../b.json`, which leads out of the folder; no copy of it at `b.json`; `a.xml`, which is not in the folder");
    insta::assert_snapshot!(follow("#u", r#"{"uuid": "u", "rlinks": [{"href": "a.pdf"}]}"#, plain), @"line 1, column 1 (/x): expected a reference to a document, found the resource `u`, which has neither an rlink nor base64 content in JSON, YAML or XML");
    insta::assert_snapshot!(follow("large.json", "", plain), @"line 1, column 1 (/x): expected fewer or smaller documents, found `large.json`, which has more than 10 bytes");
    insta::assert_snapshot!(follow("c.json", "", Bounds { bytes: 3, ..plain }), @"line 1, column 1 (/x): expected fewer or smaller documents, found more than 3 bytes in all");
    insta::assert_snapshot!(follow("c.json", "", Bounds { documents: 0, ..plain }), @"line 1, column 1 (/x): expected fewer or smaller documents, found a document after the first 0");
}
