//! Acts as they are signed, records of holders as they are sealed, requests as they come. What is
//! read is written again as it was.
#![no_main]

use cleanbill_issuer::PassRequest;
use cleanbill_issuer::act::{ActContent, ActKind, Body};
use cleanbill_issuer::holder::{EventRecord, PersonRecord};
use cleanbill_issuer::leaf::HolderAct;
use cleanbill_issuer::ruling::Ruling;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(content) = ActContent::parse(bytes) {
        assert_eq!(content.encode(), bytes);
    }
    for kind in ActKind::ALL {
        if let Ok(body) = Body::parse(*kind, bytes) {
            assert_eq!(body.encode(), bytes);
        }
    }
    if let Ok(ruling) = Ruling::parse(bytes) {
        assert_eq!(ruling.encode(), bytes);
    }
    if let Ok(event) = EventRecord::parse(bytes) {
        assert_eq!(event.encode(), bytes);
    }
    if let Ok(person) = PersonRecord::parse(bytes) {
        assert_eq!(person.encode(), bytes);
    }
    let _ = HolderAct::parse(bytes);
    let _ = PassRequest::from_json(bytes);
});
