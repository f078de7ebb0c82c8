//! What a path at the right host can hide.

use super::Lookalike;

/// In which way what follows an official host was made to lead elsewhere: path, query and fragment,
/// in small letters. Some pages are handed the address of a pass in their query: it
/// `carries_address`.
pub(super) fn trick(rest: &str, carries_address: bool) -> Option<Lookalike> {
    if has_odd_escapes(rest) {
        return Some(Lookalike::Escapes);
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, query) = rest.split_at_checked(end).unwrap_or((rest, ""));
    // An escaped slash, backslash or point is another path to one program than to the next; so are
    // steps up, and empty ones.
    let in_path = ["%2f", "%5c", "%2e", "//", "/../", "/./"];
    let hides = in_path.into_iter().any(|part| path.contains(part));
    let ends = path.ends_with("/..") || path.ends_with("/.");
    // Another address is where a careless page sends on to.
    let sends_on = ["//", "%2f%2f", "%5c%5c"];
    let sends_on = !carries_address && sends_on.into_iter().any(|part| query.contains(part));
    let odd = rest.contains(|c: char| c.is_control() || c.is_whitespace() || !c.is_ascii());
    (hides || ends || sends_on || odd).then_some(Lookalike::Path)
}

/// A percent sign without two hexadecimal digits after it (RFC 3986, section 2.1), or one that
/// escapes another.
fn has_odd_escapes(path: &str) -> bool {
    path.split('%').skip(1).any(|after| {
        let digits = after.get(..2).unwrap_or_default();
        let is_escape = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        !is_escape || digits == "25"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paths_hide_nothing() {
        for path in [
            "",
            "/",
            "/covid-cert/verify/9780000025689854?lang=ru&ck=80cf8",
            "/qr?id=1a2b%20c#top",
            "/verify?q=%7b%22uri%22%3a%22https%3a%2f%2fexample.sg%2f1%22%7d",
        ] {
            assert_eq!(trick(path, true), None, "{path}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_named() {
        for path in [
            "/covid-cert/../login",
            "/covid-cert/..",
            "//example.org/",
            "/covid-cert/%2e%2e/x",
            "/covid-cert%2fverify",
            "/%5cexample.org",
            "/covid-cert?to=https://example.org",
            "/covid-cert?to=https%3a%2f%2fexample.org",
            "/covid-cert#//example.org",
            "/covid-cert/\u{202e}1",
            "/covid cert/",
        ] {
            assert_eq!(trick(path, false), Some(Lookalike::Path), "{path}");
        }
        for path in ["/%", "/%4", "/%zz", "/%252f", "/covid-cert/%25", "/%é"] {
            assert_eq!(trick(path, false), Some(Lookalike::Escapes), "{path}");
        }
    }
}
