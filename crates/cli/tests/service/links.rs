//! `cleanbill link share`: a holder's files through a service that cannot read them.

use std::fs;

use cleanbill_shlink::{HealthLink, Limits, Payload, Scheme};
use serde_json::json;

use crate::http::Ask;
use crate::people::Staff;
use crate::process::Place;

const FHIR: &str = r#"{"resourceType":"Bundle","type":"collection","id":"somebody"}"#;

fn ran(device: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    let output = device.command().args(arguments).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(told).unwrap())
}

#[test]
fn g12_shared_files_are_read_by_who_has_the_link_and_by_nobody_else() {
    let place = Place::new();
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    let request = crate::people::Request::new();
    let issued = request.issue(&service, &staff.clinic);
    let code = Ask::post(
        "/api/v1/collect",
        json!({ "code": issued.answer["collection_code"] }),
    );
    let collected = service.ask(&code).succeeded();
    let device = Place::empty();
    let file = |name: &str, text: &str| {
        let path = device.text(name);
        fs::write(&path, text).unwrap();
        path
    };
    let bundle = file("bundle.json", FHIR);
    let token = file("token", collected["token"].as_str().unwrap());
    let pin = file("pin", "Kanarienvogel 4711\n");
    let end = device.text("end");
    let address = format!("http://{}/", service.address);
    let share = [
        "link",
        "share",
        &bundle,
        "--service",
        &address,
        "--token",
        &token,
    ];
    let more = [
        "--code",
        &end,
        "--passcode-file",
        &pin,
        "--label",
        "Example",
    ];
    let (exit, link) = ran(&device, &[&share[..], &more].concat());
    assert_eq!(exit, Some(0), "{link}");
    // Its address is that of the service's pages; here it listens on another port.
    let host = service.address.to_string();
    let link = HealthLink::parse(link.trim(), &Limits::default()).unwrap();
    let url = link.payload().url.replace("localhost:8080", &host);
    let address_secret = url.rsplit('/').next().unwrap().to_owned();
    assert_eq!(address_secret.len(), 43);
    let payload = Payload {
        url,
        ..link.payload().clone()
    };
    let link = HealthLink::new(Scheme::Smart, payload).unwrap().to_string();
    let got = device.text("got");
    let fetch = |out: &str, pin: &str| {
        let fetch = [
            "link",
            "fetch",
            &link,
            "--recipient",
            "Aid Post",
            "--out",
            out,
        ];
        ran(
            &device,
            &[
                &fetch[..],
                &[
                    "--open",
                    "localhost",
                    "--open",
                    &host,
                    "--passcode-file",
                    pin,
                ],
            ]
            .concat(),
        )
    };
    let wrong = file("wrong", "0000");
    let (exit, told) = fetch(&got, &wrong);
    assert_eq!(exit, Some(2));
    assert!(told.contains("4 attempts remain"), "{told}");
    let (exit, told) = fetch(&got, &pin);
    assert_eq!(exit, Some(0), "{told}");
    let came = fs::read_to_string(device.path("got").join("1-fhir.json")).unwrap();
    assert_eq!(came, FHIR);

    // Neither the database nor the log has what opens it, or what is in it.
    let log = service.log();
    for secret in [
        "somebody",
        "Aid Post",
        "Kanarienvogel 4711",
        &address_secret,
    ] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    let (exit, told) = ran(&device, &["link", "end", &end, "--service", &address]);
    assert_eq!(exit, Some(0), "{told}");
    let (exit, told) = fetch(&device.text("again"), &pin);
    assert_eq!(exit, Some(2));
    assert!(told.contains("nothing behind the link"), "{told}");
}
