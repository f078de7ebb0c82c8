//! The layout of the EU distributors: modes, coordinates, expiry, and archives made by Python.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_crypto::sha256;
use cleanbill_revocation::filter::PartialHashFilter;
use cleanbill_revocation::slices::{
    Coordinates, Digest, MemorySlices, Mode, SliceSource, Slices, SlicesError, parse_overview,
    parse_partitions, read_archive,
};
use cleanbill_revocation::{Answer, KeyHash, Limits, Mechanism, Subject};
use proptest::prelude::*;

use crate::support::{KID, subject};

/// 2022-11-01T00:00:00Z and 2022-12-01T00:00:00Z: when the slices, and all of the kid, expire.
const SLICE_EXPIRY: i64 = 1_667_260_800;
const EXPIRY: i64 = 1_669_852_800;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn overview(mode: &str, hash_types: &str) -> String {
    format!(
        r#"[{{"kid":"{KID}","mode":"{mode}","hashTypes":[{hash_types}],
             "expires":"2022-12-01T00:00:00Z","lastUpdated":"2022-06-01T00:00:00Z"}}]"#
    )
}

/// One partition with one slice.
fn partition(x: &str, y: &str, chunk: &str, kind: &str, digest: &Digest) -> String {
    format!(
        r#"[{{"kid":"{KID}","id":null,"x":{x},"y":{y},"lastUpdated":"2022-06-01T00:00:00Z",
             "expired":"2022-12-01T00:00:00Z","chunks":{{"{chunk}":{{"2022-11-01T00:00:00Z":
             {{"type":"{kind}","version":"1.0","hash":"{}"}}}}}}}}]"#,
        hex(digest)
    )
}

/// The first hash of `support::subject`: fc47ee43…
fn revoked() -> KeyHash {
    subject().identifier_hash().unwrap()
}

fn partial_hash(hashes: &[KeyHash]) -> Vec<u8> {
    PartialHashFilter::new(0.0, 4, hashes).unwrap().to_bytes()
}

fn slices(overview: &str, partitions: &str, source: MemorySlices) -> Slices<MemorySlices> {
    let limits = Limits::DEFAULT;
    let overview = parse_overview(overview.as_bytes(), &limits).unwrap();
    let partitions = parse_partitions(partitions.as_bytes(), &limits).unwrap();
    let mut slices = Slices::new(overview, source, limits);
    slices.set_partitions(b"12345678", partitions).unwrap();
    slices
}

#[test]
fn coordinates_are_the_leading_digits() {
    let mut hash = [0; 16];
    hash[..2].copy_from_slice(&[0xfc, 0x47]);
    let at = |mode: Mode| mode.coordinates(&hash);
    let coordinates = |x, y, chunk| Coordinates { x, y, chunk };
    assert_eq!(at(Mode::Point), coordinates(None, None, 0xf));
    assert_eq!(at(Mode::Vector), coordinates(Some(0xf), None, 0xc));
    assert_eq!(at(Mode::Coordinate), coordinates(Some(0xf), Some(0xc), 4));
}

