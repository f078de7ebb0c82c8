//! Who appeals for somebody else, with a mandate that the holder gave.

use cleanbill_redress::case::FiledBy;

use super::attacks::pass_of;
use super::*;

pub(super) async fn g10_a_representative_appeals_for_their_client_and_nobody_else(
    mut world: World,
) {
    let (pass, client, act) = noticed(&mut world, "Zyxwvut").await;
    let (other_pass, other, other_act) = noticed(&mut world, "Abcdefg").await;
    let (lawyer_id, lawyer) = pass_of(&mut world, "Lawyer").await;
    let (holder, other_id) = (pass.holder.to_string(), other_pass.holder.to_string());
    let desk = world.caller("desk").await;
    let authority = world.authority.clone();
    let mandate = |may_act, ends_at| NewMandate {
        holder: &holder,
        representative: &lawyer_id,
        may_act,
        ends_at: Some(ends_at),
        basis: LegalBasis::Representation,
    };
    let now = world.now;
    let for_them = |holder: &str, act: &str, at: i64| {
        let (authority, lawyer) = (authority.clone(), lawyer);
        let (holder, act) = (holder.to_owned(), act.to_owned());
        async move {
            let new = against(&act);
            authority.file_appeal_for(&lawyer, &holder, &new, at).await
        }
    };
    // Without a mandate, and with one to look.
    let not_found = AuthorityError::NotFound;
    assert_eq!(for_them(&holder, &act, now).await, Err(not_found.clone()));
    let look = mandate(false, now + 90 * DAY);
    authority
        .give_mandate(&desk, &look, None, now)
        .await
        .unwrap();
    assert_eq!(for_them(&holder, &act, now).await, Err(not_found.clone()));
    // With one to act, for as long as it lasts, and for this client alone.
    let whole = mandate(true, now + 9 * DAY);
    let given = authority.give_mandate(&desk, &whole, None, now).await;
    let (number, _) = given.unwrap();
    for (holder, act, at) in [
        (&other_id, &other_act, now),
        (&holder, &other_act, now),
        (&other_id, &act, now),
        (&holder, &act, now + 9 * DAY),
    ] {
        assert_eq!(for_them(holder, act, at).await, Err(not_found.clone()));
    }
    let filed = for_them(&holder, &act, now).await.unwrap();
    assert!(filed.contests);
    assert_eq!(state_of(&world, &act).await, ActState::Contested);
    assert_eq!(state_of(&world, &other_act).await, ActState::Noticed);
    // It is the client's case, who sees by whom it came; the representative follows it by its code.
    let own = authority.own_appeals(&client, now).await.unwrap();
    assert_eq!((own.len(), own[0].number), (1, filed.number));
    assert_eq!(own[0].filed_by, FiledBy::Representative);
    assert_eq!(authority.own_appeals(&lawyer, now).await.unwrap(), []);
    assert_eq!(authority.own_appeals(&other, now).await.unwrap(), []);
    let followed = authority.appeal(&by_code(&filed), now).await.unwrap();
    assert_eq!(followed.number, filed.number);
    // Taken back, the mandate files nothing more, and what was filed goes on.
    let basis = LegalBasis::Representation;
    authority
        .end_mandate(&desk, &holder, number.as_str(), basis, None, now)
        .await
        .unwrap();
    let refusal = NewAppeal {
        against: Against::Refusal {
            office: "Desk",
            day: 18_000,
        },
        text: None,
        order: None,
    };
    let refused = authority.file_appeal_for(&lawyer, &holder, &refusal, now + 1);
    assert_eq!(refused.await.unwrap_err(), not_found);
    assert!(authority.appeal(&by_code(&filed), now + 1).await.is_ok());
}
