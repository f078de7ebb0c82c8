//! A link as text.

use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_jose::json;
use serde_json::Value;

use crate::address::Address;
use crate::error::LinkError;
use crate::finding::Finding;
use crate::limits::Limits;
use crate::payload::Payload;

/// Which kind of link a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `shlink:/`: a SMART Health Link.
    Smart,
    /// `vhlink:/`: a Verifiable Health Link, which comes signed inside an HCERT. Bare it is a link
    /// like any other.
    Verifiable,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Smart, Self::Verifiable];

    /// The scheme with its colon and slash.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Smart => "shlink:/",
            Self::Verifiable => "vhlink:/",
        }
    }
}

/// A health link, taken apart. Its text opens files: `Debug` does not show it, and
/// [`Display`](fmt::Display) is for putting it into a code.
#[derive(Clone, PartialEq, Eq)]
pub struct HealthLink {
    scheme: Scheme,
    viewer: Option<String>,
    payload: Payload,
    findings: Vec<Finding>,
}

impl HealthLink {
    /// A link to write, without a viewer.
    ///
    /// # Errors
    /// [`LinkError::Departs`] for a payload that breaks a rule.
    pub fn new(scheme: Scheme, payload: Payload) -> Result<Self, LinkError> {
        if let Some(finding) = payload.check(scheme).first() {
            return Err(LinkError::Departs { finding: *finding });
        }
        Ok(Self {
            scheme,
            viewer: None,
            payload,
            findings: Vec::new(),
        })
    }

    /// The same behind the address of a viewer, without its `#`.
    ///
    /// # Errors
    /// [`LinkError::Departs`] if that is not an address to open.
    pub fn with_viewer(self, viewer: &str) -> Result<Self, LinkError> {
        Address::parse(viewer).map_err(|fault| LinkError::Departs {
            finding: Finding::Viewer(fault),
        })?;
        Ok(Self {
            viewer: Some(viewer.to_owned()),
            ..self
        })
    }

    /// Whether a text looks like a link, before anything of it is read.
    #[must_use]
    pub fn is_like(text: &str) -> bool {
        find_scheme(text).is_some_and(|(_, viewer, ..)| viewer.is_empty() || viewer.ends_with('#'))
    }

    /// Reads a link: bare, or behind a viewer and its `#`.
    ///
    /// # Errors
    /// [`LinkError`] for what cannot be read; what breaks a rule and can is a [`Finding`].
    pub fn parse(text: &str, limits: &Limits) -> Result<Self, LinkError> {
        if text.len() > limits.link_bytes_max {
            let (max, actual) = (limits.link_bytes_max, text.len());
            return Err(LinkError::TooLong { max, actual });
        }
        let (scheme, viewer, written, rest) = find_scheme(text).ok_or(LinkError::NotLink)?;
        let mut findings = Vec::new();
        let viewer = match viewer {
            "" => None,
            viewer => {
                let viewer = viewer.strip_suffix('#').ok_or(LinkError::Viewer)?;
                findings.extend(Address::parse(viewer).err().map(Finding::Viewer));
                Some(viewer.to_owned())
            }
        };
        if written != scheme.prefix() {
            findings.push(Finding::SchemeCase);
        }
        let encoded = match rest.strip_prefix('/') {
            Some(rest) => {
                findings.push(Finding::DoubleSlash);
                rest
            }
            None => rest,
        };
        let bytes = URL_SAFE_NO_PAD
            .decode(encoded)
            .map_err(|_| LinkError::Base64)?;
        let value = json::parse(&bytes, limits.link_bytes_max, limits.depth_max)?;
        let Value::Object(members) = value else {
            return Err(LinkError::NotObject);
        };
        let (payload, more) = Payload::from_members(scheme, &members)?;
        findings.extend(more);
        Ok(Self {
            scheme,
            viewer,
            payload,
            findings,
        })
    }

    /// Which kind it is.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The address of the viewer without its `#`: a page that somebody else serves and that is
    /// never needed.
    #[must_use]
    pub fn viewer(&self) -> Option<&str> {
        self.viewer.as_deref()
    }

    /// What it says.
    #[must_use]
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// Which rules it breaks.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Where it leads, if it may be followed at all.
    ///
    /// # Errors
    /// [`LinkError::Blocked`].
    pub fn target(&self) -> Result<Address, LinkError> {
        let blocking = self.findings.iter().find(|finding| finding.blocks());
        match (blocking, Address::parse(&self.payload.url)) {
            (Some(finding), _) => Err(LinkError::Blocked { finding: *finding }),
            (None, Ok(address)) => Ok(address),
            (None, Err(fault)) => Err(LinkError::Blocked {
                finding: Finding::Url(fault),
            }),
        }
    }

    /// Whether the link itself says that what it leads to has ended by `now`, in Unix seconds.
    #[must_use]
    pub fn has_expired(&self, now: i64) -> bool {
        self.payload
            .expires_at
            .is_some_and(|expires_at| expires_at <= now)
    }
}

impl fmt::Display for HealthLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(viewer) = &self.viewer {
            write!(f, "{viewer}#")?;
        }
        let payload = Value::Object(self.payload.to_members()).to_string();
        let payload = URL_SAFE_NO_PAD.encode(payload);
        write!(f, "{}{payload}", self.scheme.prefix())
    }
}

impl fmt::Debug for HealthLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthLink")
            .field("scheme", &self.scheme)
            .field("payload", &self.payload)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

/// The scheme, what stands before it, how it is written, and what follows. Its case does not matter
/// (RFC 3986, section 3.1).
fn find_scheme(text: &str) -> Option<(Scheme, &str, &str, &str)> {
    let lower = text.to_ascii_lowercase();
    let found = Scheme::ALL.into_iter().filter_map(|scheme| {
        let at = lower.find(scheme.prefix())?;
        Some((at, scheme))
    });
    let (at, scheme) = found.min_by_key(|(at, _)| *at)?;
    let (viewer, rest) = text.split_at_checked(at)?;
    let (written, rest) = rest.split_at_checked(scheme.prefix().len())?;
    Some((scheme, viewer, written, rest))
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
