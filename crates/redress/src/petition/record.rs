//! A petition: its public record, its name, its rules.

use core::fmt;
use std::collections::BTreeMap;

use cleanbill_crypto::sha256;
use cleanbill_ledger::leaf::{self, Leaf, MODULUS_BYTES};

use super::{PetitionError, Rule, SignatureKey};

/// Longest text of a petition, in bytes.
pub const TEXT_MAX_BYTES: usize = 65_536;
/// Longest time for which a petition is open, in days. Its key is as old.
pub const OPEN_DAYS_MAX: i32 = 366;
/// In a group of fewer people than this a signature says much about who gave it.
pub const SMALL_GROUP: u64 = 1_000;

/// What stands before a record that is hashed.
const DOMAIN: &[u8] = b"cleanbill petition 1";

/// The name of a petition: a hash of its record, text and key included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PetitionId(pub [u8; 32]);

impl fmt::Display for PetitionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PetitionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PetitionId({self})")
    }
}

impl PetitionId {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let (pairs, []) = digits.as_chunks::<2>() else {
            return None;
        };
        let mut id = [0; 32];
        if pairs.len() != id.len() {
            return None;
        }
        for (byte, pair) in id.iter_mut().zip(pairs) {
            // Signs are no digits.
            let is_hex = pair.iter().all(u8::is_ascii_hexdigit);
            let pair = str::from_utf8(pair).ok().filter(|_| is_hex)?;
            *byte = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Self(id))
    }
}

/// A petition as it is published.
#[derive(Clone, Debug)]
pub struct Petition {
    id: PetitionId,
    leaf: leaf::Petition,
    key: SignatureKey,
}

impl PartialEq for Petition {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Petition {}

impl Petition {
    /// The petition that a leaf tells of.
    ///
    /// # Errors
    /// [`PetitionError::Rules`], [`PetitionError::Key`].
    pub fn of_leaf(leaf: leaf::Petition) -> Result<Self, PetitionError> {
        let days = i64::from(leaf.closes) - i64::from(leaf.opens);
        if !(0..i64::from(OPEN_DAYS_MAX)).contains(&days) || leaf.opens < 0 {
            return Err(PetitionError::Rules { what: Rule::Days });
        }
        let key = SignatureKey::new(&leaf.modulus)?;
        // What cannot be read back as it is written is no record.
        let record = Leaf::Petition(leaf);
        let encoded = record.encode();
        let id = PetitionId(sha256(&[DOMAIN, &encoded].concat()));
        match Leaf::parse(&encoded) {
            Ok(Leaf::Petition(leaf)) => Ok(Self { id, leaf, key }),
            _ => Err(PetitionError::Rules {
                what: broken(&record),
            }),
        }
    }

    /// Reads a record: the leaf as it is in the ledger.
    ///
    /// # Errors
    /// [`PetitionError`].
    pub fn parse(record: &[u8]) -> Result<Self, PetitionError> {
        match Leaf::parse(record)? {
            Leaf::Petition(leaf) => Self::of_leaf(leaf),
            _ => Err(PetitionError::Record(
                cleanbill_cose::record::WireError::Field { position: 1 },
            )),
        }
    }

    /// The record: the leaf as it is in the ledger.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        Leaf::Petition(self.leaf.clone()).encode()
    }

    /// Its name.
    #[must_use]
    pub const fn id(&self) -> PetitionId {
        self.id
    }

    /// What the ledger tells of it.
    #[must_use]
    pub const fn leaf(&self) -> &leaf::Petition {
        &self.leaf
    }

    /// The key that signatures are made under.
    #[must_use]
    pub const fn key(&self) -> &SignatureKey {
        &self.key
    }

    /// The modulus of the key.
    #[must_use]
    pub const fn modulus(&self) -> &[u8; MODULUS_BYTES] {
        &self.leaf.modulus
    }
}

/// Which part of a record keeps it from being read back.
fn broken(record: &Leaf) -> Rule {
    let Leaf::Petition(leaf) = record else {
        return Rule::Text;
    };
    let mut regions = leaf.regions.clone();
    regions.sort_unstable();
    regions.dedup();
    match regions != leaf.regions || regions.is_empty() {
        true => Rule::Regions,
        false => Rule::Thresholds,
    }
}

/// Holds a petition's text against its limits: not empty, of a bounded length, without control
/// characters but ends of lines.
///
/// # Errors
/// [`PetitionError::Rules`].
pub fn check_text(text: &str) -> Result<(), PetitionError> {
    let is_hidden = |character: char| {
        (character.is_control() && character != '\n' && character != '\t')
            || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let is_text = !text.trim().is_empty() && text.len() <= TEXT_MAX_BYTES;
    match is_text && !text.chars().any(is_hidden) {
        true => Ok(()),
        false => Err(PetitionError::Rules { what: Rule::Text }),
    }
}

/// The newest counts of vouchers of an epoch, by region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoucherRegions(BTreeMap<String, (u64, u64)>);

impl VoucherRegions {
    /// The counts that a leaf tells.
    #[must_use]
    pub fn of_leaf(leaf: &leaf::Vouchers) -> Self {
        let of = |count: &leaf::VoucherCount| {
            let counts = (count.issued_max, count.exchanged_max);
            (count.region.clone(), counts)
        };
        Self(leaf.regions.iter().map(of).collect())
    }

    /// How many vouchers of these regions there are at most, and how many were exchanged at most.
    #[must_use]
    pub fn of(&self, regions: &[String]) -> (u64, u64) {
        let counts = regions.iter().filter_map(|region| self.0.get(region));
        counts.fold((0, 0), |sum: (u64, u64), count| {
            (sum.0.saturating_add(count.0), sum.1.saturating_add(count.1))
        })
    }

    /// Whether no count is below what it was.
    #[must_use]
    pub fn goes_on_from(&self, before: &Self) -> bool {
        before.0.iter().all(|(region, before)| {
            let now = self.0.get(region);
            now.is_some_and(|now| now.0 >= before.0 && now.1 >= before.1)
        })
    }
}
