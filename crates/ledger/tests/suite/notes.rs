//! Notes, keys, checkpoints and cosignatures.

use cleanbill_crypto::{Algorithm, Signer};
use cleanbill_ledger::{
    Checkpoint, KeyUse, NOTE_SIZE_MAX_BYTES, Note, NoteError, NoteSignature, SignedCheckpoint,
    VerifierKey, cosign, verify_cosignature,
};
use cleanbill_testkit::{FixedEdKey, FixedKey};
use proptest::prelude::*;

use crate::support::{
    ORIGIN, checkpoint, cosigned, log_key, log_vkey, signed, witness_key, witness_name,
    witness_vkey,
};

/// C2SP signed-note, section "Verifier keys".
const SPEC_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SPEC_NOTE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/// The documentation of golang.org/x/mod/sumdb/note.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/// C2SP tlog-cosignature, its example; the keys are not given there.
const SPEC_CHECKPOINT: &str = "example.com/behind-the-sofa\n20852163\n\
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

#[test]
fn notes_of_others_verify() {
    for (key, note) in [(SPEC_KEY, SPEC_NOTE), (GO_KEY, GO_NOTE)] {
        let parsed = VerifierKey::parse(key).unwrap();
        assert_eq!(parsed.to_string(), key);
        assert_eq!(parsed.key_use(), KeyUse::Log);
        let note_read = Note::parse(note.as_bytes()).unwrap();
        assert_eq!(note_read.to_text(), note);
        let [signature] = note_read.signatures.as_slice() else {
            panic!("one signature")
        };
        assert!(parsed.names(signature));
        let text = note_read.text.as_bytes();
        parsed
            .public_key()
            .verify(Algorithm::EdDsa, text, &signature.bytes)
            .unwrap();
    }
}

/// Keys of others, from the tests of github.com/transparency-dev/formats: one of a log, one of a
/// witness that works.
#[test]
fn keys_of_others_are_read() {
    for (text, key_use) in [
        (
            "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
            KeyUse::Log,
        ),
        (
            "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
            KeyUse::Witness,
        ),
    ] {
        let key = VerifierKey::parse(text).unwrap();
        assert_eq!((key.to_string().as_str(), key.key_use()), (text, key_use));
    }
}

#[test]
fn the_example_of_the_specification_is_read() {
    let signed = SignedCheckpoint::parse(SPEC_CHECKPOINT.as_bytes()).unwrap();
    assert_eq!(signed.to_text(), SPEC_CHECKPOINT);
    assert_eq!(signed.checkpoint.origin, "example.com/behind-the-sofa");
    assert_eq!(signed.checkpoint.size, 20_852_163);
    let [log, witness] = signed.note.signatures.as_slice() else {
        panic!("two signatures")
    };
    assert_eq!(log.bytes.len(), 64);
    assert_eq!(witness.key_id, [0x8d, 0x66, 0xcf, 0x3f]);
    let (time, bare) = witness.bytes.split_first_chunk::<8>().unwrap();
    assert_eq!((u64::from_be_bytes(*time), bare.len()), (1_679_315_147, 64));
}

#[test]
fn what_is_cosigned_is_the_message_of_the_specification() {
    let note = SPEC_CHECKPOINT.split_once("\n\n").unwrap().0;
    let message = format!("cosignature/v1\ntime 1679315147\n{note}\n");
    let signed = SignedCheckpoint::parse(SPEC_CHECKPOINT.as_bytes()).unwrap();
    let line = cosign(&signed, "w", 1_679_315_147, &witness_key(1)).unwrap();
    let signature = witness_key(1).sign(message.as_bytes()).unwrap();
    assert_eq!(line.bytes[8..], signature);
    assert_eq!(line.bytes[..8], 1_679_315_147_u64.to_be_bytes());
}

