//! X.509 certificates in PEM and DER.
#![no_main]

use cleanbill_trust::list::{Limits, certificates};
use cleanbill_x509::parse_certificate;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = certificates::parse_file(bytes, &Limits::DEFAULT);
    if let Ok(certificate) = parse_certificate(bytes) {
        let _ = certificate.public_key();
        let _ = certificate.dcc_usage();
        let _ = certificate.check_issued_by(&certificate);
    }
});
