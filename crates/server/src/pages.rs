//! The description of the API and of the codes, for people: rendered here, without a script.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::app::App;
use crate::layers::{Cacheable, PAGE_POLICY};

const STYLE: &str = include_str!("../assets/docs.css");
const CODES: &str = include_str!("../../../docs/ERROR_CODES.md");
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Pages that are rendered once.
pub(crate) struct Pages {
    pub(crate) api: String,
    pub(crate) codes: String,
    pub(crate) openapi: String,
}

impl Pages {
    pub(crate) fn render(openapi: &Value) -> Self {
        Self {
            api: render_api(openapi),
            codes: render_codes(CODES),
            openapi: openapi.to_string(),
        }
    }
}

/// The three, as they are served.
#[derive(Clone)]
pub(crate) struct Served(pub(crate) std::sync::Arc<Pages>);

fn answer(content_type: &'static str, body: String) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let policy = HeaderValue::from_static(PAGE_POLICY);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response.extensions_mut().insert(Cacheable);
    response
}

const HTML: &str = "text/html; charset=utf-8";

pub(crate) async fn api(State(served): State<Served>) -> Response {
    answer(HTML, served.0.api.clone())
}

pub(crate) async fn codes(State(served): State<Served>) -> Response {
    answer(HTML, served.0.codes.clone())
}

pub(crate) async fn openapi(State(served): State<Served>) -> Response {
    answer("application/json", served.0.openapi.clone())
}

pub(crate) async fn style(State(_): State<App>) -> Response {
    answer("text/css; charset=utf-8", STYLE.to_owned())
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/docs/style.css\"></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn render_api(openapi: &Value) -> String {
    let mut body = format!(
        "<p>{}</p><p><a href=\"/api/v1/openapi.json\">OpenAPI 3.1</a> · \
         <a href=\"/docs/errors\">Error codes</a></p>",
        escape(text(
            openapi.get("info").unwrap_or(&Value::Null),
            "description"
        ))
    );
    let paths = openapi.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                render_operation(&mut body, path, method, operation);
            }
        }
    }
    body.push_str("<h2>Forms</h2>");
    let schemas = openapi
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        render_schema(&mut body, name, schema);
    }
    page("Cleanbill API", &body)
}

/// Writing into a string does not fail.
fn put(body: &mut String, line: std::fmt::Arguments<'_>) {
    body.write_fmt(line).unwrap_or_default();
}

fn render_operation(body: &mut String, path: &str, method: &str, operation: &Value) {
    let method = method.to_uppercase();
    put(
        body,
        format_args!(
            "<section><h2><b>{method}</b> <code>{}</code></h2><p>{}</p>",
            escape(path),
            escape(text(operation, "summary"))
        ),
    );
    let more = text(operation, "description");
    if !more.is_empty() && more != text(operation, "summary") {
        put(body, format_args!("<p>{}</p>", escape(more)));
    }
    let list = |name| operation.get(name).and_then(Value::as_array);
    let parameters = list("parameters");
    if parameters.is_some_and(|list| !list.is_empty()) {
        body.push_str("<dl>");
        for parameter in parameters.into_iter().flatten() {
            put(
                body,
                format_args!(
                    "<dt><code>{}</code> <small>{}</small></dt><dd>{}</dd>",
                    escape(text(parameter, "name")),
                    escape(text(parameter, "in")),
                    escape(text(parameter, "description"))
                ),
            );
        }
        body.push_str("</dl>");
    }
    if let Some(form) = form_of(operation.pointer("/requestBody/content")) {
        put(body, format_args!("<p>Takes {form}</p>"));
    }
    body.push_str("<dl>");
    let responses = operation.get("responses").and_then(Value::as_object);
    for (status, response) in responses.into_iter().flatten() {
        let form = form_of(response.get("content")).unwrap_or_default();
        let words = escape(text(response, "description"));
        put(
            body,
            format_args!("<dt>{}</dt><dd>{words} {form}</dd>", escape(status)),
        );
    }
    body.push_str("</dl></section>");
}

/// Media type and form of a body.
fn form_of(content: Option<&Value>) -> Option<String> {
    let (media_type, content) = content?.as_object()?.iter().next()?;
    let reference = content.pointer("/schema/$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    let form = name.map_or_else(String::new, |name| {
        let name = escape(name);
        format!(" <a href=\"#{name}\">{name}</a>")
    });
    Some(format!("<code>{}</code>{form}", escape(media_type)))
}

fn render_schema(body: &mut String, name: &str, schema: &Value) {
    let name = escape(name);
    let words = escape(text(schema, "description"));
    put(
        body,
        format_args!("<section id=\"{name}\"><h3>{name}</h3><p>{words}</p><dl>"),
    );
    let members = schema.get("properties").and_then(Value::as_object);
    for (member, schema) in members.into_iter().flatten() {
        put(
            body,
            format_args!(
                "<dt><code>{}</code></dt><dd>{}</dd>",
                escape(member),
                escape(text(schema, "description"))
            ),
        );
    }
    body.push_str("</dl></section>");
}

/// The tables of the page of error codes, each row with an anchor.
fn render_codes(markdown: &str) -> String {
    let mut body = String::from("<p><a href=\"/docs\">API</a></p><dl>");
    for line in markdown.lines() {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (Some(code), Some(meaning)) = (cells.next(), cells.next()) else {
            continue;
        };
        let Some(code) = code
            .strip_prefix('`')
            .and_then(|code| code.strip_suffix('`'))
        else {
            continue;
        };
        let (code, meaning) = (escape(code), escape(meaning));
        put(
            &mut body,
            format_args!("<dt id=\"{code}\"><code>{code}</code></dt><dd>{meaning}</dd>"),
        );
    }
    body.push_str("</dl>");
    page("Error codes", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_no_script_and_nothing_from_elsewhere() {
        let openapi = serde_json::json!({
            "info": {"description": "<script>alert(1)</script>"},
            "paths": {"/x/{id}": {"get": {"summary": "\"><img src=x>", "responses": {}}}},
        });
        let pages = Pages::render(&openapi);
        for html in [&pages.api, &pages.codes] {
            assert!(
                !html.contains("<script") && !html.contains("<img"),
                "{html}"
            );
            assert!(!html.contains("style=") && !html.contains("://"));
        }
        assert!(pages.codes.contains("id=\"seal.unknown-id\""));
    }
}