#[test]
fn other_notes_are_refused() {
    let line = "— a AAAAAAAA";
    for (note, error) in [
        (String::new(), NoteError::Shape),
        ("text\n".into(), NoteError::Shape),
        ("text\n\n".into(), NoteError::Shape),
        (format!("text\n{line}\n"), NoteError::Shape),
        (format!("text\n\n{line}"), NoteError::Shape),
        ("text\n\n\n".into(), NoteError::Shape),
        (
            format!("text\n\n{line}\n{line} \n"),
            NoteError::SignatureLine,
        ),
        ("text\n\n- a AAAAAAAA\n".into(), NoteError::SignatureLine),
        ("text\n\n—a AAAAAAAA\n".into(), NoteError::SignatureLine),
        ("text\n\n— AAAAAAAA\n".into(), NoteError::SignatureLine),
        ("text\n\n—  AAAAAAAA\n".into(), NoteError::SignatureLine),
        ("text\n\n— a  AAAAAAAA\n".into(), NoteError::SignatureLine),
        ("text\n\n— a+b AAAAAAAA\n".into(), NoteError::SignatureLine),
        (
            "text\n\n— a\u{a0}b AAAAAAAA\n".into(),
            NoteError::SignatureLine,
        ),
        (
            "text\n\n— a\u{7f} AAAAAAAA\n".into(),
            NoteError::SignatureLine,
        ),
        ("text\n\n— a AAAAAA==\n".into(), NoteError::SignatureLine),
        ("text\n\n— a AAAAAAB\n".into(), NoteError::SignatureLine),
        ("text\n\n— a AAAAAAB=\n".into(), NoteError::SignatureLine),
        (format!("te\rxt\n\n{line}\n"), NoteError::Characters),
        (format!("te\0xt\n\n{line}\n"), NoteError::Characters),
        (format!("te\txt\n\n{line}\n"), NoteError::Characters),
    ] {
        assert_eq!(Note::parse(note.as_bytes()), Err(error), "{note:?}");
    }
    assert_eq!(
        Note::parse(b"t\xff\n\n\xe2\x80\x94 a AAAAAAAA\n"),
        Err(NoteError::Characters)
    );
}

#[test]
fn a_note_is_bounded() {
    let lines = |count| format!("text\n\n{}", "— a AAAAAAAA\n".repeat(count));
    assert_eq!(
        Note::parse(lines(100).as_bytes()).unwrap().signatures.len(),
        100
    );
    assert_eq!(
        Note::parse(lines(101).as_bytes()),
        Err(NoteError::TooManySignatures { max: 100 })
    );
    let long = vec![b'\n'; NOTE_SIZE_MAX_BYTES + 1];
    assert_eq!(
        Note::parse(&long).unwrap_err().code(),
        "ledger-note.too-long"
    );
}

#[test]
fn the_text_ends_at_the_last_blank_line() {
    let note = Note::parse("a\n\nb\n\n\n— a AAAAAAAA\n".as_bytes()).unwrap();
    assert_eq!(note.text, "a\n\nb\n\n");
    assert_eq!(note.signatures.len(), 1);
}

#[test]
fn other_keys_are_refused() {
    let good = log_vkey().to_string();
    assert_eq!(VerifierKey::parse(&good), Ok(log_vkey()));
    let (head, encoded) = good.rsplit_once('+').unwrap();
    let (name, hash) = head.rsplit_once('+').unwrap();
    let upper = hash.to_uppercase();
    assert_ne!(upper, hash);
    for (text, error) in [
        (String::new(), NoteError::Key),
        (format!("{name}+{hash}"), NoteError::Key),
        // Others take capitals in the hash.
        (format!("{name}+{upper}+{encoded}"), NoteError::KeyHash),
        (format!("{name}+0{hash}+{encoded}"), NoteError::KeyHash),
        (format!("{name}+00000000+{encoded}"), NoteError::KeyHash),
        (format!("other+{hash}+{encoded}"), NoteError::KeyHash),
        (format!("+{hash}+{encoded}"), NoteError::Name),
        (format!("a b+{hash}+{encoded}"), NoteError::Name),
        (
            format!("{}+{hash}+{encoded}", "n".repeat(256)),
            NoteError::Name,
        ),
        (format!("{good}="), NoteError::Key),
        (format!("{good}\n"), NoteError::Key),
        // Type 0x02, and one byte less.
        (format!("{name}+{hash}+Ag{}", &encoded[2..]), NoteError::Key),
        (format!("{name}+{hash}+{}", &encoded[..40]), NoteError::Key),
    ] {
        assert_eq!(VerifierKey::parse(&text), Err(error), "{text:?}");
    }
    // The neutral element verifies anything.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(
        VerifierKey::new("a", KeyUse::Log, &neutral),
        Err(NoteError::Key)
    );
}

#[test]
fn a_key_in_two_uses_has_two_identifiers() {
    let bytes = log_key().public_bytes();
    let log = VerifierKey::new(ORIGIN, KeyUse::Log, &bytes).unwrap();
    let witness = VerifierKey::new(ORIGIN, KeyUse::Witness, &bytes).unwrap();
    assert_ne!(log.key_id(), witness.key_id());
}

