use cleanbill_cose::cbor::{Key, Value};
use cleanbill_cose::{Claims, DateClaim};

use super::{LIGHT_KEY, LIGHT_LAYOUT, LightPass, LightReading, PolicyMark};
use crate::HcertError;
use crate::dcc::{Fault, Finding, Kind, Path, PersonName, fault_of};

/// Longest `ci` and `id` in characters: what a DCC gives its `ci`.
const TEXT_MAX_CHARS: usize = 80;

/// The light pass among these claims; `None` if they hold none. Never refuses for its content: what
/// is wrong becomes a finding.
///
/// # Errors
/// [`HcertError::MalformedLight`] if the value under [`LIGHT_KEY`] is no map.
pub fn read_light(claims: &Claims<'_>) -> Result<Option<LightReading>, HcertError> {
    let Some(hcert) = &claims.hcert else {
        return Ok(None);
    };
    let Some(payload) = hcert.field(LIGHT_KEY) else {
        return Ok(None);
    };
    if payload.as_map().is_none() {
        return Err(HcertError::MalformedLight);
    }
    let mut reader = Reader::default();
    reader.frame(claims, hcert);
    let light = reader.light(payload);
    Ok(Some(LightReading {
        light,
        findings: reader.findings,
    }))
}

#[derive(Default)]
struct Reader {
    findings: Vec<Finding>,
}

impl Reader {
    fn fault(&mut self, path: Path, fault: Fault) {
        self.findings.push(Finding { path, fault });
    }

    /// Issuer, beginning and end, and no room for anything else.
    fn frame(&mut self, claims: &Claims<'_>, hcert: &Value<'_>) {
        let top = Path::TOP;
        if claims.issuer.is_none() {
            self.fault(top.field("iss"), Fault::Missing);
        }
        let dates = [("nbf", claims.not_before), ("exp", claims.expires_at)];
        for (name, claim) in dates {
            match claim {
                Some(DateClaim::At(_)) => {}
                Some(_) => self.fault(top.field(name), Fault::Type),
                None => self.fault(top.field(name), Fault::Missing),
            }
        }
        if claims.issued_at.is_some() {
            self.fault(top.field("iat"), Fault::Unknown);
        }
        let beside = hcert.as_map().is_none_or(|entries| entries.len() != 1);
        if claims.others > 0 || beside {
            self.fault(Path::group("claims"), Fault::Unknown);
        }
    }

    fn light(&mut self, payload: &Value<'_>) -> LightPass {
        let top = Path::TOP;
        self.only(payload, &["lv", "nam", "dob", "ci", "p"], top);
        match payload.member("lv") {
            None => self.fault(top.field("lv"), Fault::Missing),
            Some(Value::Int(LIGHT_LAYOUT)) => {}
            Some(_) => self.fault(top.field("lv"), Fault::Pattern),
        }
        let birth_date = self.text(payload, "dob", Kind::BirthDate, top);
        if birth_date.is_none() {
            self.fault(top.field("dob"), Fault::NoBirthDate);
        }
        let handle = self.text(payload, "ci", Kind::Text(Some(TEXT_MAX_CHARS)), top);
        if handle.as_deref().is_none_or(str::is_empty) {
            self.fault(top.field("ci"), Fault::Missing);
        }
        LightPass {
            name: self.name(payload),
            birth_date,
            handle,
            policy: self.policy(payload),
        }
    }

    fn name(&mut self, payload: &Value<'_>) -> PersonName {
        let path = Path::group("nam");
        let Some(name) = payload.member("nam").filter(|name| name.as_map().is_some()) else {
            self.fault(path, Fault::NoName);
            return PersonName::default();
        };
        self.only(name, &["fn", "fnt", "gn", "gnt"], path);
        let short = Kind::Text(Some(TEXT_MAX_CHARS));
        let found = PersonName {
            surname: self.text(name, "fn", short, path),
            surname_standardised: self.text(name, "fnt", Kind::Standardised, path),
            forename: self.text(name, "gn", short, path),
            forename_standardised: self.text(name, "gnt", Kind::Standardised, path),
        };
        if found == PersonName::default() {
            self.fault(path, Fault::NoName);
        }
        found
    }

    fn policy(&mut self, payload: &Value<'_>) -> Option<PolicyMark> {
        let path = Path::group("p");
        let Some(policy) = payload.member("p").filter(|value| value.as_map().is_some()) else {
            self.fault(path, Fault::Missing);
            return None;
        };
        self.only(policy, &["id", "v", "d"], path);
        let id = self.text(policy, "id", Kind::Text(Some(TEXT_MAX_CHARS)), path);
        let version = match policy.member("v") {
            Some(Value::Int(version)) => u32::try_from(*version).ok(),
            _ => None,
        };
        let digest = match policy.member("d") {
            Some(Value::Bytes(digest)) => <[u8; 16]>::try_from(digest.as_ref()).ok(),
            _ => None,
        };
        let found = id.zip(version).zip(digest);
        if found.is_none() {
            self.fault(path, Fault::Type);
        }
        found.map(|((id, version), digest)| PolicyMark {
            id,
            version,
            digest,
        })
    }

    /// A member that is text and no more; `None` if it is absent.
    fn text(
        &mut self,
        map: &Value<'_>,
        name: &'static str,
        kind: Kind,
        path: Path,
    ) -> Option<String> {
        match map.member(name)? {
            Value::Text(text) => {
                // What would be read as something else is not what it says.
                let fault = if text.trim().len() == text.len() {
                    fault_of(text, kind)
                } else {
                    Some(Fault::Pattern)
                };
                if let Some(fault) = fault {
                    self.fault(path.field(name), fault);
                }
                Some(text.clone().into_owned())
            }
            _ => {
                self.fault(path.field(name), Fault::Type);
                None
            }
        }
    }

    /// Nothing that is not listed.
    fn only(&mut self, map: &Value<'_>, names: &[&str], path: Path) {
        let known = |key: &Key<'_>| match key {
            Key::Text(name) => names.contains(&name.as_ref()),
            Key::Int(_) => false,
        };
        let mut entries = map.as_map().unwrap_or_default().iter();
        if entries.any(|(key, _)| !known(key)) {
            self.fault(path, Fault::Unknown);
        }
    }
}
