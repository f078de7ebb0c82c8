//! Documents made to cost or to break.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use cleanbill_jsonld::{Bound, Fault, Form, JsonLdError, Limits, canonicalise, to_dataset};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn too_much(bound: Bound, document: &Value, limits: &Limits) {
    match canonicalise(document, &(), limits) {
        Err(JsonLdError::TooMuch { bound: found, .. }) => assert_eq!(found, bound),
        other => panic!("{bound:?}: {other:?}"),
    }
}

/// `count` blank nodes, each of which names all others: every order of them has to be tried.
fn clique(count: usize) -> Value {
    let others = |one: usize| -> Vec<Value> {
        let all = (0..count).filter(|other| *other != one);
        all.map(|other| json!({"@id": format!("_:n{other}")}))
            .collect()
    };
    let node = |one: usize| json!({"@id": format!("_:n{one}"), "urn:p": others(one)});
    Value::Array((0..count).map(node).collect())
}

#[test]
fn a_poison_graph_ends_with_an_error() {
    let small = clique(4);
    assert!(canonicalise(&small, &(), &Limits::default()).is_ok());
    too_much(Bound::HashWork, &clique(14), &Limits::default());
}

#[test]
fn a_long_chain_of_equal_links_ends() {
    // A ring of blank nodes in which each is like the others.
    let ring = |count: usize| -> Value {
        let node = |at: usize| {
            let next = format!("_:n{}", (at + 1) % count);
            json!({"@id": format!("_:n{at}"), "urn:next": {"@id": next}})
        };
        Value::Array((0..count).map(node).collect())
    };
    assert!(canonicalise(&ring(40), &(), &Limits::default()).is_ok());
    assert!(
        canonicalise(
            &json!({"urn:p": {"@list": vec![1; 100]}}),
            &(),
            &Limits::default()
        )
        .is_ok()
    );
    let deep = Limits {
        hash_work_max: usize::MAX,
        ..Limits::default()
    };
    too_much(Bound::HashDepth, &ring(1_000), &deep);
}

#[test]
fn contexts_are_never_fetched() {
    for document in [
        json!({"@context": "https://evil.example/c"}),
        json!({"@context": ["https://evil.example/c"]}),
        json!({"@context": {"@import": "https://evil.example/c"}}),
        json!({"@context": {"p": {"@id": "urn:p", "@context": "https://evil.example/c"}}, "p": {}}),
        json!({"urn:p": {"@context": "https://evil.example/c"}}),
    ] {
        let url = "https://evil.example/c".to_owned();
        let expected = Err(JsonLdError::UnknownContext { url });
        assert_eq!(canonicalise(&document, &(), &Limits::default()), expected);
    }
}

#[test]
fn contexts_that_name_themselves_end() {
    let contexts = BTreeMap::from([
        ("urn:1".to_owned(), json!({"@context": "urn:2"})),
        ("urn:2".to_owned(), json!({"@context": ["urn:1"]})),
    ]);
    assert_eq!(
        canonicalise(&json!({"@context": "urn:1"}), &contexts, &Limits::default()),
        Err(JsonLdError::Invalid(Fault::ContextOverflow))
    );
}

#[test]
fn size_and_depth_are_bounded() {
    let limits = Limits {
        values_max: 100,
        depth_max: 5,
        ..Limits::default()
    };
    too_much(Bound::Values, &json!(vec![1; 101]), &limits);
    let deep = json!([[[[[[1]]]]]]);
    too_much(Bound::Depth, &deep, &limits);
}

/// A context that many nodes bring anew is paid for each time.
#[test]
fn work_on_contexts_is_bounded() {
    let terms: Map<String, Value> = (0..1_000)
        .map(|n| (format!("t{n}"), json!("urn:t")))
        .collect();
    let nodes: Vec<Value> = (0..500)
        .map(|_| json!({"@context": {"u": "urn:u"}, "u": 1}))
        .collect();
    let document = json!({"@context": terms, "t0": nodes});
    too_much(Bound::Terms, &document, &Limits::default());
    let many: Vec<Value> = (0..2_000).map(|_| json!({})).collect();
    too_much(
        Bound::Contexts,
        &json!({"@context": many}),
        &Limits::default(),
    );
    let chain: Map<String, Value> = (0..200)
        .map(|n| (format!("t{n:03}"), json!(format!("t{:03}:x", n + 1))))
        .collect();
    too_much(
        Bound::ContextDepth,
        &json!({"@context": chain}),
        &Limits::default(),
    );
}

/// A short name that stands for a long address, many times over.
#[test]
fn text_is_bounded() {
    let long = format!("urn:{}/", "x".repeat(1_000_000));
    let members: Map<String, Value> = (0..200).map(|n| (format!("v{n}"), json!(n))).collect();
    let mut document = json!({"@context": {"@vocab": long}});
    document.as_object_mut().unwrap().extend(members);
    too_much(Bound::Bytes, &document, &Limits::default());
}

#[test]
fn quads_and_blank_nodes_are_bounded() {
    let limits = Limits {
        quads_max: 10,
        blank_nodes_max: 10,
        ..Limits::default()
    };
    let numbers: Vec<u32> = (0..11).collect();
    too_much(Bound::Quads, &json!({"urn:p": numbers}), &limits);
    too_much(
        Bound::BlankNodes,
        &json!({"urn:p": vec![json!({}); 11]}),
        &limits,
    );
}

/// JSON of names that mean something to JSON-LD.
fn documents() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "@base",
        "@container",
        "@context",
        "@direction",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@prefix",
        "@propagate",
        "@protected",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
        "a",
        "b",
        "a:b",
        "urn:a",
        "_:b",
        "",
        ":",
        "#",
        "@x",
        "http://a/",
        "a b",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        prop_oneof![Just(1.1), Just(1.0), any::<f64>()].prop_map(|number| json!(number)),
        name.clone().prop_map(|name| json!(name)),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((name.clone(), inner), 0..5).prop_map(|members| {
                Value::Object(
                    members
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                )
            }),
        ]
    })
}

/// A graph of few nodes: which of them have an edge, by which property.
fn edges() -> impl Strategy<Value = Vec<(usize, bool, usize)>> {
    prop::collection::vec((0..6_usize, any::<bool>(), 0..6_usize), 0..12)
}

fn graph(edges: &[(usize, bool, usize)], names: &[usize]) -> Value {
    let node = |(from, property, to): &(usize, bool, usize)| {
        let property = if *property { "urn:p" } else { "urn:q" };
        json!({"@id": format!("_:n{}", names[*from]),
            property: {"@id": format!("_:n{}", names[*to])}})
    };
    Value::Array(edges.iter().map(node).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_panics(document in documents()) {
        let limits = Limits { hash_work_max: 10_000, ..Limits::default() };
        if let Ok(dataset) = to_dataset(&document, &(), &limits) {
            let _ = dataset.canonicalise(Form::Rdfc10, &limits);
        }
    }

    /// The point of it all: how blank nodes are named, and in which order they come, is no matter.
    #[test]
    fn names_and_order_do_not_matter(
        edges in edges(),
        shuffled in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let limits = Limits::default();
        let one = canonicalise(&graph(&edges, &[0, 1, 2, 3, 4, 5]), &(), &limits).unwrap();
        let turned: Vec<_> = edges.iter().rev().copied().collect();
        let other = canonicalise(&graph(&turned, &shuffled), &(), &limits).unwrap();
        prop_assert_eq!(&one, &other);
        let mut distinct = edges.clone();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(one.lines().count(), distinct.len());
    }
}
