use super::{
    example::{CHART, example, register, row, words},
    *,
};
use proptest::prelude::*;

fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|w| w == what.as_bytes())
}

/// Set `PRINT_TO` to a folder to look at the example.
#[test]
fn the_same_document_is_the_same_bytes_and_can_be_read_aloud() {
    let first = pdf(&example(10)).unwrap();
    if let Some(folder) = std::env::var_os("PRINT_TO") {
        std::fs::write(std::path::Path::new(&folder).join("example.pdf"), &first).unwrap();
    }
    assert!(first == pdf(&example(10)).unwrap());
    assert!(first.starts_with(b"%PDF-1.7"));
    for what in ["/Lang(en", "/StructTreeRoot", "/MarkInfo", "pdfuaid", "pdfaid", "Risk assessment 2026"] {
        assert!(holds(&first, what), "{what} is missing");
    }
    let german = Document { language: Language::German, ..example(10) };
    assert!(holds(&pdf(&german).unwrap(), "/Lang(de"));
}

#[test]
fn what_cannot_be_printed_is_said() {
    assert!(matches!(pdf(&Document::default()), Err(PrintError::Untitled)));
    let mut uneven = example(2);
    uneven.sections = vec![Section {
        heading: "x".into(),
        blocks: vec![Block::Table(Table { rows: vec![row(["one"])], caption: "Losses".into(), ..register(0) })],
    }];
    assert_eq!(pdf(&uneven).unwrap_err().to_string(), "table \"Losses\", row 1: expected 5 cells, found 1");
    let broken = Figure { svg: "<svg".into(), caption: "c".into(), alt: "a".into() };
    uneven.sections = vec![Section { heading: "x".into(), blocks: vec![Block::Figure(broken)] }];
    assert!(pdf(&uneven).unwrap_err().to_string().contains("SVG"));
}

/// Everything a document says goes through the template once.
fn everywhere(text: &str) -> Document {
    let pair = || (text.to_owned(), text.to_owned());
    let blocks = vec![
        Block::Paragraph(Text::default().plain(text).strong(text)),
        Block::Heading(text.into()),
        Block::Bullets(vec![words(text)]),
        Block::Table(Table {
            caption: text.into(),
            columns: vec![Column::text(text, 1), Column::number(text)],
            rows: vec![row([text, text])],
            total: Some(row([text, text])),
        }),
        Block::Figure(Figure { svg: CHART.into(), caption: text.into(), alt: text.into() }),
        Block::Callout(Callout { tone: Tone::Note, title: text.into(), text: words(text) }),
        Block::Approvals(vec![Approval { name: text.into(), role: text.into(), verdict: text.into() }]),
        Block::Method(Method { text: words(text), rests_on: vec![pair()] }),
    ];
    Document {
        title: format!("x{text}"),
        subtitle: text.into(),
        organisation: text.into(),
        facts: vec![pair()],
        classification: text.into(),
        issued: Issued { text: text.into(), on: jiff::civil::Date::MIN },
        seal: Some(Seal { act: 1, hash: text.into() }),
        contents: true,
        sections: vec![Section { heading: text.into(), blocks }],
        ..Document::default()
    }
}

#[test]
fn nothing_that_is_said_is_run() {
    let hostile = [
        "#panic(\"run\")",
        "#read(\"/etc/passwd\")",
        "#import \"@preview/x:1.0.0\": *",
        "]#panic(1)[",
        "\\#{panic(1)}",
        "$ sqrt( $",
        "```#panic()```",
        "// /* ",
        "#set page(width: 1pt)",
        "<label> @label",
        "\"); panic(\"",
        "\u{202E}txt.exe\u{0}\u{7}",
        "表 𓂀 🦀 \u{FFFE}",
        "a\r\nb\u{2028}c",
        "",
        &"x".repeat(300),
        &"= a\n- b\n+ c\n/ d: e\n".repeat(4),
        "e\u{301}\u{301}\u{301}",
        "\u{1F1E9}\u{1F1EA}",
        "العربية עברית ไทย",
    ];
    for text in hostile {
        let made = pdf(&everywhere(text));
        assert!(made.is_ok(), "{text:?}: {}", made.unwrap_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_text_is_refused(text in "(\\PC|[#\\[\\]{}()$`*_@<>\\\\\"'/=~\n\r\t]){0,120}") {
        let made = pdf(&everywhere(&text));
        prop_assert!(made.is_ok(), "{:?}", made.map(drop));
    }
}
