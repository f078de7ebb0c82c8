//! The recount: how many signed, from the ledger's leaves and the batches that they name alone.
//!
//! Leaves are taken in their order; batches are verified by whoever has a processor to spare, in
//! any order; what comes out does not depend on it.

use std::collections::BTreeMap;

use cleanbill_ledger::leaf::{Leaf, PetitionAnswer, Signatures};
use cleanbill_ledger::object::object_digest;

use super::{
    AnswerClock, Batch, LAST_RELEASE_DAYS, Petition, PetitionError, PetitionId, RecountFinding,
    SERIAL_BYTES, SMALL_GROUP, VoucherRegions, clocks,
};

/// A recount that is going on.
#[derive(Debug, Default)]
pub struct Recount {
    only: Option<PetitionId>,
    petitions: BTreeMap<PetitionId, Open>,
    vouchers: BTreeMap<u32, VoucherRegions>,
    findings: Vec<RecountFinding>,
    /// The latest day that a leaf of petitions told so far.
    day: i32,
}

/// A petition, and what was counted of it so far.
#[derive(Debug)]
struct Open {
    petition: Petition,
    /// Serials that were signed, each with the number of its batch here.
    serials: Vec<([u8; SERIAL_BYTES], u32)>,
    /// The days of the batches, by their numbers.
    days: Vec<i32>,
    batches: u64,
    invalid: u64,
    answers: Vec<AnswerToCheck>,
}

/// An answer whose text is to be fetched: without it nothing was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerToCheck {
    /// The number of the entry that names it.
    pub index: u64,
    /// The SHA-256 of the text.
    pub digest: [u8; 32],
    /// The day from which it counts.
    day: i32,
    is_missing: bool,
}

/// A batch that is to be fetched and verified.
#[derive(Debug, Clone)]
pub struct BatchToVerify {
    /// The number of the entry that names it.
    pub index: u64,
    /// The petition.
    pub petition: Petition,
    /// What the entry says.
    pub leaf: Signatures,
}

/// What a batch comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedBatch {
    index: u64,
    petition: PetitionId,
    day: i32,
    /// Serials whose signatures verify, in order.
    serials: Vec<[u8; SERIAL_BYTES]>,
    invalid: u64,
    finding: Option<RecountFinding>,
}

impl VerifiedBatch {
    /// How many signatures of it verify.
    #[must_use]
    pub fn valid(&self) -> u64 {
        self.serials.len() as u64
    }
}

/// What a petition comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The petition.
    pub petition: Petition,
    /// Valid signatures, each serial once.
    pub signatures: u64,
    /// Serials that came again.
    pub duplicates: u64,
    /// Signatures that do not verify.
    pub invalid: u64,
    /// Batches.
    pub batches: u64,
    /// The most vouchers that there can be of its regions.
    pub issued_max: u64,
    /// The most of them that can have been exchanged: no more can have signed.
    pub exchanged_max: u64,
    /// How many signatures were released on which day.
    pub released: Vec<(i32, u64)>,
    /// The days on which it was answered.
    pub answers: Vec<i32>,
}

impl Counted {
    /// The clocks of its thresholds on `today`.
    ///
    /// # Errors
    /// [`PetitionError::DayBehind`].
    pub fn clocks(&self, today: i32) -> Result<Vec<AnswerClock>, PetitionError> {
        clocks(&self.petition, &self.released, &self.answers, today)
    }
}

impl BatchToVerify {
    /// Holds an object against its entry, and verifies every signature; `None` for one that is not
    /// there.
    #[must_use]
    pub fn verify(&self, object: Option<&[u8]>) -> VerifiedBatch {
        let index = self.index;
        let mut verified = VerifiedBatch {
            index,
            petition: self.petition.id(),
            day: self.leaf.day,
            serials: Vec::new(),
            invalid: 0,
            finding: None,
        };
        let Some(object) = object else {
            verified.finding = Some(RecountFinding::BatchMissing { index });
            return verified;
        };
        let batch = match self.read(object) {
            Ok(batch) => batch,
            Err(error) => {
                let cause = error.code();
                verified.finding = Some(RecountFinding::BatchDiffers { index, cause });
                return verified;
            }
        };
        verified.serials.reserve_exact(batch.signatures().len());
        for signature in batch.signatures() {
            match signature.is_of(&self.petition) {
                true => verified.serials.push(signature.serial),
                false => verified.invalid += 1,
            }
        }
        if verified.invalid > 0 {
            let count = verified.invalid;
            verified.finding = Some(RecountFinding::Invalid { index, count });
        }
        verified
    }

