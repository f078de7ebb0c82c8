//! Which passes a filter answers for.

use super::bytes::Fields;
use super::limits::Limits;
use super::{NationalError, TIME_MAX};
use crate::Subject;

/// Most bytes of a key identifier, as in trust lists.
const KID_SIZE_MAX_BYTES: usize = 64;

/// One covered key epoch: everything that one signing key of the authority signed in an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// The key identifier on the passes of the epoch: 1 to 64 bytes.
    pub kid: Box<[u8]>,
    /// First covered issue time (`iat`), Unix seconds.
    pub from: i64,
    /// Last covered issue time, Unix seconds.
    pub until: i64,
    /// How many passes of the epoch the universe has.
    pub issued: u64,
}

/// What a filter answers for: the passes of one issuer that were issued in its closed key epochs.
///
/// A filter of this kind is exact over the passes it was built from and answers *at random* for
/// all others, so nothing is asked of it before this table has said that the pass was among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    issuer: Box<str>,
    epochs: Vec<Epoch>,
    /// The beginning of each epoch's kid, so that most of a search is comparing numbers.
    prefixes: Vec<u64>,
}

impl Coverage {
    /// Covers the passes of `issuer` (CWT claim 1, `iss`, 1 to 255 bytes) in `epochs`, ascending by
    /// kid. Key identifiers are short and not unique in the world: a foreign signer may have one of
    /// ours, so they do not do without the issuer.
    ///
    /// # Errors
    /// [`NationalError::Order`] unless the kids ascend, [`NationalError::Field`] for what else the
    /// format excludes.
    pub fn new(issuer: &str, epochs: Vec<Epoch>) -> Result<Self, NationalError> {
        if !(1..=usize::from(u8::MAX)).contains(&issuer.len()) {
            return Err(field("issuer"));
        }
        let pairs = epochs.iter().zip(epochs.iter().skip(1));
        if let Some((index, _)) = pairs.enumerate().find(|(_, (a, b))| a.kid >= b.kid) {
            return Err(NationalError::Order {
                what: "epochs",
                at: index + 1,
            });
        }
        epochs.iter().try_for_each(Epoch::check)?;
        Ok(Self {
            issuer: issuer.into(),
            prefixes: epochs.iter().map(|epoch| prefix(&epoch.kid)).collect(),
            epochs,
        })
    }

    /// The issuer of every covered pass.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The covered epochs, ascending by kid.
    #[must_use]
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// Whether the pass was in the universe: signed under a covered key, by this issuer, at a time
    /// inside the interval of that key. Without issue time or issuer it was not.
    #[must_use]
    pub fn covers(&self, subject: &Subject<'_>) -> bool {
        let (Some(issuer), Some(at)) = (subject.issuer, subject.issued_at) else {
            return false;
        };
        issuer == &*self.issuer
            && self
                .epoch(subject.kid)
                .is_some_and(|epoch| (epoch.from..=epoch.until).contains(&at))
    }

    /// The epoch of a key identifier.
    #[must_use]
    pub fn epoch(&self, kid: &[u8]) -> Option<&Epoch> {
        let wanted = prefix(kid);
        let from = self.prefixes.partition_point(|prefix| *prefix < wanted);
        let candidates = self.epochs.iter().zip(&self.prefixes).skip(from);
        candidates
            .take_while(|(_, prefix)| **prefix == wanted)
            .map(|(epoch, _)| epoch)
            .find(|epoch| *epoch.kid == *kid)
    }

    /// How many passes the universe has; `None` past 2⁶⁴.
    #[must_use]
    pub fn issued(&self) -> Option<u64> {
        self.epochs
            .iter()
            .try_fold(0, |sum: u64, epoch| sum.checked_add(epoch.issued))
    }

    pub(super) fn parse(fields: &mut Fields<'_>, limits: &Limits) -> Result<Self, NationalError> {
        let size = usize::from(fields.u8()?);
        let issuer = std::str::from_utf8(fields.take(size)?).map_err(|_| field("issuer"))?;
        let count = usize::from(fields.u16()?);
        if count > limits.epochs_max {
            return Err(NationalError::TooMany {
                what: "epochs",
                count,
                count_max: limits.epochs_max,
            });
        }
        // Grown as epochs are read, each of which takes bytes; never by the announced count.
        let mut epochs = Vec::new();
        for _ in 0..count {
            epochs.push(Epoch::parse(fields)?);
        }
        Self::new(issuer, epochs)
    }

    pub(super) fn encode(&self, into: &mut Vec<u8>) -> Result<(), NationalError> {
        let size = u8::try_from(self.issuer.len()).map_err(|_| field("issuer"))?;
        into.push(size);
        into.extend(self.issuer.as_bytes());
        let count = u16::try_from(self.epochs.len()).map_err(|_| field("epochs"))?;
        into.extend(count.to_le_bytes());
        for epoch in &self.epochs {
            into.push(u8::try_from(epoch.kid.len()).map_err(|_| field("kid"))?);
            into.extend(&*epoch.kid);
            into.extend(epoch.from.to_le_bytes());
            into.extend(epoch.until.to_le_bytes());
            into.extend(epoch.issued.to_le_bytes());
        }
        Ok(())
    }
}

impl Epoch {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, NationalError> {
        let size = usize::from(fields.u8()?);
        let epoch = Self {
            kid: fields.take(size)?.into(),
            from: fields.time("from")?,
            until: fields.time("until")?,
            issued: fields.u64()?,
        };
        epoch.check().map(|()| epoch)
    }

    fn check(&self) -> Result<(), NationalError> {
        if !(1..=KID_SIZE_MAX_BYTES).contains(&self.kid.len()) {
            Err(field("kid"))
        } else if !(0..=TIME_MAX).contains(&self.from) {
            Err(field("from"))
        } else if !(self.from..=TIME_MAX).contains(&self.until) {
            Err(field("until"))
        } else {
            Ok(())
        }
    }
}

/// The first eight bytes as a number, filled up with zeros: never descends where kids ascend.
fn prefix(kid: &[u8]) -> u64 {
    if let Some(bytes) = kid.first_chunk() {
        return u64::from_be_bytes(*bytes);
    }
    let bytes = kid.iter().chain(std::iter::repeat(&0)).take(8);
    bytes.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

const fn field(field: &'static str) -> NationalError {
    NationalError::Field { field }
}
