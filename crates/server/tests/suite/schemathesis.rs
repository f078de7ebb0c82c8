//! The service as its own description says it is: schemathesis sends what fits the description and
//! what does not, and every answer has to be one that is listed, and none a failure of the service.

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::paper::Kind;
use crate::roles::patient;
use crate::support::Stage;

/// What would end the sessions that the others need.
const ENDINGS: [&str; 2] = ["/api/v1/sign-out", "/api/v1/own/forget"];

/// One run as one caller; what schemathesis says if it found something.
fn run(address: SocketAddr, token: Option<&str>, tags: &[&str], endings: bool) -> Option<String> {
    let mut command = Command::new("schemathesis");
    command.args(["--no-color", "run"]);
    command.arg(format!("http://{address}/api/v1/openapi.json"));
    command.args([
        "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,\
         response_schema_conformance",
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        "2",
        "--seed",
        "20211119",
        // Two threads of Python 3.11 that parse at once break each other (python/cpython#106905).
        "--workers",
        "1",
        "--suppress-health-check",
        "all",
        "--warnings",
        "off",
        "--generation-database",
        "none",
        "--generation-with-security-parameters",
        "false",
        "--request-timeout",
        "20",
        "--max-failures",
        "25",
    ]);
    if let Some(token) = token {
        command.args(["--header", &format!("Authorization:Bearer {token}")]);
    }
    let paths = ENDINGS.iter();
    if endings {
        paths.for_each(|path| {
            command.args(["--include-path", path]);
        });
    } else {
        paths.for_each(|path| {
            command.args(["--exclude-path", path]);
        });
        for tag in tags {
            command.args(["--include-tag", tag]);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let out = std::fs::File::create(folder.path().join("out")).unwrap();
    command.current_dir(folder.path());
    command
        .stdin(Stdio::null())
        .stdout(out.try_clone().unwrap())
        .stderr(out);
    let status = command.status().unwrap();
    let said = std::fs::read_to_string(folder.path().join("out")).unwrap();
    if std::env::var_os("CLEANBILL_SHOW_SCHEMATHESIS").is_some() {
        println!("{said}");
    }
    assert!(
        said.contains("Test cases:") || said.contains("test cases"),
        "nothing ran: {said}"
    );
    (!status.success()).then_some(said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_service_answers_as_it_is_described() {
    let is_there = Command::new("schemathesis").arg("--version").output();
    if !is_there.is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no schemathesis (pip install schemathesis; ./test does)");
        return;
    }
    let mut settings = patient();
    settings.limits.idle = Duration::from_secs(5);
    let stage = Stage::with(settings, Some(Arc::new(Kind))).await;
    let mut heads = stage.found().await;
    let clinic = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let pass = json!({
        "name": {"surname": "Muster"}, "birth_date": "1980",
        "recovery": {"first_positive": "2021-05-01"},
    });
    let pass = stage
        .good("/api/v1/passes", Some(&clinic.token), pass)
        .await;
    let code = json!({"code": pass["collection_code"]});
    let holder = stage.good("/api/v1/collect", None, code).await;
    let holder = holder["token"].as_str().unwrap().to_owned();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = stage
        .router
        .clone()
        .into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
    let [head, _] = &heads;
    let tokens = Arc::new([head, &clinic].map(|officer| officer.token.clone()));
    let found = tokio::task::spawn_blocking(move || {
        let [head, clinic] = &*tokens;
        let runs = [
            (None, &["sign-in", "keys", "founding", "health"][..], false),
            (
                Some(clinic.as_str()),
                &["passes", "holders", "imports", "sign-in"],
                false,
            ),
            (
                Some(head),
                &["staff", "api-keys", "acts", "watching"],
                false,
            ),
            (Some(&holder), &["holder"], false),
            (Some(clinic), &[], true),
        ];
        let mut found = Vec::new();
        for (token, tags, endings) in runs {
            found.extend(run(address, token, tags, endings));
        }
        found
    });
    let found = found.await.unwrap();
    serving.abort();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
