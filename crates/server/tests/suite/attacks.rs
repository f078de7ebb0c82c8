//! What a hostile client sends.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Method, StatusCode};
use cleanbill_server::{Rate, openapi};
use serde_json::json;

use crate::people::Officer;
use crate::records::{PRODUCT, asked, dose, issued, keyed, sent, text};
use crate::roles::patient;
use crate::support::{Stage, request};

/// A body that never ends and never says anything.
struct Silent;

impl HttpBody for Silent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Pending
    }
}

fn posted(path: &str, body: Body) -> axum::http::Request<Body> {
    let mut asked = request(Method::POST, path, body);
    let json = "application/json".parse().unwrap();
    asked.headers_mut().insert("content-type", json);
    asked
}

#[tokio::test]
async fn whoever_guesses_codes_waits_and_learns_nothing() {
    let mut strict = patient();
    strict.limits.guess = Rate::new(1, 3);
    let stage = Stage::new(strict).await;
    let mut told = Vec::new();
    for code in ["a", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "' or 1=1"] {
        let answer = stage
            .post("/api/v1/collect", None, json!({"code": code}))
            .await;
        assert_eq!(answer.status, StatusCode::GONE, "{}", answer.text);
        told.push(answer.text);
    }
    told.dedup();
    assert_eq!(told.len(), 1);
    let answer = stage
        .post("/api/v1/collect", None, json!({"code": "b"}))
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn bodies_that_are_too_long_or_too_slow_are_cut_off() {
    let mut strict = patient();
    strict.limits.request = Duration::from_millis(20);
    let stage = Stage::new(strict).await;
    let long = stage
        .ask(posted("/api/v1/collect", Body::from(vec![b' '; 70_000])))
        .await;
    assert_eq!(long.code(), "server.too-large");
    let slow = stage
        .ask(posted("/api/v1/collect", Body::new(Silent)))
        .await;
    assert_eq!(
        (slow.status, slow.code()),
        (StatusCode::REQUEST_TIMEOUT, "server.timeout".into())
    );
}

#[tokio::test]
async fn only_json_by_the_description_is_read() {
    let stage = Stage::new(patient()).await;
    for (body, code) in [
        ("", "server.json"),
        ("[]", "server.json"),
        ("{\"code\": \"a\", \"code\": \"b\"}", "server.json"),
        ("{\"code\": \"a\", \"more\": 1}", "server.json"),
        ("{\"code\": \"a\"} x", "server.json"),
        ("{\"code\": 1}", "server.json"),
    ] {
        let answer = stage.ask(posted("/api/v1/collect", Body::from(body))).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, code.into()),
            "{body}"
        );
    }
    let mut asked = posted("/api/v1/collect", Body::from("{\"code\": \"a\"}"));
    asked
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(stage.ask(asked).await.code(), "server.media-type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_is_good_once_and_for_its_own_challenge() {
    let stage = Stage::new(patient()).await;
    let [mut one, _] = stage.found().await;
    let begun = stage
        .post("/api/v1/sign-in/begin", None, json!({}))
        .await
        .json();
    let credential = one.sign(&begun["options"]);
    let finish = "/api/v1/sign-in/finish";
    let other = stage
        .post("/api/v1/sign-in/begin", None, json!({}))
        .await
        .json();
    let crossed = json!({"ceremony": other["ceremony"], "credential": credential});
    let answer = stage.post(finish, None, crossed).await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::UNAUTHORIZED, "server.sign-in".into())
    );
    let good = json!({"ceremony": begun["ceremony"], "credential": credential});
    let answer = stage.post(finish, None, good.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(
        stage.post(finish, None, good).await.code(),
        "server.ceremony"
    );
    // With the cookie alone nothing is changed.
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let csrf = answer.json()["csrf"].as_str().unwrap().to_owned();
    let with = |csrf: Option<&str>| {
        let mut asked = posted("/api/v1/sign-out", Body::empty());
        asked
            .headers_mut()
            .insert("cookie", cookie.parse().unwrap());
        if let Some(csrf) = csrf {
            asked
                .headers_mut()
                .insert("x-cleanbill-csrf", csrf.parse().unwrap());
        }
        asked
    };
    assert_eq!(stage.ask(with(None)).await.code(), "server.csrf");
    assert_eq!(stage.ask(with(Some("0"))).await.code(), "server.csrf");
    assert_eq!(
        stage.ask(with(Some(&csrf))).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        stage.ask(with(Some(&csrf))).await.code(),
        "server.not-signed-in"
    );
    // A stranger's passkey opens nothing.
    let mut stranger = Officer::new("stranger");
    let begun = stage
        .post("/api/v1/sign-in/begin", None, json!({}))
        .await
        .json();
    let credential = stranger.sign(&begun["options"]);
    let tried = json!({"ceremony": begun["ceremony"], "credential": credential});
    assert_eq!(
        stage.post(finish, None, tried).await.code(),
        "server.sign-in"
    );
}

