//! The holder's door: codes, tokens, families.

use cleanbill_authority::{AuthorityError, NewMandate};
use cleanbill_issuer::act::LegalBasis;
use cleanbill_seal::{IdKind, SealError};

use crate::world::{DAY, World, options};

#[tokio::test(flavor = "multi_thread")]
async fn a_code_collects_once_and_a_new_one_voids_it() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let authority = &world.authority;
    let desk = world.caller("desk").await;
    let new = authority
        .new_code(&desk, pass.pass.as_str(), world.now)
        .await
        .unwrap();
    let mut tried = Vec::new();
    for code in [
        pass.code.as_str(),
        "",
        "a",
        &"a".repeat(26),
        &"7".repeat(26),
        "ÄÖÜ",
        pass.pass.as_str(),
        &new.grouped()[1..],
    ] {
        tried.push(
            authority
                .collect(code, [2; 16], world.now)
                .await
                .unwrap_err(),
        );
    }
    // Whatever was wrong, nobody is told.
    assert!(
        tried.iter().all(|error| *error == AuthorityError::CodeUsed),
        "{tried:?}"
    );
    let collected = authority
        .collect(&new.grouped(), [3; 16], world.now)
        .await
        .unwrap();
    assert_eq!(
        (&collected.text, collected.receipt),
        (&pass.text, pass.receipt)
    );
    let again = authority.collect(&new.grouped(), [3; 16], world.now).await;
    assert_eq!(again.unwrap_err(), AuthorityError::CodeUsed);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_come_at_once_one_collects() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let tries = (0..8).map(|source| {
        let (authority, now) = (world.authority.clone(), world.now);
        let code = pass.code.as_str().to_owned();
        tokio::spawn(async move { authority.collect(&code, [source; 16], now).await.is_ok() })
    });
    let mut collected = 0;
    for one in tries.collect::<Vec<_>>() {
        collected += usize::from(one.await.unwrap());
    }
    assert_eq!(collected, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_by_source() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path());
    options.collects_per_minute = 3;
    let world = World::founded_with(folder, &options).await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        let tried = world.authority.collect("a", [4; 16], world.now).await;
        codes.push(tried.unwrap_err().code());
    }
    let used = "authority.code-used";
    assert_eq!(codes, [used, used, used, "authority.rate-limited"]);
    let other = world.authority.collect("a", [5; 16], world.now).await;
    assert_eq!(other.unwrap_err().code(), used);
    let later = world.authority.collect("a", [4; 16], world.now + 20).await;
    assert_eq!(later.unwrap_err().code(), used);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_its_own_record_and_no_other() {
    let mut world = World::staffed().await;
    let (mine, other) = (world.issue("Zyxwvut").await, world.issue("Abcdefg").await);
    let authority = &world.authority;
    let now = world.now;
    let collected = authority
        .collect(mine.code.as_str(), [1; 16], now)
        .await
        .unwrap();
    let me = authority.holder(&collected.token, now).await.unwrap();
    let record = authority.own_record(&me, now).await.unwrap();
    assert_eq!((record.holder, record.passes.len()), (mine.holder, 1));
    let handout = authority.own_pass_handout(&me, mine.pass.as_str(), now);
    let handout = handout.await.unwrap();
    assert_eq!(
        (handout.text, handout.receipt),
        (mine.text.clone(), mine.receipt)
    );
    assert_eq!(
        format!(
            "{:?}",
            authority
                .own_pass_handout(&me, mine.pass.as_str(), now)
                .await
                .unwrap()
        ),
        "Handout(..)"
    );
    let theirs = authority
        .own_pass_handout(&me, other.pass.as_str(), now)
        .await;
    assert_eq!(theirs.unwrap_err(), AuthorityError::NotFound);
    let theirs = authority
        .own_pass_export(&me, other.pass.as_str(), now)
        .await;
    assert_eq!(theirs.unwrap_err(), AuthorityError::NotFound);
    let bundle = authority
        .own_pass_export(&me, mine.pass.as_str(), now)
        .await
        .unwrap();
    assert!(bundle.contains("\"Zyxwvut\"") && bundle.contains("LOT7"));
    // No id of theirs is a key to anything.
    for guess in [mine.holder.to_string(), mine.pass.to_string()] {
        assert_eq!(cleanbill_authority::Token::parse(&guess), None);
    }
    let bundle = authority.own_export(&me, now).await.unwrap();
    assert!(bundle.contains("\"Zyxwvut\"") && bundle.contains("LOT7"));
    let late = authority.holder(&collected.token, now + 31 * DAY).await;
    assert_eq!(late.unwrap_err(), AuthorityError::NotFound);
    authority.forget_holder(&collected.token).await.unwrap();
    let ended = authority.holder(&collected.token, now).await;
    assert_eq!(ended.unwrap_err(), AuthorityError::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_representative_sees_what_a_mandate_says() {
    let mut world = World::staffed().await;
    let (child, parent) = (world.issue("Zyxwvut").await, world.issue("Abcdefg").await);
    let (child_id, parent_id) = (child.holder.to_string(), parent.holder.to_string());
    let authority = &world.authority;
    let now = world.now;
    let collected = authority
        .collect(parent.code.as_str(), [1; 16], now)
        .await
        .unwrap();
    let representative = authority.holder(&collected.token, now).await.unwrap();
    let seen = authority
        .represented_record(&representative, &child_id, now)
        .await;
    assert_eq!(seen.err().unwrap(), AuthorityError::NotFound);
    let desk = world.caller("desk").await;
    // Nobody has a parent's mandate for a person of age.
    let basis = LegalBasis::Representation;
    let parents = NewMandate {
        holder: &child_id,
        representative: &parent_id,
        may_act: true,
        ends_at: None,
        basis,
    };
    let parental = authority.give_mandate(&desk, &parents, None, now).await;
    assert_eq!(parental.err().unwrap().code(), "mandate.of-age");
    let given = NewMandate {
        may_act: false,
        ends_at: Some(now + 10 * DAY),
        basis: LegalBasis::Consent,
        ..parents
    };
    let (mandate, _) = authority
        .give_mandate(&desk, &given, None, now)
        .await
        .unwrap();
    let seen = authority
        .represented_record(&representative, &child_id, now)
        .await;
    assert_eq!(seen.unwrap().holder, child.holder);
    // Not the other way round, and not for ever.
    let collected = authority
        .collect(child.code.as_str(), [1; 16], now)
        .await
        .unwrap();
    let me = authority.holder(&collected.token, now).await.unwrap();
    let back = authority.represented_record(&me, &parent_id, now).await;
    assert_eq!(back.err().unwrap(), AuthorityError::NotFound);
    let late = now + 10 * DAY;
    let late = authority
        .represented_record(&representative, &child_id, late)
        .await;
    assert_eq!(late.err().unwrap(), AuthorityError::NotFound);
    for who in [&me, &representative] {
        let mandates = authority.own_mandates(who).await.unwrap();
        assert_eq!((mandates.len(), mandates[0].id), (1, mandate));
    }
    let record = authority.own_record(&me, now).await.unwrap();
    let looked = record
        .accesses
        .iter()
        .any(|look| look.officer.is_none() && look.act.is_some());
    assert!(looked);
    let basis = LegalBasis::Consent;
    authority
        .end_mandate(&desk, &child_id, mandate.as_str(), basis, None, now)
        .await
        .unwrap();
    let seen = authority
        .represented_record(&representative, &child_id, now)
        .await;
    assert_eq!(seen.err().unwrap(), AuthorityError::NotFound);
    // An id of another kind is none.
    let wrong = authority.ring().parse_public_id(IdKind::Pass, &child_id);
    assert_eq!(wrong, Err(SealError::UnknownId));
}
