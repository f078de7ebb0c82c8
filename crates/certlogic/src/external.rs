//! What rules read beside the payload.

use core::fmt;

use serde_json::Value as Json;

use crate::DateTime;
use crate::rules::ValueSets;
use crate::value::object;

/// A moment, held with its text, as rules read it as a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    secs: i64,
    text: [u8; 20],
}

impl Moment {
    /// A moment of Unix time, in seconds.
    #[must_use]
    pub fn from_secs(secs: i64) -> Self {
        let text = DateTime::from_secs(secs)
            .and_then(render)
            .unwrap_or_default();
        Self { secs, text }
    }

    /// Unix seconds.
    #[must_use]
    pub const fn secs(&self) -> i64 {
        self.secs
    }

    /// `YYYY-MM-DDThh:mm:ssZ`; empty for years outside 0 to 9999, which no rule can read as a date.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self.text {
            [0, ..] => "",
            _ => core::str::from_utf8(&self.text).unwrap_or_default(),
        }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment({})", self.secs)
    }
}

fn render(date: DateTime) -> Option<[u8; 20]> {
    let ((year, month, day), (hour, minute, second, _)) = (date.civil(), date.clock());
    if !(0..=9999).contains(&year) {
        return None;
    }
    let digit = |value: i64| b'0' + u8::try_from(value % 10).unwrap_or_default();
    let mut text = *b"0000-00-00T00:00:00Z";
    let [
        y1,
        y2,
        y3,
        y4,
        _,
        mo1,
        mo2,
        _,
        d1,
        d2,
        _,
        h1,
        h2,
        _,
        mi1,
        mi2,
        _,
        s1,
        s2,
        _,
    ] = &mut text;
    (*y1, *y2, *y3, *y4) = (
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
    );
    (*mo1, *mo2, *d1, *d2) = (digit(month / 10), digit(month), digit(day / 10), digit(day));
    (*h1, *h2, *mi1, *mi2) = (
        digit(hour / 10),
        digit(hour),
        digit(minute / 10),
        digit(minute),
    );
    (*s1, *s2) = (digit(second / 10), digit(second));
    Some(text)
}

/// The external parameters of a rule (EU DCC Validation Rules 1.00, section 7.5, and CertLogic's
/// data of later gateways). What is `None` is missing, so rules see null.
#[derive(Clone, Copy)]
pub struct External<'a> {
    /// `validationClock`: the moment that the pass is judged for.
    pub validation_clock: Moment,
    /// `valueSets`.
    pub value_sets: &'a ValueSets,
    /// `countryCode`: the destination, two capital letters.
    pub country_code: Option<&'a str>,
    /// `exp`: when the signature's validity ends.
    pub exp: Option<Moment>,
    /// `iat`: when the pass was signed.
    pub iat: Option<Moment>,
    /// `issuerCountryCode`: who issued the pass, two capital letters.
    pub issuer_country_code: Option<&'a str>,
    /// `kid`: the key identifier, in Base64.
    pub kid: Option<&'a str>,
    /// `region` of the destination.
    pub region: Option<&'a str>,
}

impl<'a> External<'a> {
    /// Only a clock, in Unix seconds, and value sets.
    #[must_use]
    pub fn new(at: i64, value_sets: &'a ValueSets) -> Self {
        Self {
            validation_clock: Moment::from_secs(at),
            value_sets,
            country_code: None,
            exp: None,
            iat: None,
            issuer_country_code: None,
            kid: None,
            region: None,
        }
    }

    pub(crate) fn as_json(&self) -> Json {
        let text = |text: Option<&str>| text.map_or(Json::Null, |text| Json::String(text.into()));
        object([
            (
                "validationClock",
                text(Some(self.validation_clock.as_str())),
            ),
            ("valueSets", self.value_sets.to_json()),
            ("countryCode", text(self.country_code)),
            ("exp", text(self.exp.as_ref().map(Moment::as_str))),
            ("iat", text(self.iat.as_ref().map(Moment::as_str))),
            ("issuerCountryCode", text(self.issuer_country_code)),
            ("kid", text(self.kid)),
            ("region", text(self.region)),
        ])
    }
}

/// Which parameters are there, not what they say: that is a person's.
impl fmt::Debug for External<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("External")
            .field("validation_clock", &self.validation_clock)
            .finish_non_exhaustive()
    }
}
