//! Revocation lists of others and our exact list; the first byte says which.
#![no_main]

use cleanbill_revocation::exact::ExactList;
use cleanbill_revocation::filter::{BloomFilter, Filter, FilterKind, PartialHashFilter};
use cleanbill_revocation::gateway::{Batch, BatchListing, GatewayBatches, parse_signed_batch};
use cleanbill_revocation::rid::{RidList, RidLists};
use cleanbill_revocation::slices::{
    MemorySlices, Slices, parse_overview, parse_partitions, read_archive,
};
use cleanbill_revocation::{Limits, Mechanism, Subject};

/// Small, so that bombs are found by refusing them and not by unpacking them.
const LIMITS: Limits = Limits {
    json_size_max_bytes: 1 << 16,
    archive_size_max_bytes: 1 << 16,
    ..Limits::DEFAULT
};

fn subject() -> Subject<'static> {
    Subject {
        kid: b"12345678",
        country: Some("XA"),
        identifier: Some("URN:UVCI:01:XA:1"),
        signature: &[7; 64],
        ..Subject::default()
    }
}

fn filters(bytes: &[u8]) {
    let Some(hash) = subject().identifier_hash() else {
        return;
    };
    for kind in [FilterKind::PartialHash, FilterKind::Bloom] {
        match Filter::parse(kind, bytes, &LIMITS) {
            Ok(Filter::PartialHash(filter)) => {
                let written = PartialHashFilter::parse(&filter.to_bytes(), &LIMITS);
                let written = written.map(|filter| filter.to_bytes());
                assert_eq!(written, Ok(filter.to_bytes()));
                let _ = filter.may_contain(&hash);
            }
            Ok(Filter::Bloom(mut filter)) => {
                filter.insert(&hash);
                assert!(filter.may_contain(&hash));
                let written = BloomFilter::parse(&filter.to_bytes(), &LIMITS);
                assert!(written.is_ok_and(|filter| filter.may_contain(&hash)));
            }
            Err(_) => {}
        }
    }
}

fn gateway(bytes: &[u8]) {
    let signed = parse_signed_batch(bytes, &LIMITS).map(|signed| signed.batch);
    let mut batches = GatewayBatches::new();
    for batch in [Batch::parse(bytes, &LIMITS), signed].into_iter().flatten() {
        batches.insert("1", batch);
        let _ = batches.look_up(&subject(), 0);
    }
    if let Ok(listing) = BatchListing::parse(bytes, &LIMITS) {
        assert!(batches.apply(&listing).len() <= listing.batches.len());
    }
}

/// Overview, a zero byte, partitions, a zero byte, an archive.
fn slices(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (overview, partitions, archive) = (part(), part(), part());
    let Ok(overview) = parse_overview(overview, &LIMITS) else {
        return;
    };
    let mut slices = Slices::new(overview, MemorySlices::new(), LIMITS);
    if let Ok(partitions) = parse_partitions(partitions, &LIMITS) {
        let _ = slices.set_partitions(subject().kid, partitions);
    }
    let _ = slices.source_mut().insert_archive(archive, &LIMITS);
    let _ = slices.look_up(&subject(), 0);
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else {
        return;
    };
    match which % 6 {
        0 => gateway(rest),
        1 => filters(rest),
        2 => slices(rest),
        3 => {
            let _ = read_archive(rest, &LIMITS);
        }
        4 => {
            if let Ok(list) = RidList::parse(rest, &LIMITS) {
                let mut lists = RidLists::new();
                let _ = lists.insert(list);
                let _ = lists.look_up(&subject(), 0);
            }
        }
        _ => {
            if let Ok(list) = ExactList::parse(rest, &LIMITS) {
                assert_eq!(list.to_bytes(), rest);
                let _ = list.look_up(&subject(), 0);
            }
        }
    }
});
