//! How long sealing takes: `cargo run --release -p cleanbill-seal --example seal_speed`.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "measures, and ships nowhere"
)]

use std::hint::black_box;
use std::time::Instant;

use cleanbill_issuer::registry::{HolderId, LookupKind, PassId, Shard};
use cleanbill_seal::{FileKek, IdKind, KeyRing, Place};

const ROUNDS: u32 = 200_000;

fn measure(what: &str, mut run: impl FnMut(i64)) {
    let start = Instant::now();
    for round in 0..ROUNDS {
        run(i64::from(round) + 1);
    }
    let nanos = start.elapsed().as_nanos() / u128::from(ROUNDS);
    println!("{what:<48} {nanos:>6} ns");
}

fn main() {
    let folder = std::env::temp_dir().join(format!("cleanbill-seal-speed-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let mut count = 0_u64;
    // Not random, and as fast as randomness that is drawn in blocks.
    let mut random = |bytes: &mut [u8]| {
        count += 1;
        for chunk in bytes.chunks_mut(8) {
            let word = count.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
            chunk.iter_mut().zip(word).for_each(|(to, from)| *to = from);
        }
    };
    let kek = FileKek::new(&[7; 32]).unwrap();
    let ring = KeyRing::create(&folder.join("ring.cbor"), &kek, 0, &mut random).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();

    let shard = Shard(0);
    let record = [42; 300];
    let (key, _) = ring
        .generate_data_key(shard, HolderId(1), &mut random)
        .unwrap();
    let mut out = Vec::with_capacity(1_024);
    measure("a new data key, wrapped and set up", |round| {
        let made = ring.generate_data_key(shard, HolderId(round), &mut random);
        black_box(made.unwrap());
    });
    measure("seal 300 bytes, key at hand", |round| {
        out.clear();
        let place = Place::pass(shard, HolderId(1), PassId(round));
        key.seal_into(place, &record, [7; 12], &mut out).unwrap();
        black_box(&out);
    });
    measure("a new data key, and 300 bytes sealed", |round| {
        out.clear();
        let holder = HolderId(round);
        let (key, row) = ring.generate_data_key(shard, holder, &mut random).unwrap();
        let place = Place::pass(shard, holder, PassId(round));
        key.seal_into(place, &record, [7; 12], &mut out).unwrap();
        black_box((&out, row));
    });
    measure("commitment secret of a pass", |round| {
        black_box(key.commitment_secret(PassId(round)).unwrap());
    });
    measure("look-up hash of a document", |round| {
        let fields = [b"P".as_slice(), b"XX", &round.to_be_bytes()];
        black_box(ring.lookup_hash(LookupKind::Document, &fields));
    });
    measure("public id, written and read", |round| {
        let id = ring.public_id(IdKind::Pass, shard, round).unwrap();
        black_box(ring.parse_public_id(IdKind::Pass, id.as_str()).unwrap());
    });
}