    fn read(&self, object: &[u8]) -> Result<Batch, PetitionError> {
        if object_digest(object) != self.leaf.batch {
            return Err(PetitionError::OtherBatch);
        }
        let batch = Batch::parse(object)?;
        let is_told = batch.petition() == self.petition.id()
            && batch.signatures().len() == self.leaf.count as usize;
        is_told.then_some(batch).ok_or(PetitionError::OtherBatch)
    }
}

impl Recount {
    /// A recount of all petitions, or of one.
    #[must_use]
    pub fn new(only: Option<PetitionId>) -> Self {
        Self {
            only,
            ..Self::default()
        }
    }

    /// Takes the next leaf of the ledger; gives a batch that has to be verified for it.
    pub fn leaf(&mut self, index: u64, leaf: &Leaf) -> Option<BatchToVerify> {
        match leaf {
            Leaf::Petition(opened) => {
                match Petition::of_leaf(opened.clone()) {
                    Ok(petition) => self.open(index, petition),
                    Err(error) => self.findings.push(RecountFinding::Rules { index, error }),
                }
                None
            }
            Leaf::Vouchers(counted) => {
                self.day = self.day.max(counted.day);
                let (epoch, now) = (counted.epoch, VoucherRegions::of_leaf(counted));
                let before = self.vouchers.insert(epoch, now.clone());
                if before.is_some_and(|before| !now.goes_on_from(&before)) {
                    self.findings
                        .push(RecountFinding::VouchersShrink { index, epoch });
                }
                None
            }
            Leaf::Signatures(leaf) => {
                self.day = self.day.max(leaf.day);
                self.signatures(index, leaf)
            }
            Leaf::PetitionAnswer(leaf) => {
                self.answered(index, leaf);
                None
            }
            _ => None,
        }
    }

    fn open(&mut self, index: u64, petition: Petition) {
        let id = petition.id();
        if self.petitions.contains_key(&id) {
            self.findings.push(RecountFinding::Twice { index });
            return;
        }
        let mut others = self.petitions.values();
        let shared = others.find(|open| open.petition.modulus() == petition.modulus());
        self.findings
            .extend(shared.map(|open| RecountFinding::SharedKey {
                petition: id,
                other: open.petition.id(),
            }));
        let open = Open {
            petition,
            serials: Vec::new(),
            days: Vec::new(),
            batches: 0,
            invalid: 0,
            answers: Vec::new(),
        };
        self.petitions.insert(id, open);
    }

    /// An answer counts from the day on which it can have come: no earlier than what stands before
    /// it in the ledger.
    fn answered(&mut self, index: u64, leaf: &PetitionAnswer) {
        let petition = PetitionId(leaf.petition);
        let Some(open) = self.petitions.get_mut(&petition) else {
            let finding = RecountFinding::UnknownAnswer { index, petition };
            self.findings.push(finding);
            return;
        };
        if leaf.day < self.day {
            self.findings
                .push(RecountFinding::AnswerBackDated { index });
        }
        self.day = self.day.max(leaf.day);
        open.answers.push(AnswerToCheck {
            index,
            digest: leaf.answer,
            day: self.day,
            is_missing: false,
        });
    }

    fn signatures(&mut self, index: u64, leaf: &Signatures) -> Option<BatchToVerify> {
        let petition = PetitionId(leaf.petition);
        if self.only.is_some_and(|only| only != petition) {
            return None;
        }
        let Some(open) = self.petitions.get_mut(&petition) else {
            self.findings
                .push(RecountFinding::UnknownPetition { index, petition });
            return None;
        };
        open.batches += 1;
        let days = open.petition.leaf();
        let last = days.closes.saturating_add(LAST_RELEASE_DAYS);
        if !(days.opens..=last).contains(&leaf.day) {
            self.findings.push(RecountFinding::OutsideDays { index });
        }
        Some(BatchToVerify {
            index,
            petition: open.petition.clone(),
            leaf: leaf.clone(),
        })
    }

