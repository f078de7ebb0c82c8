//! What a pass costs from a row of CSV to a durable row: `bulk_speed [--people N] [--url URL]
//! [--folder DIR]`.
//!
//! Two founders with raw keys found an authority and appoint a machine, as any authority is
//! founded; then the machine imports invented people, one vaccination each, every row of a pass
//! included, signed and sealed. Prints the curve, the memory, the size of the databases, and in the
//! same run the bare cost of the signatures on as many threads. Without a URL it writes SQLite
//! files into the folder, which must not hold any, and leaves them.
#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "it measures time, and does not ship"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use cleanbill_authority::{
    Authority, Caller, Entropy, FoundingDraft, ImportKind, Invited, NewKey, OfficerSignature,
    Options, Proposal, SigningKey,
};
use cleanbill_crypto::{Signer, sha256};
use cleanbill_issuer::act::OfficeSpec;
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::staff::{OfficeKind, Role};
use cleanbill_issuer::{Authority as Issuer, KeyEpoch, ValidityPolicy};
use cleanbill_seal::{FileKek, KeyRing};
use cleanbill_signer::{KeyType, SoftwareKey};
use cleanbill_store::{Store, StoreConfig};
use cleanbill_webauthn::RelyingParty;

/// As the service has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const NOW: i64 = 1_625_097_600;
const BARE_SIGNATURES: usize = 20_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut people = 100_000_u32;
    let mut url = None;
    let mut folder = std::env::temp_dir().join("cleanbill-bulk-speed");
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--people" => people = value.parse()?,
            "--url" => url = Some(value),
            "--folder" => folder = PathBuf::from(value),
            _ => return Err("unknown argument".into()),
        }
    }
    std::fs::create_dir_all(&folder)?;
    let signer: Arc<SoftwareKey> = Arc::new(SoftwareKey::generate(KeyType::P256)?);
    let before = bare_rate(&signer);
    let (authority, machine) = found(&folder, url, signer.clone()).await?;
    import(&authority, &machine, people).await?;
    let after = bare_rate(&signer);
    println!("bare signatures on all cores: {before:.0} a second before, {after:.0} after");
    println!("most memory: {} MiB", peak_kib() / 1_024);
    authority.store().close().await;
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        let mib = entry.metadata()?.len() >> 20;
        println!("{:>9} MiB {}", mib, entry.file_name().display());
    }
    Ok(())
}

async fn import(
    authority: &Authority,
    machine: &Caller,
    people: u32,
) -> Result<(), Box<dyn Error>> {
    let input = People::new(people);
    let started = Instant::now();
    let processor = processor_secs();
    let mut tenth = (started, 0);
    let step = i64::from(people / 10).max(1);
    let report = |progress: cleanbill_authority::Progressing| {
        let rows = progress.rows - tenth.1;
        if rows >= step {
            let micros = tenth.0.elapsed().as_secs_f64() * 1e6 / rows as f64;
            let rate = 1e6 / micros;
            println!(
                "{:>9} passes: {micros:6.1} µs, {rate:8.0} a second",
                progress.rows
            );
            tenth = (Instant::now(), progress.rows);
        }
    };
    let hash = sha256(&people.to_be_bytes());
    let end = authority
        .import(machine, ImportKind::Csv, input, hash, NOW + 60, report)
        .await?;
    let secs = started.elapsed().as_secs_f64();
    assert_eq!(
        (end.progress.good, end.progress.bad),
        (i64::from(people), 0)
    );
    println!(
        "whole: {:.0} a second, {:.1} µs a pass, {:.1} µs of processor time",
        f64::from(people) / secs,
        secs * 1e6 / f64::from(people),
        (processor_secs() - processor) * 1e6 / f64::from(people),
    );
    Ok(())
}

/// Signatures a second, on all cores at once.
fn bare_rate(signer: &Arc<SoftwareKey>) -> f64 {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                for number in 0..BARE_SIGNATURES {
                    signer.sign(&number.to_be_bytes()).unwrap();
                }
            });
        }
    });
    (BARE_SIGNATURES * cores) as f64 / started.elapsed().as_secs_f64()
}

struct System;

impl Entropy for System {
    fn fill(&self, bytes: &mut [u8]) {
        let mut source = std::fs::File::open("/dev/urandom").unwrap();
        source.read_exact(bytes).unwrap();
    }
}

