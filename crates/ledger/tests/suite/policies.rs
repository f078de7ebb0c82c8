//! Policies, and checkpoints under them.

use cleanbill_crypto::Signer;
use cleanbill_ledger::{
    KeyUse, LedgerPolicy, NoteError, NoteSignature, POLICY_SIZE_MAX_BYTES, PolicyError,
    PolicyTextError, PolicyWitness, SignedCheckpoint, VerifierKey,
};
use proptest::prelude::*;

use crate::support::{
    ORIGIN, checkpoint, cosigned, log_key, log_vkey, policy, signed, witness_key, witness_name,
    witness_vkey,
};

/// The example of C2SP tlog-policy, with keys.
fn example() -> String {
    let [x1, x2, x3, y1, y2, y3] = [1, 2, 3, 4, 5, 6].map(witness_vkey);
    format!(
        "log {}\n\n\
         witness X1 {x1}\nwitness X2 {x2}\nwitness X3 {x3}\n\
         group X-witnesses 2 X1 X2 X3\n\n\
         # The others\n\
         \twitness Y1 {y1} https://y1.example/\nwitness Y2 {y2}\nwitness Y3   {y3}  \n\
         group Y-witnesses any Y1 Y2 Y3\n\n\
         group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
        log_vkey()
    )
}

#[test]
fn the_example_of_the_specification_is_a_policy() {
    let policy = LedgerPolicy::parse(&example()).unwrap();
    assert_eq!((policy.quorum_min(), policy.witnesses().len()), (3, 6));
    assert_eq!((policy.origin(), policy.log()), (ORIGIN, &log_vkey()));
    assert_eq!(
        policy.witnesses()[3].url.as_deref(),
        Some("https://y1.example/")
    );
    let again = LedgerPolicy::parse(&policy.to_text()).unwrap();
    assert_eq!(
        (again.to_text(), again.digest()),
        (policy.to_text(), policy.digest())
    );
    assert_eq!(again, policy);

    let with = |numbers: &[(u32, i64)]| {
        let add = |signed, (number, at): &(u32, i64)| cosigned(signed, *number, *at);
        policy.verify(&numbers.iter().fold(signed(9), add))
    };
    let reached = with(&[(1, 10), (2, 20), (4, 15)]).unwrap();
    assert_eq!(reached.cosigned_at, 20);
    assert_eq!(reached.witnesses, ["X1", "X2", "Y1"]);
    assert_eq!(reached.checkpoint, checkpoint(9));
    // The third of the X comes late, another Y early: what counts is when it was enough.
    let reached = with(&[(1, 10), (2, 20), (3, 900), (4, 800), (6, 5)]).unwrap();
    assert_eq!(reached.cosigned_at, 20);
    for few in [
        &[][..],
        &[(1, 1), (2, 1), (3, 1)],
        &[(4, 1), (5, 1), (6, 1)],
        &[(1, 1), (4, 1), (5, 1), (6, 1)],
    ] {
        let error = PolicyError::Quorum {
            found: few.len(),
            min: 3,
        };
        assert_eq!(with(few), Err(error));
    }
}

#[test]
fn a_witness_counts_once() {
    let policy = policy(2, 3);
    let twice = cosigned(cosigned(signed(9), 1, 30), 1, 40);
    assert_eq!(twice.note.signatures.len(), 3);
    assert_eq!(
        policy.verify(&twice),
        Err(PolicyError::Quorum { found: 1, min: 2 })
    );
    // And with its earliest time.
    let enough = cosigned(twice, 2, 35);
    let reached = policy.verify(&enough).unwrap();
    assert_eq!(reached.cosigned_at, 35);
    assert_eq!(reached.witnesses, ["w1", "w2"]);
}

#[test]
fn strangers_do_not_count_and_do_no_harm() {
    let policy = policy(1, 2);
    let strange = cosigned(signed(9), 3, 30);
    assert_eq!(
        policy.verify(&strange),
        Err(PolicyError::Quorum { found: 0, min: 1 })
    );
    // A line of ML-DSA is kept and ignored.
    let post_quantum = NoteSignature {
        name: witness_name(1),
        key_id: [6, 6, 6, 6],
        bytes: vec![0; 8 + 2420],
    };
    let both = cosigned(strange, 2, 40)
        .with_cosignature(post_quantum)
        .unwrap();
    let both = SignedCheckpoint::parse(both.to_text().as_bytes()).unwrap();
    assert_eq!(policy.verify(&both).unwrap().cosigned_at, 40);
}

#[test]
fn a_cosignature_that_does_not_verify_spoils_the_checkpoint() {
    let policy = policy(1, 2);
    let mut spoilt = cosigned(cosigned(signed(9), 1, 30), 2, 30);
    spoilt.note.signatures[2].bytes[40] ^= 1;
    assert_eq!(
        policy.verify(&spoilt),
        Err(PolicyError::Witness(NoteError::Signature))
    );
}

