//! The EU's certificate and its family: what stands in claim −260, and our light pass.

use cleanbill_hcert::{Envelope, HcertError, find_dcc, read_dcc, read_light};

use crate::decoded::Decoded;
use crate::{Outcome, Reason};

/// The pass in an envelope.
///
/// # Errors
/// What becomes of the stage `decode`: another payload, which has no DCC in claim −260 or no such
/// claim at all, proves nothing against it.
pub(crate) fn read<'e>(envelope: &'e Envelope<'e>) -> Result<Decoded<'e>, Outcome> {
    content(envelope).map_err(|error| match error {
        HcertError::NotDcc { .. } | HcertError::NoHcertClaim => {
            Outcome::Undetermined(Reason::Decode(error))
        }
        error => Outcome::Failed(Reason::Decode(error)),
    })
}

fn content<'e>(envelope: &'e Envelope<'e>) -> Result<Decoded<'e>, HcertError> {
    if let Some(light) = read_light(&envelope.claims)? {
        return Ok(Decoded::Light(envelope, light));
    }
    let hcert = envelope
        .claims
        .hcert
        .as_ref()
        .ok_or(HcertError::NoHcertClaim)?;
    read_dcc(find_dcc(hcert)?).map(|reading| Decoded::Dcc(envelope, reading))
}
