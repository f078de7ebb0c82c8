//! What a line at the gate shows: a code, or what a supervising program says it saw.

use cleanbill_verifier::Shown;
use serde::Deserialize;

/// One line of input.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Presented {
    code: Option<String>,
    mrz: Option<String>,
    #[serde(default)]
    companion: bool,
}

impl Presented {
    /// A line of a scanner: a code, whole, whatever it looks like. Anybody can print a code that
    /// is JSON or has a tab in it, so nothing in it may say more than a code does.
    pub(crate) fn scanned(line: &str) -> Self {
        Self {
            code: Some(line.to_owned()),
            ..Self::default()
        }
    }

    /// A line of a supervising program: JSON with these members and no other; `None` if it is
    /// anything else.
    pub(crate) fn structured(line: &str) -> Option<Self> {
        // A sequence would do for serde too; a line is an object.
        let line = line.trim();
        let object = line.starts_with('{');
        serde_json::from_str(line).ok().filter(|_| object)
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

    #[test]
    fn what_is_scanned_is_a_code_and_nothing_else() {
        for line in [
            "HC1:A B",
            "HC1:A\tP<UTO",
            "\tP<UTO",
            r#"{"mrz":"P<"}"#,
            r#"{"companion":true}"#,
        ] {
            let presented = Presented::scanned(line);
            let shown = presented.shown();
            let parts = (shown.code, shown.document, shown.companion);
            assert_eq!(parts, (Some(line), None, false));
        }
    }

    #[test]
    fn what_is_structured_is_this_json_and_nothing_else() {
        let structured = Presented::structured;
        let all = structured(r#" {"code":"HC1:A","mrz":"P<","companion":true}"#);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            all,
            Some(Presented {
                code: text("HC1:A"),
                mrz: text("P<"),
                companion: true
            })
        );
        for odd in [
            "",
            "HC1:A",
            "HC1:A\tP<UTO",
            "null",
            "true",
            r#"["HC1:A","P<",true]"#,
            r#"{"code":1}"#,
            r#"{"companion":"true"}"#,
            r#"{"companion":true,"companion":true}"#,
            r#"{"code":"HC1:A","vip":true}"#,
            r#"{"code":"HC1:A"} {"companion":true}"#,
        ] {
            assert_eq!(structured(odd), None, "{odd}");
        }
    }
}
