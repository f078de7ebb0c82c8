//! A small authority in a folder: sixteen days of an honest one, to be spoilt.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use cleanbill_audit::{Audit, AuditError, FolderSource, Given, Report, Request, audit};
use cleanbill_crypto::Signer;
use cleanbill_issuer::act::Body;
use cleanbill_issuer::caps::Caps;
use cleanbill_ledger::batch::{Batch, batch_path};
use cleanbill_ledger::count::{Blinding, BlindingKey, CountCommitment};
use cleanbill_ledger::leaf::{
    Announcement, BatchLeaf, Document, DocumentKind, Leaf, OpenedSum, Opening, RevocationSet,
    SignerCounter, Subject, Summary,
};
use cleanbill_ledger::object::{object_digest, object_path};
use cleanbill_ledger::table::{Counts, Table, batch_blinding, rest_blinding};
use cleanbill_ledger::{
    Checkpoint, Grower, Hash, KeyUse, LedgerPolicy, PolicyWitness, SignedCheckpoint, TlogProof,
    VerifierKey, cosign, inclusion_path, leaf_hash, root_of,
};
use cleanbill_policy::Policy;
use cleanbill_publish::universe::{EpochHeader, Record, UniverseWriter};
use cleanbill_publish::{Edition, build_filter};
use cleanbill_revocation::Limits;
use cleanbill_revocation::exact::ExactList;
use cleanbill_testkit::{FixedEdKey, FixedKey};
use cleanbill_trust::TrustStore;
use cleanbill_trust::set::{
    Digest, Inclusion, LedgerEvidence, PublicationKey, Root, RootPins, SetContent, SetDraft,
    SignedSet, Target, TargetType, build_root, root_fingerprint,
};
use cleanbill_verifier::bundle::{documents_target, national_target};
use tempfile::TempDir;

use crate::officers::{ALL, HEAD_B, MINISTRY, act, founding};

pub(crate) const DAY: i64 = 86_400;
/// A Monday.
pub(crate) const MONDAY: i32 = 20_752;
pub(crate) const START: i64 = MONDAY as i64 * DAY + 8 * 3_600;
/// Sixteen days later, in the morning.
pub(crate) const END: i64 = START + 16 * DAY;
pub(crate) const KID: [u8; 8] = *b"kid-0001";
const ORIGIN: &str = "ledger.example/xa";
const BLINDING: BlindingKey = BlindingKey::new([7; 32]);
pub(crate) const PASSES_A_DAY: u64 = 30;

type Rests = BTreeMap<(u8, u8, String), Vec<(i32, u64)>>;

/// An authority, its ledger, and the folder that it publishes to.
pub(crate) struct Authority {
    pub(crate) folder: TempDir,
    pub(crate) entries: Vec<Vec<u8>>,
    rests: Rests,
    batches: Vec<(i32, u64, Blinding)>,
    pub(crate) signatures: u64,
    seed: u64,
    documents: Vec<Hash>,
    pub(crate) revoked: Vec<[u8; 16]>,
    editions: u32,
    sets: u32,
    /// Targets that the next set has besides.
    pub(crate) more: Vec<Target>,
}

pub(crate) fn handle(number: u32) -> [u8; 16] {
    *cleanbill_crypto::sha256(&number.to_be_bytes())
        .first_chunk()
        .unwrap()
}

fn log_key() -> FixedEdKey {
    FixedEdKey::new(10_000)
}

fn witness_key(number: u32) -> FixedEdKey {
    FixedEdKey::new(10_001 + number)
}

pub(crate) fn policy() -> LedgerPolicy {
    let log = VerifierKey::of_signer(ORIGIN, KeyUse::Log, &log_key()).unwrap();
    let witnesses: Vec<PolicyWitness> = (0..3)
        .map(|number| {
            let name = format!("w{number}.example");
            let key = witness_key(number);
            PolicyWitness {
                name: format!("W{number}"),
                key: VerifierKey::of_signer(&name, KeyUse::Witness, &key).unwrap(),
                url: None,
            }
        })
        .collect();
    LedgerPolicy::threshold(&log, None, &witnesses, 2).unwrap()
}

