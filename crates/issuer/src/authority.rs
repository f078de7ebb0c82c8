use crate::error::RequestError;
use crate::field;
use crate::text;
use cleanbill_health::DAY_SECS;

/// One signing key of ours and its DSC: the span in which this key signs (ADR 0008).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyEpoch {
    /// The key identifier: the first 8 bytes of SHA-256 of the DSC (eHN Electronic Health
    /// Certificate Specification, "Key Identifier").
    pub kid: [u8; 8],
    /// `notBefore` of the DSC, Unix seconds.
    pub not_before: i64,
    /// `notAfter` of the DSC, Unix seconds.
    pub not_after: i64,
}

/// How long a pass lasts, each in seconds. A pass never outlasts the DSC that signed it.
///
/// This is the claim `exp`, which ends the *signature's* life. How long a ground suffices at a door
/// is a matter of rules, which may end it earlier and never later; hence the defaults are long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValidityPolicy {
    /// From issuing. Default 365 days; the holder renews.
    pub vaccination_secs: i64,
    /// From the first positive test; whole days, as `du` counts them. Default 180 days
    /// (Regulation (EU) 2021/953, annex, point 3).
    pub recovery_secs: i64,
    /// From taking the sample of a nucleic acid test. Default 72 hours (Council Recommendation (EU)
    /// 2020/1475 as amended in June 2021).
    pub test_naat_secs: i64,
    /// From taking the sample of a rapid antigen test. Default 48 hours (as above).
    pub test_rapid_secs: i64,
    /// From issuing. Default none: an exemption lasts until its own end.
    pub exemption_secs: Option<i64>,
}

impl Default for ValidityPolicy {
    fn default() -> Self {
        Self {
            vaccination_secs: 365 * DAY_SECS,
            recovery_secs: 180 * DAY_SECS,
            test_naat_secs: 3 * DAY_SECS,
            test_rapid_secs: 2 * DAY_SECS,
            exemption_secs: None,
        }
    }
}

/// Who issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    country: String,
    issuer: String,
    epoch: KeyEpoch,
    validity: ValidityPolicy,
}

impl Authority {
    /// An authority of `country` (ISO 3166-1 alpha-2, capitals: claim `iss`, the UVCI, and `co`
    /// unless the request says where the event was) that calls itself `issuer` (`is`, up to 80
    /// characters).
    ///
    /// # Errors
    /// [`RequestError::Country`], [`RequestError::Missing`], [`RequestError::FieldTooLong`],
    /// [`RequestError::ForbiddenCharacter`].
    pub fn new(
        country: &str,
        issuer: &str,
        epoch: KeyEpoch,
        validity: ValidityPolicy,
    ) -> Result<Self, RequestError> {
        if !is_country(country) {
            let field = field::AUTHORITY_COUNTRY;
            return Err(RequestError::Country { field });
        }
        let mut issuer = Some(issuer.to_owned());
        let issuer = text::require(field::AUTHORITY_ISSUER, &mut issuer)?;
        Ok(Self {
            country: country.to_owned(),
            issuer: issuer.to_owned(),
            epoch,
            validity,
        })
    }

    /// The country, ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The name that passes carry in `is`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The key epoch that is signed in.
    #[must_use]
    pub const fn epoch(&self) -> &KeyEpoch {
        &self.epoch
    }

    /// How long passes last.
    #[must_use]
    pub const fn validity(&self) -> &ValidityPolicy {
        &self.validity
    }
}

/// Two letters `A`–`Z`; whether a country has that code is not asked.
pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