#[test]
fn checkpoints_are_written_in_one_way() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let good = format!("example.com/a b\n0\n{root}\nextension\n");
    let parsed = Checkpoint::parse(&good).unwrap();
    assert_eq!(parsed.extensions, ["extension"]);
    assert_eq!(parsed.text(), good);
    for (text, line) in [
        (String::new(), 1),
        (format!("\n5\n{root}\n"), 1),
        (format!("{}\n5\n{root}\n", "o".repeat(256)), 1),
        (format!("o\n\n{root}\n"), 2),
        (format!("o\n05\n{root}\n"), 2),
        (format!("o\n+5\n{root}\n"), 2),
        (format!("o\n 5\n{root}\n"), 2),
        (format!("o\n-5\n{root}\n"), 2),
        (format!("o\n9223372036854775808\n{root}\n"), 2),
        ("o\n5\n".to_owned(), 3),
        ("o\n5\n\n".to_owned(), 3),
        (format!("o\n5\n{root} \n"), 3),
        (format!("o\n5\n{}\n", &root[..43]), 3),
        (format!("o\n5\n{}J=\n", &root[..42]), 3),
        (format!("o\n5\n{root}"), 3),
        (format!("o\n5\n{root}\n\n"), 4),
        (format!("o\n5\n{root}\na\n\nb\n"), 5),
        (format!("o\n5\n{root}\n{}", "e\n".repeat(17)), 20),
    ] {
        assert_eq!(
            Checkpoint::parse(&text),
            Err(NoteError::Checkpoint { line }),
            "{text:?}"
        );
    }
    assert_eq!(
        Checkpoint::parse(&format!("o\r\n5\n{root}\n")),
        Err(NoteError::Characters)
    );
}

#[test]
fn nothing_is_signed_that_could_not_be_read() {
    let sign = |change: fn(&mut Checkpoint)| {
        let mut checkpoint = checkpoint(3);
        change(&mut checkpoint);
        SignedCheckpoint::sign(checkpoint, &log_key()).unwrap_err()
    };
    let checks: [fn(&mut Checkpoint); 5] = [
        |it| it.origin = "a\n5".into(),
        |it| it.origin.clear(),
        |it| it.size = u64::MAX,
        |it| it.extensions = vec![String::new()],
        |it| it.extensions = vec!["a\nb".into()],
    ];
    for change in checks {
        assert_eq!(sign(change).code(), "ledger-note.checkpoint");
    }
    assert_eq!(sign(|it| it.origin = "a b".into()), NoteError::Name);
    assert_eq!(
        SignedCheckpoint::sign(checkpoint(3), &FixedKey::new(1)),
        Err(NoteError::Algorithm)
    );
}

#[test]
fn only_the_logs_signature_is_the_logs() {
    let signed = signed(9);
    assert_eq!(signed.verify_log(&log_vkey()), Ok(()));
    assert_eq!(
        SignedCheckpoint::parse(signed.to_text().as_bytes()),
        Ok(signed.clone())
    );
    let other = VerifierKey::new(ORIGIN, KeyUse::Log, &witness_key(1).public_bytes()).unwrap();
    assert_eq!(signed.verify_log(&other), Err(NoteError::NotSigned));
    assert_eq!(signed.verify_log(&witness_vkey(1)), Err(NoteError::KeyUse));

    // Another's signature under the log's name and identifier.
    let mut forged = signed.clone();
    let text = forged.note.text.clone();
    forged.note.signatures[0].bytes = witness_key(1).sign(text.as_bytes()).unwrap();
    assert_eq!(forged.verify_log(&log_vkey()), Err(NoteError::Signature));

    // A good one does not make up for a bad one.
    let mut both = signed.clone();
    both.note.signatures.extend(forged.note.signatures);
    assert_eq!(both.verify_log(&log_vkey()), Err(NoteError::Signature));

    // The checkpoint is what was signed, or it is nothing.
    let mut changed = signed;
    changed.checkpoint.size += 1;
    assert_eq!(
        changed.verify_log(&log_vkey()).unwrap_err().code(),
        "ledger-note.checkpoint"
    );
}

