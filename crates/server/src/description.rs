//! What holds for every operation, added to its description: the refusals that any may meet, as
//! problem details.

use serde_json::{Map, Value, json};

use crate::problem::PROBLEM_JSON;

/// The member of the path item that may have a body.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Why a request may be refused wherever it goes.
const ALWAYS: [(&str, &str); 4] = [
    ("400", "A part of the request is not what it should be"),
    ("408", "The request was not complete in time"),
    ("429", "Too many requests"),
    ("503", "The service cannot work now"),
];
/// Where somebody has to be signed in.
const SIGNED_IN: [(&str, &str); 2] = [
    ("401", "Nobody is signed in, or not any more"),
    ("403", "Not in this role, or a cookie without its token"),
];
/// Where something is named.
const NAMED: [(&str, &str); 3] = [
    ("404", "There is no such thing, or not for this caller"),
    ("409", "Not as things stand now"),
    ("410", "Not any more"),
];
/// Where there is a body.
const WITH_BODY: [(&str, &str); 6] = [
    ("404", "There is no such thing, or not for this caller"),
    ("409", "Not as things stand now"),
    ("410", "Not any more"),
    ("413", "The body is too long"),
    ("415", "Not this content type"),
    ("422", "Not by what was told, or by a rule"),
];

/// Adds what every operation may answer.
pub(crate) fn complete(description: &mut Value) {
    let Some(paths) = description.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    for (path, item) in paths {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                complete_operation(path.contains('{'), operation);
            }
        }
    }
}

fn complete_operation(is_named: bool, operation: &mut Map<String, Value>) {
    let is_secured = operation.contains_key("security");
    let has_body = operation.contains_key("requestBody");
    let has_query = operation.contains_key("parameters");
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Some(responses) = responses.as_object_mut() else {
        return;
    };
    let refusals = responses.iter_mut();
    for (_, response) in refusals.filter(|(status, _)| status.starts_with(['4', '5'])) {
        as_problem(response);
    }
    let mut add = |all: &[(&str, &str)]| {
        for (status, why) in all {
            let response = json!({
                "description": why,
                "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            });
            responses.entry(*status).or_insert(response);
        }
    };
    add(&ALWAYS);
    if is_secured {
        add(&SIGNED_IN);
    }
    if is_named || has_query {
        add(&NAMED);
        add(&[("422", "Not by a rule")]);
    }
    if has_body {
        add(&WITH_BODY);
    }
}

/// Refusals are problem details, whatever the derive said.
fn as_problem(response: &mut Value) {
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    let Some(content) = content else { return };
    if let Some(json) = content.remove("application/json") {
        content.insert(PROBLEM_JSON.to_owned(), json);
    }
}