/// Bytes of all sorts into every route, by nobody and by a head: never our fault.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_malformed_is_a_defect() {
    let stage = Stage::new(patient()).await;
    let [one, _] = stage.found().await;
    let parts = [
        "%00",
        "..%2f",
        "%ff",
        "-1",
        "𝔸",
        "9223372036854775808",
        "'\"<>",
    ];
    let bodies = [
        "",
        "null",
        "{}",
        "[[[[",
        "\u{0}",
        "{\"a\":1e999}",
        "{\"token\":\"\u{fffd}\"}",
        "{\"days\":-1,\"officer\":9223372036854775808}",
    ];
    for (path, item) in openapi()["paths"].as_object().unwrap() {
        for method in item
            .as_object()
            .unwrap()
            .keys()
            .filter(|_| !path.contains("sign-out"))
        {
            for (index, part) in parts.iter().enumerate() {
                let encoded: String = part
                    .bytes()
                    .map(|byte| match byte {
                        b'%' | b'.' | b'-' | b'0'..=b'9' | b'a'..=b'f' => {
                            char::from(byte).to_string()
                        }
                        other => format!("%{other:02x}"),
                    })
                    .collect();
                let filled = path.replace(['{', '}'], "");
                let filled = format!("{filled}{encoded}?{encoded}&after={encoded}&from_day=x");
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                for at in [filled, path.replace(['{', '}'], "")] {
                    let mut asked = request(method.clone(), &at, Body::empty());
                    *asked.body_mut() = Body::from(bodies[index % bodies.len()]);
                    let headers = asked.headers_mut();
                    headers.insert("content-type", "application/json".parse().unwrap());
                    let bearer = format!("Bearer {}", one.token);
                    headers.insert("authorization", bearer.parse().unwrap());
                    let answer = stage.ask(asked).await;
                    let is_ours = answer.status.is_server_error();
                    assert!(!is_ours, "{method} {at}: {}", answer.text);
                }
            }
        }
    }
}