fn root_message() -> Vec<u8> {
    let (root_key, publication) = (FixedKey::new(1), FixedKey::new(2));
    let root = Root {
        version: 1,
        issued_at: START - DAY,
        expires_at: START + 400 * DAY,
        threshold: 1,
        keys: vec![root_key.public_key().clone()],
        publication_keys: vec![PublicationKey {
            key: publication.public_key().clone(),
            not_before: START - DAY,
            not_after: START + 400 * DAY,
        }],
    };
    build_root(&root, None, &[&root_key]).unwrap()
}

pub(crate) fn pins() -> RootPins {
    RootPins::from(root_fingerprint(&root_message()).unwrap())
}

/// The tree of these entries, signed by the log and by these witnesses at `at`.
pub(crate) fn checkpoint_of(entries: &[Vec<u8>], witnesses: &[u32], at: i64) -> SignedCheckpoint {
    let hashes: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let tree = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: hashes.len() as u64,
        root: root_of(&hashes),
        extensions: Vec::new(),
    };
    let signed = SignedCheckpoint::sign(tree, &log_key()).unwrap();
    witnesses.iter().fold(signed, |signed, number| {
        let name = format!("w{number}.example");
        let line = cosign(&signed, &name, at, &witness_key(*number)).unwrap();
        signed.with_cosignature(line).unwrap()
    })
}

/// A policy that tightens, announced at this time.
pub(crate) fn concert(announced: i64, version: u32) -> String {
    let time = |at: i64| jiff::Timestamp::from_second(at).unwrap().to_string();
    format!(
        "format = 1\nid = \"example.concert\"\nversion = {version}\n\
         title = {{ en = \"Concerts\" }}\nreason = \"example\"\nregion = \"DE\"\n\
         places = [\"concert\"]\nsigned_at = {}\nfrom = {}\nuntil = {}\n\
         announcement = {{ at = {} }}\n[[accept]]\nground = \"vaccination\"\nfrom_days = 14\n\
         for_days = 270\n[door]\non_system_fault = \"manual\"\ndata_age_max_days = 8\n",
        time(START + DAY),
        time(START + 12 * DAY),
        time(START + 60 * DAY),
        time(announced),
    )
}

impl Authority {
    /// Founded, and nothing more.
    pub(crate) fn new() -> Self {
        let mut authority = Self {
            folder: tempfile::tempdir().unwrap(),
            entries: Vec::new(),
            rests: Rests::new(),
            batches: Vec::new(),
            signatures: 0,
            seed: 0,
            documents: Vec::new(),
            revoked: (0..12).map(handle).collect(),
            editions: 0,
            sets: 0,
            more: Vec::new(),
        };
        authority.revoked.sort_unstable();
        authority.put(&act(
            founding(),
            &[&[MINISTRY][..], &ALL[..3]].concat(),
            START,
        ));
        let declare = Body::DeclareKey {
            kid: KID,
            certificate: [9; 32],
            not_before: START,
            not_after: START + 400 * DAY,
        };
        authority.put(&act(declare, &[MINISTRY, HEAD_B], START + 100));
        authority
    }

    /// Sixteen honest days, cosigned.
    pub(crate) fn honest() -> Self {
        let mut authority = Self::unsealed();
        authority.seal(END);
        authority
    }

    /// The same, with the last leaves still to come.
    pub(crate) fn unsealed() -> Self {
        let mut authority = Self::new();
        for day in 0..16 {
            authority.day(MONDAY + day);
        }
        authority
    }

