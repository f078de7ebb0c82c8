use cleanbill_webauthn::{CreationOptions, Descriptor, RequestOptions};
use serde_json::json;

use crate::support::{CHALLENGE, rp};

const SEVENS: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

#[test]
fn creation_asks_for_a_verified_user_and_no_attestation() {
    let (rp, exclude) = (
        rp(),
        [Descriptor {
            id: vec![1, 2],
            transports: vec!["usb".into()],
        }],
    );
    let options = CreationOptions {
        rp: &rp,
        rp_name: "Desk",
        challenge: &CHALLENGE,
        user_handle: &[0; 32],
        user_name: "officer 17",
        user_display_name: "officer 17",
        exclude: &exclude,
        timeout_millis: 60_000,
    };
    let expected = json!({
        "rp": {"id": "pass.example", "name": "Desk"},
        "user": {
            "id": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "name": "officer 17",
            "displayName": "officer 17",
        },
        "challenge": SEVENS,
        "pubKeyCredParams": [
            {"type": "public-key", "alg": -8},
            {"type": "public-key", "alg": -7},
        ],
        "timeout": 60_000,
        "excludeCredentials": [{"type": "public-key", "id": "AQI", "transports": ["usb"]}],
        "authenticatorSelection": {
            "residentKey": "preferred",
            "requireResidentKey": false,
            "userVerification": "required",
        },
        "attestation": "none",
    });
    assert_eq!(options.to_json(), expected);
}

#[test]
fn requests_carry_the_act() {
    let (rp, allow) = (
        rp(),
        [Descriptor {
            id: vec![255],
            transports: Vec::new(),
        }],
    );
    let options = RequestOptions {
        rp: &rp,
        challenge: &CHALLENGE,
        allow: &allow,
        timeout_millis: 30_000,
    };
    let expected = json!({
        "challenge": SEVENS,
        "timeout": 30_000,
        "rpId": "pass.example",
        "allowCredentials": [{"type": "public-key", "id": "_w", "transports": []}],
        "userVerification": "required",
    });
    assert_eq!(options.to_json(), expected);
}
