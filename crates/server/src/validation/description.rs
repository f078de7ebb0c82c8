//! The description of the addresses, OpenAPI 3.1.

use axum::Json;
use serde_json::{Value, json};

fn answer(words: &str, kind: &str) -> Value {
    json!({"description": words, "content": {kind: {}}})
}

fn problem(words: &str) -> Value {
    answer(words, crate::problem::PROBLEM_JSON)
}

fn subject() -> Value {
    json!([{"name": "subject", "in": "path", "required": true,
        "schema": {"type": "string", "maxLength": 128, "pattern": "^[A-Za-z0-9._~-]+$"}}])
}

fn body(members: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> = members
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string"})))
        .collect();
    json!({"required": true, "content": {"application/json": {
        "schema": {"type": "object", "properties": properties}}}})
}

fn identity() -> Value {
    json!({"get": {"summary": "Keys and scheme", "responses": {
        "200": answer("The identity document", "application/json")}}})
}

/// Each address with what it takes and answers.
pub(super) async fn openapi() -> Json<Value> {
    let signed = json!([{"bearer": []}]);
    let answers = |more: Vec<(&str, Value)>| -> serde_json::Map<String, Value> {
        let always = [
            ("400", problem("Not what it should be")),
            (
                "401",
                problem("No token, or one that is not good for this call"),
            ),
            ("429", problem("Too many requests")),
        ];
        let all = always.into_iter().chain(more);
        all.map(|(status, answer)| (status.to_owned(), answer))
            .collect()
    };
    let token = || answer("The result token", "application/jwt");
    let over = || problem("The subject is over, or the token was used");
    let initialize = answers(vec![
        (
            "201",
            answer("The subject is waited for", "application/json"),
        ),
        ("422", problem("The wallet's key cannot be used")),
    ]);
    let validate = answers(vec![
        ("200", token()),
        ("410", over()),
        (
            "422",
            problem("The pass cannot be opened, or is not signed"),
        ),
    ]);
    let waiting = json!({"description": "No outcome yet"});
    let status = answers(vec![("200", token()), ("204", waiting), ("410", over())]);
    let pass = ["kid", "dcc", "sig", "encKey", "encScheme", "sigAlg"];
    let registration = body(&["pubKey", "keyType", "callback", "nonce"]);
    Json(json!({
        "openapi": "3.1.0",
        "info": {"title": "Cleanbill: pre-check for carriers", "version": "1",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "paths": {
            "/identity": identity(),
            "/initialize/{subject}": {"parameters": subject(), "put": {
                "summary": "Wait for a subject's pass", "security": signed,
                "requestBody": registration, "responses": initialize}},
            "/validate/{subject}": {"parameters": subject(), "post": {
                "summary": "Check a pass", "security": signed, "requestBody": body(&pass),
                "responses": validate}},
            "/status/{subject}": {"parameters": subject(), "get": {
                "summary": "The outcome", "security": signed, "responses": status}},
        },
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    }))
}
