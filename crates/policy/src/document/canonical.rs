//! The one form of a policy's document: what its digest is of.
//!
//! It is the form that the TOML writer of Rust gives a table: a line for each value, keys
//! ascending, then each table and each array of tables under its header, after an empty line.

use toml::de::{DeTable, DeValue};
use toml_writer::{ToTomlKey as _, ToTomlValue as _};

/// The document without the fields `left_out`. For one that has been read: its tables hold no
/// tables, and it has no floating point.
pub(super) fn render(table: &DeTable<'_>, left_out: &[&str]) -> String {
    let mut out = String::new();
    render_values(table, left_out, &mut out);
    for (name, value) in table {
        let name = name.get_ref().as_ref();
        match value.get_ref() {
            _ if left_out.contains(&name) => {}
            DeValue::Table(inner) => {
                out.push_str(&format!("\n[{}]\n", name.to_toml_key()));
                render_values(inner, &[], &mut out);
            }
            DeValue::Array(elements) => {
                for element in elements {
                    if let DeValue::Table(inner) = element.get_ref() {
                        out.push_str(&format!("\n[[{}]]\n", name.to_toml_key()));
                        render_values(inner, &[], &mut out);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// A line for each value that is no table.
fn render_values(table: &DeTable<'_>, left_out: &[&str], out: &mut String) {
    for (name, value) in table {
        let name = name.get_ref().as_ref();
        if left_out.contains(&name) {
            continue;
        }
        if let Some(value) = rendered(value.get_ref()) {
            out.push_str(&format!("{} = {value}\n", name.to_toml_key()));
        }
    }
}

/// `None` for tables, which have a header of their own.
fn rendered(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.as_ref().to_toml_value(),
        DeValue::Integer(digits) => {
            let number = i64::from_str_radix(digits.as_str(), digits.radix());
            number.unwrap_or_default().to_string()
        }
        DeValue::Float(digits) => digits.as_str().to_owned(),
        DeValue::Boolean(is) => is.to_string(),
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::Table(_) => return None,
        DeValue::Array(elements) => {
            let elements = elements.iter().map(|element| rendered(element.get_ref()));
            let elements: Option<Vec<String>> = elements.collect();
            format!("[{}]", elements?.join(", "))
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the writer makes of it.
    fn reference(text: &str, left_out: &[&str]) -> String {
        let mut table: toml::Table = toml::from_str(text).unwrap();
        for name in left_out {
            table.remove(*name);
        }
        table.to_string()
    }

    fn check(text: &str) {
        let table = DeTable::parse(text).unwrap();
        for left_out in [&[][..], &["signed_at", "announcement"]] {
            let rendered = render(table.get_ref(), left_out);
            assert_eq!(rendered, reference(text, left_out), "{text}");
        }
    }

    #[test]
    fn it_is_what_the_writer_gives() {
        check("format = 0x1\nsigned_at = 2021-11-22T00:00:00+03:00\nfrom = 2021-11-22 00:00:00Z\n");
        check("z = 1\n[m]\nb = true\na = [1, 2]\n[announcement]\nat = 1\n");
        check("z = 1\n[[accept]]\nx = 'y'\n[[accept]]\n");
        check("accept = [{ b = 1, a = 2 }, {}]\nempty = []\nnone = {}\nyear = 2021-11-22\n");
        check("deep = [[1, 2], []]\n[title]\nen = \"a\"\n");
    }

    proptest! {
        #[test]
        fn texts_and_keys_are_quoted_as_the_writer_does(
            text in "[\\PC\\t\n]{0,12}|['\"\\\\]{0,7}",
            key in "[a-z]{2,3}|\\PC{0,6}",
        ) {
            let mut inner = toml::Table::new();
            inner.insert(key, toml::Value::String(text.clone()));
            let mut table = toml::Table::new();
            table.insert("reason".into(), toml::Value::String(text.clone()));
            table.insert("products".into(), toml::Value::Array(vec![toml::Value::String(text)]));
            table.insert("title".into(), toml::Value::Table(inner));
            check(&table.to_string());
        }
    }
}
