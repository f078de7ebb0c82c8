//! The gateway's JSON, with its CMS messages and chains.
#![no_main]

use cleanbill_trust::list::{Limits, gateway};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(gateway) = gateway::parse_list(bytes, &[], 1_637_344_800, &Limits::DEFAULT) {
        assert_eq!(gateway.list.signers.len(), gateway.evidence.len());
    }
});
