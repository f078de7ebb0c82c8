use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn read(text: &str) -> Result<Tape, JsonError> {
    Tape::parse(text.as_bytes(), 10_000, &Limits::DEFAULT)
}

/// The tape as serde_json would have it.
fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::True => true.into(),
        Kind::False => false.into(),
        Kind::Number => serde_json::from_str(node.raw()).unwrap(),
        Kind::Text | Kind::Escaped => node.string().unwrap().into(),
        Kind::List => node.items().map(value).collect(),
        Kind::Object => {
            let members = node.members();
            members
                .map(|(name, inner)| (name.string().unwrap(), value(inner)))
                .collect()
        }
    }
}

#[test]
fn values_are_what_serde_json_reads() {
    for text in [
        "null",
        " true ",
        "-0.5e-3",
        "[]",
        "{}",
        r#"{"a":1,"b":[1,"x",{}],"c":{"d":null}}"#,
        r#"["\u00e9\n\ud83d\ude00", "é", ""]"#,
    ] {
        let tape = read(text).unwrap();
        assert_eq!(
            value(tape.root()),
            serde_json::from_str::<Value>(text).unwrap(),
            "{text}"
        );
    }
}

#[test]
fn names_are_found_and_given_once() {
    let tape = read(r#"{"a":{"x":1},"b\u0063":[2,3],"d":"e"}"#).unwrap();
    let root = tape.root();
    assert_eq!(
        root.get("a")
            .and_then(|a| a.get("x"))
            .and_then(Node::number),
        Some(1.0)
    );
    assert_eq!(root.list("bc").filter_map(Node::number).sum::<f64>(), 5.0);
    assert_eq!(root.text_of("d").as_deref(), Some("e"));
    assert!(root.get("x").is_none() && root.get("e").is_none());
    for twice in [
        r#"{"a":1,"a":1}"#,
        r#"{"a":1,"\u0061":2}"#,
        r#"[{"b":{"a":[1],"c":2,"a":3}}]"#,
    ] {
        assert_eq!(
            read(twice).err(),
            Some(JsonError::DuplicateMember),
            "{twice}"
        );
    }
    assert!(read(r#"[{"a":1},{"a":1,"b":{"a":1}}]"#).is_ok());
}

#[test]
fn loose_ends_are_refused() {
    for text in [
        "",
        "nul",
        "{} {}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\"}",
        "'a'",
        "01",
        "1.",
        "-",
        "1e",
        "1e999",
        "NaN",
        "\u{feff}{}",
        "\"\u{1}\"",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"",
        "\"\\\"",
        "[",
        "]",
        "{]",
        "[}",
        "{\"a\":1]",
    ] {
        assert_eq!(read(text).err(), Some(JsonError::Malformed), "{text}");
    }
    assert_eq!(
        Tape::parse(b"\"\xff\"", 9, &Limits::DEFAULT).err(),
        Some(JsonError::Malformed)
    );
}

#[test]
fn everything_is_bounded() {
    let tight = Limits {
        depth_max: 3,
        values_max: 6,
        members_max: 2,
        ..Limits::DEFAULT
    };
    let read = |text: &str| Tape::parse(text.as_bytes(), 100, &tight).map(|_| ());
    assert_eq!(read("[[[1]]]"), Ok(()));
    assert_eq!(read("[[[[]]]]"), Err(JsonError::TooDeep { max: 3 }));
    assert_eq!(read("[1,2,3,4,5]"), Ok(()));
    assert_eq!(
        read("[1,2,3,4,5,6]"),
        Err(JsonError::TooLarge { max: 6, actual: 7 })
    );
    assert_eq!(read(r#"{"a":1,"b":2}"#), Ok(()));
    assert!(read(r#"{"a":1,"b":2,"c":3}"#).is_err());
    assert!(read(&" ".repeat(101)).is_err());
    let bomb = "[".repeat(1_000_000);
    let bomb = Tape::parse(bomb.as_bytes(), 1 << 20, &Limits::DEFAULT);
    assert_eq!(bomb.err(), Some(JsonError::TooDeep { max: 32 }));
}

proptest! {
    #[test]
    fn json_like_text_is_read_as_serde_json_does(
        text in r#"([\[\]{}:, 0-2.eE+-]|"[a-c]{0,2}"|"\\\\[nu"]?(00e9)?"|null|true){0,12}"#
    ) {
        let tape = read(&text);
        let theirs = serde_json::from_str::<Value>(&text);
        match tape {
            Ok(tape) => prop_assert_eq!(value(tape.root()), theirs.unwrap()),
            Err(JsonError::DuplicateMember) => prop_assert!(theirs.is_ok()),
            Err(_) => prop_assert!(theirs.is_err(), "{}", text),
        }
    }

    /// Eight bytes are looked at at once: what ends a text may stand at any place of them.
    #[test]
    fn texts_end_where_serde_json_ends_them(
        text in r#"[a-zé☃\u{10ffff}]{0,20}["\\\x00-\x23\x7f]?[a-z!#é\u{80}"]{0,12}"#
    ) {
        let text = format!("\"{text}\"");
        match (read(&text), serde_json::from_str::<Value>(&text)) {
            (Ok(tape), Ok(theirs)) => prop_assert_eq!(value(tape.root()), theirs),
            (ours, theirs) => prop_assert_eq!(ours.is_err(), theirs.is_err(), "{}", text),
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        let _ = Tape::parse(&bytes, 1_000, &Limits::DEFAULT);
    }
}
