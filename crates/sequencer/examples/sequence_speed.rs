//! How many leaves a second get their place and are published, from a registry in which they wait.
//!
//! `cargo run --release -p cleanbill-sequencer --example sequence_speed -- [LEAVES] [postgres://…]`
//!
//! Without an address: SQLite, in a temporary folder. The bare cost is that of the hashes of the
//! same leaves (RFC 6962) in the same process.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a measurement, run by hand"
)]

use std::sync::Arc;
use std::time::Instant;

use cleanbill_crypto::sha256;
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{Changeset, LeafId, LeafRow, Shard};
use cleanbill_ledger::count::BlindingKey;
use cleanbill_ledger::{KeyUse, LedgerPolicy, VerifierKey, leaf_hash, node_hash};
use cleanbill_publish::files::Destination;
use cleanbill_sequencer::{Options, Sequencer};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_testkit::FixedEdKey;

/// Leaves that are written together.
const CHUNK: u32 = 20_000;
/// 2026-11-23.
const NOW: i64 = 1_795_428_000;

fn commitment(number: u32) -> [u8; 32] {
    sha256(&number.to_be_bytes())
}

/// The hashes of the leaves and of the tree over them, and nothing else.
fn bare(count: u32) -> f64 {
    let begun = Instant::now();
    let mut level: Vec<[u8; 32]> = (0..count).map(|n| leaf_hash(&commitment(n))).collect();
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| node_hash(&pair[0], &pair[pair.len() - 1]))
            .collect();
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().map_or(1_000_000, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("registry.sqlite").display());
    let config = StoreConfig::new(arguments.next().unwrap_or(sqlite));
    let store = Store::open(&config).await.unwrap();
    let begun = Instant::now();
    let mut number = 0;
    while number < count {
        let chunk = CHUNK.min(count - number);
        let ids = store.reserve_ids(Shard::default(), chunk).await.unwrap();
        let leaves = ids.zip(number..).map(|(id, number)| LeafRow {
            id: LeafId(id),
            kind: LeafKind::Commitment,
            act: None,
            body: commitment(number).to_vec(),
        });
        let set = Changeset {
            name: "measure",
            leaves: leaves.collect(),
            ..Changeset::default()
        };
        store.apply(&set).await.unwrap();
        number += chunk;
    }
    println!(
        "{count} leaves written in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let log = FixedEdKey::new(1);
    let key = VerifierKey::of_signer("ledger.example/xx", KeyUse::Log, &log).unwrap();
    let options = Options {
        signer: Arc::new(log),
        policy: LedgerPolicy::threshold(&key, None, &[], 0).unwrap(),
        blinding: BlindingKey::new([7; 32]),
        cover_one_in: 0,
    };
    let to = Arc::new(Destination::folder(&folder.path().join("ledger")).unwrap());
    let mut sequencer = Sequencer::open(store.sequencing(), to, options)
        .await
        .unwrap();
    let mut drawn = 0_u64;
    let mut fill = move |bytes: &mut [u8]| {
        drawn += 1;
        bytes.copy_from_slice(&sha256(&drawn.to_be_bytes())[..bytes.len()]);
    };
    let begun = Instant::now();
    loop {
        let round = sequencer.round(NOW, &mut fill).await.unwrap();
        if !round.is_more {
            break;
        }
    }
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    let bare = bare(count);
    println!(
        "{rate:.0} leaves/s placed and published in {} batches; bare {bare:.0}/s, share {:.2}",
        sequencer.size(),
        rate / bare
    );
}
