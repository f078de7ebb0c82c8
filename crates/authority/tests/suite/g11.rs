//! G11: every look is visible to the person looked at.

use cleanbill_authority::{AuthorityError, Holder, Proposal, Record};
use cleanbill_issuer::act::{ActKind, LegalBasis, Recipient};
use cleanbill_issuer::mandate::MandateError;
use cleanbill_issuer::staff::{Purpose, Role};
use cleanbill_seal::{OpenLimits, SealError};

use crate::world::{DAY, MINISTRY, NORTH, World, options};

async fn holder(world: &World, code: &str) -> Holder {
    let collected = world
        .authority
        .collect(code, [1; 16], world.now)
        .await
        .unwrap();
    world
        .authority
        .holder(&collected.token, world.now)
        .await
        .unwrap()
}

async fn own(world: &World, holder: &Holder) -> Record {
    world.authority.own_record(holder, world.now).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_holder_sees_who_looked_and_why() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let id = pass.holder.to_string();
    let me = holder(&world, pass.code.as_str()).await;
    let before = own(&world, &me).await.accesses.len();
    let desk = world.caller("desk").await;
    let south = world.caller("south").await;
    let basis = Some(LegalBasis::Procedure);
    world
        .authority
        .open_record(&desk, &id, Purpose::Print, None, world.now)
        .await
        .unwrap();
    world
        .authority
        .open_record(&south, &id, Purpose::Audit, basis, world.now)
        .await
        .unwrap();
    world
        .authority
        .pass_handout(&desk, pass.pass.as_str(), world.now)
        .await
        .unwrap();
    let record = own(&world, &me).await;
    // Three looks and the holder's own one.
    assert_eq!(record.accesses.len(), before + 4);
    let audit = record
        .accesses
        .iter()
        .find(|look| look.purpose == Purpose::Audit)
        .unwrap();
    assert_eq!(audit.officer, Some(south.number()));
    assert_eq!(audit.office.as_deref(), Some("Clinic South"));
    assert_eq!((audit.role, audit.basis), (Some(Role::OfficeHead), basis));
    let own = record
        .accesses
        .iter()
        .find(|look| look.purpose == Purpose::Own)
        .unwrap();
    assert_eq!((own.officer, own.role), (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_looks_for_what_they_are_not_there_for() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let id = pass.holder.to_string();
    for (name, purpose) in [
        ("nurse", Purpose::Revoke),
        ("nurse", Purpose::Audit),
        ("desk", Purpose::Appeal),
        ("desk", Purpose::Own),
        ("desk", Purpose::Disclose),
        ("south", Purpose::Issue),
        ("south", Purpose::Audit),
        ("south", Purpose::Disclose),
        ("reviewer", Purpose::HolderAsked),
    ] {
        let caller = world.caller(name).await;
        let look = world
            .authority
            .open_record(&caller, &id, purpose, None, world.now)
            .await;
        let refused = look.err().unwrap();
        assert!(
            matches!(
                refused,
                AuthorityError::Forbidden { .. } | AuthorityError::Purpose
            ),
            "{name} {purpose:?}"
        );
    }
    // A guessed id leads nowhere.
    let desk = world.caller("desk").await;
    let purpose = Purpose::Print;
    let guess = "a".repeat(26);
    let guess = world
        .authority
        .open_record(&desk, &guess, purpose, None, world.now)
        .await;
    assert_eq!(guess.err().unwrap(), SealError::UnknownId.into());
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_and_searches_are_limited() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path());
    options.open_limits = OpenLimits {
        per_minute: 2,
        per_hour: 100,
    };
    options.finds_per_minute = 2;
    let mut world = World::founded_with(folder, &options).await;
    world.staff().await;
    let pass = world.issue("Zyxwvut").await;
    let desk = world.caller("desk").await;
    let mut opened = Vec::new();
    for _ in 0..3 {
        let id = pass.holder.as_str();
        let look = world
            .authority
            .open_record(&desk, id, Purpose::Print, None, world.now);
        opened.push(look.await.err().map(|error| error.code()));
    }
    assert_eq!(opened, [None, None, Some("seal.rate-limited")]);
    let query = cleanbill_authority::Query::Person {
        name: cleanbill_hcert::dcc::PersonName::default(),
        birth_date: String::new(),
    };
    let mut found = Vec::new();
    for _ in 0..3 {
        let look = world.authority.find_holders(&desk, &query, world.now).await;
        found.push(look.err().map(|error| error.code()));
    }
    assert_eq!(found, [None, None, Some("authority.rate-limited")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_court_delays_what_the_holder_sees_and_then_it_appears() {
    let mut world = World::staffed().await;
    let pass = world.issue("Zyxwvut").await;
    let me = holder(&world, pass.code.as_str()).await;
    let disclose = |basis, delay_days| Proposal::Disclose {
        holder: pass.holder.to_string(),
        recipient: Recipient::Court,
        basis,
        delay_days,
    };
    let law = world
        .propose(&disclose(LegalBasis::PassLaw, 1), MINISTRY)
        .await;
    assert_eq!(law.unwrap_err(), MandateError::Delay.into());
    let long = world
        .propose(&disclose(LegalBasis::CourtOrder, 91), MINISTRY)
        .await;
    assert_eq!(long.unwrap_err(), MandateError::Delay.into());
    let proposal = disclose(LegalBasis::CourtOrder, 90);
    let act = world.propose(&proposal, MINISTRY).await.unwrap();
    let ministry = world.caller(MINISTRY).await;
    let early = world
        .authority
        .open_disclosed(&ministry, act.id.as_str(), world.now)
        .await;
    assert!(early.is_err());
    let act = world.approve(&act, NORTH).await.unwrap();
    let handed = world
        .authority
        .open_disclosed(&ministry, act.id.as_str(), world.now)
        .await;
    assert_eq!(handed.unwrap().holder, pass.holder);
    let seen = |record: &Record| {
        let looks = record.accesses.iter();
        let looks = looks
            .filter(|look| look.purpose == Purpose::Disclose)
            .count();
        let acts = record
            .acts
            .iter()
            .filter(|act| act.kind == ActKind::Disclose)
            .count();
        (looks, acts)
    };
    assert_eq!(seen(&own(&world, &me).await), (0, 0));
    world.now = act.at + 90 * DAY - 1;
    let me = {
        let desk = world.caller("desk").await;
        let code = world
            .authority
            .new_code(&desk, pass.pass.as_str(), world.now)
            .await
            .unwrap();
        holder(&world, code.as_str()).await
    };
    assert_eq!(seen(&own(&world, &me).await), (0, 0));
    world.now += 1;
    assert_eq!(seen(&own(&world, &me).await), (2, 1));
}
