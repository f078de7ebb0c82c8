//! What documents say, feature by feature. The expected quads follow from JSON-LD 1.1; all were
//! held against PyLD 3.3 when they were written.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use cleanbill_jsonld::{DropReason, Fault, Form, JsonLdError, Limits, to_dataset};
use serde_json::{Value, json};

fn quads(document: &Value) -> Result<String, JsonLdError> {
    let contexts = BTreeMap::from([(
        "https://example.org/v1".to_owned(),
        json!({"@context": {"@version": 1.1, "a": "urn:va", "b": "urn:vb"}}),
    )]);
    let limits = Limits::default();
    to_dataset(document, &contexts, &limits)?.canonicalise(Form::Rdfc10, &limits)
}

/// `lines` in the short form: `v:` for the vocabulary, `x:` for the types of XML Schema.
fn check(document: &Value, lines: &[&str]) {
    let short = quads(document)
        .unwrap()
        .replace("<http://v/", "<v:")
        .replace("<http://www.w3.org/2001/XMLSchema#", "<x:")
        .replace("<http://www.w3.org/1999/02/22-rdf-syntax-ns#", "<r:");
    // What is shortened sorts elsewhere.
    let mut short: Vec<&str> = short.lines().collect();
    short.sort_unstable();
    assert_eq!(short, lines, "{document}");
}

fn refused(document: &Value, fault: Fault) {
    assert_eq!(
        quads(document),
        Err(JsonLdError::Invalid(fault)),
        "{document}"
    );
}

#[test]
fn scalars_have_their_types() {
    check(
        &json!({"@context": {"@vocab": "http://v/", "d": {"@id": "urn:d",
            "@type": "http://www.w3.org/2001/XMLSchema#double"}},
            "@id": "urn:s", "a": 1, "b": 1.5, "c": true, "d": 5, "e": "x", "f": [1, 2, 1],
            "g": null, "h": 1e22, "i": 1.0}),
        &[
            "<urn:s> <urn:d> \"5.0E0\"^^<x:double> .",
            "<urn:s> <v:a> \"1\"^^<x:integer> .",
            "<urn:s> <v:b> \"1.5E0\"^^<x:double> .",
            "<urn:s> <v:c> \"true\"^^<x:boolean> .",
            "<urn:s> <v:e> \"x\" .",
            "<urn:s> <v:f> \"1\"^^<x:integer> .",
            "<urn:s> <v:f> \"2\"^^<x:integer> .",
            "<urn:s> <v:h> \"1.0E22\"^^<x:double> .",
            "<urn:s> <v:i> \"1\"^^<x:integer> .",
        ],
    );
}

#[test]
fn text_is_escaped_as_the_form_has_it() {
    let document = json!({"@context": {"a": "urn:a"}, "a": "\t\"\\\r\n\u{1}\u{7f}é"});
    let limits = Limits::default();
    let dataset = to_dataset(&document, &(), &limits).unwrap();
    assert_eq!(
        dataset.canonicalise(Form::Rdfc10, &limits).unwrap(),
        "_:c14n0 <urn:a> \"\\t\\\"\\\\\\r\\n\\u0001\\u007Fé\" .\n"
    );
    assert_eq!(
        dataset.canonicalise(Form::Urdna2015, &limits).unwrap(),
        "_:c14n0 <urn:a> \"\t\\\"\\\\\\r\\n\u{1}\u{7f}é\" .\n"
    );
}

#[test]
fn languages_are_of_the_term_or_the_context() {
    check(
        &json!({"@context": {"@vocab": "http://v/", "@language": "de",
            "n": {"@id": "urn:n", "@language": null},
            "m": {"@id": "urn:m", "@container": "@language"}},
            "@id": "urn:s", "a": "x", "n": "y", "b": {"@value": "z"},
            "m": {"en": ["a", "b"], "@none": "d"}}),
        &[
            "<urn:s> <urn:m> \"a\"@en .",
            "<urn:s> <urn:m> \"b\"@en .",
            "<urn:s> <urn:m> \"d\" .",
            "<urn:s> <urn:n> \"y\" .",
            "<urn:s> <v:a> \"x\"@de .",
            "<urn:s> <v:b> \"z\" .",
        ],
    );
}

#[test]
fn lists_keep_their_order() {
    check(
        &json!({"@context": {"l": {"@id": "urn:l", "@container": "@list"}},
            "@id": "urn:s", "l": [2, []]}),
        &[
            "<urn:s> <urn:l> _:c14n0 .",
            "_:c14n0 <r:first> \"2\"^^<x:integer> .",
            "_:c14n0 <r:rest> _:c14n1 .",
            "_:c14n1 <r:first> <r:nil> .",
            "_:c14n1 <r:rest> <r:nil> .",
        ],
    );
}

