use cleanbill_crypto::sha256;
use cleanbill_ledger::commitment::commit_filing;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_redress::filing::{
    Addressee, Answer, Content, DOCUMENT_MAX_BYTES, FileKind, FilingClass, FilingError, Request,
    TEXT_MAX_BYTES, Visibility,
};
use proptest::prelude::*;

const PNG_TAIL: &[u8] = b"\0\0\0\0IEND\xaeB`\x82";

fn png(width: u32, height: u32) -> Vec<u8> {
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [head, &sides, b"\x08\x02\0\0\0crc.", PNG_TAIL].concat()
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n".to_vec()
}

fn jpeg() -> Vec<u8> {
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xd9".to_vec()
}

fn text(text: &str) -> Result<Content, FilingError> {
    Content::text(text.to_owned())
}

#[test]
fn whole_files_of_the_four_kinds_are_taken() {
    for (kind, bytes) in [
        (FileKind::Pdf, pdf()),
        (FileKind::Png, png(640, 480)),
        (FileKind::Jpeg, jpeg()),
        (FileKind::Plain, "Строка\r\n\tи ещё одна\n".into()),
    ] {
        let content = Content::document(kind, bytes.clone()).unwrap();
        assert_eq!(content.digest(), sha256(&bytes));
        assert_eq!(Content::parse(&content.encode()), Ok(content));
    }
}

/// G06: what is uploaded is of the kind that it says, or it is not taken.
#[test]
fn g06_a_hostile_upload_is_refused() {
    let html = b"<html><script>alert(1)</script>".to_vec();
    let after = |head: &[u8]| [head, html.as_slice()].concat();
    let files = [
        (FileKind::Pdf, html.clone()),
        // A page that a browser would read as HTML, with a PDF behind it.
        (FileKind::Pdf, [html.as_slice(), &pdf()].concat()),
        (FileKind::Pdf, b"%PDF-1.7".to_vec()),
        (FileKind::Pdf, b"%PDF-9.9 %%EOF".to_vec()),
        (
            FileKind::Pdf,
            after(&[b"%PDF-1.7 %%EOF".as_slice(), &[0; 2_000]].concat()),
        ),
        (FileKind::Png, jpeg()),
        (FileKind::Png, after(&png(1, 1))),
        (FileKind::Png, png(0, 1)),
        // A picture of four thousand million pixels a side, in sixty bytes.
        (FileKind::Png, png(u32::MAX, u32::MAX)),
        (FileKind::Png, png(1, 20_001)),
        (FileKind::Png, b"\x89PNG\r\n\x1a\n".to_vec()),
        (FileKind::Jpeg, png(1, 1)),
        (FileKind::Jpeg, after(&jpeg())),
        (FileKind::Jpeg, b"\xff\xd8\xff".to_vec()),
        (FileKind::Plain, b"a\0b".to_vec()),
        (FileKind::Plain, b"\x1b[2J".to_vec()),
        (FileKind::Plain, b"\xff\xfe\0".to_vec()),
        // An archive: a bomb, or anything else.
        (FileKind::Plain, b"PK\x03\x04\x14\0\0\0".to_vec()),
        (FileKind::Pdf, b"PK\x03\x04\x14\0\0\0".to_vec()),
    ];
    for (number, (kind, bytes)) in files.into_iter().enumerate() {
        let refused = Content::document(kind, bytes);
        assert_eq!(refused, Err(FilingError::Document), "file {number}");
    }
}

#[test]
fn what_is_empty_or_too_long_is_refused() {
    for nothing in ["", " ", "\n\t "] {
        assert_eq!(text(nothing), Err(FilingError::Empty));
    }
    assert!(text(&"x".repeat(TEXT_MAX_BYTES)).is_ok());
    let max = TEXT_MAX_BYTES;
    assert_eq!(
        text(&"x".repeat(TEXT_MAX_BYTES + 1)),
        Err(FilingError::TooLong { max })
    );
    let plain = |length| Content::document(FileKind::Plain, vec![b'x'; length]);
    let longest = plain(DOCUMENT_MAX_BYTES).unwrap();
    assert_eq!(Content::parse(&longest.encode()), Ok(longest));
    let max = DOCUMENT_MAX_BYTES;
    assert_eq!(plain(max + 1), Err(FilingError::TooLong { max }));
    assert_eq!(plain(0), Err(FilingError::Empty));
    assert_eq!(Content::recording([1; 32], 0), Err(FilingError::Empty));
    assert!(Content::recording([1; 32], u64::MAX).is_err());
    assert_eq!(text("a\u{7f}"), Err(FilingError::Text));
    assert_eq!(Answer::new("\0".to_owned()), Err(FilingError::Text));
}

