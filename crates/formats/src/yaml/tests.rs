use super::*;
use proptest::prelude::*;
use serde_json::json;

fn fault(text: &str) -> String {
    parse(text.as_bytes()).map(|n| n.to_json()).expect_err(text).to_string()
}

#[test]
fn core_schema_only() {
    let text = "a: yes\nb: 2026-01-01\nc: '5'\nd: 0x1F\ne: 1.50\nf: ~\ng: true\nh: 1_000\ni: \"null\"\nj: 12:30\nk:\n";
    assert_eq!(
        parse(text.as_bytes()).map(|n| n.to_json()),
        Ok(json!({"a": "yes", "b": "2026-01-01", "c": "5", "d": 31, "e": 1.5, "f": null, "g": true, "h": "1_000",
            "i": "null", "j": "12:30", "k": null}))
    );
}

#[test]
fn places_of_keys_and_values() -> Result<(), Fault> {
    let node = parse(b"risk:\n  title: Fire\n  owners:\n    - ann\n    - bob\n")?;
    let at = |pointer: &str| node.at_pointer(pointer).map(|a| (a.line, a.col));
    assert_eq!(at("/risk/title"), Some((2, 10)));
    assert_eq!(at("/risk/owners"), Some((3, 3)));
    assert_eq!(at("/risk/owners/1"), Some((5, 7)));
    assert_eq!(at("/risk/missing/deep"), Some((1, 1)));
    assert_eq!(at("risk"), None);
    Ok(())
}

#[test]
fn faults_say_where_and_what() {
    insta::assert_snapshot!(fault("a:\n  b: 1\n  b: 2\n"), @"line 3, column 3 (/a): expected every key once, found `b` a second time (first at line 2, column 3)");
    insta::assert_snapshot!(fault("a: .inf\n"), @"line 1, column 4 (/a): expected a value, found an infinity or not-a-number, which has no place in data; quote it if it is text");
    insta::assert_snapshot!(fault("a: 99999999999999999999\n"), @"line 1, column 4 (/a): expected a value, found a number too large to be held exactly; quote it if it is an identifier");
    insta::assert_snapshot!(fault("- !secret x\n"), @"line 1, column 3 (/0): expected a value without a tag, found the tag `!secret`, which does not fit here");
    insta::assert_snapshot!(fault("[1]: x\n"), @"line 1, column 1: expected a key that is text, found a list or map as a key");
    insta::assert_snapshot!(fault("a: *nowhere\n"), @"line 1, column 4 (/a): while parsing node, found unknown anchor");
    insta::assert_snapshot!(fault("a: 1\n---\nb: 2\n"), @"line 3, column 1: expected one document, found a second one after `---`");
    insta::assert_snapshot!(fault("a: \"open\n"), @"line 1, column 4 (/a): while scanning a quoted scalar, found unexpected end of stream");
    insta::assert_snapshot!(fault("a: x\0y\n"), @"line 1, column 5: expected text, found a control character");
}

#[test]
fn hostile_texts_are_faults() {
    for opener in ["[", "{a: ", "- ", "? ", "[{a: "] {
        assert!(parse(opener.repeat(100_000).as_bytes()).is_err(), "{opener}");
    }
    assert!(parse(&[b'a', b':', 0xFF]).is_err());
    assert!(parse_with(b"abc", &Limits { bytes: 2, ..Limits::default() }).is_err());
    let mut laughs = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for i in 1..20 {
        let items = vec![format!("*a{}", i - 1); 10].join(", ");
        laughs += &format!("a{i}: &a{i} [{items}]\n");
    }
    assert!(fault(&laughs).contains("aliases make this text too large"));
}

#[test]
fn aliases_are_expanded_within_bounds() {
    let text = b"base: &b {x: 1}\nuse: *b\n---\n2\n";
    let all = parse_all(text).map(|docs| docs.iter().map(Node::to_json).collect::<Vec<_>>());
    assert_eq!(all, Ok(vec![json!({"base": {"x": 1}, "use": {"x": 1}}), json!(2)]));
    assert!(parse_all(b"a: &x 1\n---\nb: *x\n").is_err());
}

#[test]
fn canonical_form() {
    let value = json!({
        "title": "Fire: in the hall", "plain": "a b", "yes": "no", "date": "2026-01-01", "num": "5", "empty": "",
        "text": "one\n\n  two\n", "kept": "x\n\n", "bare": "x\ny", "odd": " x\ny", "list": [1, [2, 3], {"a": {"b": []}, "c": {}}],
    });
    insta::assert_snapshot!(write(&value), @r#"
    title: "Fire: in the hall"
    plain: a b
    "yes": "no"
    date: 2026-01-01
    num: "5"
    empty: ""
    text: |
      one

        two
    kept: |+
      x

    bare: |-
      x
      y
    odd: " x\ny"
    list:
      - 1
      - - 2
        - 3
      - a:
          b: []
        c: {}
    "#);
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "[ \\n\\t:#a\\-?\\[\\]{},&*!|>'\"%@`~\\\\]{0,12}",
        "[a-z :#\\n-]{0,20}",
        "[-+.0-9eExo_]{1,6}",
        Just("x".repeat(1500)),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text.clone(), inner), 0..5).prop_map(|m| m.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn writing_then_reading_gives_the_same(value in value()) {
        let text = write(&value);
        let read = parse(text.as_bytes()).map(|n| n.to_json());
        prop_assert_eq!(read.as_ref(), Ok(&value), "{}", text);
        prop_assert_eq!(write(&read.unwrap_or_default()), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_all(&bytes);
    }

    #[test]
    fn any_yaml_like_text_is_read_or_refused(text in "[ \\n\\t:#a1\\-?\\[\\]{},&*!|>'\"%@`~\\\\\\r]{0,40}") {
        let _ = parse_all(text.as_bytes());
    }
}
