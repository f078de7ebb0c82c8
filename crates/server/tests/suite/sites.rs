//! The pages for browsers: what is served where, and what never is.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::sha256;
use cleanbill_server::{Asset, Published, Publishing, Site, SiteError, Sites, check_pages};
use flate2::read::GzDecoder;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::{Stage, request, settings};

const PAGE: &str = "<!doctype html><title>page</title>";

/// A folder with these files and their release.
pub(crate) fn release(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut names = BTreeMap::new();
    for (name, text) in files {
        write(folder.path(), name, text);
        names.insert(*name, STANDARD.encode(sha256(text.as_bytes())));
    }
    let text = serde_json::to_string(&names).unwrap();
    write(folder.path(), "release.json", &text);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn door() -> TempDir {
    let long = PAGE.repeat(100);
    release(&[
        ("check/index.html", long.as_str()),
        ("update/index.html", PAGE),
        ("sw.js", "self.addEventListener('fetch', () => {});"),
        ("icon.svg", "<svg/>"),
    ])
}

/// What an authority publishes, to be changed.
#[derive(Default)]
struct Shelf(Mutex<Option<Arc<Published>>>);

impl Shelf {
    fn lay(&self, version: &str) {
        let published = Published {
            authority: Asset::new(
                "authority.json",
                format!("{{\"v\":{version}}}").into_bytes(),
            ),
            set: Asset::new("bundle.cbset", version.as_bytes().to_vec()),
        };
        *self.0.lock().unwrap() = Some(Arc::new(published));
    }
}

impl Publishing for Shelf {
    fn current(&self) -> Option<Arc<Published>> {
        self.0.lock().unwrap().clone()
    }
}

/// A service with both sites.
struct Both {
    stage: Stage,
    door: Router,
    shelf: Arc<Shelf>,
}

impl Both {
    async fn new() -> Self {
        let shelf = Arc::new(Shelf::default());
        let home = release(&[("wallet/index.html", PAGE), ("desk/index.html", PAGE)]);
        let sites = Sites {
            home: Some(Site::read(home.path()).unwrap()),
            door: Some(Site::read(door().path()).unwrap()),
            publishing: Some(shelf.clone()),
        };
        let stage = Stage::with_sites(settings(), None, sites).await;
        let door = check_pages(stage.parts.clone(), settings()).unwrap();
        Self {
            stage,
            door: door.unwrap(),
            shelf,
        }
    }

    async fn ask(&self, asked: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let response = self.door.clone().oneshot(asked).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    async fn get(&self, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        self.ask(request(Method::GET, path, Body::empty())).await
    }

    async fn get_with(&self, path: &str, header: (&str, &str)) -> (StatusCode, HeaderMap, Vec<u8>) {
        let (name, value) = header;
        let asked = Request::get(path).header(name, value);
        self.ask(asked.body(Body::empty()).unwrap()).await
    }
}

#[tokio::test]
async fn g01_the_two_origins_are_apart() {
    let both = Both::new().await;
    // What is behind the API's address is not behind the other one.
    for path in [
        "/api/v1/passes",
        "/api/v1/openapi.json",
        "/docs",
        "/health/live",
        "/health/ready",
        "/public",
        "/wallet/",
        "/desk/",
    ] {
        for method in [Method::GET, Method::HEAD] {
            let (status, headers, body) = both.ask(request(method, path, Body::empty())).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                body.is_empty() && !headers.contains_key("set-cookie"),
                "{path}"
            );
        }
        let (status, headers, _) = both.ask(request(Method::POST, path, Body::empty())).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(headers["allow"], "GET, HEAD");
    }
    // And the other way round.
    for path in [
        "/check/",
        "/check/index.html",
        "/update/",
        "/sw.js",
        "/authority.json",
    ] {
        let answer = both.stage.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.code(), "server.no-route", "{path}");
    }
    for path in ["/wallet/", "/desk/index.html"] {
        let answer = both.stage.get(path).await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (StatusCode::OK, PAGE),
            "{path}"
        );
    }
    assert_eq!(both.get("/check/").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_path_leads_nowhere_but_to_files_of_the_release() {
    let both = Both::new().await;
    let long = format!("/{}", "a".repeat(20_000));
    for path in [
        "/..%2frelease.json",
        "/check/..%2f..%2fetc%2fpasswd",
        "/check/%2e%2e/release.json",
        "/check/../release.json",
        "//check/",
        "/check//index.html",
        "/./check/",
        "/check/index.html/",
        "/check%00/",
        "/CHECK/",
        "/check\\index.html",
        long.as_str(),
    ] {
        let asked = Request::get(path).body(Body::empty());
        // What is no address at all does not get this far.
        let Ok(asked) = asked else { continue };
        let (status, _, body) = both.ask(asked).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_FOUND, 0), "{path}");
    }
    for path in [
        "/wallet/..%2frelease.json",
        "/wallet/../release.json",
        "//wallet/",
    ] {
        assert_eq!(
            both.stage.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_folder_is_named_with_a_stroke() {
    let both = Both::new().await;
    for (path, to) in [("/check", "/check/"), ("/update?x=1", "/update/")] {
        let (status, headers, _) = both.get(path).await;
        assert_eq!(status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(headers["location"], to);
    }
    let (status, headers, _) = both.get("/").await;
    assert_eq!(
        (status, &headers["location"]),
        (StatusCode::TEMPORARY_REDIRECT, &"/check/".parse().unwrap())
    );
    let answer = both.stage.get("/wallet").await;
    assert_eq!(answer.headers["location"], "/wallet/");
}

#[tokio::test]
async fn headers_say_what_a_page_cannot() {
    let both = Both::new().await;
    both.shelf.lay("1");
    for (path, camera, content_type) in [
        ("/check/", true, "text/html; charset=utf-8"),
        ("/update/", false, "text/html; charset=utf-8"),
        ("/sw.js", false, "text/javascript; charset=utf-8"),
        ("/icon.svg", false, "image/svg+xml"),
        ("/authority.json", false, "application/json"),
        ("/bundle.cbset", false, "application/octet-stream"),
        ("/release.json", false, "application/json"),
    ] {
        let (status, headers, _) = both.get(path).await;
        let header = |name: &str| headers[name].to_str().unwrap();
        assert_eq!(status, StatusCode::OK, "{path}");
        assert_eq!(header("content-type"), content_type, "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(
            header("cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(
            header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(header("accept-ranges"), "none", "{path}");
        assert!(
            header("content-security-policy").contains("frame-ancestors 'none'"),
            "{path}"
        );
        let permissions = header("permissions-policy");
        assert_eq!(permissions.contains("camera=(self)"), camera, "{path}");
        assert!(permissions.contains("microphone=()"), "{path}");
        assert!(!headers.contains_key("set-cookie"), "{path}");
        // A device that checks asks its own cache for a newer service worker.
        let caching = header("cache-control");
        assert_eq!(
            caching == "public, max-age=86400",
            path == "/sw.js",
            "{path}"
        );
        assert_eq!(caching == "no-cache", path != "/sw.js", "{path}");
    }
    let camera = |headers: &HeaderMap| {
        let permissions = headers["permissions-policy"].to_str().unwrap();
        permissions.contains("camera=(self)")
    };
    assert!(camera(&both.stage.get("/wallet/").await.headers));
    assert!(!camera(&both.stage.get("/desk/").await.headers));
}

#[tokio::test]
async fn a_file_is_sent_packed_once_and_whole() {
    let both = Both::new().await;
    let (_, plain, body) = both.get("/check/").await;
    assert!(!plain.contains_key("content-encoding"));
    assert_eq!(plain["vary"], "accept-encoding");
    let (_, packed, bytes) = both
        .get_with("/check/", ("accept-encoding", "br, gzip"))
        .await;
    assert_eq!(packed["content-encoding"], "gzip");
    let mut unpacked = Vec::new();
    GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, body);
    let refused = both
        .get_with("/check/", ("accept-encoding", "gzip;q=0, br"))
        .await;
    assert!(!refused.1.contains_key("content-encoding"));
    // Whoever has it is told so, in either coding; another one has another tag.
    for tag in [&plain["etag"], &packed["etag"]] {
        let (status, headers, body) = both
            .get_with("/check/", ("if-none-match", tag.to_str().unwrap()))
            .await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert!(headers.contains_key("content-security-policy"));
    }
    assert_ne!(plain["etag"], packed["etag"]);
    let (status, ..) = both
        .get_with("/check/", ("if-none-match", "\"other\""))
        .await;
    assert_eq!(status, StatusCode::OK);
    // A part is not sent: all of it is, which every client understands.
    let (status, headers, whole) = both.get_with("/check/", ("range", "bytes=0-9")).await;
    assert_eq!((status, whole), (StatusCode::OK, body.clone()));
    assert!(!headers.contains_key("content-range"));
    let (status, headers, none) = both
        .ask(request(Method::HEAD, "/check/", Body::empty()))
        .await;
    assert_eq!((status, none.len()), (StatusCode::OK, 0));
    assert_eq!(headers["content-length"], body.len().to_string());
}

#[tokio::test]
async fn what_is_published_anew_is_there_at_once_and_nothing_before() {
    let both = Both::new().await;
    assert_eq!(both.get("/authority.json").await.0, StatusCode::NOT_FOUND);
    assert_eq!(both.get("/bundle.cbset").await.0, StatusCode::NOT_FOUND);
    both.shelf.lay("1");
    let (_, first, body) = both.get("/bundle.cbset").await;
    assert_eq!(body, b"1");
    both.shelf.lay("2");
    let tag = first["etag"].to_str().unwrap();
    let (status, _, body) = both.get_with("/bundle.cbset", ("if-none-match", tag)).await;
    assert_eq!((status, body.as_slice()), (StatusCode::OK, &b"2"[..]));
    assert_eq!(both.get("/authority.json").await.2, b"{\"v\":2}");
    // The wallet asks its own origin.
    let beside = both.stage.get("/authority.json").await;
    assert_eq!(beside.text, "{\"v\":2}");
    assert_eq!(both.stage.get("/bundle.cbset").await.text, "2");
    let alone = Stage::new(settings()).await;
    assert_eq!(alone.get("/authority.json").await.code(), "server.no-route");
}

#[tokio::test]
async fn nobody_who_asks_for_pages_is_counted_but_as_one_more() {
    let both = Both::new().await;
    let asked = Request::get("/check/?who=canary")
        .header("cookie", "canary=1")
        .header("user-agent", "canary")
        .header("x-forwarded-for", "198.51.100.77");
    let (_, headers, body) = both.ask(asked.body(Body::empty()).unwrap()).await;
    let told = format!("{headers:?}{}", String::from_utf8_lossy(&body));
    assert!(!told.contains("canary") && !headers.contains_key("x-request-id"));
}

#[test]
fn a_release_that_is_not_whole_is_refused() {
    let fails = |folder: &TempDir| Site::read(folder.path()).unwrap_err();
    let good = door();
    assert!(Site::read(good.path()).unwrap().has_page("check"));
    write(good.path(), "check/index.html", "<script>steal()</script>");
    let name = "check/index.html".to_owned();
    assert_eq!(fails(&good), SiteError::Altered { name: name.clone() });
    fs::remove_file(good.path().join(&name)).unwrap();
    assert!(matches!(fails(&good), SiteError::Unreadable { name: found, .. } if found == name));
    for text in ["", "[]", "{}", "{\"a\": 1}", "{\"a\": \"b\""] {
        write(good.path(), "release.json", text);
        assert_eq!(fails(&good), SiteError::Release, "{text}");
    }
    let many: BTreeMap<String, &str> = (0..257).map(|n| (n.to_string(), "")).collect();
    write(
        good.path(),
        "release.json",
        &serde_json::to_string(&many).unwrap(),
    );
    assert_eq!(fails(&good), SiteError::Release);
    write(good.path(), "release.json", &" ".repeat(300_000));
    assert!(matches!(fails(&good), SiteError::TooLarge { .. }));
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(fails(&empty), SiteError::Unreadable { .. }));
}

#[test]
fn a_release_names_no_file_outside_of_its_folder() {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret", "secret");
    let folder = outside.path().join("door");
    for name in [
        "../secret",
        "/etc/hostname",
        "a/../../secret",
        "./secret",
        ".secret",
        "a//b",
        "",
        "a b",
        "a%2fb",
        "release.json",
        &"a".repeat(129),
    ] {
        let names = serde_json::json!({ name: STANDARD.encode(sha256(b"secret")) });
        write(&folder, "release.json", &names.to_string());
        assert_eq!(
            Site::read(&folder).unwrap_err(),
            SiteError::Name { number: 1 },
            "{name}"
        );
    }
}
