//! The pages that `cleanbill serve` finds, or is told of.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::sha256;
use serde_json::Value;

use crate::http::Ask;
use crate::process::Place;

/// A site of one page.
fn write_site(folder: &Path, page: &str) {
    let text = format!("<!doctype html><title>{page}</title>");
    fs::create_dir_all(folder.join(page)).unwrap();
    fs::write(folder.join(page).join("index.html"), &text).unwrap();
    let digest = STANDARD.encode(sha256(text.as_bytes()));
    let names = BTreeMap::from([(format!("{page}/index.html"), digest)]);
    let names = serde_json::to_string(&names).unwrap();
    fs::write(folder.join("release.json"), names).unwrap();
}

fn write_pages(folder: &Path) {
    write_site(&folder.join("door"), "check");
    write_site(&folder.join("home"), "wallet");
}

/// Status and body, which may be no text.
fn get(to: SocketAddr, path: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(to).unwrap();
    let asked = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let body = answer.split_off(end.unwrap() + 4);
    let head = String::from_utf8(answer).unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body)
}

#[test]
fn pages_in_the_data_folder_are_on_two_addresses() {
    let place = Place::new();
    write_pages(&place.data().join("pages"));
    let service = place.serve(&[]);
    let check = service.check.unwrap();
    assert_ne!(check, service.address);
    let page = |to, path| String::from_utf8(get(to, path).1).unwrap();
    assert!(page(check, "/check/").contains("<title>check"));
    assert!(page(service.address, "/wallet/").contains("<title>wallet"));
    assert_eq!(get(check, "/health/live").0, 404);
    assert_eq!(get(check, "/wallet/").0, 404);
    assert_eq!(service.ask(&Ask::get("/check/")).code(), "server.no-route");
    // Who asked there is in no log; who asked the API, is by its route.
    let _ = service.ask(&Ask::get("/health/live"));
    let log = service.log();
    assert!(
        log.contains("/health/live") && !log.contains("/check"),
        "{log}"
    );
    service.stop();
}

#[test]
fn without_pages_there_is_the_api_alone() {
    let place = Place::new();
    let service = place.serve(&[]);
    assert_eq!(service.check, None);
    assert_eq!(service.ask(&Ask::get("/health/live")).status, 204);
    service.stop();
    let pages = place.path("elsewhere");
    write_pages(&pages);
    let service = place.serve(&["--pages", &place.text("elsewhere"), "--check-listen", "off"]);
    assert_eq!(service.check, None);
    assert_eq!(get(service.address, "/wallet/").0, 200);
}

#[test]
fn altered_or_missing_pages_stop_the_start() {
    let place = Place::new();
    let pages = place.path("pages");
    let folder = place.text("pages");
    let serve = ["serve", "--listen", "127.0.0.1:0", "--pages", &folder];
    place.fails(&serve, "there are no pages in");
    write_pages(&pages);
    fs::write(pages.join("door/check/index.html"), "<script>").unwrap();
    place.fails(&serve, "site.altered");
    fs::write(pages.join("door/release.json"), "{}").unwrap();
    place.fails(&serve, "site.release");
    fs::remove_file(pages.join("door/release.json")).unwrap();
    place.fails(&serve, "site.unreadable");
}

#[test]
fn a_set_that_is_published_is_there_without_a_new_start() {
    let place = Place::new();
    write_pages(&place.data().join("pages"));
    let service = place.serve(&[]);
    let check = service.check.unwrap();
    let installed = place.data().join("trust/bundle.cbset");
    // An authority begins with a set of its own.
    let mut seen = vec![get(check, "/bundle.cbset").1];
    assert_eq!(seen, [fs::read(&installed).unwrap()]);
    for _ in 0..2 {
        place.run(&["publish", "--install", "--out", &place.text("out.cbset")]);
        let (status, set) = get(check, "/bundle.cbset");
        assert_eq!((status, &set), (200, &fs::read(&installed).unwrap()));
        assert!(!seen.contains(&set));
        assert_eq!(get(service.address, "/bundle.cbset").1, set);
        seen.push(set);
        let told: Value = serde_json::from_slice(&get(check, "/authority.json").1).unwrap();
        assert_eq!(told["set"], "bundle.cbset");
        assert_eq!(told["demonstration"], false);
        let pins = fs::read_to_string(place.data().join("pins")).unwrap();
        assert_eq!(told["pins"], serde_json::json!([pins.trim()]));
        assert!(!told["name"].as_str().unwrap().is_empty());
    }
    // What cannot be believed is not handed on.
    fs::write(&installed, b"no set").unwrap();
    assert_eq!(get(check, "/bundle.cbset").0, 404);
    service.stop();
}