#[test]
fn a_cosignature_is_by_its_witness_for_its_note_at_its_time() {
    let signed = signed(9);
    let line = cosign(&signed, &witness_name(1), 1_700_000_000, &witness_key(1)).unwrap();
    let key = witness_vkey(1);
    assert_eq!(
        verify_cosignature(&signed.note, &line, &key),
        Ok(1_700_000_000)
    );
    assert_eq!(NoteSignature::parse_line(&line.line()), Ok(line.clone()));

    let other = cosign(&signed, &witness_name(1), 1_700_000_000, &witness_key(2)).unwrap();
    assert_eq!(
        verify_cosignature(&signed.note, &other, &key),
        Err(NoteError::NotSigned)
    );
    let forged = NoteSignature {
        key_id: key.key_id(),
        ..other
    };
    assert_eq!(
        verify_cosignature(&signed.note, &forged, &key),
        Err(NoteError::Signature)
    );

    let mut later = line.clone();
    later.bytes[7] ^= 1;
    assert_eq!(
        verify_cosignature(&signed.note, &later, &key),
        Err(NoteError::Signature)
    );
    for wrong in [[0; 8], [0xff; 8], (1u64 << 63).to_be_bytes()] {
        let mut line = line.clone();
        line.bytes[..8].copy_from_slice(&wrong);
        assert_eq!(
            verify_cosignature(&signed.note, &line, &key),
            Err(NoteError::Time)
        );
    }
    for length in [0, 1, 7, 8, 71] {
        let mut line = line.clone();
        line.bytes.truncate(length);
        assert_eq!(
            verify_cosignature(&signed.note, &line, &key),
            Err(NoteError::Signature)
        );
    }
    let elsewhere = crate::support::signed(10);
    assert_eq!(
        verify_cosignature(&elsewhere.note, &line, &key),
        Err(NoteError::Signature)
    );
    assert_eq!(
        verify_cosignature(&signed.note, &line, &log_vkey()),
        Err(NoteError::KeyUse)
    );
    for at in [0, -1, i64::MIN] {
        let refused = cosign(&signed, &witness_name(1), at, &witness_key(1));
        assert_eq!(refused, Err(NoteError::Time));
    }
}

#[test]
fn a_logs_kind_of_signature_is_no_cosignature() {
    let signed = signed(9);
    let key = witness_vkey(1);
    let bare = witness_key(1).sign(signed.note.text.as_bytes()).unwrap();
    let time = 1_700_000_000_u64.to_be_bytes();
    for bytes in [bare.clone(), [time.as_slice(), &bare].concat()] {
        let line = NoteSignature {
            name: key.name().to_owned(),
            key_id: key.key_id(),
            bytes,
        };
        assert_eq!(
            verify_cosignature(&signed.note, &line, &key),
            Err(NoteError::Signature)
        );
    }
    // And the other way round: what a witness signs does not read as a checkpoint.
    let log_like = VerifierKey::new(ORIGIN, KeyUse::Log, &witness_key(1).public_bytes()).unwrap();
    let line = cosign(&signed, ORIGIN, 1_700_000_000, &witness_key(1)).unwrap();
    let mut offered = signed.clone();
    offered.note.signatures = vec![NoteSignature {
        key_id: log_like.key_id(),
        ..line
    }];
    assert_eq!(offered.verify_log(&log_like), Err(NoteError::Signature));
}

#[test]
fn a_signature_is_added_once_and_up_to_the_bound() {
    let mut signed = cosigned(cosigned(signed(4), 1, 50), 1, 50);
    assert_eq!(signed.note.signatures.len(), 2);
    for at in 2..100 {
        signed = cosigned(signed, 1, 1000 + at);
    }
    assert_eq!(signed.note.signatures.len(), 100);
    let line = cosign(&signed, "w", 5, &FixedEdKey::new(7)).unwrap();
    assert_eq!(
        signed.clone().with_cosignature(line),
        Err(NoteError::TooManySignatures { max: 100 })
    );
    let unreadable = NoteSignature {
        name: "a b".into(),
        key_id: [0; 4],
        bytes: vec![1],
    };
    assert_eq!(
        crate::support::signed(4).with_cosignature(unreadable),
        Err(NoteError::SignatureLine)
    );
}

proptest! {
    #[test]
    fn any_text_is_a_note_or_not(text in "(\\PC|\n|— ){0,60}") {
        let spliced = format!("{text}\n\n— a AAAAAAAA\n");
        for text in [text, spliced] {
            if let Ok(note) = Note::parse(text.as_bytes()) {
                prop_assert_eq!(note.to_text(), text);
            }
        }
    }

    #[test]
    fn any_text_is_a_checkpoint_or_not(
        text in "[a-z]{0,3}\n?[0-9]{0,3}\n[A-Za-z0-9+/=]{43,45}(\n[ -~]{0,2}){0,3}",
    ) {
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.text(), text);
        }
    }

    #[test]
    fn no_bit_of_a_signed_checkpoint_can_change(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let mut bytes = signed(9).to_text().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(changed) = SignedCheckpoint::parse(&bytes) {
            prop_assert!(changed.verify_log(&log_vkey()).is_err());
        }
    }
}