#[test]
fn the_log_cannot_witness_itself() {
    let log = log_vkey();
    let own = VerifierKey::new("w", KeyUse::Witness, &log_key().public_bytes()).unwrap();
    for text in [
        format!("log {log}\nwitness w {own}\nquorum w\n"),
        format!("witness w {own}\nlog {log}\nquorum w\n"),
    ] {
        let error = LedgerPolicy::parse(&text).unwrap_err();
        assert_eq!(error.code(), "ledger-policy.key-twice", "{text}");
    }
    // Nor does its signature under a witness's name count, or one of the log's kind by a witness.
    let policy = policy(1, 1);
    let key = witness_vkey(1);
    for signer in [log_key(), witness_key(1)] {
        let plain = signed(9);
        let line = NoteSignature {
            name: key.name().to_owned(),
            key_id: key.key_id(),
            bytes: signer.sign(plain.note.text.as_bytes()).unwrap(),
        };
        let offered = plain.with_cosignature(line).unwrap();
        assert_eq!(
            policy.verify(&offered),
            Err(PolicyError::Witness(NoteError::Signature))
        );
    }
}

#[test]
fn names_and_identifiers_are_not_mistaken() {
    let policy = policy(1, 2);
    let good = cosigned(signed(9), 1, 30);
    // The name of one witness, the identifier of another.
    let mut mixed = good.clone();
    mixed.note.signatures[1].name = witness_name(2);
    assert_eq!(
        policy.verify(&mixed),
        Err(PolicyError::Quorum { found: 0, min: 1 })
    );
    // The name and identifier of another.
    mixed.note.signatures[1].key_id = witness_vkey(2).key_id();
    assert_eq!(
        policy.verify(&mixed),
        Err(PolicyError::Witness(NoteError::Signature))
    );
}

#[test]
fn a_checkpoint_is_of_the_policys_log() {
    let policy = policy(1, 1);
    let mut other = checkpoint(9);
    other.origin = "ledger.example/south".into();
    let other = SignedCheckpoint::sign(other, &log_key()).unwrap();
    assert_eq!(
        policy.verify(&cosigned(other, 1, 5)),
        Err(PolicyError::Origin)
    );
    let forged = SignedCheckpoint::sign(checkpoint(9), &witness_key(9)).unwrap();
    let forged = cosigned(forged, 1, 5);
    assert_eq!(
        policy.verify(&forged),
        Err(PolicyError::Log(NoteError::NotSigned))
    );
    assert_eq!(policy.verify_log_only(&signed(9)), Ok(()));
}

#[test]
fn who_asks_for_none_gets_no_time() {
    let policy = policy(0, 1);
    assert_eq!(policy.quorum_min(), 0);
    let reached = policy.verify(&cosigned(signed(9), 1, 30)).unwrap();
    assert_eq!((reached.cosigned_at, reached.witnesses.len()), (0, 1));
    let text = format!("log {}\nquorum none\n", log_vkey());
    assert_eq!(LedgerPolicy::parse(&text).unwrap().quorum_min(), 0);
}

#[test]
fn one_witness_is_enough_if_the_policy_says_so() {
    let text = format!(
        "log {}\nwitness w {}\nquorum w\n",
        log_vkey(),
        witness_vkey(1)
    );
    let policy = LedgerPolicy::parse(&text).unwrap();
    assert_eq!((policy.quorum_min(), policy.to_text()), (1, text));
    let reached = policy.verify(&cosigned(signed(9), 1, 30)).unwrap();
    assert_eq!(reached.cosigned_at, 30);
}