#[test]
fn a_name_of_a_region_has_no_control_characters_and_an_end() {
    for wrong in ["", " XX", "XX\n", &"x".repeat(81)] {
        let refused = Addressee::new(Some(wrong));
        assert_eq!(refused, Err(FilingError::Addressee), "{wrong:?}");
    }
    assert_eq!(Addressee::new(None), Ok(Addressee::Authority));
}

#[test]
fn the_leaf_of_what_is_sealed_tells_nothing_of_it() {
    let request = |visibility, content| Request::new(Addressee::Authority, visibility, content);
    let note = || text("a note").unwrap();
    let open = request(Visibility::Open, note())
        .unwrap()
        .leaf(20_000, &[7; 32]);
    assert_eq!(open.commitment, sha256(b"a note"));
    assert_eq!((open.class, open.due), (FilingClass::Text, 20_030));
    let sealed = request(Visibility::Sealed, note()).unwrap();
    let leaf = sealed.leaf(20_000, &[7; 32]);
    assert_eq!(leaf.class, FilingClass::Sealed);
    assert_eq!(leaf.commitment, commit_filing(&[7; 32], &sha256(b"a note")));
    let recording = Content::recording([3; 32], 1).unwrap();
    let other = request(Visibility::Sealed, recording.clone()).unwrap();
    assert_eq!(other.leaf(20_000, &[7; 32]).class, leaf.class);
    assert_eq!(
        request(Visibility::Shown, recording),
        Err(FilingError::NotShown)
    );
    assert!(!format!("{sealed:?}").contains("a note"));
}

fn contents() -> impl Strategy<Value = Content> {
    let texts = "[a-zа-я0-9 \n]{1,200}x".prop_map(|text| Content::text(text).unwrap());
    let files = prop::collection::vec(32_u8..127, 1..500)
        .prop_map(|bytes| Content::document(FileKind::Plain, bytes).unwrap());
    let recordings = (any::<[u8; 32]>(), 1_u64..1 << 40)
        .prop_map(|(sha256, size)| Content::recording(sha256, size).unwrap());
    prop_oneof![texts, files, recordings]
}

fn requests() -> impl Strategy<Value = Request> {
    let region = prop::option::of("XX-[A-Z]{1,3}");
    let visibility = prop::sample::select(vec![Visibility::Open, Visibility::Sealed]);
    (region, visibility, contents()).prop_map(|(region, visibility, content)| {
        let addressee = Addressee::new(region.as_deref()).unwrap();
        Request::new(addressee, visibility, content).unwrap()
    })
}

proptest! {
    #[test]
    fn every_content_is_read_as_it_was_written(content in contents()) {
        prop_assert_eq!(Content::parse(&content.encode()), Ok(content));
    }

    #[test]
    fn any_bytes_are_content_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(content) = Content::parse(&bytes) {
            prop_assert_eq!(content.encode(), bytes);
        }
    }

    #[test]
    fn any_bytes_are_a_file_or_an_error(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        kind in prop::sample::select(FileKind::ALL),
    ) {
        let _ = Content::document(kind, bytes);
    }

    #[test]
    fn every_leaf_of_a_request_is_one_of_the_ledger(
        request in requests(),
        day in -100_000_i32..100_000,
        secret: [u8; 32],
    ) {
        let leaf = Leaf::Filing(request.leaf(day, &secret));
        prop_assert_eq!(Leaf::parse(&leaf.encode()), Ok(leaf));
    }

    #[test]
    fn two_requests_of_one_digest_are_one(one in requests(), other in requests()) {
        prop_assert_eq!(one.digest() == other.digest(), one == other);
    }
}
