//! What kinds of files a link leads to.

/// The media type of a file (section "SMART Health Link Manifest File").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentType {
    /// `application/smart-health-card`: JSON with an array `verifiableCredential` of cards.
    SmartHealthCard,
    /// `application/fhir+json`: any FHIR resource. Nobody signed it.
    Fhir,
    /// `application/smart-api-access`: a token with which to ask a FHIR server. It is shown as what
    /// it is, and never used.
    SmartApiAccess,
}

impl ContentType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SmartHealthCard, Self::Fhir, Self::SmartApiAccess];

    /// The type with this name; its case does not matter (RFC 9110, section 8.3.1), and parameters
    /// after a semicolon are ignored.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (name, _parameters) = name.split_once(';').unwrap_or((name, ""));
        let name = name.trim();
        Self::ALL
            .into_iter()
            .find(|known| known.name().eq_ignore_ascii_case(name))
    }

    /// The media type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SmartHealthCard => "application/smart-health-card",
            Self::Fhir => "application/fhir+json",
            Self::SmartApiAccess => "application/smart-api-access",
        }
    }

    /// The ending of a file of this type, without a dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::SmartHealthCard => "smart-health-card",
            Self::Fhir | Self::SmartApiAccess => "json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ContentType;

    #[test]
    fn names_lead_to_their_types() {
        for kind in ContentType::ALL {
            assert_eq!(ContentType::from_name(kind.name()), Some(kind));
        }
        assert_eq!(
            ContentType::from_name("Application/FHIR+JSON; fhirVersion=4.0.1"),
            Some(ContentType::Fhir)
        );
        for other in ["", "application/json", "application/fhir+xml", "text/html;"] {
            assert_eq!(ContentType::from_name(other), None);
        }
    }
}
