//! What each reason says to people, and what they can do about it.

use cleanbill_cose::CoseError;
use cleanbill_crypto::VerifyError;
use cleanbill_hcert::HcertError;
use cleanbill_hcert::dcc::{Fault, Tolerance};

use crate::{Format, Mangling, Note, Reason, SkipReason};

impl Reason {
    /// One plain English sentence: what is the matter.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::NotAPass => "This is not a health pass.",
            Self::FormatNotSupported(Format::Link) => {
                "This code is a web address, not a health pass. It was not opened."
            }
            Self::FormatNotSupported(_) => "This kind of pass is recognised but not checked here.",
            Self::Mangled(mangling) => mangling_sentence(*mangling),
            Self::Decode(error) => decode_sentence(error),
            Self::NoSigners => "This verifier knows no signers, so it cannot check any pass.",
            Self::NoKid => "The pass does not say which key signed it.",
            Self::UnknownKey => {
                "The pass is signed by a key that this verifier's data does not list."
            }
            Self::UnusableKey(_) => "The signer's key in this verifier's data is unusable.",
            Self::Algorithm(CoseError::MissingAlgorithm) => {
                "The pass does not say how it was signed."
            }
            Self::Algorithm(_) => "The pass was signed in a way that is not supported.",
            Self::Signature(VerifyError::AlgorithmMismatch { .. }) => {
                "The pass names a signature method that its key does not have."
            }
            Self::Signature(VerifyError::Unsupported { .. }) => {
                "This build cannot check that kind of signature."
            }
            Self::Signature(_) => "The signature is wrong: the pass was altered or forged.",
            Self::NotYetValid { .. } => "The pass is not valid yet.",
            Self::Expired { .. } => "The pass has expired.",
            Self::NoExpiry => "The pass does not say until when it is valid.",
            Self::AbsurdDate => "A date in the pass is impossible.",
            Self::DateNotANumber => "A date in the pass is not a number.",
            Self::Schema(fault) => schema_sentence(*fault),
            Self::KeyUsage => "The signer may not sign passes of this kind.",
        }
    }

    /// What somebody can do now.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::NotAPass | Self::FormatNotSupported(Format::Link) => {
                "Ask the holder for the QR code of the pass itself."
            }
            Self::FormatNotSupported(_)
            | Self::Decode(HcertError::NotDcc { .. } | HcertError::NoHcertClaim) => {
                "Check it with a verifier for that scheme."
            }
            Self::Mangled(_) => {
                "Set the scanner or the computer to the US keyboard layout and scan again."
            }
            Self::Decode(_) => {
                "Scan again, flat and well lit. If that fails, the holder can get a new print."
            }
            Self::NoSigners => "Import a trust list: cleanbill trust import.",
            Self::UnknownKey => {
                "Update the verifier's trust data. If it stays unknown, ask the issuer."
            }
            Self::UnusableKey(_) | Self::Signature(VerifyError::Unsupported { .. }) => {
                "Update the verifier. The fault is not the holder's."
            }
            Self::NotYetValid { .. } => {
                "Compare the device's clock with the right time, then the date on the pass."
            }
            Self::Expired { .. } => {
                "Compare the device's clock with the right time. The holder can renew the pass."
            }
            Self::Signature(_) => {
                "Scan again. If it stays wrong, ask for the original print or app."
            }
            Self::NoKid
            | Self::Algorithm(_)
            | Self::NoExpiry
            | Self::AbsurdDate
            | Self::DateNotANumber
            | Self::Schema(_)
            | Self::KeyUsage => "The holder can ask the issuer for a corrected pass.",
        }
    }
}

const fn mangling_sentence(mangling: Mangling) -> &'static str {
    match mangling {
        Mangling::PercentEscaped => "An app changed the percent signs in the code.",
        Mangling::LowerCase => "The code arrived in small letters.",
        Mangling::SymbologyIdentifier => "The scanner put its own characters before the code.",
        Mangling::LeadingSpace => "White space stands before the code.",
        Mangling::RussianKeyboard => "The scanner typed into a Russian keyboard layout.",
        Mangling::GermanKeyboard => "The scanner typed into a German keyboard layout.",
        Mangling::FrenchKeyboard => "The scanner typed into a French keyboard layout.",
        Mangling::OtherKeyboard => "The scanner typed into another keyboard layout.",
    }
}

const fn decode_sentence(error: &HcertError) -> &'static str {
    match error {
        HcertError::TooLong { .. } => "The text is longer than any QR code.",
        HcertError::UnknownVersion { .. } => "The pass has a newer version than this verifier.",
        HcertError::NotDcc { .. } | HcertError::NoHcertClaim => {
            "The code is a signed document of a kind that is not checked here."
        }
        HcertError::Base45(_) => "The code was read wrongly or is damaged: its text is invalid.",
        HcertError::Inflate(_) => "The code is damaged: its content does not decompress.",
        _ => "The code is damaged or was made wrongly: its content cannot be read.",
    }
}

const fn schema_sentence(fault: Fault) -> &'static str {
    match fault {
        Fault::NoEntry => "The pass holds no vaccination, test or recovery.",
        Fault::ManyEntries => "The pass holds more than one entry, which no rule allows.",
        Fault::NoName => "The pass does not say whose it is.",
        Fault::NoBirthDate => "The pass has no date of birth to compare with a document.",
        Fault::Missing => "Something that every pass must say is missing.",
        _ => "Something in the pass is not written as the schema asks.",
    }
}

impl SkipReason {
    /// One plain English sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotReached => "Not looked at, because an earlier check did not pass.",
            Self::NoRevocationData => "Not looked at: there is no revocation data.",
            Self::NoPolicy => "Not looked at: no policy is chosen.",
        }
    }
}

impl Note {
    /// One plain English sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Mangled(mangling) => mangling_sentence(mangling),
            Self::UnprotectedKid => "The name of the key is not covered by the signature.",
            Self::Tags(_) => "The message carries other tags than the specification asks for.",
            Self::SignedOutsideKeyWindow(_) => {
                "It was signed outside of the time for which its signer's certificate was made."
            }
            Self::OutlivesKey => "It is valid for longer than its signer's certificate.",
            Self::Tolerated(tolerance) => tolerance_sentence(tolerance),
        }
    }
}

const fn tolerance_sentence(tolerance: Tolerance) -> &'static str {
    match tolerance {
        Tolerance::NullAsAbsent => "Something is written as empty instead of left out.",
        Tolerance::TaggedText => "A date is marked as a date, which the schema does not ask for.",
        Tolerance::WholeFloat => "A number of doses is written with a decimal point.",
        Tolerance::SurroundingSpace => "White space stands around a text.",
        _ => "Something is written in an unusual way.",
    }
}
