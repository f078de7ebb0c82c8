//! Both filters, against values computed apart from this code.
use cleanbill_revocation::filter::{
    BloomFilter, Defect, Filter, FilterError, FilterKind, PartialHashFilter,
};
use cleanbill_revocation::{KeyHash, Limits};
use proptest::prelude::*;

/// A hash that starts so.
fn hash(prefix: &[u8]) -> KeyHash {
    let mut hash = [0x55; 16];
    hash[..prefix.len()].copy_from_slice(prefix);
    hash
}

fn partial(bytes: &[u8]) -> Result<PartialHashFilter, FilterError> {
    PartialHashFilter::parse(bytes, &Limits::DEFAULT)
}

fn bloom(bytes: &[u8]) -> Result<BloomFilter, FilterError> {
    BloomFilter::parse(bytes, &Limits::DEFAULT)
}

/// Version 1, a rate of 1e-11, 7 planned, 2 bytes an entry: the example of the reference's tests.
const EXAMPLE: [u8; 25] = [
    0, 1, 45, 47, 235, 255, 0, 0, 0, 7, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
];

#[test]
fn the_example_of_the_partial_hash_filter() {
    let filter = partial(&EXAMPLE).unwrap();
    assert_eq!(
        (filter.planned(), filter.entry_size_bytes(), filter.len()),
        (7, 2, 7)
    );
    assert_eq!(filter.rate().to_bits(), 0x2d2f_ebff);
    for first in (1..14).step_by(2) {
        assert!(filter.may_contain(&hash(&[first, first + 1])));
        assert!(!filter.may_contain(&hash(&[first, first])));
        assert!(!filter.may_contain(&hash(&[first + 1, first + 2])));
    }
    assert_eq!(filter.to_bytes(), EXAMPLE);
    assert_eq!(filter.defects(), []);
}

/// The header for entries of 4 bytes.
fn of_four(entries: &[u32]) -> Vec<u8> {
    let mut bytes = vec![0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 4];
    bytes.extend(entries.iter().flat_map(|entry| entry.to_be_bytes()));
    bytes
}

#[test]
fn a_lost_sign_never_hides_a_revocation() {
    // As the reference writes 80000000 ffff8001 ffffffff 00000001 7fffffff, in its order.
    let written = [
        0x8000_0000,
        0x0000_8001,
        0x0000_00ff,
        0x0000_0001,
        0x7fff_ffff,
    ];
    let filter = partial(&of_four(&written)).unwrap();
    let defects = [Defect::LostSign { entries: 2 }, Defect::SignedOrder];
    assert_eq!(filter.defects(), defects);
    let has = |prefix: u32| filter.may_contain(&hash(&prefix.to_be_bytes()));
    for revoked in [
        0x8000_0000,
        0xffff_8001,
        0xffff_ffff,
        0x0000_0001,
        0x7fff_ffff,
    ] {
        assert!(has(revoked), "{revoked:08x}");
    }
    // It may have been this value as well: it cannot be told, so it counts.
    assert!(has(0x0000_8001) && has(0x0000_00ff));
    for good in [
        0xff00_8001,
        0x00ff_8001,
        0xffff_7fff,
        0xffff_8000,
        0x0000_8000,
        0xff00_0001,
    ] {
        assert!(!has(good), "{good:08x}");
    }
    // Of ff7f…, the reference keeps all bytes.
    let kept = partial(&of_four(&[0xff7f_0000])).unwrap();
    assert!(kept.may_contain(&hash(&[0xff, 0x7f, 0, 0])) && kept.defects().is_empty());
}

#[test]
fn we_write_values_as_they_are() {
    let hashes = [0xffff_8001_u32, 0x0000_0001, 0x8000_0000].map(|one| hash(&one.to_be_bytes()));
    let filter = PartialHashFilter::new(0.5, 4, &hashes).unwrap();
    let bytes = filter.to_bytes();
    let expected = [
        [0, 1, 0x3f, 0, 0, 0, 0, 0, 0, 3, 4].as_slice(),
        &[0, 0, 0, 1, 0x80, 0, 0, 0, 0xff, 0xff, 0x80, 0x01],
    ];
    assert_eq!(bytes, expected.concat());
    let again = partial(&bytes).unwrap();
    assert_eq!((again.defects(), &again), ([].as_slice(), &filter));
}

#[test]
fn partial_hash_filters_in_disorder_are_read() {
    let filter = partial(&of_four(&[3, 1, 2])).unwrap();
    assert_eq!(filter.defects(), [Defect::Unordered]);
    assert!(
        [1_u32, 2, 3]
            .iter()
            .all(|one| filter.may_contain(&hash(&one.to_be_bytes())))
    );
    let none = partial(&of_four(&[])).unwrap();
    assert!(none.is_empty() && !none.may_contain(&[0; 16]));
}

