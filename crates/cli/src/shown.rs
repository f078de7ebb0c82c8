//! What a line at the gate shows: a code, a document, or both.

use cleanbill_verifier::Shown;
use serde::Deserialize;

/// One line of input.
#[derive(Default)]
pub(crate) struct Presented {
    code: Option<String>,
    mrz: Option<String>,
    companion: bool,
}

/// The line as JSON. Unknown members mean that it is something else, such as a code that is JSON
/// itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Json {
    code: Option<String>,
    mrz: Option<String>,
    #[serde(default)]
    companion: bool,
}

impl Presented {
    /// A line of any kind; what is nothing else is a code.
    pub(crate) fn parse(line: &str) -> Self {
        if line.trim_start().starts_with('{')
            && let Ok(json) = serde_json::from_str::<Json>(line)
        {
            return Self {
                code: json.code,
                mrz: json.mrz,
                companion: json.companion,
            };
        }
        let (code, mrz) = match line.split_once('\t') {
            Some((code, mrz)) => (code, Some(mrz.to_owned())),
            None => (line, None),
        };
        let code = (!code.is_empty()).then(|| code.to_owned());
        Self {
            code,
            mrz,
            companion: false,
        }
    }

    pub(crate) fn shown(&self) -> Shown<'_> {
        Shown {
            code: self.code.as_deref(),
            document: self.mrz.as_deref(),
            companion: self.companion,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> (Option<String>, Option<String>, bool) {
        let presented = Presented::parse(line);
        (presented.code, presented.mrz, presented.companion)
    }

    #[test]
    fn a_line_is_a_code_or_a_code_and_a_document_or_json() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(parts("HC1:A B"), (text("HC1:A B"), None, false));
        assert_eq!(parts("HC1:A\tP<UTO"), (text("HC1:A"), text("P<UTO"), false));
        assert_eq!(parts("\tP<UTO"), (None, text("P<UTO"), false));
        assert_eq!(parts(r#"{"mrz":"P<"}"#), (None, text("P<"), false));
        assert_eq!(parts(r#"{"companion":true}"#), (None, None, true));
        let other = r#"{"hdr":{"t":"icao.test"}}"#;
        assert_eq!(parts(other), (text(other), None, false));
    }
}
