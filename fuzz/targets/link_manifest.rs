//! Manifests of health links, requests for them, and answers to wrong passcodes.
#![no_main]

use cleanbill_shlink::{Limits, Manifest, ManifestRequest, parse_remaining_attempts};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    if let Ok(manifest) = Manifest::parse(bytes, &limits) {
        assert!(manifest.files.len() <= limits.files_max);
        let again = Manifest::parse(manifest.to_json().as_bytes(), &limits);
        assert_eq!(again.map(|again| again.to_json()), Ok(manifest.to_json()));
    }
    if let Ok(request) = ManifestRequest::parse(bytes, &limits) {
        assert_eq!(
            ManifestRequest::parse(request.to_json().as_bytes(), &Limits {
                request_bytes_max: 1 << 16,
                ..limits.clone()
            }),
            Ok(request)
        );
    }
    let _ = parse_remaining_attempts(bytes, &limits);
});
