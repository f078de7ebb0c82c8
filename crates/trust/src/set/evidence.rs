//! That a manifest is in the ledger: what its labels 7 and 8 say.

use cleanbill_cose::Limits as CborLimits;
use cleanbill_cose::cbor::{Value, encode_deterministic, parse_value};

/// Most hashes of an inclusion proof: a tree has at most 2⁶³ leaves (C2SP tlog-proof).
const HASHES_MAX: usize = 63;
/// Longest label 8 in bytes: 63 hashes of 34, an index of 9, two heads.
const PROOF_MAX_BYTES: usize = HASHES_MAX * 34 + 12;

/// What is to prove that a manifest is in the ledger. The set carries it as opaque bytes, so that
/// it opens without a ledger too; [`check_ledgered`](crate::ledger::check_ledgered) reads it.
///
/// ```cddl
/// label 7: bstr                                ; a cosigned checkpoint (C2SP signed-note), as text
/// label 8: bstr .cbor [index: uint, [* bstr .size 32]]    ; leaf's sibling first
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEvidence {
    /// A cosigned checkpoint.
    pub checkpoint: Vec<u8>,
    /// The inclusion proof for it.
    pub inclusion_proof: Vec<u8>,
}

/// Where in a tree a leaf is, and the hashes beside its way to the root (RFC 6962, section 2.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    /// The leaf's number, from 0.
    pub index: u64,
    /// The leaf's sibling first.
    pub hashes: Vec<[u8; 32]>,
}

impl LedgerEvidence {
    /// The evidence of a checkpoint's text and a leaf's place in its tree.
    #[must_use]
    pub fn new(checkpoint: Vec<u8>, inclusion: &Inclusion) -> Self {
        let hashes = inclusion.hashes.iter().map(|hash| Value::from(&hash[..]));
        let proof = Value::Array(vec![
            // No tree has as many leaves as CBOR's signed integers can count.
            Value::Int(i64::try_from(inclusion.index).unwrap_or(i64::MAX)),
            Value::Array(hashes.collect()),
        ]);
        Self {
            checkpoint,
            inclusion_proof: encode_deterministic(&proof),
        }
    }

    /// The leaf's place; `None` if label 8 is anything else, or not in its one encoding.
    #[must_use]
    pub fn inclusion(&self) -> Option<Inclusion> {
        let limits = CborLimits {
            size_max_bytes: PROOF_MAX_BYTES,
            depth_max: 2,
            items_max: HASHES_MAX + 4,
        };
        let value = parse_value(&self.inclusion_proof, &limits).ok()?;
        let [Value::Int(index), Value::Array(hashes)] = value.as_array()? else {
            return None;
        };
        let hashes: Option<Vec<[u8; 32]>> = hashes
            .iter()
            .map(|hash| hash.as_bytes()?.try_into().ok())
            .collect();
        let inclusion = Inclusion {
            index: u64::try_from(*index).ok()?,
            hashes: hashes.filter(|hashes| hashes.len() <= HASHES_MAX)?,
        };
        (encode_deterministic(&value) == self.inclusion_proof).then_some(inclusion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_read_as_it_is_written_and_in_no_other_way() {
        for count in [0, 1, 5, HASHES_MAX] {
            let inclusion = Inclusion {
                index: 1 << count.min(62),
                hashes: vec![[7; 32]; count],
            };
            let evidence = LedgerEvidence::new(b"checkpoint".to_vec(), &inclusion);
            assert_eq!(evidence.inclusion(), Some(inclusion));
            let with = |proof: Vec<u8>| LedgerEvidence {
                inclusion_proof: proof,
                ..evidence.clone()
            };
            let proof = &evidence.inclusion_proof;
            assert_eq!(with(proof[1..].to_vec()).inclusion(), None);
            assert_eq!(with(proof[..proof.len() - 1].to_vec()).inclusion(), None);
            assert_eq!(with([&proof[..], &[0]].concat()).inclusion(), None);
        }
    }

    #[test]
    fn hostile_proofs_are_refused_within_bounds() {
        let with = |inclusion_proof: Vec<u8>| LedgerEvidence {
            checkpoint: Vec::new(),
            inclusion_proof,
        };
        let many = Inclusion {
            index: 0,
            hashes: vec![[0; 32]; HASHES_MAX + 1],
        };
        assert_eq!(LedgerEvidence::new(Vec::new(), &many).inclusion(), None);
        // A negative index, a short hash, a text, more fields, a length that is a lie, a longer
        // spelling of 0.
        for odd in [
            &[0x82, 0x20, 0x80][..],
            &[0x82, 0x00, 0x81, 0x41, 0x00],
            &[0x82, 0x00, 0x81, 0x61, 0x61],
            &[0x83, 0x00, 0x80, 0x00],
            &[
                0x82, 0x00, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            ],
            &[0x82, 0x18, 0x00, 0x80],
            &[0x00],
            &[],
        ] {
            assert_eq!(with(odd.to_vec()).inclusion(), None, "{odd:02x?}");
        }
        assert_eq!(with(vec![0x80; 1 << 20]).inclusion(), None);
    }
}
