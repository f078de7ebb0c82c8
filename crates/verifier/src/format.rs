//! The formats, how each is told, and its reader.
//!
//! ```text
//! text ─ SIGNATURES ─ Format::candidates ─ read ─ MappedPass
//! ```

mod archive;
pub(crate) mod hcert;
pub(crate) mod shc;
mod who;

use cleanbill_archive::recognised::Scheme;

use crate::Outcome;
use crate::mapped::MappedPass;

/// What kind of code a text is. Telling is not reading: [`Format::candidates`] goes by what a text
/// looks like.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `HC1:`: EU Digital COVID Certificate, and our light pass.
    Hcert,
    /// `HC1:` with the WHO's certificate of vaccination or prophylaxis inside; told by reading.
    Icvp,
    /// `HC1:` with a data set of the WHO's DDCC inside; told by reading.
    Ddcc,
    /// `shc:/`, a compact JWS, or a file or message with one: SMART Health Card.
    SmartHealthCard,
    /// `shlink:/` or `vhlink:/`, bare or behind a viewer's address; or signed, inside `HC1:`.
    HealthLink,
    /// `NZCP:/`: New Zealand COVID Pass.
    Nzcp,
    /// ICAO VDS-NC JSON.
    VdsNc,
    /// DIVOC: a ZIP archive, raw or as `B64:`.
    Divoc,
    /// A code of another scheme, that is named and that nobody can verify here.
    Recognised(Scheme),
    /// A web address. Never opened: a code is data, not an address.
    Link,
    /// None of these.
    Unknown,
}

/// How a format is told.
struct FormatSignature {
    format: Format,
    is_told_by: fn(&str) -> bool,
}

/// In the order in which they are tried: what a text begins with says more than what it holds.
const SIGNATURES: &[FormatSignature] = &[
    told(Format::Hcert, |text| text.starts_with("HC1:")),
    told(Format::SmartHealthCard, shc::is_told_by),
    told(Format::HealthLink, |text| {
        text.contains("shlink:/") || text.contains("vhlink:/")
    }),
    told(Format::Nzcp, |text| starts(text, "NZCP:/")),
    // An archive, as base 64 too; or the certificate itself.
    told(Format::Divoc, |text| {
        starts(text, "B64:")
            || starts(text, "PK\u{3}\u{4}")
            || text.starts_with("UEsDB")
            || text.trim_start().starts_with('{')
                && text.contains("\"credentialSubject\"")
                && text.contains("\"proof\"")
    }),
    told(Format::Link, |text| {
        starts(text, "https://") || starts(text, "http://")
    }),
    told(Format::VdsNc, |text| {
        text.trim_start().starts_with('{') && text.contains("\"icao.")
    }),
];

const fn told(format: Format, is_told_by: fn(&str) -> bool) -> FormatSignature {
    FormatSignature { format, is_told_by }
}

/// Whether the text begins so, in large or small letters.
fn starts(text: &str, prefix: &str) -> bool {
    let start = text.as_bytes().get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

impl Format {
    /// All formats that `text` looks like, likeliest first; none if it looks like nothing.
    pub fn candidates(text: &str) -> impl Iterator<Item = Self> {
        let told = SIGNATURES.iter().filter(|one| (one.is_told_by)(text));
        let recognised = archive::scheme_of(text).map(Self::Recognised);
        told.map(|one| one.format).chain(recognised)
    }

    /// The format that `text` looks like most.
    #[must_use]
    pub fn detect(text: &str) -> Self {
        Self::candidates(text).next().unwrap_or(Self::Unknown)
    }

    /// A stable short name, for JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hcert => "hcert",
            Self::Icvp => "icvp",
            Self::Ddcc => "ddcc",
            Self::SmartHealthCard => "shc",
            Self::HealthLink => "health-link",
            Self::Nzcp => "nzcp",
            Self::VdsNc => "vds-nc",
            Self::Divoc => "divoc",
            Self::Recognised(scheme) => scheme.name(),
            Self::Link => "link",
            Self::Unknown => "unknown",
        }
    }

    /// Its name as people know it; proper names, the same in all languages.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Hcert => "EU Digital COVID Certificate",
            Self::Icvp => "WHO ICVP",
            Self::Ddcc => "WHO DDCC",
            Self::SmartHealthCard => "SMART Health Card",
            Self::HealthLink => "SMART Health Link",
            Self::Nzcp => "NZ COVID Pass",
            Self::VdsNc => "ICAO VDS-NC",
            Self::Divoc => "DIVOC",
            Self::Recognised(scheme) => scheme.title(),
            Self::Link => "URL",
            Self::Unknown => "?",
        }
    }
}

/// Reads a text as the format that it looks like; `None` if such passes are told and not read.
/// The `HC1:` family has a decoder of its own and comes before.
///
/// # Errors
/// What becomes of the stage `decode`.
pub(crate) fn read(format: Format, text: &str) -> Option<Result<MappedPass, Outcome>> {
    match format {
        Format::Nzcp => archive::nzcp(text),
        Format::VdsNc => archive::vds_nc(text),
        Format::Divoc => archive::divoc(text),
        Format::Recognised(scheme) => archive::recognised(scheme, text),
        Format::SmartHealthCard => Some(shc::read(text)),
        Format::Hcert
        | Format::Icvp
        | Format::Ddcc
        | Format::HealthLink
        | Format::Link
        | Format::Unknown => None,
    }
}