/// Ids of other people and offices, of other kinds, and made up: none leads anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_opens_what_it_is_of_and_nothing_else() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let desk = stage.appoint(&mut heads, "Desk", "desk").await;
    let mine = issued(&stage, &nurse, "Zyxwvut", "1987").await;
    let other = issued(&stage, &nurse, "Abcdefg", "1988").await;
    let (my_id, other_id) = (text(&mine, "holder"), text(&other, "holder"));
    let give = |holder: &str| format!("/api/v1/holders/{holder}/mandates");
    let consent = json!({"basis": "consent"});
    let mandate = json!({
        "representative": my_id, "basis": "consent", "ends_at": crate::support::NOW + 90_000,
    });
    let given = keyed(&stage, &give(other_id), &desk, "g", &mandate)
        .await
        .json();
    let mandate_id = text(&given, "mandate");
    let event = |event: &str| {
        let vaccination = dose("", "")["vaccination"].clone();
        json!({"event": {"event": event, "vaccination": vaccination, "lot": "X1"}})
    };
    let person = json!({"person": {"name": {"surname": "X"}, "birth_date": "1980"}});
    let mut flipped = my_id.to_owned().into_bytes();
    flipped[3] = if flipped[3] == b'a' { b'b' } else { b'a' };
    let flipped = String::from_utf8(flipped).unwrap();
    let correct = |holder: &str| format!("/api/v1/holders/{holder}/correct");
    for (path, body) in [
        // Another's event, mandate; ids of other kinds; one letter off.
        (correct(my_id), event(text(&other, "event"))),
        (correct(my_id), event(text(&mine, "pass"))),
        (correct(my_id), event(mandate_id)),
        (correct(text(&mine, "pass")), person.clone()),
        (correct(text(&mine, "act")), person.clone()),
        (correct(&flipped), person.clone()),
        (format!("{}/{mandate_id}/end", give(my_id)), consent.clone()),
        (
            format!("{}/{}/end", give(other_id), text(&mine, "event")),
            consent.clone(),
        ),
        (give(&flipped), mandate.clone()),
        (give(text(&mine, "event")), mandate.clone()),
        (
            format!("/api/v1/holders/{flipped}/hand-over"),
            consent.clone(),
        ),
    ] {
        let answer = keyed(&stage, &path, &desk, "k", &body).await;
        assert_eq!(
            answer.status,
            StatusCode::NOT_FOUND,
            "{path}: {}",
            answer.text
        );
    }
    // Nobody represents an id of another kind.
    let crossed =
        json!({"representative": mandate_id, "basis": "consent", "ends_at": 9_999_999_999_i64});
    let answer = keyed(&stage, &give(my_id), &desk, "k", &crossed).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
    // A holder's token is no officer's, and an officer's no holder's.
    let code = json!({"code": mine["collection_code"]});
    let collected = stage.good("/api/v1/collect", None, code).await;
    let token = text(&collected, "token");
    let path = give(my_id);
    assert_eq!(
        stage.post(&path, Some(token), mandate).await.code(),
        "server.not-signed-in"
    );
    assert_eq!(
        stage.good_get("/api/v1/own/mandates", &desk.token).await["code"],
        "server.not-signed-in"
    );
}

/// What one office holds is nothing to another.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_office_holds_open_is_its_own() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let stranger = stage.appoint(&mut heads, "Desk", "clinic").await;
    let own_head = stage.appoint(&mut heads, "Clinic", "office-head").await;
    let other_head = stage.appoint(&mut heads, "Desk", "office-head").await;
    let machine = stage.appoint(&mut heads, "Clinic", "machine").await;
    // An import of the clinic's.
    let file = "ground,first_positive,surname,birth_date\nrecovery,2021-05-01,Aa,1980\nx,,,\n";
    let job = sent(&stage, "/api/v1/jobs?kind=csv", &nurse, file).await;
    assert_eq!(job.status, StatusCode::OK, "{}", job.text);
    let job = text(&job.json(), "job").to_owned();
    for path in [
        format!("/api/v1/jobs/{job}"),
        format!("/api/v1/jobs/{job}/errors"),
    ] {
        assert_eq!(asked(&stage, &path, &nurse).await.status, StatusCode::OK);
        let answer = asked(&stage, &path, &stranger).await;
        assert_eq!(answer.code(), "authority.not-found", "{path}");
    }
    let list = asked(&stage, "/api/v1/jobs", &stranger).await.json();
    assert_eq!(list["jobs"], json!([]));
    // It is no list of deliveries; and such a list is no import of events.
    let crossed = format!("/api/v1/deliveries/{job}/errors");
    assert_eq!(
        asked(&stage, &crossed, &own_head).await.code(),
        "authority.not-found"
    );
    let list = format!("product,lot,clinic,doses\n{PRODUCT},L,Desk,1\n");
    let taken = sent(&stage, "/api/v1/deliveries", &own_head, &list)
        .await
        .json();
    let taken = text(&taken, "job");
    for (path, officer) in [
        (format!("/api/v1/deliveries/{taken}/errors"), &other_head),
        (format!("/api/v1/jobs/{taken}"), &nurse),
        (format!("/api/v1/jobs/{taken}/errors"), &nurse),
    ] {
        let answer = asked(&stage, &path, officer).await;
        assert_eq!(answer.code(), "authority.not-found", "{path}");
    }
    let jobs = asked(&stage, "/api/v1/jobs", &nurse).await.json();
    assert_eq!(jobs["jobs"].as_array().unwrap().len(), 1);
    // Keys of a machine of the clinic's.
    let me = stage.good_get("/api/v1/me", &machine.token).await;
    let wanted = json!({"officer": me["officer"], "days": 1});
    let refused = stage
        .post("/api/v1/api-keys", Some(&other_head.token), wanted.clone())
        .await;
    assert_eq!(refused.code(), "server.field");
    let key = stage
        .good("/api/v1/api-keys", Some(&own_head.token), wanted)
        .await;
    let keys = asked(&stage, "/api/v1/api-keys", &other_head).await.json();
    assert_eq!(keys["keys"], json!([]));
    let path = format!("/api/v1/api-keys/{}", text(&key, "id"));
    let mut withdrawn = request(Method::DELETE, &path, Body::empty());
    let bearer = format!("Bearer {}", other_head.token).parse().unwrap();
    withdrawn.headers_mut().insert("authorization", bearer);
    assert_eq!(stage.ask(withdrawn).await.code(), "authority.not-found");
}