#[test]
fn references_are_resolved_or_dropped() {
    let context = json!({"@base": "http://b/c/d", "@vocab": "http://v/",
        "i": {"@id": "urn:i", "@type": "@id"}, "t": {"@id": "urn:t", "@type": "@vocab"},
        "term": "urn:term"});
    check(
        &json!({"@context": context, "@id": "../x", "i": ["#f", "?q"], "t": ["term", "other"]}),
        &[
            "<http://b/x> <urn:i> <http://b/c/d#f> .",
            "<http://b/x> <urn:i> <http://b/c/d?q> .",
            "<http://b/x> <urn:t> <urn:term> .",
            "<http://b/x> <urn:t> <v:other> .",
        ],
    );
}

#[test]
fn contexts_of_types_end_with_the_node_and_those_of_properties_do_not() {
    let scoped = |kind: &str| {
        json!({"@version": 1.1, "a": "urn:a", "p": "urn:p",
            kind: {"@id": "urn:x", "@context": {"a": "urn:inner"}}})
    };
    check(
        &json!({"@context": scoped("T"), "@id": "urn:s", "@type": "T", "a": 1,
            "p": {"@id": "urn:o", "a": 2}}),
        &[
            "<urn:o> <urn:a> \"2\"^^<x:integer> .",
            "<urn:s> <r:type> <urn:x> .",
            "<urn:s> <urn:inner> \"1\"^^<x:integer> .",
            "<urn:s> <urn:p> <urn:o> .",
        ],
    );
    check(
        &json!({"@context": scoped("q"), "@id": "urn:s",
            "q": {"@id": "urn:o", "a": 1, "p": {"@id": "urn:n", "a": 2}}}),
        &[
            "<urn:n> <urn:inner> \"2\"^^<x:integer> .",
            "<urn:o> <urn:inner> \"1\"^^<x:integer> .",
            "<urn:o> <urn:p> <urn:n> .",
            "<urn:s> <urn:x> <urn:o> .",
        ],
    );
}

#[test]
fn graphs_are_named_or_the_default() {
    check(
        &json!({"@context": {"@vocab": "http://v/", "g": {"@id": "urn:g", "@container": "@graph"}},
            "@id": "urn:s", "g": {"@id": "urn:o", "a": 1}}),
        &[
            "<urn:o> <v:a> \"1\"^^<x:integer> _:c14n0 .",
            "<urn:s> <urn:g> _:c14n0 .",
        ],
    );
    check(
        &json!({"@context": {"@vocab": "http://v/"}, "@graph": [{"@id": "urn:x", "a": 1}]}),
        &["<urn:x> <v:a> \"1\"^^<x:integer> ."],
    );
}

#[test]
fn names_in_maps_say_what_their_container_says() {
    let map = |container: Value| {
        json!({"@context": {"@vocab": "http://v/", "m": {"@id": "urn:m", "@container": container,
            "@type": "@id"}}, "@id": "urn:s", "m": {"urn:k": {"a": 1}}})
    };
    check(
        &map(json!("@id")),
        &[
            "<urn:k> <v:a> \"1\"^^<x:integer> .",
            "<urn:s> <urn:m> <urn:k> .",
        ],
    );
    check(
        &map(json!("@type")),
        &[
            "<urn:s> <urn:m> _:c14n0 .",
            "_:c14n0 <r:type> <urn:k> .",
            "_:c14n0 <v:a> \"1\"^^<x:integer> .",
        ],
    );
    check(
        &json!({"@context": {"@vocab": "http://v/", "m": {"@id": "urn:m", "@container": "@index",
            "@index": "by"}}, "@id": "urn:s", "m": {"k": {"@id": "urn:o"}}}),
        &["<urn:o> <v:by> \"k\" .", "<urn:s> <urn:m> <urn:o> ."],
    );
}

#[test]
fn what_is_reversed_nested_or_included_is_said_elsewhere() {
    check(
        &json!({"@context": {"@vocab": "http://v/", "r": {"@reverse": "urn:r"}, "nest": "@nest"},
            "@id": "urn:s", "r": {"@id": "urn:o"}, "nest": {"a": 1, "nest": {"b": 2}},
            "@reverse": {"p": {"@id": "urn:n"}}, "@included": {"@id": "urn:i", "c": 3}}),
        &[
            "<urn:i> <v:c> \"3\"^^<x:integer> .",
            "<urn:n> <v:p> <urn:s> .",
            "<urn:o> <urn:r> <urn:s> .",
            "<urn:s> <v:a> \"1\"^^<x:integer> .",
            "<urn:s> <v:b> \"2\"^^<x:integer> .",
        ],
    );
}