    /// The answers that were told of.
    pub fn answers(&self) -> impl Iterator<Item = AnswerToCheck> + '_ {
        let is_meant = |id: &PetitionId| self.only.is_none_or(|only| only == *id);
        let meant = self.petitions.iter().filter(move |(id, _)| is_meant(id));
        meant.flat_map(|(_, open)| open.answers.iter().copied())
    }

    /// An answer whose text is not there, or is another.
    pub fn without(&mut self, missing: &AnswerToCheck) {
        let answers = self
            .petitions
            .values_mut()
            .flat_map(|open| &mut open.answers);
        for answer in answers.filter(|answer| answer.index == missing.index) {
            answer.is_missing = true;
            let index = answer.index;
            self.findings.push(RecountFinding::AnswerMissing { index });
        }
    }

    /// Takes a verified batch, in whatever order.
    pub fn take(&mut self, verified: VerifiedBatch) {
        self.findings.extend(verified.finding);
        let Some(open) = self.petitions.get_mut(&verified.petition) else {
            return;
        };
        open.invalid += verified.invalid;
        let number = u32::try_from(open.days.len()).unwrap_or(u32::MAX);
        open.days.push(verified.day);
        let serials = verified.serials.into_iter();
        open.serials.extend(serials.map(|serial| (serial, number)));
    }

    /// What all of it comes to: the petitions in the order of their names, and the findings, the
    /// gravest first.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Counted>, Vec<RecountFinding>) {
        let mut counted = Vec::new();
        for (id, open) in std::mem::take(&mut self.petitions) {
            if self.only.is_some_and(|only| only != id) {
                continue;
            }
            let one = self.count(open);
            self.judge(&one);
            counted.push(one);
        }
        let mut findings = self.findings;
        findings.sort_by_key(|finding| core::cmp::Reverse(finding.weight()));
        (counted, findings)
    }

    fn count(&self, open: Open) -> Counted {
        let Open {
            petition,
            mut serials,
            days,
            batches,
            invalid,
            answers,
        } = open;
        let day_of = |number: u32| days.get(number as usize).copied().unwrap_or_default();
        // Of one that comes again the earliest counts.
        serials.sort_unstable_by_key(|(serial, number)| (*serial, day_of(*number)));
        let all = serials.len() as u64;
        serials.dedup_by_key(|(serial, _)| *serial);
        let mut released: BTreeMap<i32, u64> = BTreeMap::new();
        for (_, number) in &serials {
            *released.entry(day_of(*number)).or_default() += 1;
        }
        let leaf = petition.leaf();
        let vouchers = self.vouchers.get(&leaf.epoch);
        let (issued_max, exchanged_max) =
            vouchers.map_or((0, 0), |regions| regions.of(&leaf.regions));
        let signatures = serials.len() as u64;
        Counted {
            signatures,
            duplicates: all - signatures,
            invalid,
            batches,
            issued_max,
            exchanged_max,
            released: released.into_iter().collect(),
            answers: answers
                .iter()
                .filter(|answer| !answer.is_missing)
                .map(|answer| answer.day)
                .collect(),
            petition,
        }
    }

    fn judge(&mut self, counted: &Counted) {
        let petition = counted.petition.id();
        let (signatures, exchanged_max) = (counted.signatures, counted.exchanged_max);
        if counted.duplicates > 0 {
            let count = counted.duplicates;
            self.findings
                .push(RecountFinding::Duplicates { petition, count });
        }
        if signatures > exchanged_max {
            self.findings.push(RecountFinding::Stuffed {
                petition,
                counted: signatures,
                exchanged_max,
            });
        }
        let issued_max = counted.issued_max;
        if issued_max < SMALL_GROUP {
            self.findings.push(RecountFinding::SmallGroup {
                petition,
                issued_max,
            });
        }
    }
}
