//! Signed notes, checkpoints and keys of a log: what is read is written the same.
#![no_main]

use cleanbill_ledger::{Checkpoint, Note, SignedCheckpoint, VerifierKey};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(note) = Note::parse(text.as_bytes()) {
        assert_eq!(note.to_text(), text);
    }
    if let Ok(signed) = SignedCheckpoint::parse(text.as_bytes()) {
        assert_eq!(signed.checkpoint.text(), signed.note.text);
    }
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.text(), text);
    }
    for line in text.lines() {
        if let Ok(key) = VerifierKey::parse(line) {
            assert_eq!(key.to_string(), line);
        }
    }
});
