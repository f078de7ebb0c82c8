//! What lies in the ledger: leaves, batches, tables.
#![no_main]

use cleanbill_ledger::batch::Batch;
use cleanbill_ledger::leaf::Leaf;
use cleanbill_ledger::table::Table;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(leaf) = Leaf::parse(bytes) {
        assert_eq!(leaf.encode(), bytes);
    }
    if let Ok(table) = Table::parse(bytes) {
        assert_eq!(table.encode(), bytes);
    }
    if let Ok(batch) = Batch::parse(bytes) {
        assert_eq!(batch.to_bytes(), bytes);
        assert_eq!(batch.root(), batch.root());
        assert!(batch.path(0).is_some());
    }
});
