use super::*;
use crate::oscal::xml::dom::{Element, parse, write_children};
use crate::place::Limits;
use proptest::prelude::*;

fn xml_of(children: &[Child]) -> String {
    let mut out = String::new();
    write_children(&mut out, children, None);
    out
}

fn parsed(xml: &str) -> Element {
    let text = format!("<x xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\">{xml}</x>");
    parse(text.as_bytes(), &Limits::default()).map(|p| p.root).unwrap_or_default()
}

#[test]
fn both_ways() {
    for (markdown, xml) in [
        ("plain", "<p>plain</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        (
            "a *b* **c** `d` ~e~ ^f^ \"g\"",
            "<p>a <em>b</em> <strong>c</strong> <code>d</code> <sub>e</sub> <sup>f</sup> <q>g</q></p>",
        ),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("{{ insert: param, ac-1_prm_1 }}.", "<p><insert type=\"param\" id-ref=\"ac-1_prm_1\"/>.</p>"),
        (
            "[x *y*](#a \"t\") ![i](b.png)",
            "<p><a href=\"#a\" title=\"t\">x <em>y</em></a> <img alt=\"i\" src=\"b.png\"/></p>",
        ),
        ("in (see [PE](#pe) ) [no link]", "<p>in (see <a href=\"#pe\">PE</a> ) [no link]</p>"),
        ("\\*a\\* \\\"b\\\" snake_case 2 * 3", "<p>*a* \"b\" snake_case 2 * 3</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("1\\. no list\n\n\\- nor this", "<p>1. no list</p><p>- nor this</p>"),
        ("# one\n\n###### six", "<h1>one</h1><h6>six</h6>"),
        ("* a\n* b\n  1. c\n  1. d\n* e\n", "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li><li>e</li></ul>"),
        ("> q\n>\n> r", "<blockquote><p>q</p><p>r</p></blockquote>"),
        ("```\na *b*\n  c\n```", "<pre>a *b*\n  c</pre>"),
        (
            "| a | b |\n| --- | ---: |\n| c | d\\|e |",
            "<table><tr><th>a</th><th align=\"right\">b</th></tr><tr><td>c</td><td align=\"right\">d|e</td></tr></table>",
        ),
        ("a\\\nb", "<p>a<br/>b</p>"),
        (" {{ insert: param, x }} is *so* ", "<p> <insert type=\"param\" id-ref=\"x\"/> is <em>so</em> </p>"),
        ("{{ no insert }} {x} }}", "<p>{{ no insert }} {x} }}</p>"),
    ] {
        assert_eq!(xml_of(&blocks_to_xml(markdown)), xml, "{markdown}");
        assert_eq!(blocks_to_markdown(&parsed(xml).children), markdown, "{xml}");
    }
}

#[test]
fn white_space_of_xml_says_nothing() {
    let xml = "\n   <p>\n  a\n  <em>b</em> </p>\n  <ol>\n <li>c</li>\n <li><p>d</p></li> </ol>";
    assert_eq!(blocks_to_markdown(&parsed(xml).children), "a *b* \n\n1. c\n1. d\n");
}

#[test]
fn hostile_markdown_ends() {
    for unit in
        ["*a ", "**", "[", "[a](", "`", "\"x ", "{{", "_a_ ", "* ", "> ", "| ", "``a` ", "~", "![", "((", "*a* **b"]
    {
        let text = unit.repeat(5_000);
        let _ = round(&text, true);
        let _ = round(&text, false);
    }
}

proptest! {
    #[test]
    fn text_survives_as_markdown(text in "[ a-c*_~^`\"\\[\\](){}\\\\&|#>.1+!<-]{0,40}") {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = line_to_markdown(&[Child::Text(words.clone())]);
        let back: String = Element::new("x", line_to_xml(&line)).text();
        prop_assert_eq!(back, words, "{}", line);
    }

    #[test]
    fn markdown_settles(text in "[ a-c*_~^`\"\\[\\](){}\\\\&|#>.1+!<\n-]{0,60}") {
        let once = round(&text, true);
        let twice = round(&once, true);
        prop_assert_eq!(round(&twice, true), twice);
    }
}
