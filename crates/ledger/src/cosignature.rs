//! Cosignatures: what a witness says of a checkpoint (C2SP tlog-cosignature, cosignature/v1).
//!
//! Lines by keys of ML-DSA-44 (type 0x06) are kept in a note and not verified.

use cleanbill_crypto::Signer;

use crate::checkpoint::SignedCheckpoint;
use crate::error::NoteError;
use crate::key::{KeyUse, VerifierKey};
use crate::note::{Note, NoteSignature};

/// Cosigns a checkpoint as the witness `name` at the time `at`, in Unix seconds. Whether it is
/// consistent with what the witness signed before is for [`judge`](crate::judge) to say.
///
/// # Errors
/// [`NoteError::Time`] for a time before 1970 or at its very start, [`NoteError::Name`],
/// [`NoteError::Algorithm`], [`NoteError::Sign`].
pub fn cosign(
    checkpoint: &SignedCheckpoint,
    name: &str,
    at: i64,
    signer: &dyn Signer,
) -> Result<NoteSignature, NoteError> {
    checkpoint.check_text()?;
    let key = VerifierKey::of_signer(name, KeyUse::Witness, signer)?;
    let time = u64::try_from(at)
        .ok()
        .filter(|time| *time > 0)
        .ok_or(NoteError::Time)?;
    let signature = signer.sign(&message(time, &checkpoint.note.text))?;
    Ok(NoteSignature {
        name: name.to_owned(),
        key_id: key.key_id(),
        bytes: [time.to_be_bytes().as_slice(), &signature].concat(),
    })
}

/// Verifies a cosignature of a note by a witness's key. Gives the time that it says, in Unix
/// seconds; whether that lies in the future is the caller's to judge.
///
/// # Errors
/// [`NoteError::KeyUse`] for a key of a log, [`NoteError::NotSigned`] if the signature does not
/// claim to be by this key, [`NoteError::Time`] for no time, [`NoteError::Signature`].
pub fn verify_cosignature(
    note: &Note,
    signature: &NoteSignature,
    key: &VerifierKey,
) -> Result<i64, NoteError> {
    if key.key_use() != KeyUse::Witness {
        return Err(NoteError::KeyUse);
    }
    if !key.names(signature) {
        return Err(NoteError::NotSigned);
    }
    let (time, bare) = signature
        .bytes
        .split_first_chunk::<8>()
        .ok_or(NoteError::Signature)?;
    let time = u64::from_be_bytes(*time);
    let at = i64::try_from(time)
        .ok()
        .filter(|at| *at > 0)
        .ok_or(NoteError::Time)?;
    key.verify(&message(time, &note.text), bare)?;
    Ok(at)
}

fn message(time: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}