/// An authority of two offices, and the machine of one of them.
async fn found(
    folder: &Path,
    url: Option<String>,
    signer: Arc<SoftwareKey>,
) -> Result<(Authority, Caller), Box<dyn Error>> {
    let own = || format!("sqlite:{}", folder.join("registry.sqlite").display());
    let store = Store::open(&StoreConfig::new(url.unwrap_or_else(own))).await?;
    let entropy = Arc::new(System);
    let kek = FileKek::new(&[7; 32])?;
    let ring = KeyRing::create(&folder.join("ring"), &kek, NOW, &mut |bytes| {
        entropy.fill(bytes)
    })?;
    let epoch = KeyEpoch {
        kid: [1; 8],
        not_before: NOW - 86_400,
        not_after: NOW + 1_000 * 86_400,
    };
    let signing = SigningKey {
        issuer: Issuer::new("XX", "Measured", epoch, ValidityPolicy::default())?,
        epoch: EpochId(1),
        signer,
    };
    let rp = RelyingParty::new("localhost".into(), vec!["https://localhost".into()])?;
    let options = Options {
        founding: Some(folder.join("founding")),
        relying_parties: vec![rp],
        ..Options::default()
    };
    let authority = Authority::new(store, ring, signing, entropy, &options);
    let heads = [key()?, key()?];
    let offices = vec![
        office("Ministry", "XX", OfficeKind::Authority),
        office("Clinic", "XX-A", OfficeKind::Clinic),
    ];
    let first = authority.begin_founding(NOW).await?;
    let draft = FoundingDraft { offices };
    let new = new_key(&heads[0], &authority.registration_challenge(&first))?;
    let second = authority.found(&first, draft, &new, NOW).await?;
    let new = new_key(&heads[1], &authority.registration_challenge(&second))?;
    authority.join_founding(&second, &new, NOW).await?;
    let act = authority.founding_act(&second, NOW).await?;
    for (number, head) in (1..).zip(&heads) {
        let signature = OfficerSignature::Raw(head.sign(&act.hash)?);
        authority
            .sign_founding(&second, number, &signature, NOW)
            .await?;
    }
    let machine = appoint(&authority, &heads).await?;
    Ok((authority, machine))
}

async fn appoint(
    authority: &Authority,
    heads: &[SoftwareKey; 2],
) -> Result<Caller, Box<dyn Error>> {
    let [ministry, clinic] = [
        authority.caller(1, NOW + 1).await?,
        authority.caller(2, NOW + 1).await?,
    ];
    let invited = Invited {
        office: "Clinic".into(),
        role: Role::Machine,
        officer: None,
    };
    let link = authority.invite(&ministry, &invited, NOW + 1).await?;
    let new = new_key(&key()?, &authority.registration_challenge(&link))?;
    let registered = authority.register(&link, &new, NOW + 1).await?;
    let proposal = Proposal::Appoint {
        key: registered.fingerprint,
        login: None,
    };
    let content = authority.prepare(&ministry, &proposal, NOW + 1).await?;
    let signature = OfficerSignature::Raw(heads[0].sign(&content.hash())?);
    let act = authority
        .propose(&ministry, &proposal, NOW + 1, &signature, NOW + 2)
        .await?;
    let signature = OfficerSignature::Raw(heads[1].sign(&act.hash)?);
    authority
        .approve(&clinic, act.id.as_str(), &signature, NOW + 3)
        .await?;
    Ok(authority.caller(registered.officer, NOW + 60).await?)
}

fn key() -> Result<SoftwareKey, Box<dyn Error>> {
    Ok(SoftwareKey::generate(KeyType::P256)?)
}

fn new_key(key: &SoftwareKey, challenge: &[u8; 32]) -> Result<NewKey, Box<dyn Error>> {
    Ok(NewKey::Raw {
        public_key: key.public_key().to_spki_der().to_vec(),
        signature: key.sign(challenge)?,
    })
}

fn office(name: &str, region: &str, kind: OfficeKind) -> OfficeSpec {
    OfficeSpec {
        name: name.into(),
        region: region.into(),
        kind,
    }
}

/// A file of invented people, made as it is read.
struct People {
    made: u32,
    all: u32,
    text: String,
    read: usize,
}

impl People {
    fn new(all: u32) -> Self {
        let text = "record,surname,forename,language,birth_date,document_type,document_country,\
            document_number,ground,vaccine,product,manufacturer,lot,dose,doses,date\n";
        Self {
            made: 0,
            all,
            text: text.to_owned(),
            read: 0,
        }
    }

    fn add(&mut self) {
        let number = self.made;
        let [surname, forename] = [
            ["Приклад", "Muster", "Exempel", "Παράδειγμα"],
            ["Юлія", "Zoë", "Anne-Marie", "Ελένη"],
        ]
        .map(|names| names[(number % 4) as usize]);
        let (year, month, day) = (1930 + number % 80, 1 + number % 12, 1 + number / 12 % 28);
        writeln!(
            self.text,
            "m{number},{surname} {},{forename},,{year}-{month:02}-{day:02},passport,XX,\
             N{number:09},vaccination,1119349007,EU/1/20/1528,ORG-100030215,L{},2,2,2021-06-11",
            letters(number),
            number % 50,
        )
        .unwrap();
        self.made += 1;
    }
}

/// A number in letters, so that names differ.
fn letters(mut number: u32) -> String {
    let mut text = String::new();
    loop {
        text.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return text;
        }
    }
}

impl Read for People {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        if self.read == self.text.len() {
            self.text.clear();
            self.read = 0;
            while self.made < self.all && self.text.len() < bytes.len() {
                self.add();
            }
        }
        let rest = &self.text.as_bytes()[self.read..];
        let count = rest.len().min(bytes.len());
        bytes[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        Ok(count)
    }
}

/// The most memory that this process had resident, KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Processor time of this process, seconds, from `/proc/self/stat` (fields 14 and 15, in ticks).
fn processor_secs() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(") ").next().unwrap_or_default();
    let fields = after.split(' ').skip(11).take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