/// A key of a request is good for that request, of that officer.
#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_key_repeats_an_answer_and_does_nothing_else() {
    let stage = Stage::new(patient()).await;
    let mut heads = stage.found().await;
    let nurse = stage.appoint(&mut heads, "Clinic", "clinic").await;
    let desk = stage.appoint(&mut heads, "Desk", "desk").await;
    let pass = issued(&stage, &nurse, "Zyxwvut", "1987").await;
    let other = issued(&stage, &nurse, "Abcdefg", "1988").await;
    let correct =
        |pass: &serde_json::Value| format!("/api/v1/holders/{}/correct", text(pass, "holder"));
    let person = |surname: &str| {
        let name = json!({"surname": surname, "forename": "Quirina"});
        json!({"person": {"name": name, "birth_date": "1987"}})
    };
    let path = correct(&pass);
    let first = keyed(&stage, &path, &desk, "k", &person("One")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    let again = keyed(&stage, &path, &desk, "k", &person("One")).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, first.json()));
    let mandates = format!("/api/v1/holders/{}/mandates", text(&pass, "holder"));
    let mandate = json!({
        "representative": other["holder"], "basis": "consent",
        "ends_at": crate::support::NOW + 90_000,
    });
    for (path, body) in [
        (&path, &person("Two")),
        (&correct(&other), &person("One")),
        (&mandates, &mandate),
        (&"/api/v1/deliveries/holds".to_owned(), &json!({})),
    ] {
        let answer = keyed(&stage, path, &desk, "k", body).await;
        let is_refused = ["authority.key-reused", "server.json"].contains(&answer.code().as_str());
        assert!(is_refused, "{path}: {}", answer.text);
    }
    // Another officer's key of the same name is theirs, and tells nothing of the first one's.
    let theirs = keyed(&stage, &path, &nurse, "k", &person("One")).await;
    assert_eq!(theirs.code(), "authority.unchanged");
    let given = keyed(&stage, &mandates, &desk, "m", &mandate).await;
    let repeated = keyed(&stage, &mandates, &desk, "m", &mandate).await;
    assert_eq!(repeated.json(), given.json());
    let end = format!("{mandates}/{}/end", text(&given.json(), "mandate"));
    let basis = json!({"basis": "consent"});
    let ended = keyed(&stage, &end, &desk, "e", &basis).await;
    assert_eq!(
        keyed(&stage, &end, &desk, "e", &basis).await.json(),
        ended.json()
    );
    // Without a key, or with one that is none, nothing is done.
    for key in ["", "with space"] {
        let answer = keyed(&stage, &path, &desk, key, &person("Three")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "server.header".to_owned())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_passkey_is_noticed() {
    let stage = Stage::new(patient()).await;
    let [mut one, mut two] = stage.found().await;
    one.sign_in(&stage).await;
    let before = one.sign_count();
    one.sign_in(&stage).await;
    // The copy has signed less often than the original; then as often.
    for count in [before, before - 1, one.sign_count() - 1] {
        one.set_sign_count(count);
        let answer = one.try_sign_in(&stage).await;
        let told = (answer.status, answer.code());
        assert_eq!(
            told,
            (StatusCode::UNAUTHORIZED, "server.sign-count".into()),
            "{count}"
        );
    }
    // The original goes on, and so do others; one that does not count never did.
    one.set_sign_count(before + 10);
    one.sign_in(&stage).await;
    two.set_sign_count(0);
    let answer = two.try_sign_in(&stage).await;
    assert_eq!(answer.code(), "server.sign-count");
}