#[test]
fn every_mode_finds_the_slice_of_the_hash() {
    for (mode, x, y, chunk, elsewhere) in [
        ("POINT", "null", "null", "f", "e"),
        ("VECTOR", r#""f""#, "null", "c", "d"),
        ("COORDINATE", r#""f""#, r#""c""#, "4", "5"),
        ("COORDINATE", r#""F""#, r#""C""#, "4", "5"),
    ] {
        let mut source = MemorySlices::new();
        let digest = source.insert(partial_hash(&[revoked()]));
        let look_up = |chunk, at| {
            let partition = partition(x, y, chunk, "VARHASHLIST", &digest);
            let slices = slices(&overview(mode, r#""UCI""#), &partition, source.clone());
            slices.look_up(&subject(), at)
        };
        assert_eq!(look_up(chunk, SLICE_EXPIRY - 1), Answer::Revoked, "{mode}");
        assert_eq!(look_up(elsewhere, 0), Answer::NotRevoked, "{mode}");
        assert_eq!(look_up(chunk, SLICE_EXPIRY), Answer::NotRevoked, "{mode}");
        assert_eq!(look_up(chunk, EXPIRY), Answer::NotCovered, "{mode}");
    }
}

#[test]
fn hash_types_are_those_of_the_overview() {
    let mut source = MemorySlices::new();
    let signature = subject().signature_hashes()[0];
    let digest = source.insert(partial_hash(&[signature]));
    // 515a…: the fifth chunk.
    let partition = partition("null", "null", "5", "VARHASHLIST", &digest);
    let look_up = |types: &str| {
        slices(&overview("POINT", types), &partition, source.clone()).look_up(&subject(), 0)
    };
    assert_eq!(look_up(r#""SIGNATURE""#), Answer::Revoked);
    assert_eq!(
        look_up(r#""UCI","COUNTRYCODEUCI","SIGNATURE""#),
        Answer::Revoked
    );
    assert_eq!(look_up(r#""UCI","COUNTRYCODEUCI""#), Answer::NotRevoked);
    assert_eq!(look_up(""), Answer::NotCovered);
}

#[test]
fn what_is_not_there_covers_nothing() {
    let limits = Limits::DEFAULT;
    let text = overview("POINT", r#""UCI""#);
    let kids = parse_overview(text.as_bytes(), &limits).unwrap();
    let mut slices = Slices::new(kids, MemorySlices::new(), limits.clone());
    assert_eq!(slices.look_up(&subject(), 0), Answer::NotCovered);

    let good = partial_hash(&[[0xf0; 16]]);
    let digest = sha256(&good);
    let text = partition("null", "null", "f", "VARHASHLIST", &digest);
    let partitions = parse_partitions(text.as_bytes(), &limits).unwrap();
    slices
        .set_partitions(b"12345678", partitions.clone())
        .unwrap();
    assert_eq!(slices.look_up(&subject(), 0), Answer::NotCovered);
    assert_eq!(slices.digests(0).collect::<Vec<_>>(), [&digest]);
    assert_eq!(slices.digests(SLICE_EXPIRY).count(), 0);
    slices.source_mut().insert(good);
    assert_eq!(slices.look_up(&subject(), 0), Answer::NotRevoked);
    let other = Subject {
        kid: b"other",
        ..subject()
    };
    assert_eq!(slices.look_up(&other, 0), Answer::NotCovered);
    let unknown = slices.set_partitions(b"other", Vec::new());
    assert_eq!(unknown, Err(SlicesError::UnknownKid));

    // A slice of another kind than stated cannot be read.
    let text = partition("null", "null", "f", "BLOOMFILTER", &digest);
    let partitions = parse_partitions(text.as_bytes(), &limits).unwrap();
    slices.set_partitions(b"12345678", partitions).unwrap();
    assert_eq!(slices.look_up(&subject(), 0), Answer::NotCovered);
}

/// A store that mixes things up.
#[derive(Debug)]
struct Liar(Vec<u8>);

impl SliceSource for Liar {
    fn slice(&self, _: &Digest) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(&self.0))
    }
}

#[test]
fn a_slice_is_what_its_name_says() {
    let limits = Limits::DEFAULT;
    let digest = sha256(&partial_hash(&[revoked()]));
    let text = partition("null", "null", "f", "VARHASHLIST", &digest);
    let kids = parse_overview(overview("POINT", r#""UCI""#).as_bytes(), &limits).unwrap();
    let mut slices = Slices::new(kids, Liar(partial_hash(&[])), limits.clone());
    let partitions = parse_partitions(text.as_bytes(), &limits).unwrap();
    slices.set_partitions(b"12345678", partitions).unwrap();
    assert_eq!(slices.look_up(&subject(), 0), Answer::NotCovered);
}

/// Tar in gzip, by Python: a partial hash filter with fc47ee43, and the Bloom filter of
/// `filters.rs`, under the distributor's names.
const ARCHIVE: &str = "\
    H4sIAAAAAAACA+3UT0pDMRAG8PjnAMUT9AZvMpm8JAtBUBAX7UoPkEle3BQXaje9h+fxFh7DE7gwCkUobtwUod8P\
    wjcEQlbfLG5vNsurO15u7s+Hh/VqNbQhRq3eM5cYmo1jqDyS1BQksbRAJTudqvXinGpI06gaS9bcKKfETbLZQd0o\
    8p3dbhLZ8DN/3TNTEDMnswfrp+f82L83B+pom6cf1++XBg7L4pf+l8mLlUqs5KuPSUqNVQOzc0LVppatG7OyTxMX\
    oRStOp9afxGn7FL4c/+d7PTf9vWD/u+n/yfGvb2+9Ol4e2YXxpzNzQztAAAAAAAAAAAAAAAAAAAAAPj/PgEcPhSN\
    ACgAAA==";
/// The same with a file name and a comment in the header of gzip, and cut off as the reference
/// does, without the two empty blocks at the end.
const ARCHIVE_CUT: &str = "\
    H4sIHgAAAAAA/wMAeHl6bmFtZQBjb21tZW50AKXS7ZRLSkNRDIaPjwUUV9Ad3Jwk55GBICiIg3akCzg5DyfFgW0n\
    3YfrcRcuwxU48CgU4eLESQf2fhD+EAgZfVnc3+2WNw+43D1eDk/b1WpoQ4xanEPMMTQbfSjogYsEFuQWICfSWqxj\
    ItUg1avGnDQ1SCLYOJkR0PHM39kZJ4ANP/3XHBECmzmYA7Bdb9JzP2+OlJN9nn/cvl+bieNi8Yv/uTq2XAAVXHFR\
    OJdYNCASMRQrLVnySdFJxcwg0So5aX0j1kQS/uw/8ch/29/P5P9h/D8z9Pb60rvTfc2ujLmYm9lkx//nE79SvPsA\
    CAAA";

#[test]
fn archives_are_read() {
    for archive in [ARCHIVE, ARCHIVE_CUT] {
        let archive = STANDARD.decode(archive).unwrap();
        let files = read_archive(&archive, &Limits::DEFAULT).unwrap();
        assert_eq!(files.len(), 2);
        assert_eq!(files[0], partial_hash(&[revoked()]));
        let mut source = MemorySlices::new();
        assert_eq!(source.insert_archive(&archive, &Limits::DEFAULT), Ok(2));
        for (file, kind) in files.iter().zip(["VARHASHLIST", "BLOOMFILTER"]) {
            let partition = partition("null", "null", "f", kind, &sha256(file));
            let slices = slices(&overview("POINT", r#""UCI""#), &partition, source.clone());
            assert_eq!(slices.look_up(&subject(), 0), Answer::Revoked, "{kind}");
        }
    }
}

#[test]
fn archives_are_bounded_and_whole() {
    let archive = STANDARD.decode(ARCHIVE).unwrap();
    let with = |limits: &Limits| read_archive(&archive, limits).unwrap_err();
    let limits = Limits {
        archive_size_max_bytes: 1_000,
        ..Limits::DEFAULT
    };
    assert_eq!(with(&limits), SlicesError::ArchiveTooLarge { max: 1_000 });
    let limits = Limits {
        slices_max: 1,
        ..Limits::DEFAULT
    };
    assert_eq!(with(&limits), SlicesError::TooMany { actual: 2, max: 1 });
    for at in 0..archive.len() {
        let cut = read_archive(&archive[..at], &Limits::DEFAULT);
        assert_eq!(cut, Err(SlicesError::Gzip), "{at}");
    }
    let longer = [archive.as_slice(), &[0]].concat();
    assert_eq!(
        read_archive(&longer, &Limits::DEFAULT),
        Err(SlicesError::Gzip)
    );
    let good = read_archive(&archive, &Limits::DEFAULT);
    for at in 10..archive.len() {
        let mut mutated = archive.clone();
        mutated[at] ^= 1;
        let read = read_archive(&mutated, &Limits::DEFAULT);
        assert!(read.is_err() || read == good, "{at}");
    }
}

#[test]
fn malformed_lists_say_why() {
    let limits = Limits::DEFAULT;
    let good = overview("POINT", r#""UCI""#);
    let with = |from: &str, to: &str| {
        parse_overview(good.replace(from, to).as_bytes(), &limits).unwrap_err()
    };
    assert_eq!(with("POINT", "point"), SlicesError::Mode);
    assert_eq!(with("UCI", "uci"), SlicesError::HashType);
    assert_eq!(with(KID, ""), SlicesError::Kid);
    assert_eq!(with("2022-12", "2022-13"), SlicesError::Instant);
    assert_eq!(with("lastUpdated", "updated"), SlicesError::Members);
    let twice = format!("[{0},{0}]", &good[1..good.len() - 1]);
    let error = parse_overview(twice.as_bytes(), &limits);
    assert_eq!(error, Err(SlicesError::DuplicateKid));
    let few = Limits {
        kids_max: 1,
        ..limits.clone()
    };
    let error = parse_overview(twice.as_bytes(), &few);
    assert_eq!(error, Err(SlicesError::TooMany { actual: 2, max: 1 }));

    let good = partition("null", "null", "f", "BLOOMFILTER", &[0xab; 32]);
    let with = |from: &str, to: &str| {
        parse_partitions(good.replace(from, to).as_bytes(), &limits).unwrap_err()
    };
    assert_eq!(with("BLOOMFILTER", "HASH"), SlicesError::SliceKind);
    assert_eq!(with("abab\"", "aba\""), SlicesError::Digest);
    assert_eq!(with("abab\"", "abag\""), SlicesError::Digest);
    assert_eq!(with("abab\"", "abaé\""), SlicesError::Digest);
    assert_eq!(with(r#""f":"#, r#""ff":"#), SlicesError::Coordinates);
    assert_eq!(with(r#""x":null"#, r#""x":1"#), SlicesError::Coordinates);
    assert_eq!(with("2022-11", "2022-00"), SlicesError::Instant);
    assert_eq!(with(r#""chunks""#, r#""pieces""#), SlicesError::Members);

    let set = |mode: &str, x: &str, y: &str| {
        let kids = parse_overview(overview(mode, "").as_bytes(), &limits).unwrap();
        let text = partition(x, y, "0", "BLOOMFILTER", &[0; 32]);
        let partitions = parse_partitions(text.as_bytes(), &limits).unwrap();
        let limits = Limits {
            slices_max: 0,
            ..limits.clone()
        };
        Slices::new(kids, (), limits).set_partitions(b"12345678", partitions)
    };
    for (mode, x, y) in [
        ("POINT", r#""0""#, "null"),
        ("VECTOR", "null", "null"),
        ("VECTOR", r#""0""#, r#""0""#),
        ("COORDINATE", r#""0""#, "null"),
    ] {
        assert_eq!(set(mode, x, y), Err(SlicesError::Coordinates), "{mode}");
    }
    let too_many = Err(SlicesError::TooMany { actual: 1, max: 0 });
    assert_eq!(set("POINT", "null", "null"), too_many);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_input_never_panics(bytes: Vec<u8>, json in r#"[\[\]{}:,"a-z0-2]{0,40}"#) {
        let limits = Limits::DEFAULT;
        let _ = parse_overview(json.as_bytes(), &limits);
        let _ = parse_partitions(json.as_bytes(), &limits);
        let _ = read_archive(&bytes, &limits);
        for flags in [0, 2, 4, 8, 16, 31] {
            let header = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 0];
            let _ = read_archive(&[&header, bytes.as_slice()].concat(), &limits);
        }
    }
}
