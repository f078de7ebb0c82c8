//! The payload of a link: where the files lie, and the key that opens them.

use core::fmt;

use serde_json::{Map, Value};

use crate::address::Address;
use crate::error::LinkError;
use crate::finding::Finding;
use crate::flags::Flags;
use crate::key::LinkKey;
use crate::link::Scheme;

/// The longest `url`, in characters.
pub const URL_CHARACTERS_MAX: usize = 128;
/// The longest `label`, in characters.
pub const LABEL_CHARACTERS_MAX: usize = 80;
/// The version of the protocol that is known here.
pub const VERSION: u64 = 1;

/// From here on a number of seconds is one of milliseconds: the year 5138.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// The payload (section "Construct a SMART Health Link Payload"). Whoever has it reads the files,
/// and its label may name somebody: `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Payload {
    /// `url`: of the manifest; with [`Flags::direct`] of the one file.
    pub url: String,
    /// `key`.
    pub key: LinkKey,
    /// `exp` in Unix seconds: a hint, which spares asking for what is gone.
    pub expires_at: Option<i64>,
    /// `flag`.
    pub flags: Flags,
    /// `label`: what lies behind the link, for people.
    pub label: Option<String>,
    /// `v`, 1 if it is missing.
    pub version: u64,
}

impl Payload {
    /// A payload without flags, label and expiry.
    #[must_use]
    pub fn new(url: &str, key: LinkKey) -> Self {
        Self {
            url: url.to_owned(),
            key,
            expires_at: None,
            flags: Flags::default(),
            label: None,
            version: VERSION,
        }
    }

    /// Reads the members of a payload: of JSON, or of the CBOR map that a signed Verifiable Health
    /// Link carries (HCERT claim 5; IHE VHL, "Carriers"), which has the same names.
    ///
    /// # Errors
    /// [`LinkError`] if there is no address or no key. All else is a [`Finding`].
    pub fn from_members(
        scheme: Scheme,
        members: &Map<String, Value>,
    ) -> Result<(Self, Vec<Finding>), LinkError> {
        let text = |name| members.get(name).and_then(Value::as_str);
        let mut findings = Vec::new();
        let key = LinkKey::parse(text("key").ok_or(LinkError::NoKey)?).ok_or(LinkError::Key)?;
        let payload = Self {
            url: text("url").ok_or(LinkError::NoUrl)?.to_owned(),
            key,
            expires_at: present(members, "exp").and_then(|exp| expiry(exp, &mut findings)),
            flags: present(members, "flag")
                .map(|flag| flags(flag, &mut findings))
                .unwrap_or_default(),
            label: present(members, "label").and_then(|label| match label {
                Value::String(label) => Some(label.clone()),
                _ => {
                    findings.push(Finding::LabelMalformed);
                    None
                }
            }),
            version: match present(members, "v") {
                None => VERSION,
                Some(version) => version.as_u64().unwrap_or_default(),
            },
        };
        if members.keys().any(|name| !is_known(name)) {
            findings.push(Finding::UnknownMember);
        }
        findings.extend(payload.check(scheme));
        Ok((payload, findings))
    }

    /// The members, for JSON or for the CBOR map of a signed link, without what has its default.
    #[must_use]
    pub fn to_members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        let mut insert = |name: &str, value: Value| members.insert(name.to_owned(), value);
        insert("url", self.url.as_str().into());
        insert("key", self.key.to_text().into());
        if let Some(expires_at) = self.expires_at {
            insert("exp", expires_at.into());
        }
        let flags = self.flags.letters();
        if !flags.is_empty() {
            insert("flag", flags.into());
        }
        if let Some(label) = &self.label {
            insert("label", label.as_str().into());
        }
        if self.version != VERSION {
            insert("v", self.version.into());
        }
        members
    }

    /// The rules on values, whatever they came from.
    pub(crate) fn check(&self, scheme: Scheme) -> Vec<Finding> {
        let label = self.label.as_deref().unwrap_or_default();
        let direct = self.flags.direct;
        let rules = [
            (
                self.url.chars().count() > URL_CHARACTERS_MAX,
                Finding::UrlTooLong,
            ),
            (
                label.chars().count() > LABEL_CHARACTERS_MAX,
                Finding::LabelTooLong,
            ),
            (direct && self.flags.passcode, Finding::PasscodeOfFile),
            (
                direct && scheme == Scheme::Verifiable,
                Finding::DirectVerifiable,
            ),
            (self.version == 0, Finding::VersionMalformed),
            (self.version > VERSION, Finding::VersionUnknown),
        ];
        let broken = rules.into_iter().filter(|(broken, _)| *broken);
        let mut findings: Vec<_> = broken.map(|(_, finding)| finding).collect();
        findings.extend(Address::parse(&self.url).err().map(Finding::Url));
        findings
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("expires_at", &self.expires_at)
            .field("flags", &self.flags)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// A member that is there; `null` is not.
fn present<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    members.get(name).filter(|value| !value.is_null())
}

/// Underscores and `extension` are for extensions; `type` is what drafts of VHL had.
fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 8] = [
        "url",
        "key",
        "exp",
        "flag",
        "label",
        "v",
        "extension",
        "type",
    ];
    KNOWN.contains(&name) || name.starts_with('_')
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from a float saturates, and a time is one long before"
)]
fn expiry(exp: &Value, findings: &mut Vec<Finding>) -> Option<i64> {
    let number = match exp {
        Value::String(text) => {
            let number = text.parse().ok();
            findings.extend(number.map(|_: i64| Finding::ExpiryText));
            number
        }
        exp => exp
            .as_i64()
            .or_else(|| exp.as_f64().map(|seconds| seconds.floor() as i64)),
    };
    match number {
        Some(number @ 1..MILLISECONDS_FROM) => Some(number),
        Some(number @ MILLISECONDS_FROM..) if number / 1000 < MILLISECONDS_FROM => {
            findings.push(Finding::ExpiryMilliseconds);
            Some(number / 1000)
        }
        _ => {
            findings.push(Finding::ExpiryMalformed);
            None
        }
    }
}

fn flags(flag: &Value, findings: &mut Vec<Finding>) -> Flags {
    let Value::String(letters) = flag else {
        findings.push(Finding::FlagMalformed);
        return Flags::default();
    };
    let (flags, form) = Flags::parse(letters);
    if !form.ordered {
        findings.push(Finding::FlagOrder);
    }
    if !form.known {
        findings.push(Finding::FlagUnknown);
    }
    flags
}
