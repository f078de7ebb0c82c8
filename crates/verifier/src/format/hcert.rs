//! The EU's certificate and its family: what stands in claim −260, and our light pass.

use cleanbill_hcert::{Envelope, HcertError, Limits, Payload, read_payload};

use super::who;
use crate::decoded::Decoded;
use crate::{Outcome, Reason};

/// The pass in an envelope.
///
/// # Errors
/// What becomes of the stage `decode`: a payload of another number, or no claim −260 at all, proves
/// nothing against it.
pub(crate) fn read<'e>(envelope: &'e Envelope<'e>) -> Result<Decoded<'e>, Outcome> {
    content(envelope).map_err(|error| match error {
        HcertError::NotDcc { .. } | HcertError::NoHcertClaim => {
            Outcome::Undetermined(Reason::Decode(error))
        }
        error => Outcome::Failed(Reason::Decode(error)),
    })
}

fn content<'e>(envelope: &'e Envelope<'e>) -> Result<Decoded<'e>, HcertError> {
    let mapped = |pass| Ok(Decoded::Mapped(Box::new(pass)));
    match read_payload(envelope, &Limits::default())? {
        Payload::Dcc(reading) => Ok(Decoded::Dcc(envelope, reading)),
        Payload::Light(reading) => Ok(Decoded::Light(envelope, reading)),
        Payload::Icvp(reading) => mapped(who::icvp(envelope, &reading)),
        Payload::Ddcc(reading) => mapped(who::ddcc(envelope, &reading)),
        Payload::Links(links) => mapped(who::links(envelope, &links)),
        // A payload that this verifier does not know: as another number.
        _ => Err(HcertError::NoHcertClaim),
    }
}