    /// One day, and in the night after it what is told of it.
    fn day(&mut self, day: i32) {
        let at = i64::from(day) * DAY + 9 * 3_600;
        for _ in 0..2 {
            self.batch(day, PASSES_A_DAY / 2);
        }
        match day - MONDAY {
            1 => {
                let text = concert(at, 1);
                let digest = *Policy::parse(&text).unwrap().digest();
                self.announce(digest, START + 12 * DAY);
            }
            2 => {
                self.publish(at, &[]);
            }
            9 => {
                self.revoked.push(handle(13));
                self.revoked.sort_unstable();
                let announced = i64::from(MONDAY + 1) * DAY + 9 * 3_600;
                self.publish(at, &[concert(announced, 1)]);
            }
            _ => {}
        }
        self.signatures += PASSES_A_DAY;
        for subject in [Subject::Issuance, Subject::Acts, Subject::Looks] {
            self.summary(subject, day);
        }
        self.counter(day);
        if (day - MONDAY) % 7 == 6 {
            for subject in [
                Subject::Issuance,
                Subject::Acts,
                Subject::Looks,
                Subject::Passes,
            ] {
                let opening = self.opening(subject, day - 6);
                self.put(&Leaf::Opening(opening));
            }
        }
    }

    pub(crate) fn put(&mut self, leaf: &Leaf) -> u64 {
        self.entries.push(leaf.encode());
        self.entries.len() as u64 - 1
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.folder.path().join(path)).unwrap();
    }

    pub(crate) fn object(&self, bytes: &[u8]) -> Hash {
        let digest = object_digest(bytes);
        self.write(&format!("ledger/{}", object_path(&digest)), bytes);
        digest
    }

    pub(crate) fn batch(&mut self, day: i32, passes: u64) -> u64 {
        let mut seed = self.seed;
        let mut fill = |bytes: &mut [u8]| {
            seed += 1;
            let digest = cleanbill_crypto::sha256(&seed.to_be_bytes());
            bytes.copy_from_slice(&digest[..bytes.len()]);
        };
        let mut commitments = vec![[0; 32]; passes as usize];
        commitments.iter_mut().for_each(|one| fill(one));
        let batch = Batch::new(commitments, &mut fill).unwrap();
        self.seed = seed;
        let root = batch.root();
        self.write(&format!("ledger/{}", batch_path(&root)), &batch.to_bytes());
        let blinding = batch_blinding(&BLINDING, &root);
        let count = CountCommitment::new(passes, &blinding);
        self.batches.push((day, passes, blinding));
        self.put(&Leaf::Batch(BatchLeaf {
            day,
            root,
            slots: batch.slots().len() as u32,
            count,
        }))
    }

    /// The counts of a day: vaccinations are many, exemptions few; revocations and looks few.
    pub(crate) fn counts(subject: Subject) -> Counts {
        let mut counts = Counts::new();
        let whats: &[u8] = match subject {
            Subject::Issuance => &[1, 2, 3, 4],
            Subject::Acts => &[3, 4, 5],
            _ => &[1, 4],
        };
        for what in whats {
            for (region, office) in [("XA-A", "Clinic A"), ("XA-B", "Clinic B")] {
                let row = counts.entry((*what, region.to_owned())).or_default();
                let detail = match subject {
                    Subject::Issuance => vec![office.to_owned()],
                    Subject::Acts => vec!["entered-in-error".to_owned(), "pass-law".to_owned()],
                    _ => vec!["clinic".to_owned()],
                };
                let count = match (subject, what) {
                    (Subject::Issuance, 1) => 25,
                    (Subject::Issuance, 4) | (Subject::Acts, 4) => 2,
                    (_, 1) => 3,
                    _ => 0,
                };
                if count > 0 {
                    row.insert(detail, count);
                }
            }
        }
        counts
    }

    pub(crate) fn summary(&mut self, subject: Subject, day: i32) {
        let (table, rests) = Table::new(subject, day, &Self::counts(subject), &BLINDING);
        for ((what, region), rest) in rests {
            let name = (subject.number(), what, region);
            self.rests.entry(name).or_default().push((day, rest));
        }
        self.table(&table);
    }

    pub(crate) fn table(&mut self, table: &Table) {
        let bytes = table.encode();
        let digest = self.object(&bytes);
        self.put(&Leaf::Summary(Summary {
            subject: table.subject,
            day: table.day,
            table: digest,
            size_bytes: bytes.len() as u32,
        }));
    }

    pub(crate) fn counter(&mut self, day: i32) {
        self.put(&Leaf::SignerCounter(SignerCounter {
            kid: KID,
            certificate: [9; 32],
            day,
            signatures: self.signatures,
        }));
    }

    /// What may be told of a week, by region where that is ten or more.
    pub(crate) fn opening(&mut self, subject: Subject, week: i32) -> Opening {
        let mut sums = Vec::new();
        let mut pool: BTreeMap<u8, (u64, Vec<Blinding>)> = BTreeMap::new();
        if subject == Subject::Passes {
            let entry = pool.entry(0).or_default();
            for (day, passes, blinding) in &self.batches {
                if *day < week + 7 {
                    entry.0 += passes;
                    entry.1.push(blinding.clone());
                }
            }
            self.batches.retain(|(day, _, _)| *day >= week + 7);
        }
        let number = subject.number();
        for ((of, what, region), days) in &mut self.rests {
            if *of != number {
                continue;
            }
            let blinding = |day: i32| rest_blinding(&BLINDING, subject, day, *what, region);
            let own: Vec<(i32, u64)> = days
                .iter()
                .copied()
                .filter(|(day, _)| (week..week + 7).contains(day))
                .collect();
            let total: u64 = own.iter().map(|(_, rest)| rest).sum();
            let blindings: Vec<Blinding> = own.iter().map(|(day, _)| blinding(*day)).collect();
            if total >= 10 {
                sums.push(OpenedSum {
                    what: *what,
                    region: Some(region.clone()),
                    total,
                    blinding: blindings.iter().sum(),
                });
                days.retain(|(day, _)| !(week..week + 7).contains(day));
            } else {
                let entry = pool.entry(*what).or_default();
                for (day, rest) in days.iter().filter(|(day, _)| *day < week + 7) {
                    entry.0 += rest;
                    entry.1.push(blinding(*day));
                }
            }
        }
        for (what, (total, blindings)) in pool {
            if total >= 10 {
                sums.push(OpenedSum {
                    what,
                    region: None,
                    total,
                    blinding: blindings.iter().sum(),
                });
                for ((of, one, _), days) in &mut self.rests {
                    if (*of, *one) == (number, what) {
                        days.retain(|(day, _)| *day >= week + 7);
                    }
                }
            }
        }
        sums.sort_by(|a, b| (a.what, &a.region).cmp(&(b.what, &b.region)));
        Opening {
            subject,
            week,
            sums,
        }
    }

    pub(crate) fn announce(&mut self, document: Hash, starts_at: i64) -> u64 {
        self.put(&Leaf::Announcement(Announcement {
            kind: DocumentKind::Policies,
            document,
            starts_at,
            urgent: false,
            gained: None,
            lost: Some(120),
        }))
    }

    pub(crate) fn document(&mut self, kind: DocumentKind, bytes: &[u8]) {
        let document = object_digest(bytes);
        if !self.documents.contains(&document) {
            self.documents.push(document);
            self.put(&Leaf::Document(Document {
                kind,
                document,
                size_bytes: bytes.len() as u64,
            }));
        }
    }

    /// The universe of a hundred passes, of which these are taken away.
    pub(crate) fn universe(revoked: &[[u8; 16]]) -> Vec<u8> {
        let mut keys: Vec<[u8; 16]> = (0..100).map(handle).collect();
        keys.sort_unstable();
        let mut file = Vec::new();
        let mut writer = UniverseWriter::new(&mut file, "XA", 1).unwrap();
        writer
            .begin(EpochHeader {
                kid: KID.into(),
                from: START,
                until: START + DAY,
                issued: keys.len() as u64,
                revoked: keys.iter().filter(|key| revoked.contains(key)).count() as u64,
            })
            .unwrap();
        for key in keys {
            let revoked = revoked.contains(&key);
            writer.push(Record { key, revoked }).unwrap();
        }
        writer.finish().unwrap();
        file
    }

    /// The filter of a universe.
    pub(crate) fn filter(universe: &[u8], version: u32, issued_at: i64) -> Vec<u8> {
        let edition = Edition { version, issued_at };
        build_filter(Cursor::new(universe), edition).unwrap().bytes
    }

    /// The targets of a set: all that the ledger tells, and what the filter says.
    pub(crate) fn targets(
        filter: &[u8],
        exact: &[[u8; 16]],
        policies: &[String],
        at: i64,
    ) -> Vec<Target> {
        let kids = vec![KID.to_vec()];
        let exact = ExactList::new(at, kids, exact.to_vec(), &Limits::DEFAULT).unwrap();
        let mut targets = vec![
            Target::dcc_signers(&TrustStore::default()),
            national_target(filter, &[]),
            Target {
                kind: TargetType::REVOCATION_EXACT,
                critical: true,
                content: exact.to_bytes(),
            },
            Target {
                kind: TargetType::LEDGER_POLICY,
                critical: true,
                content: policy().to_text().into_bytes(),
            },
        ];
        if !policies.is_empty() {
            let texts: Vec<&str> = policies.iter().map(String::as_str).collect();
            targets.push(documents_target(TargetType::POLICIES, texts));
        }
        targets
    }

    /// An honest publication: everything is told, then published.
    pub(crate) fn publish(&mut self, at: i64, policies: &[String]) -> Vec<u8> {
        let revoked = self.revoked.clone();
        let universe = Self::universe(&revoked);
        let edition = self.editions + 1;
        let filter = Self::filter(&universe, edition, at);
        self.publish_with(at, policies, &universe, &filter, &revoked, &[])
    }

    /// A publication of whatever filter, list and exact list.
    pub(crate) fn publish_with(
        &mut self,
        at: i64,
        policies: &[String],
        universe: &[u8],
        filter: &[u8],
        list: &[[u8; 16]],
        exact: &[[u8; 16]],
    ) -> Vec<u8> {
        self.editions += 1;
        self.document(DocumentKind::Universe, universe);
        self.object(universe);
        let mut targets = Self::targets(filter, exact, policies, at);
        targets.append(&mut self.more);
        for target in &targets {
            self.document(DocumentKind::Other, &target.content);
        }
        let bytes = list.as_flattened();
        let leaf = RevocationSet {
            edition: self.editions,
            list: self.object(bytes),
            size_bytes: bytes.len() as u64,
            passes: list.len() as u64,
        };
        self.put(&Leaf::Revocations(leaf));
        self.sets += 1;
        let set = self.set(self.sets, at, &targets, true);
        for target in &targets {
            let digest = Digest::of(&target.content);
            self.write(&format!("sets/{digest}.{}", target.kind), &target.content);
        }
        self.write(&format!("sets/1.{}.cbset", self.sets), &set);
        self.write("current.cbset", &SignedSet::head(&set).unwrap());
        set
    }

    /// A signed set with its evidence; told before, or not.
    pub(crate) fn set(
        &mut self,
        version: u32,
        at: i64,
        targets: &[Target],
        is_told: bool,
    ) -> Vec<u8> {
        let root = root_message();
        let content = SetContent {
            roots: &[&root[..]],
            version,
            issued_at: at,
            expires_at: at + 30 * DAY,
            targets,
            ledger: None,
        };
        let draft = SetDraft::new(content).unwrap();
        let mut entries = self.entries.clone();
        entries.push(draft.leaf().encode());
        let evidence = evidence(&entries, at + 1);
        if is_told {
            self.entries = entries;
        }
        draft.finish(Some(evidence), &FixedKey::new(2)).unwrap()
    }

    /// Writes the tiles, and has them cosigned.
    pub(crate) fn seal(&mut self, at: i64) {
        let tiles = Grower::empty().append(&self.entries).unwrap();
        for (id, bytes) in tiles {
            self.write(&format!("ledger/{}", id.path()), &bytes);
        }
        let signed = checkpoint_of(&self.entries, &[0, 1, 2], at);
        self.write("ledger/checkpoint", signed.to_text().as_bytes());
        self.write("ledger/cosigned", signed.to_text().as_bytes());
        self.write("ledger/policy", policy().to_text().as_bytes());
    }

    /// A receipt for a leaf, from the tree of these entries.
    pub(crate) fn receipt(entries: &[Vec<u8>], index: u64, at: i64) -> Vec<u8> {
        let hashes: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let receipt = cleanbill_ledger::receipt::Receipt {
            leaf: entries[index as usize].clone(),
            slot: None,
            secret: None,
        };
        let proof = TlogProof {
            extra: Some(receipt.encode()),
            index,
            hashes: inclusion_path(&hashes, index as usize).unwrap(),
            checkpoint: checkpoint_of(entries, &[0, 1], at).to_text(),
        };
        proof.to_text().into_bytes()
    }

    pub(crate) fn audit(&self) -> Report {
        self.audit_with(|_| {}).report
    }

    pub(crate) fn audit_with(&self, edit: impl FnOnce(&mut Request<'_>)) -> Audit {
        self.try_audit(edit).unwrap()
    }

    pub(crate) fn try_audit(
        &self,
        edit: impl FnOnce(&mut Request<'_>),
    ) -> Result<Audit, AuditError> {
        audit_folder(self.folder.path(), edit)
    }
}

pub(crate) fn audit_folder(
    folder: &Path,
    edit: impl FnOnce(&mut Request<'_>),
) -> Result<Audit, AuditError> {
    let source = FolderSource::new(folder);
    let mut request = request(&source);
    edit(&mut request);
    audit(request)
}

pub(crate) fn request(source: &dyn cleanbill_audit::Source) -> Request<'_> {
    Request {
        source,
        policy: Some(policy()),
        roots: Some(pins()),
        since: None,
        state: None,
        compared: Vec::new(),
        sets: Vec::new(),
        rps: Vec::new(),
        founding: None,
        caps: Caps::default(),
        all_filters: true,
        now: END + 60,
        progress: &|_, _| {},
    }
}

pub(crate) fn given(name: &str, bytes: impl Into<Vec<u8>>) -> Given {
    Given {
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

/// The evidence that the last of these entries is in their tree.
pub(crate) fn evidence(entries: &[Vec<u8>], at: i64) -> LedgerEvidence {
    let hashes: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let index = hashes.len() - 1;
    let inclusion = Inclusion {
        index: index as u64,
        hashes: inclusion_path(&hashes, index).unwrap(),
    };
    let note = checkpoint_of(entries, &[0, 1, 2], at).to_text();
    LedgerEvidence::new(note.into_bytes(), &inclusion)
}

/// The codes of what was found, each once, sorted.
pub(crate) fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = report
        .findings
        .iter()
        .map(|finding| finding.code())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The same set with other evidence, signed again by the publisher.
pub(crate) fn with_evidence(set: &[u8], evidence: LedgerEvidence) -> Vec<u8> {
    let pins = pins();
    let opened =
        SignedSet::open_installed(set, &pins, cleanbill_trust::set::Floor::default()).unwrap();
    let manifest = opened.manifest();
    let targets: Vec<Target> = manifest
        .targets
        .iter()
        .map(|entry| Target {
            kind: entry.kind.clone(),
            critical: entry.critical,
            content: opened.target(&entry.kind).unwrap().to_vec(),
        })
        .collect();
    let root = root_message();
    let content = SetContent {
        roots: &[&root[..]],
        version: manifest.version,
        issued_at: manifest.issued_at,
        expires_at: manifest.expires_at,
        targets: &targets,
        ledger: None,
    };
    let draft = SetDraft::new(content).unwrap();
    draft.finish(Some(evidence), &FixedKey::new(2)).unwrap()
}
