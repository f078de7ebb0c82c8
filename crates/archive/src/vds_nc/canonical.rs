//! JSON in its one canonical form (RFC 8785, *JSON Canonicalization Scheme*).

use serde_json::{Number, Value};

/// The canonical text of a value: no white space, members in the order of their names' UTF-16 code
/// units, integers in digits.
///
/// `None` for a number that readers may differ about: an integer that a double does not hold
/// exactly, or a fraction, whose shortest digits depend on how exactly it was read (section
/// 3.2.2.3). No health pass has either.
#[must_use]
pub fn canonical_json(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(value, &mut out)?;
    Some(out)
}

/// Recursion is as deep as the value, which a bounded parser made.
fn write(value: &Value, out: &mut String) -> Option<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&write_number(number)?),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (name, member)) in sorted.into_iter().enumerate() {
                separate(index, out);
                write_text(name, out);
                out.push(':');
                write(member, out)?;
            }
            out.push('}');
        }
    }
    Some(())
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

/// Section 3.2.2.2: the short escapes where there are some, `\u` with small letters for other
/// control characters, everything else as it is.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Largest integer up to which a double holds every one (ECMAScript, `MAX_SAFE_INTEGER`).
const EXACT_MAX: u64 = (1 << 53) - 1;

fn write_number(number: &Number) -> Option<String> {
    let integer = number.as_i64()?;
    (integer.unsigned_abs() <= EXACT_MAX).then(|| integer.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::canonical_json;

    fn canonical(text: &str) -> Option<String> {
        canonical_json(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn it_is_the_example_of_the_rfc() {
        // RFC 8785, section 3.2.2 and 3.2.3, but for its numbers.
        let text = r#"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "numbers": [1, 0],
            "literals":[null,true,false]}"#;
        let expected = concat!(
            r#"{"literals":[null,true,false],"#,
            r#""numbers":[1,0],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        assert_eq!(canonical(text).unwrap(), expected);
    }

    #[test]
    fn members_are_sorted_by_code_units_of_utf_16() {
        // RFC 8785, section 3.2.3: U+1F600 is D83D DE00, which stands before U+FB33.
        let text = r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#;
        let sorted = canonical(text).unwrap();
        let order: Vec<char> = sorted.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(order, ['2', '1', '4', '6', '7', '1', '5', '3']);
    }

    #[test]
    fn a_number_that_readers_may_differ_about_has_no_form() {
        for number in ["9007199254740991", "-9007199254740991", "0"] {
            assert_eq!(canonical(number).as_deref(), Some(number));
        }
        for number in [
            "9007199254740992",
            "18446744073709551615",
            "1.5",
            "1.0",
            "-0.0",
            "1e2",
        ] {
            assert_eq!(canonical(number), None, "{number}");
        }
    }

    proptest! {
        #[test]
        fn it_leads_back_to_the_same_value(text: String, number: i32) {
            let value = json!({"b": [text.clone(), number], text: true, "a": {"c": null}});
            let canonical = canonical_json(&value).unwrap();
            let again: serde_json::Value = serde_json::from_str(&canonical).unwrap();
            prop_assert_eq!(canonical_json(&again).unwrap(), canonical);
        }
    }
}
