//! Links to health records that an authority signed: claim −260, key 5. The WHO calls them
//! Verifiable Health Links (IHE VHL); what a link holds is read elsewhere.
//!
//! ```text
//! 5: [{"u": "vhlink:/eyJ1cmwi…"}, …]    the WHO's model; "shlink://…" in one country
//! 5: ["…"]  5: {"u": "…"}  5: "…"       also read
//! 5: {"url": …, "key": …, …}            IHE's profile since 2026: the members of the link itself
//! ```

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_cose::cbor::{Key, Value};

use crate::HcertError;
use crate::dcc::{plain_text, render_json};

/// The key of links inside claim −260 (WorldHealthOrganization/smart-trust,
/// `input/fsh/models/hcert.fsh`).
pub const LINK_KEY: i64 = 5;

/// In which form the links stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkForm {
    /// A list of maps `{"u": …}`, as the WHO's model has it.
    Maps,
    /// A list of texts, or of texts and maps.
    Texts,
    /// One map or text, without a list.
    Single,
    /// The members of the link itself, as IHE VHL 1.0.0 has them ("Carriers"). They are given as
    /// the text that the same members have elsewhere.
    Members,
}

/// The links of one code, as they were written.
///
/// `Debug` tells how many: whoever has a link can follow it.
#[derive(Clone, PartialEq, Eq)]
pub struct HealthLinks {
    /// The links; at least one.
    pub links: Vec<String>,
    /// How they stood.
    pub form: LinkForm,
}

impl HealthLinks {
    /// Links as the WHO's model writes them.
    #[must_use]
    pub const fn new(links: Vec<String>) -> Self {
        let form = LinkForm::Maps;
        Self { links, form }
    }

    /// The value under [`LINK_KEY`], in the WHO's form.
    #[must_use]
    pub fn to_value(&self) -> Value<'_> {
        let link = |link: &'_ String| {
            let link = Value::Text(link.clone().into());
            Value::Map(vec![(Key::from("u"), link)])
        };
        Value::Array(self.links.iter().map(link).collect())
    }
}

impl std::fmt::Debug for HealthLinks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HealthLinks")
            .field("count", &self.links.len())
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}

/// Whether these are the members of a link, and not a map around its text.
fn is_members(value: &Value<'_>) -> bool {
    let is_text = |name| value.member(name).and_then(plain_text).is_some();
    is_text("url") && is_text("key") && value.member("u").is_none()
}

/// The members as a text: JSON in base64url behind the scheme.
fn text_of(members: &Value<'_>) -> String {
    format!(
        "vhlink:/{}",
        URL_SAFE_NO_PAD.encode(render_json(members).to_string())
    )
}

/// Reads the links: the value under [`LINK_KEY`].
///
/// # Errors
/// [`HcertError::MalformedLinks`] if there is none, or something stands there that is neither a
/// text nor a map with a text `u`.
pub fn read_links(payload: &Value<'_>) -> Result<HealthLinks, HcertError> {
    let (items, form) = match payload.as_array() {
        None if is_members(payload) => (std::slice::from_ref(payload), LinkForm::Members),
        Some(items) if items.iter().all(|item| item.as_map().is_some()) => (items, LinkForm::Maps),
        Some(items) => (items, LinkForm::Texts),
        None => (std::slice::from_ref(payload), LinkForm::Single),
    };
    let link = |item: &Value<'_>| {
        if is_members(item) {
            return Some(text_of(item));
        }
        let text = item.member("u").unwrap_or(item);
        plain_text(text)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let links: Option<Vec<String>> = items.iter().map(link).collect();
    match links {
        Some(links) if !links.is_empty() => Ok(HealthLinks { links, form }),
        _ => Err(HcertError::MalformedLinks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dcc::parse_json;

    fn read(json: &str) -> Result<(Vec<String>, LinkForm), HcertError> {
        let limits = cleanbill_cose::Limits::default();
        let value = parse_json(json.as_bytes(), &limits).unwrap();
        read_links(&value).map(|links| (links.links, links.form))
    }

    #[test]
    fn every_form_is_read_and_told_apart() {
        let one = vec!["vhlink:/e30".to_owned()];
        let maps = r#"[{"u":"vhlink:/e30"}]"#;
        assert_eq!(read(maps), Ok((one.clone(), LinkForm::Maps)));
        let texts = r#"["vhlink:/e30"]"#;
        assert_eq!(read(texts), Ok((one.clone(), LinkForm::Texts)));
        for single in [r#"{"u":"vhlink:/e30"}"#, r#"" vhlink:/e30""#] {
            assert_eq!(read(single), Ok((one.clone(), LinkForm::Single)));
        }
        let two = r#"[{"u":"a:/","x":1},"b:/"]"#;
        let both = vec!["a:/".to_owned(), "b:/".to_owned()];
        assert_eq!(read(two), Ok((both, LinkForm::Texts)));
    }

    #[test]
    fn members_are_read_as_the_text_that_they_have_elsewhere() {
        let json = r#"{"url":"https://links.example.org","key":"k","exp":1767225600,"v":1}"#;
        let (links, form) = read(json).unwrap();
        assert_eq!(form, LinkForm::Members);
        let coded = links[0].strip_prefix("vhlink:/").unwrap();
        let text = URL_SAFE_NO_PAD.decode(coded).unwrap();
        let text = String::from_utf8(text).unwrap();
        for member in [
            r#""url":"https://links.example.org""#,
            r#""exp":1767225600"#,
        ] {
            assert!(text.contains(member), "{text}");
        }
        // A text beside them says more than they do.
        let both = r#"{"u":"vhlink:/e30","url":"https://links.example.org","key":"k"}"#;
        assert_eq!(read(both).unwrap().0, ["vhlink:/e30"]);
    }

    #[test]
    fn what_holds_no_link_is_refused() {
        for none in [
            "[]",
            "{}",
            "3",
            "null",
            r#"[""]"#,
            r#"[{"u":3}]"#,
            r#"["a",7]"#,
        ] {
            assert_eq!(read(none), Err(HcertError::MalformedLinks), "{none}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let links = HealthLinks::new(vec!["vhlink:/e30".to_owned(), "b:/".to_owned()]);
        assert_eq!(read_links(&links.to_value()), Ok(links));
    }
}
