/// What kind of code a text is, by its first characters. Recognising is not reading: only
/// [`Format::Hcert`] is checked so far, the others are named.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `HC1:`: EU Digital COVID Certificate and its family.
    Hcert,
    /// `shc:/`: SMART Health Card.
    SmartHealthCard,
    /// `shlink:/` or `vhlink:/`, bare or behind a viewer's address.
    HealthLink,
    /// `NZCP:/`: New Zealand COVID Pass.
    Nzcp,
    /// ICAO VDS-NC JSON.
    VdsNc,
    /// DIVOC: a ZIP archive, raw or as `B64:`.
    Divoc,
    /// A web address. Never opened: a code is data, not an address.
    Link,
    /// None of these.
    Unknown,
}

impl Format {
    /// The format of `text`.
    #[must_use]
    pub fn detect(text: &str) -> Self {
        let starts = |prefix: &str| {
            text.get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        if text.starts_with("HC1:") {
            Self::Hcert
        } else if starts("shc:/") {
            Self::SmartHealthCard
        } else if text.contains("shlink:/") || text.contains("vhlink:/") {
            Self::HealthLink
        } else if starts("NZCP:/") {
            Self::Nzcp
        } else if starts("B64:") || starts("PK\u{3}\u{4}") {
            Self::Divoc
        } else if starts("https://") || starts("http://") {
            Self::Link
        } else if text.trim_start().starts_with('{') && text.contains("\"icao.") {
            Self::VdsNc
        } else {
            Self::Unknown
        }
    }

    /// A stable short name, for JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hcert => "hcert",
            Self::SmartHealthCard => "shc",
            Self::HealthLink => "health-link",
            Self::Nzcp => "nzcp",
            Self::VdsNc => "vds-nc",
            Self::Divoc => "divoc",
            Self::Link => "link",
            Self::Unknown => "unknown",
        }
    }
}
