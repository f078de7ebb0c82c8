//! Codes of errors: stable, unique, and of this crate.

use std::collections::BTreeSet;

use cleanbill_revocation::exact::ExactError;
use cleanbill_revocation::filter::FilterError;
use cleanbill_revocation::gateway::GatewayError;
use cleanbill_revocation::rid::RidError;
use cleanbill_revocation::slices::SlicesError;

#[test]
fn codes_are_unique() {
    let (actual, max, bytes) = (1, 0, 0);
    let codes = [
        ExactError::Magic.code(),
        ExactError::Cut.code(),
        ExactError::Trailing { bytes }.code(),
        ExactError::Kid { bytes }.code(),
        ExactError::Order.code(),
        ExactError::TooMany { actual, max }.code(),
        FilterError::TooLarge { actual, max }.code(),
        FilterError::Cut.code(),
        FilterError::Version { version: 2 }.code(),
        FilterError::Rate.code(),
        FilterError::Negative.code(),
        FilterError::EntrySize { size: 0 }.code(),
        FilterError::HashFunction.code(),
        FilterError::Length {
            stated: 0,
            found: 1,
        }
        .code(),
        GatewayError::Base64.code(),
        GatewayError::NoContent.code(),
        GatewayError::Members.code(),
        GatewayError::Country.code(),
        GatewayError::Kid.code(),
        GatewayError::HashType.code(),
        GatewayError::Instant.code(),
        GatewayError::Hash { index: 0 }.code(),
        GatewayError::Empty.code(),
        GatewayError::TooMany { actual, max }.code(),
        RidError::Members.code(),
        RidError::Method.code(),
        RidError::TooMany { actual, max }.code(),
        RidError::Outdated {
            found: 0,
            expected: 1,
        }
        .code(),
        SlicesError::Members.code(),
        SlicesError::Kid.code(),
        SlicesError::DuplicateKid.code(),
        SlicesError::Mode.code(),
        SlicesError::HashType.code(),
        SlicesError::SliceKind.code(),
        SlicesError::Instant.code(),
        SlicesError::Digest.code(),
        SlicesError::Coordinates.code(),
        SlicesError::UnknownKid.code(),
        SlicesError::TooMany { actual, max }.code(),
        SlicesError::Gzip.code(),
        SlicesError::ArchiveTooLarge { max }.code(),
        SlicesError::Tar.code(),
    ];
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    assert!(codes.iter().all(|code| code.starts_with("revocation.")));
}
