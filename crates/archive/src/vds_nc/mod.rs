//! ICAO VDS-NC, *Visible Digital Seal for non-constrained environments*, in its two health profiles
//! (ICAO Technical Report, 2021): a vaccination or a test, as JSON, with its signer's certificate
//! inside.
//!
//! ```text
//! {"data": {"hdr": {"t": "icao.vacc", "v": 1, "is": "UTO"},
//!           "msg": {"uvci": …, "pid": {…}, "ve": [{…, "vd": [{…}]}]}},      what is signed
//!  "sig":  {"alg": "ES256", "cer": base64url(X.509), "sigvl": base64url(r‖s)}}
//!
//! authority (CSCA, given) ──signs──► cer ──signs──► RFC 8785(data)
//! ```

mod canonical;
mod error;
mod field;
mod read;
#[cfg(test)]
mod tests;

use cleanbill_crypto::{Algorithm, Hash, PublicKey};
use cleanbill_x509::{Certificate, ChainError};
use serde_json::Value;

pub use canonical::canonical_json;
pub use cleanbill_icao9303::two_letters;
pub use error::{SealSignatureError, VdsNcError};
pub use field::{Fault, Field, Finding};

use crate::Limits;

/// A seal, taken apart and not verified yet. Personal: `Debug` shows its kind and issuer.
#[derive(Clone)]
pub struct VdsNc {
    pub(crate) issuer: String,
    pub(crate) id: Option<String>,
    pub(crate) holder: Holder,
    pub(crate) proof: Proof,
    pub(crate) signer: Certificate,
    pub(crate) hash: Hash,
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) data: Value,
}

/// `pid`: whose it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// `n`: primary identifier, two spaces, secondary identifier.
    pub name: Option<String>,
    /// `dob`: `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// `sex`: `M`, `F` or `X`.
    pub sex: Option<String>,
    /// `i` or `dn`: the number of a travel document.
    pub document: Option<String>,
    /// `ai`: another identifier.
    pub other_document: Option<String>,
}

/// What the seal is a proof of.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// `icao.vacc`: vaccinations, each of one product.
    Vaccinations(Vec<Vaccination>),
    /// `icao.test`: one test.
    Test(Test),
}

/// `ve`: doses of one product.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Vaccination {
    /// `des`: kind of vaccine, ICD-11 extension code as `XM68M6`.
    pub vaccine: Option<String>,
    /// `nam`: its brand, free text.
    pub brand: Option<String>,
    /// `dis`: the disease, ICD-11 as `RA01.0`.
    pub disease: Option<String>,
    /// `vd`: the doses, in the order of the seal.
    pub doses: Vec<Dose>,
}

/// `vd`: one dose.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Dose {
    /// `dvc`: its day, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// `seq`: its number, from 1.
    pub number: Option<u32>,
    /// `ctr`: the country, three letters of ICAO Doc 9303.
    pub country: Option<String>,
    /// `adm`: who gave it.
    pub provider: Option<String>,
    /// `lot`: its batch.
    pub lot: Option<String>,
    /// `dvn`: when the next one is due, `YYYY-MM-DD`.
    pub next_day: Option<String>,
}

/// One test.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Test {
    /// `tr.tc`: `molecular(PCR)`, `molecular(other)`, `antigen` or `antibody`.
    pub kind: Option<String>,
    /// `tr.r`: `positive`, `negative`, …
    pub result: Option<String>,
    /// `tr.m`: how the sample was taken, as `nasopharyngeal`.
    pub sample_origin: Option<String>,
    /// `dat.sc`: when the sample was taken, RFC 3339.
    pub sampled_at: Option<String>,
    /// `dat.ri`: when the report was issued, RFC 3339.
    pub reported_at: Option<String>,
    /// `sp.spn`: who tested.
    pub provider: Option<String>,
    /// `sp.ctr`: the country, three letters.
    pub country: Option<String>,
}

impl VdsNc {
    /// Reads the text of a code.
    ///
    /// # Errors
    /// [`VdsNcError`]. What is odd in the message is no error but a [`Finding`].
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, VdsNcError> {
        read::parse(text, limits)
    }

    /// `hdr.is`: who issued it, by the three letters (or one) of ICAO Doc 9303, part 3, section 5.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// `uvci` or `utci`: its identifier.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whose it is.
    #[must_use]
    pub const fn holder(&self) -> &Holder {
        &self.holder
    }

    /// What it is a proof of.
    #[must_use]
    pub const fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The signer's certificate, as the code brings it: worth what its authority is worth.
    #[must_use]
    pub const fn signer(&self) -> &Certificate {
        &self.signer
    }

    /// Departures from the profile.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The bytes that are signed: the canonical text of `data`.
    #[must_use]
    pub fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// The signature, r‖s.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The whole of `data`.
    #[must_use]
    pub const fn data(&self) -> &Value {
        &self.data
    }

    /// The hash that the algorithm of the signature names, and with it the curve that the signer's
    /// key is on (RFC 7518, section 3.4): ES256, ES384 or ES512.
    #[must_use]
    pub const fn hash(&self) -> Hash {
        self.hash
    }

    /// The algorithm of the signature; `None` for ES512, which no other pass has.
    #[must_use]
    pub const fn algorithm(&self) -> Option<Algorithm> {
        match self.hash {
            Hash::Sha256 => Some(Algorithm::Es256),
            Hash::Sha384 => Some(Algorithm::Es384),
            Hash::Sha512 => None,
        }
    }

    /// Checks that the certificate is of the country that the header names. Both are said by the
    /// signer: a certificate of one country never speaks for another.
    ///
    /// # Errors
    /// [`VdsNcError::Country`].
    pub fn check_country(&self) -> Result<(), VdsNcError> {
        let codes = [
            two_letters(&self.issuer).unwrap_or(&self.issuer),
            &self.issuer,
        ];
        let stated = self.signer.subject().country().unwrap_or_default();
        let is_same = codes.iter().any(|code| code.eq_ignore_ascii_case(stated));
        is_same.then_some(()).ok_or(VdsNcError::Country)
    }

    /// Checks that this authority's key signed the signer's certificate.
    ///
    /// # Errors
    /// [`ChainError`].
    pub fn verify_signer(&self, authority: &PublicKey) -> Result<(), ChainError> {
        self.signer.verify_signed_by(authority)
    }

    /// Checks the signature with the certificate inside: that nothing was changed since, not that
    /// the signer is one to believe ([`VdsNc::verify_signer`]).
    ///
    /// # Errors
    /// [`SealSignatureError`].
    pub fn verify(&self) -> Result<(), SealSignatureError> {
        let key = self.signer.travel_document_key()?;
        Ok(key.verify_jose_ecdsa(self.hash, &self.signed, &self.signature)?)
    }
}

impl core::fmt::Debug for VdsNc {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("VdsNc")
            .field("issuer", &self.issuer)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

hide_content!(Holder, Proof, Vaccination, Dose, Test);