#[test]
fn malformed_partial_hash_filters_say_why() {
    let with = |at: usize, byte: u8| {
        let mut bytes = EXAMPLE;
        bytes[at] = byte;
        partial(&bytes).unwrap_err()
    };
    assert_eq!(with(1, 2), FilterError::Version { version: 2 });
    assert_eq!(with(2, 0x7f), FilterError::Rate);
    assert_eq!(with(2, 0xbf), FilterError::Rate);
    assert_eq!(with(6, 0x80), FilterError::Negative);
    for size in [0, 17, 0x80, 0xff] {
        assert_eq!(with(10, size), FilterError::EntrySize { size: size as i8 });
    }
    assert_eq!(with(10, 3), FilterError::Cut);
    for end in 0..11 {
        assert_eq!(partial(&EXAMPLE[..end]), Err(FilterError::Cut));
    }
    let limits = Limits {
        filter_size_max_bytes: 24,
        ..Limits::DEFAULT
    };
    let too_large = FilterError::TooLarge {
        actual: 25,
        max: 24,
    };
    assert_eq!(PartialHashFilter::parse(&EXAMPLE, &limits), Err(too_large));
}

#[test]
fn sizes_follow_count_and_rate() {
    // 1,000 × 256^-n ≤ rate.
    for (count, rate, size) in [
        (1_000, 1e-6, 4),
        (1_000, 0.5, 2),
        (0, 1e-9, 1),
        (1, 0.0, 16),
    ] {
        assert_eq!(
            PartialHashFilter::size_for(count, rate),
            size,
            "{count} {rate}"
        );
    }
}

/// SHA-256 of the identifier of `support::subject`, and of `two`; first 16 bytes.
const ELEMENTS: [u128; 2] = [
    0xfc47_ee43_f701_e91e_ce02_fdfa_5906_d970,
    0x3fc4_ccfe_7458_70e2_c0d9_9f71_f30f_f065,
];

/// The words that Python's signed integers give for those, with k = 3.
const WORDS: [&[u32]; 2] = [
    &[0x1040_0000, 0x1220_0010],
    &[0x0000_0000, 0x1000_0000, 0x0260_0010],
];

#[test]
fn the_bits_of_the_bloom_filter_are_those_of_signed_hashes() {
    for words in WORDS {
        let count = words.len() as u32;
        let mut filter = BloomFilter::new(3, 1e-7, 2, count, &Limits::DEFAULT).unwrap();
        for element in ELEMENTS {
            filter.insert(&element.to_be_bytes());
        }
        assert_eq!(filter.words(), words);
        let header = [
            0, 1, 3, 0, 0x33, 0xd6, 0xbf, 0x95, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0,
        ];
        let mut expected = header.to_vec();
        expected.push(count as u8);
        expected.extend(words.iter().flat_map(|word| word.to_be_bytes()));
        assert_eq!(filter.to_bytes(), expected);
        let read = bloom(&expected).unwrap();
        assert_eq!(read, filter);
        assert_eq!((read.hashes(), read.planned(), read.count()), (3, 2, 2));
        for element in ELEMENTS {
            assert!(read.may_contain(&element.to_be_bytes()));
            assert!(!read.may_contain(&(element ^ 1).to_be_bytes()));
        }
    }
}

#[test]
fn a_header_in_the_order_of_the_readme_is_read_both_ways() {
    let mut bytes = vec![
        0, 1, 0, 3, 0x33, 0xd6, 0xbf, 0x95, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2,
    ];
    bytes.extend(WORDS[0].iter().flat_map(|word| word.to_be_bytes()));
    let straight = bloom(&bytes).unwrap();
    assert_eq!(straight.defects(), [Defect::HeaderOrder]);
    // The writers that shift by one bit less: the first bit of a word is then its last.
    bytes.truncate(20);
    bytes.extend(
        WORDS[0]
            .iter()
            .flat_map(|word| word.rotate_left(1).to_be_bytes()),
    );
    let shifted = bloom(&bytes).unwrap();
    for element in ELEMENTS {
        assert!(straight.may_contain(&element.to_be_bytes()));
        assert!(shifted.may_contain(&element.to_be_bytes()));
        assert!(!shifted.may_contain(&(element ^ 1).to_be_bytes()));
    }
    bytes[2..4].copy_from_slice(&[3, 0]);
    let by_the_code = bloom(&bytes).unwrap();
    assert!(!by_the_code.may_contain(&ELEMENTS[0].to_be_bytes()));
    // What is written is in the order of the code.
    assert_eq!(straight.to_bytes()[2..4], [3, 0]);
}

