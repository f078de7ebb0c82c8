//! The token that signs goes away, and comes back.

use std::path::Path;
use std::process::Command;

use crate::http::Ask;
use crate::people::{Request, Staff};
use crate::process::{Place, SERVE, Service};

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
const PIN: &str = "pin-4711";

#[test]
fn a_token_that_is_gone_is_named_and_signing_goes_on_when_it_is_back() {
    if !Path::new(MODULE).exists() {
        println!("skipped: softhsm2 is not installed");
        return;
    }
    let place = Place::new();
    let tokens = place.path("tokens");
    std::fs::create_dir(&tokens).unwrap();
    let conf = place.path("softhsm2.conf");
    std::fs::write(
        &conf,
        format!("directories.tokendir = {}\n", tokens.display()),
    )
    .unwrap();
    let made = Command::new("softhsm2-util")
        .args(["--init-token", "--free", "--label", "cleanbill"])
        .args(["--pin", PIN, "--so-pin", "so-pin-4711"])
        .env("SOFTHSM2_CONF", &conf)
        .output();
    assert!(made.unwrap().status.success());
    let config = place.path("data/config.toml");
    let mut text = std::fs::read_to_string(&config).unwrap();
    text.push_str(&format!(
        "\n[hsm]\nmodule = \"{MODULE}\"\ntoken = \"cleanbill\"\n"
    ));
    std::fs::write(config, text).unwrap();
    let command = || {
        let mut command = place.command();
        command
            .env("SOFTHSM2_CONF", &conf)
            .env("CLEANBILL_PIN", PIN);
        command
    };
    let rotate = ["keys", "rotate", "--lead-days", "0", "--hsm"];
    assert!(command().args(rotate).output().unwrap().status.success());
    let mut serve = command();
    serve.args(SERVE);
    let service = Service::start(serve);
    let staff = Staff::found(&service);
    service.ready();
    let first = Request::new().issue(&service, &staff.clinic);

    std::fs::rename(&tokens, place.path("gone")).unwrap();
    let refused = Request::new();
    let answer = refused.send(&service, &staff.clinic.token).unwrap();
    answer.refused(503, "sign.key-unavailable");
    service.logged("signer.token-gone");
    service.unready("signer", "signer.token-gone");
    // What needs no signature goes on: records are read, acts are signed by officers.
    first.is_there(&service, &staff.clinic);
    let me = Ask::get("/api/v1/me").by(&staff.clinic.token);
    assert_eq!(service.ask(&me).status, 200);
    let office = serde_json::json!({"name": "West", "region": "XX", "kind": "clinic"});
    let act = staff.act(
        &service,
        serde_json::json!({"kind": "open-office", "office": office}),
    );
    assert_eq!(act["state"], "effective");

    std::fs::rename(place.path("gone"), &tokens).unwrap();
    let late = refused.issue(&service, &staff.clinic);
    late.is_there(&service, &staff.clinic);
    service.ready();
    assert!(!service.log().contains(PIN));

    // Without its module it does not start, and says why.
    service.stop();
    let config = place.path("data/config.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text.replace(MODULE, "/nowhere/module.so")).unwrap();
    let output = command().args(SERVE).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("[signer.module]") && told.contains("hint: "),
        "{told}"
    );
}
