//! Sealed requests as anybody sends them to a gateway, and the messages in them.
#![no_main]

use std::sync::LazyLock;

use cleanbill_oblivious::{Gateway, Keys, Request, Response, Sealed};

static GATEWAY: LazyLock<Gateway> = LazyLock::new(|| {
    let seed = "07".repeat(32);
    let keys = Keys::parse(&format!("cleanbill oblivious keys 1\n1 20000 {seed}\n")).expect("keys");
    Gateway::new(&keys).expect("a gateway")
});

libfuzzer_sys::fuzz_target!(|input: (&[u8], &str)| {
    let (bytes, text) = input;
    if let Ok(request) = Request::parse(bytes) {
        // Padded, it may be longer than what is read.
        if let Ok(written) = request.encode() {
            assert!(Request::parse(&written).is_ok_and(|again| again == request));
        }
        let _ = Sealed::of(&request, bytes);
    }
    if let Ok(response) = Response::parse(bytes) {
        if let Ok(written) = response.encode() {
            assert!(Response::parse(&written).is_ok_and(|again| again == response));
        }
    }
    let _ = GATEWAY.open(bytes);
    let _ = Keys::parse(text);
});
