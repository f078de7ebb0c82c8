//! What the rows of a pass cost: `store_speed [--passes N] [--batch N] [--url URL] [--folder DIR]`.
//!
//! Writes batches of invented passes, every row of each included (person, event, pass, act, access
//! entry, leaf, look-ups, counts, and the data key in the key store), and prints the curve. Nothing
//! is signed or sealed: this is the store's share. Without a URL it writes SQLite files into the
//! folder, which it makes and leaves.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "it measures time, and does not ship"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use cleanbill_health::Ground;
use cleanbill_issuer::act::ActKind;
use cleanbill_issuer::leaf::LeafKind;
use cleanbill_issuer::registry::{
    AccessId, AccessRow, ActId, ActRow, Changeset, DataKeyRow, EpochId, EventId, EventRow,
    HolderId, LeafId, LeafRow, Lookup, LookupKind, OfficeId, OfficerId, PassId, PassRow, PersonRow,
    Shard, TallyChange, TallyKey,
};
use cleanbill_issuer::staff::{Purpose, Role, Source};
use cleanbill_store::{Store, StoreConfig};

const SHARD: Shard = Shard(0);
const NOW: i64 = 1_800_000_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut passes = 100_000_u32;
    let mut batch = 4_096_u32;
    let mut url = None;
    let mut folder = std::env::temp_dir().join("cleanbill-store-speed");
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--passes" => passes = value.parse()?,
            "--batch" => batch = value.parse()?,
            "--url" => url = Some(value),
            "--folder" => folder = value.into(),
            _ => return Err("unknown argument".into()),
        }
    }
    let url = match url {
        Some(url) => url,
        None => {
            std::fs::create_dir_all(&folder)?;
            format!("sqlite:{}", folder.join("registry.sqlite").display())
        }
    };
    let store = Store::open(&StoreConfig::new(url)).await?;
    let mut noise = Noise(1);
    let mut done = 0;
    let mut tenth = (Instant::now(), 0);
    let started = Instant::now();
    let mut building = 0.0;
    let mut keeping = 0.0;
    while done < passes {
        let clock = Instant::now();
        let count = batch.min(passes - done);
        let ids = store.reserve_ids(SHARD, count * 6).await?;
        let (changeset, keys) = rows(&mut noise, ids.start, count);
        building += clock.elapsed().as_secs_f64();
        let clock = Instant::now();
        store.keys().put(SHARD, &keys).await?;
        keeping += clock.elapsed().as_secs_f64();
        store.apply(&changeset).await?;
        store.tend_lookups(SHARD).await?;
        done += count;
        tenth.1 += count;
        if tenth.1 >= passes / 10 || done == passes {
            let micros = tenth.0.elapsed().as_secs_f64() * 1e6 / f64::from(tenth.1);
            println!(
                "{done:>9} passes: {micros:6.1} µs a pass, {:8.0} a second",
                1e6 / micros
            );
            tenth = (Instant::now(), 0);
        }
    }
    let all = started.elapsed().as_secs_f64();
    let share = |secs: f64| secs * 1e6 / f64::from(passes);
    println!(
        "whole: {:.1} µs a pass, of which {:.1} making rows, {:.1} the key store; {:.0} a second; \
         processor {:.1} µs a pass",
        share(all),
        share(building),
        share(keeping),
        f64::from(passes) / all,
        share(processor_secs()),
    );
    store.close().await;
    Ok(())
}

/// Processor time of this process, seconds, from `/proc/self/stat` (fields 14 and 15, in ticks).
fn processor_secs() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let ticks: f64 = after
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            let next = self.next().to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
        bytes
    }
}

fn rows(noise: &mut Noise, first: i64, count: u32) -> (Changeset, Vec<DataKeyRow>) {
    let mut changeset = Changeset {
        name: "speed",
        shard: SHARD,
        ..Changeset::default()
    };
    let (mut handles, mut persons, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let mut tallies: BTreeMap<TallyKey, TallyChange> = BTreeMap::new();
    for number in 0..i64::from(count) {
        let id = first + number * 6;
        one(&mut changeset, noise, id);
        handles.push(Lookup {
            hash: changeset.passes.last().unwrap().handle,
            target: id + 2,
        });
        persons.push(Lookup {
            hash: noise.bytes(),
            target: id,
        });
        keys.push(DataKeyRow {
            holder: HolderId(id),
            epoch: 1,
            wrapped: noise.bytes(),
        });
        let tally = TallyKey {
            day: 20_000,
            office: OfficeId(noise.next().cast_signed().rem_euclid(20) + 1),
            ground: Ground::Vaccination,
            product: "EU/1/20/1528".into(),
            lot: format!("L{}", noise.next() % 20),
        };
        tallies.entry(tally).or_default().issued += 1;
    }
    changeset.lookups.insert(LookupKind::Handle, handles);
    changeset.lookups.insert(LookupKind::PersonMatch, persons);
    changeset.tallies = tallies;
    (changeset, keys)
}

/// The rows of one pass: holder, event, pass, act, access entry and leaf have keys from `id` on.
fn one(changeset: &mut Changeset, noise: &mut Noise, id: i64) {
    let (holder, act) = (HolderId(id), ActId(id + 3));
    changeset.leaves.push(LeafRow {
        id: LeafId(id + 5),
        kind: LeafKind::Commitment,
        act: Some(act),
        body: noise.bytes::<32>().to_vec(),
    });
    changeset.accesses.push(AccessRow {
        id: AccessId(id + 4),
        holder,
        officer: OfficerId(7),
        office: OfficeId(3),
        role: Role::Machine,
        purpose: Purpose::Issue,
        basis: None,
        act: Some(act),
        at: NOW,
        visible_at: NOW,
    });
    changeset.acts.push(ActRow {
        id: act,
        kind: ActKind::Issue,
        holder: Some(holder),
        pass: Some(PassId(id + 2)),
        target: None,
        officer: OfficerId(7),
        office: OfficeId(3),
        region: "XX-01".into(),
        reason: None,
        basis: None,
        evidence: None,
        at: NOW,
        body: noise.bytes::<24>().to_vec(),
        hash: noise.bytes(),
    });
    changeset.persons.push(PersonRow {
        holder,
        version: 1,
        act,
        sealed: noise.bytes::<192>().to_vec(),
    });
    changeset.events.push(EventRow {
        id: EventId(id + 1),
        holder,
        corrects: None,
        office: OfficeId(3),
        source: Source::Csv,
        product_tag: [1; 8],
        lot_tag: noise.bytes(),
        act,
        sealed: noise.bytes::<160>().to_vec(),
    });
    changeset.passes.push(PassRow {
        id: PassId(id + 2),
        holder,
        event: EventId(id + 1),
        replaces: None,
        act,
        handle: noise.bytes(),
        epoch: EpochId(1),
        light: false,
        form: cleanbill_issuer::Form::Dcc,
        issued_at: NOW,
        expires_at: NOW + 31_536_000,
        sealed: noise.bytes::<400>().to_vec(),
    });
}