#[test]
fn malformed_bloom_filters_say_why() {
    let good = BloomFilter::new(3, 0.5, 2, 2, &Limits::DEFAULT)
        .unwrap()
        .to_bytes();
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bloom(&bytes).unwrap_err()
    };
    assert_eq!(with(1, 0), FilterError::Version { version: 0 });
    for (at, byte) in [(2, 0), (2, 0x80), (3, 1)] {
        assert_eq!(with(at, byte), FilterError::HashFunction);
    }
    assert_eq!(with(4, 0x7f), FilterError::Rate);
    for at in [8, 12, 16] {
        assert_eq!(with(at, 0x80), FilterError::Negative);
    }
    for stated in [0, 1, 3] {
        let found = 8;
        assert_eq!(
            with(19, stated),
            FilterError::Length {
                stated: stated.into(),
                found
            }
        );
    }
    assert_eq!(with(16, 0x7f).code(), "revocation.filter.length");
    let none = [&good[..16], &[0; 4]].concat();
    assert_eq!(
        bloom(&none),
        Err(FilterError::Length {
            stated: 0,
            found: 0
        })
    );
    assert_eq!(bloom(&good[..19]), Err(FilterError::Cut));
}

#[test]
fn a_bloom_filter_keeps_its_rate() {
    // ⌈−1000·ln 0.01 / ln² 2⌉ = 9,586 bits: 300 words, and 7 bits an element.
    let mut filter = BloomFilter::for_elements(1_000, 0.01, &Limits::DEFAULT).unwrap();
    assert_eq!((filter.words().len(), filter.hashes()), (300, 7));
    let element = |number: u128| number.to_be_bytes();
    for number in 0..1_000 {
        filter.insert(&element(number));
    }
    assert!((0..1_000).all(|number| filter.may_contain(&element(number))));
    let wrong = (1_000..11_000)
        .filter(|number| filter.may_contain(&element(*number)))
        .count();
    assert!((50..200).contains(&wrong), "{wrong} of 10,000");
    for rate in [0.0, 1.0, -1.0, f32::NAN] {
        assert_eq!(
            BloomFilter::for_elements(10, rate, &Limits::DEFAULT),
            Err(FilterError::Rate)
        );
    }
}

#[test]
fn kinds_have_their_names() {
    assert_eq!(
        FilterKind::from_name("VARHASHLIST"),
        Some(FilterKind::PartialHash)
    );
    assert_eq!(
        FilterKind::from_name("BLOOMFILTER"),
        Some(FilterKind::Bloom)
    );
    assert_eq!(FilterKind::from_name("bloomfilter"), None);
    let filter = Filter::parse(FilterKind::PartialHash, &EXAMPLE, &Limits::DEFAULT).unwrap();
    assert!(filter.may_contain(&hash(&[3, 4])) && filter.defects().is_empty());
    assert!(Filter::parse(FilterKind::Bloom, &EXAMPLE, &Limits::DEFAULT).is_err());
}

/// As the reference writes an entry: Java's `BigInteger.toByteArray`, padded with zeros.
fn reference_entry(value: i64, size: usize) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let needless = |at: &usize| {
        let sign = if value < 0 { 0xff } else { 0 };
        bytes[*at] == sign && (bytes[*at + 1] ^ sign) < 0x80
    };
    let start = (0..7).take_while(needless).count();
    let mut entry = vec![0; size.saturating_sub(8 - start)];
    entry.extend_from_slice(&bytes[start..]);
    entry
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_reference_writes_is_found(
        mut values in prop::collection::vec(
            prop_oneof![any::<i32>(), -70_000..70_000, Just(-1), -300..0],
            0..30,
        ),
    ) {
        values.sort_unstable();
        let mut bytes = of_four(&[]);
        for value in &values {
            bytes.extend(reference_entry((*value).into(), 4));
        }
        let filter = partial(&bytes).unwrap();
        for value in &values {
            prop_assert!(filter.may_contain(&hash(&value.to_be_bytes())));
        }
        prop_assert!(!filter.defects().contains(&Defect::Unordered));
    }

    #[test]
    fn what_we_write_is_read(hashes: Vec<KeyHash>, size in 1_u8..17) {
        let filter = PartialHashFilter::new(0.1, size, &hashes).unwrap();
        let again = partial(&filter.to_bytes()).unwrap();
        prop_assert!(hashes.iter().all(|one| again.may_contain(one)));
        prop_assert_eq!(again.to_bytes(), filter.to_bytes());
    }

    #[test]
    fn arbitrary_bytes_never_panic(mut bytes: Vec<u8>, one: KeyHash) {
        for kind in [FilterKind::PartialHash, FilterKind::Bloom] {
            for start in [[].as_slice(), &[0, 1], &[0, 1, 3, 0, 0, 0, 0, 0]] {
                bytes.splice(0..0, start.iter().copied());
                let filter = Filter::parse(kind, &bytes, &Limits::DEFAULT);
                let _ = filter.map(|filter| filter.may_contain(&one));
            }
        }
    }
}
