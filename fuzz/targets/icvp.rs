//! The WHO's payloads of the family: read, judged; what is written of an ICVP reads back the same.
#![no_main]

use cleanbill_cose::Limits;
use cleanbill_cose::cbor::{encode_deterministic, parse_value};
use cleanbill_hcert::ddcc::{TEST_KEY, VACCINATION_KEY, read_ddcc};
use cleanbill_hcert::icvp::{Icvp, Layout, WriteLayout, read_icvp};
use cleanbill_hcert::link::read_links;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    let Ok(value) = parse_value(bytes, &limits) else { return };
    for key in [VACCINATION_KEY, TEST_KEY] {
        let _ = read_ddcc(key, &value);
    }
    if let Ok(links) = read_links(&value) {
        assert_eq!(read_links(&links.to_value()).expect("links").links, links.links);
    }
    let Ok(reading) = read_icvp(&value) else { return };
    let icvp = reading.icvp;
    if icvp.layout != Layout::D || icvp.doses.len() != 1 {
        return;
    }
    let written = encode_deterministic(&icvp.to_value(WriteLayout::D));
    let wide = Limits { size_max_bytes: 2 * limits.size_max_bytes, ..limits };
    let back = parse_value(&written, &wide).expect("what is written is read");
    let mut kept: Icvp = read_icvp(&back).expect("a map").icvp;
    // The layout has no members for these.
    for dose in &mut kept.doses {
        dose.valid_from.clone_from(&icvp.doses[0].valid_from);
        dose.valid_until.clone_from(&icvp.doses[0].valid_until);
    }
    assert_eq!(kept, icvp);
});
