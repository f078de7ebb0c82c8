//! The service is killed in the middle of its work, again and again.

use std::collections::BTreeSet;

use crate::http::Ask;
use crate::people::{Staff, issue_under_load};
use crate::process::Place;
use crate::registry;

#[test]
fn killed_twenty_times_it_has_lost_and_doubled_nothing() {
    let place = Place::new();
    let mut service = place.serve(&[]);
    let staff = Staff::found(&service);
    let (mut texts, mut asked, mut signed) = (BTreeSet::new(), 0, 0);
    for turn in 0..20 {
        let address = service.address;
        let service_now = std::sync::Mutex::new(Some(service));
        // Killed by whoever gets the last answer, while others wait for theirs.
        let (issued, unanswered) =
            issue_under_load(address, &staff.clinic.token, |issued, failed| {
                if issued.len() > turn % 7
                    && let Some(service) = service_now.lock().unwrap().take()
                {
                    service.kill();
                }
                !failed.is_empty()
            });
        service = place.serve(&[]);
        for pass in &issued {
            pass.is_there(&service, &staff.clinic);
            assert!(texts.insert(pass.text().to_owned()), "a handle came twice");
        }
        // Who got no answer asks again, and has one pass, whether there was one or not.
        for request in &unanswered {
            let pass = request.issue(&service, &staff.clinic);
            pass.is_there(&service, &staff.clinic);
            assert!(texts.insert(pass.text().to_owned()), "a handle came twice");
        }
        asked += issued.len() + unanswered.len();
        // No signature is counted twice, or not at all.
        let counted = place.signatures(1);
        assert!(counted >= signed, "the counter went back");
        assert!(
            counted >= asked as u64,
            "{counted} signatures, {asked} passes"
        );
        signed = counted;
    }
    service.stop();
    assert_eq!(texts.len(), asked);
    let file = place.path("data/registry.sqlite");
    assert_eq!(registry::passes(&file), i64::try_from(asked).unwrap());
    let keys = registry::requests(&file);
    assert_eq!(keys, i64::try_from(asked).unwrap());
}

#[test]
fn asked_to_stop_it_answers_what_is_under_way() {
    let place = Place::new();
    let service = place.serve(&[]);
    let staff = Staff::found(&service);
    let address = service.address;
    let service = std::sync::Mutex::new(Some(service));
    let (issued, _) = issue_under_load(address, &staff.clinic.token, |issued, failed| {
        if issued.len() > 5
            && let Some(service) = service.lock().unwrap().take()
        {
            service.stop();
        }
        !failed.is_empty()
    });
    // Stopped in order, the counter is exact: what was reserved and not used was given back.
    let count = registry::passes(&place.path("data/registry.sqlite"));
    assert_eq!(i64::try_from(place.signatures(1)).unwrap(), count);
    let service = place.serve(&[]);
    for pass in &issued {
        pass.is_there(&service, &staff.clinic);
    }
    assert_eq!(service.ask(&Ask::get("/health/ready")).status, 200);
}
