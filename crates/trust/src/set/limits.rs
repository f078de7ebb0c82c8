//! How much of a hostile set is read before it is refused.

use cleanbill_cose as cose;

/// The limits of a signed set, for reading and for building alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Longest set in bytes. 16 MiB: a quarter of the 64 MiB in which a verifier must do, and 150
    /// times the 610 signers of the largest public list.
    pub size_max_bytes: usize,
    /// Longest message of a root or manifest in bytes. 64 KiB: the largest root that the other
    /// limits allow, with RSA-4096 keys alone, has less than 56.
    pub message_size_max_bytes: usize,
    /// Most roots in one set. 64: a new one every year for a lifetime. Verifiers that pin an older
    /// one need a new pin, so the oldest can be left out.
    pub roots_max: usize,
    /// Most root keys, publication keys, and signatures of one root; each. 32, for the old and the
    /// new keys of a board of 16 people.
    pub keys_max: usize,
    /// Most targets. 64; a dozen types are planned.
    pub targets_max: usize,
    /// Most signers in a target of type `dcc-signers` or `scoped-signers`. 10 000: the production
    /// network of the EU had 829 in all of its countries, the VCI directory has 961.
    pub signers_max: usize,
    /// Longest SubjectPublicKeyInfo of a signer in bytes. 2 048: RSA-8192 needs 1 062, and that is
    /// already twice what is usable.
    pub spki_size_max_bytes: usize,
}

impl Limits {
    /// The limits in force. The comment on each field says where its number comes from.
    pub const DEFAULT: Self = Self {
        size_max_bytes: 16 * 1024 * 1024,
        message_size_max_bytes: 64 * 1024,
        roots_max: 64,
        keys_max: 32,
        targets_max: 64,
        signers_max: 10_000,
        spki_size_max_bytes: 2_048,
    };

    /// For the file as a whole, of which only byte strings in two arrays are read.
    pub(super) const fn file(&self) -> cose::Limits {
        cose::Limits {
            size_max_bytes: self.size_max_bytes,
            depth_max: 1,
            items_max: self.roots_max + self.targets_max,
        }
    }

    /// For one message and for the document in it: most are the five items of each target.
    pub(super) const fn message(&self) -> cose::Limits {
        cose::Limits {
            size_max_bytes: self.message_size_max_bytes,
            depth_max: 6,
            items_max: 1_024,
        }
    }

    /// For a target of type `dcc-signers`.
    pub(super) const fn signers(&self) -> cose::Limits {
        cose::Limits {
            size_max_bytes: self.size_max_bytes,
            depth_max: 1,
            items_max: 10 * self.signers_max,
        }
    }

    /// For a target of type `scoped-signers`: the same, in an array with scope and issuer.
    pub(super) const fn scoped_signers(&self) -> cose::Limits {
        cose::Limits {
            size_max_bytes: self.size_max_bytes,
            depth_max: 2,
            items_max: 14 * self.signers_max,
        }
    }
}
