//! The contexts that certificates name, as far as certificates use them. Never fetched.
//!
//! Each is our own writing of what the published one means for the terms of a certificate, so that
//! the same statements come out of it. What is left out is not defined, and a certificate that has
//! it is refused: `JsonLdError::Dropped`.

use std::sync::LazyLock;

use cleanbill_jsonld::Contexts;
use serde_json::Value;

/// The context under which the options of a proof are read (*Linked Data Signatures 1.0*; the
/// library that DIVOC signs with).
pub(super) const SECURITY: &str = "https://w3id.org/security/v2";

/// Addresses, and what stands there. Countries that run DIVOC publish its second version under
/// addresses of their own.
const TEXTS: [(&[&str], &str); 5] = [
    (
        &["https://www.w3.org/2018/credentials/v1"],
        include_str!("contexts/credentials.json"),
    ),
    (&[SECURITY], include_str!("contexts/security.json")),
    (
        &["https://cowin.gov.in/credentials/vaccination/v1"],
        include_str!("contexts/vaccination-1.json"),
    ),
    (
        &[
            "https://cowin.gov.in/credentials/vaccination/v2",
            "https://divoc.prod/vaccine/credentials/vaccination/v1",
            "https://divoc.lgcc.gov.lk/credentials/vaccination/v1",
            "https://www.pedulilindungi.id/credentials/vaccination/v2",
        ],
        include_str!("contexts/vaccination-2.json"),
    ),
    (
        &["https://cowin.gov.in/credentials/testCertificate/v1"],
        include_str!("contexts/test-1.json"),
    ),
];

/// Read once. A text that is no JSON would leave its addresses unknown, which a test excludes.
static READ: LazyLock<[Option<Value>; 5]> =
    LazyLock::new(|| TEXTS.map(|(_, text)| serde_json::from_str(text).ok()));

/// The contexts of DIVOC.
pub(super) struct Known;

impl Contexts for Known {
    fn context(&self, url: &str) -> Option<&Value> {
        let index = TEXTS.iter().position(|(urls, _)| urls.contains(&url))?;
        READ.get(index)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_a_context() {
        for url in TEXTS.iter().flat_map(|(urls, _)| *urls) {
            let context = Known.context(url).unwrap();
            assert!(context.get("@context").is_some(), "{url}");
        }
        assert_eq!(Known.context("https://example.org/v1"), None);
    }
}
