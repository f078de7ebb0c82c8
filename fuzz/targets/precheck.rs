//! What providers, wallets and services of the pre-check send each other.
#![no_main]

use cleanbill_precheck::{
    EncryptionScheme, IdentityDocument, InitializeRequest, InitializeResponse, Invitation, KeyRole,
    Limits, SignedToken, TokenRequest, ValidationRequest, wallet,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    if let Ok(document) = IdentityDocument::parse(bytes, &limits) {
        let written = document.to_json().to_string();
        assert!(IdentityDocument::parse(written.as_bytes(), &limits).is_ok());
        let _ = document.keys(KeyRole::AccessTokenSign);
        let _ = document.encryption_keys(EncryptionScheme::RsaOaepSha256AesGcm);
        let _ = wallet::Provider::read(&document);
    }
    if let Ok(request) = ValidationRequest::parse(bytes, &limits) {
        assert_eq!(ValidationRequest::parse(&request.to_json(), &limits).as_ref(), Ok(&request));
        let _ = EncryptionScheme::of_name(&request.scheme);
    }
    let _ = TokenRequest::parse(bytes, &limits);
    let _ = InitializeRequest::parse(bytes, &limits);
    let _ = InitializeResponse::parse(bytes, &limits);
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(invitation) = Invitation::parse(text, &limits) {
            assert!(Invitation::parse(&invitation.to_text(), &limits).as_ref() == Ok(&invitation));
        }
        let _ = SignedToken::parse(text, &limits);
        let _ = wallet::parse_nonce(text);
    }
});