#[test]
fn other_texts_are_no_policies() {
    let log = log_vkey();
    let [a, b] = [1, 2].map(witness_vkey);
    // The same key under another name.
    let again = VerifierKey::new("x", KeyUse::Witness, a.key_bytes()).unwrap();
    let start = format!("log {log}\nwitness a {a}\nwitness b {b}\n");
    let tail = |tail: &str| format!("{start}{tail}");
    for (text, code) in [
        (String::new(), "incomplete"),
        (start.clone(), "incomplete"),
        (format!("witness a {a}\nquorum a\n"), "incomplete"),
        (tail("quorum a"), "characters"),
        (tail("quorum a\r\n"), "characters"),
        (tail("quorum\u{7f} a\n"), "characters"),
        (tail("quorum a\nquorum a\n"), "repeated"),
        (tail(&format!("log {log}\nquorum a\n")), "repeated"),
        (tail("quorum a b\n"), "line"),
        (tail("quorum\n"), "line"),
        (tail("Quorum a\n"), "line"),
        (tail("group g all\nquorum g\n"), "line"),
        (tail("group g\nquorum g\n"), "line"),
        (tail("quorum\u{a0}a\n"), "line"),
        (format!("log {log} url more\nquorum none\n"), "line"),
        (tail("quorum c\n"), "name-unknown"),
        (tail("quorum g\ngroup g all a b\n"), "name-unknown"),
        (tail("group g all a none\nquorum g\n"), "name-unknown"),
        (tail("group g all a g\nquorum g\n"), "name-unknown"),
        (tail("group a all b\nquorum a\n"), "name-taken"),
        (tail("group none all b\nquorum none\n"), "name-taken"),
        (tail("group g 0 a b\nquorum g\n"), "threshold"),
        (tail("group g 3 a b\nquorum g\n"), "threshold"),
        (tail("group g 02 a b\nquorum g\n"), "threshold"),
        (tail("group g +1 a b\nquorum g\n"), "threshold"),
        (tail("group g most a b\nquorum g\n"), "threshold"),
        (tail("group g 2 a a\nquorum g\n"), "member-twice"),
        (
            tail("group g 1 a\ngroup h 2 g a\nquorum h\n"),
            "member-twice",
        ),
        (
            tail(&format!("witness c {again}\ngroup g 2 a c\nquorum g\n")),
            "key-twice",
        ),
        (tail(&format!("witness c {a}\nquorum c\n")), "key-twice"),
    ] {
        let error = LedgerPolicy::parse(&text).unwrap_err();
        assert_eq!(error.code(), format!("ledger-policy.{code}"), "{text:?}");
    }
    for (text, error) in [
        (format!("log {a}\nquorum none\n"), NoteError::KeyUse),
        (
            format!("log {log}\nwitness w {log}\nquorum w\n"),
            NoteError::KeyUse,
        ),
        (format!("log {log}x\nquorum none\n"), NoteError::Key),
    ] {
        let found = LedgerPolicy::parse(&text);
        assert!(matches!(found, Err(PolicyTextError::Key { error: it, .. }) if it == error));
    }
}

#[test]
fn a_policy_is_bounded() {
    let mut text = format!("log {}\n", log_vkey());
    for number in 1..=65 {
        text.push_str(&format!("witness w{number} {}\n", witness_vkey(number)));
    }
    let error = LedgerPolicy::parse(&text).unwrap_err();
    assert_eq!(error, PolicyTextError::TooMany { line: 66 });

    let mut text = format!("log {}\nwitness g0 {}\n", log_vkey(), witness_vkey(1));
    for number in 1..=64 {
        text.push_str(&format!("group g{number} all g{}\n", number - 1));
    }
    // A chain as deep as can be.
    let policy = LedgerPolicy::parse(&format!("{text}quorum g64\n")).unwrap();
    assert_eq!(policy.quorum_min(), 1);
    policy.verify(&cosigned(signed(3), 1, 7)).unwrap();
    let error = LedgerPolicy::parse(&format!("{text}group h all g64\nquorum h\n")).unwrap_err();
    assert_eq!(error, PolicyTextError::TooMany { line: 67 });

    let long = "#".repeat(POLICY_SIZE_MAX_BYTES + 1);
    assert_eq!(
        LedgerPolicy::parse(&long).unwrap_err().code(),
        "ledger-policy.too-long"
    );
}

#[test]
fn a_threshold_is_written_out_only_if_it_can_be_read() {
    let witness = |name: &str, url: Option<&str>| PolicyWitness {
        name: name.into(),
        key: witness_vkey(1),
        url: url.map(str::to_owned),
    };
    let make = |witness, count| LedgerPolicy::threshold(&log_vkey(), None, &[witness], count);
    assert!(make(witness("a", Some("https://a.example")), 1).is_ok());
    assert!(make(witness("a", None), 2).is_err());
    assert!(make(witness("a b", None), 1).is_err());
    assert!(make(witness("none", None), 1).is_err());
    assert!(make(witness("a", Some("x y")), 1).is_err());
    assert!(make(witness("a", Some("x\nquorum none")), 1).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// As many as asked for, in any order, and the time is that of the last one needed.
    #[test]
    fn a_quorum_is_reached_when_enough_have_signed(
        count in 1..5usize, times in prop::collection::vec(prop::option::of(1..100i64), 4),
    ) {
        let mut signed = signed(2);
        let mut sorted: Vec<i64> = times.iter().flatten().copied().collect();
        sorted.sort_unstable();
        for (number, at) in (1..).zip(&times) {
            if let Some(at) = at {
                signed = cosigned(signed, number, *at);
            }
        }
        let reached = policy(count, 4).verify(&signed);
        match sorted.get(count - 1) {
            Some(at) => prop_assert_eq!(reached.unwrap().cosigned_at, *at),
            None => prop_assert_eq!(
                reached, Err(PolicyError::Quorum { found: sorted.len(), min: count })
            ),
        }
    }

    #[test]
    fn any_text_is_a_policy_or_not(
        cut in any::<prop::sample::Index>(), more in "[a-zX\n\t# 12]{0,12}",
    ) {
        let text = example();
        let mut place = cut.index(text.len());
        while !text.is_char_boundary(place) {
            place -= 1;
        }
        let spliced = format!("{}{more}{}", &text[..place], &text[place..]);
        if let Ok(policy) = LedgerPolicy::parse(&spliced) {
            prop_assert_eq!(LedgerPolicy::parse(&policy.to_text()).unwrap(), policy);
        }
    }
}
