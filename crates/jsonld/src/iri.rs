//! Addresses: their form, and references against a base (RFC 3986).

/// Whether `text` may stand as an IRI in a quad: a scheme, and no character that N-Quads leaves
/// out of `IRIREF`.
pub(crate) fn is_absolute(text: &str) -> bool {
    scheme_end(text).is_some()
        && text.chars().all(|char| {
            char > ' ' && !matches!(char, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\')
        })
}

/// Whether `text` starts with a scheme, so that it is no relative reference.
pub(crate) fn has_scheme(text: &str) -> bool {
    scheme_end(text).is_some()
}

/// Whether `text` is a blank node identifier.
pub(crate) fn is_blank(text: &str) -> bool {
    text.starts_with("_:")
}

/// Where the colon behind the scheme is (RFC 3986 §3.1).
fn scheme_end(text: &str) -> Option<usize> {
    let end = text.find(':')?;
    let scheme = text.get(..end)?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?.is_ascii_alphabetic();
    let rest = bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (first && rest).then_some(end)
}

/// The parts of a reference (RFC 3986, appendix B).
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (scheme, rest) = match scheme_end(text) {
            Some(end) => (text.get(..end), text.get(end + 1..).unwrap_or_default()),
            None => (None, text),
        };
        let (rest, fragment) = split(rest, '#');
        let (rest, query) = split(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (rest.get(..end), rest.get(end..).unwrap_or_default())
            }
            None => (None, rest),
        };
        Self {
            scheme,
            authority,
            path,
            query,
            fragment,
        }
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

/// `reference` against `base` (RFC 3986 §5.2.2).
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let base = Parts::of(base);
    let reference = Parts::of(reference);
    let (authority, path, query);
    if reference.scheme.is_some() || reference.authority.is_some() {
        authority = reference.authority;
        path = without_dots(reference.path);
        query = reference.query;
    } else {
        authority = base.authority;
        if reference.path.is_empty() {
            path = base.path.to_owned();
            query = reference.query.or(base.query);
        } else {
            path = if reference.path.starts_with('/') {
                without_dots(reference.path)
            } else {
                without_dots(&merged(&base, reference.path))
            };
            query = reference.query;
        }
    }
    let mut text = String::new();
    if let Some(scheme) = reference.scheme.or(base.scheme) {
        text.push_str(scheme);
        text.push(':');
    }
    for (mark, part) in [
        ("//", authority),
        ("", Some(&*path)),
        ("?", query),
        ("#", reference.fragment),
    ] {
        if let Some(part) = part {
            text.push_str(mark);
            text.push_str(part);
        }
    }
    text
}

/// RFC 3986 §5.2.3.
fn merged(base: &Parts<'_>, path: &str) -> String {
    if base.authority.is_some() && base.path.is_empty() {
        return format!("/{path}");
    }
    let folder = base
        .path
        .rfind('/')
        .map_or("", |end| base.path.get(..=end).unwrap_or_default());
    format!("{folder}{path}")
}

/// RFC 3986 §5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let absolute = path.starts_with('/');
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let last = segments.len() - 1;
    for (at, segment) in segments.into_iter().enumerate() {
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if at == last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    let joined = kept.join("/");
    if absolute {
        format!("/{joined}")
    } else {
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 3986 §5.4, all but those that §5.4.2 leaves open.
    #[test]
    fn references_resolve_as_the_rfc_says() {
        for (reference, resolved) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            (";x", "http://a/b/c/;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(
                resolve("http://a/b/c/d;p?q", reference),
                resolved,
                "{reference}"
            );
        }
    }

    #[test]
    fn only_what_n_quads_can_hold_is_absolute() {
        for text in ["did:web:a#b=", "urn:x", "a+b.c-d:", "https://é/"] {
            assert!(is_absolute(text), "{text}");
        }
        for text in [
            "",
            "a",
            "#a",
            "1:a",
            "_:b",
            "http://a b",
            "http://a>",
            "a:\n",
            "é:a",
        ] {
            assert!(!is_absolute(text), "{text}");
        }
    }
}