#[test]
fn json_is_one_literal() {
    check(
        &json!({"@context": {"j": {"@id": "urn:j", "@type": "@json"}}, "@id": "urn:s",
            "j": {"b": [1, 2.5, null], "a": 1e21}}),
        &["<urn:s> <urn:j> \"{\\\"a\\\":1e+21,\\\"b\\\":[1,2.5,null]}\"^^<r:JSON> ."],
    );
}

#[test]
fn contexts_are_imported_and_named_by_address() {
    for context in [
        json!("https://example.org/v1"),
        json!({"@import": "https://example.org/v1", "c": "urn:c"}),
        json!(["https://example.org/v1", {"c": "urn:c"}]),
    ] {
        check(
            &json!({"@context": context, "@id": "urn:s", "a": 1}),
            &["<urn:s> <urn:va> \"1\"^^<x:integer> ."],
        );
    }
}

#[test]
fn protected_terms_stay_as_they_are() {
    let protected = json!({"@protected": true, "a": "urn:a"});
    refused(
        &json!({"@context": [protected, {"a": "urn:b"}], "a": 1}),
        Fault::ProtectedTermRedefinition,
    );
    refused(
        &json!({"@context": [protected, null], "a": 1}),
        Fault::InvalidContextNullification,
    );
    check(
        &json!({"@context": [protected, {"a": "urn:a"}], "@id": "urn:s", "a": "x"}),
        &["<urn:s> <urn:a> \"x\" ."],
    );
}

#[test]
fn broken_contexts_and_values_are_refused() {
    for (document, fault) in [
        (
            json!({"@context": {"a": {"@id": "b"}, "b": {"@id": "a"}}}),
            Fault::CyclicIriMapping,
        ),
        (json!({"@context": {"a": 1}}), Fault::InvalidTermDefinition),
        (json!({"@context": {"a": "b c"}}), Fault::InvalidIriMapping),
        (
            json!({"@context": {"@id": "urn:a"}}),
            Fault::KeywordRedefinition,
        ),
        (
            json!({"@context": {"@version": 1.0}}),
            Fault::InvalidVersionValue,
        ),
        (json!({"@context": 5}), Fault::InvalidLocalContext),
        (json!({"@id": 5}), Fault::InvalidIdValue),
        (json!({"@type": 5}), Fault::InvalidTypeValue),
        (
            json!({"@context": {"id": "@id"}, "@id": "urn:a", "id": "urn:b"}),
            Fault::CollidingKeywords,
        ),
        (
            json!({"urn:p": {"@value": [1]}}),
            Fault::InvalidValueObjectValue,
        ),
        (
            json!({"urn:p": {"@value": "x", "@type": "t"}}),
            Fault::InvalidTypedValue,
        ),
        (
            json!({"urn:p": {"@value": "x", "@id": "urn:a"}}),
            Fault::InvalidValueObject,
        ),
        (
            json!({"urn:p": {"@list": [], "@id": "urn:a"}}),
            Fault::InvalidSetOrListObject,
        ),
        (
            json!({"@reverse": {"urn:p": "x"}}),
            Fault::InvalidReversePropertyValue,
        ),
    ] {
        refused(&document, fault);
    }
}

/// What no quad says is not signed, so it must not go unnoticed.
#[test]
fn what_makes_no_quad_is_named() {
    let document = json!({"@context": {"a": "urn:a", "i": {"@id": "urn:i", "@type": "@id"},
        "m": {"@id": "urn:m", "@container": "@index"}},
        "a": {"other": 1}, "i": ["urn:ok", "relative"], "m": {"k": "v"}, "@direction": "ltr"});
    let dataset = to_dataset(&document, &(), &Limits::default()).unwrap();
    let mut found: Vec<_> = dataset
        .dropped()
        .iter()
        .map(|dropped| (dropped.pointer.as_str(), dropped.reason))
        .collect();
    found.sort_by_key(|(pointer, _)| *pointer);
    assert_eq!(
        found,
        [
            ("/@direction", DropReason::Annotation),
            ("/a/other", DropReason::UndefinedTerm),
            ("/i/1", DropReason::Reference),
            ("/m/k", DropReason::Annotation),
        ]
    );
    assert_eq!(dataset.dropped_count(), 4);
    assert_eq!(
        cleanbill_jsonld::canonicalise(&document, &(), &Limits::default()),
        Err(JsonLdError::Dropped { count: 4 })
    );
}
