//! Codes that are a whole document: JSON over several lines, a ZIP archive.

use std::io::BufRead;
use std::path::Path;

use super::read_bounded_line;
use crate::bundle::read_bounded;

/// Longest document. Files of health cards have some kilobytes, records of a patient more.
pub(crate) const DOCUMENT_MAX_BYTES: usize = 1 << 20;

/// What the first bytes of a file tell of it as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    /// A ZIP archive, as DIVOC's codes hold it.
    Zip,
    /// An object in JSON.
    Json,
}

impl Document {
    /// By the beginning of a file.
    pub(crate) fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"PK\x03\x04") {
            return Some(Self::Zip);
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        head.trim_ascii_start()
            .starts_with(b"{")
            .then_some(Self::Json)
    }
}

/// The codes in a file that begins so: bytes of an archive as the characters that a scanner makes
/// of them, ISO 8859-1; of JSON each object, however many lines it takes. `None` if it cannot be
/// read, or is longer than [`DOCUMENT_MAX_BYTES`].
pub(crate) fn read(path: &Path, document: Document) -> Option<Vec<String>> {
    let bytes = read_bounded(path, DOCUMENT_MAX_BYTES as u64).ok()?;
    Some(match document {
        Document::Zip => vec![bytes.into_iter().map(char::from).collect()],
        Document::Json => {
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_start_matches('\u{feff}');
            objects(text)
        }
    })
}

/// Every object of a text; what stands between them line by line.
fn objects(text: &str) -> Vec<String> {
    let mut objects = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = if rest.starts_with('{') {
            object_end(rest.as_bytes()).unwrap_or(rest.len())
        } else {
            rest.find('\n').unwrap_or(rest.len())
        };
        let (object, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        // What stands on the line behind an object belongs to it, and to nothing that is good.
        let line = after.find('\n').unwrap_or(after.len());
        let whole = match after.get(..line).map(str::trim) {
            Some("") | None => object,
            Some(_) => rest.get(..end + line).unwrap_or(rest),
        };
        objects.push(whole.trim_end().to_owned());
        rest = rest.get(whole.len()..).unwrap_or_default().trim_start();
    }
    objects
}

/// Where the object ends that a text begins with: behind its last brace.
fn object_end(text: &[u8]) -> Option<usize> {
    Braces::default().end_in(text)
}

/// Braces that are open, in a text that comes piece by piece.
#[derive(Default)]
struct Braces {
    open: usize,
    in_string: bool,
    escaped: bool,
}

impl Braces {
    /// Where in the next piece the last one is closed.
    fn end_in(&mut self, piece: &[u8]) -> Option<usize> {
        for (index, byte) in piece.iter().enumerate() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_string => self.escaped = true,
                b'"' => self.in_string = !self.in_string,
                b'{' if !self.in_string => self.open += 1,
                b'}' if !self.in_string => {
                    self.open = self.open.saturating_sub(1);
                    if self.open == 0 {
                        return Some(index + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// A line with all that belongs to the object with which it begins; the line itself if it begins
/// with none, or has all of it. Reads no further than [`DOCUMENT_MAX_BYTES`], nor past an error.
pub(crate) fn finish(mut line: String, reader: &mut dyn BufRead) -> String {
    if !line.trim_start().starts_with('{') {
        return line;
    }
    let mut braces = Braces::default();
    let mut end = braces.end_in(line.as_bytes());
    while end.is_none() && line.len() < DOCUMENT_MAX_BYTES {
        let Ok(Some(next)) = read_bounded_line(reader) else {
            break;
        };
        end = braces.end_in(next.as_bytes());
        line.push('\n');
        line.push_str(&next);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_by_their_first_bytes() {
        assert_eq!(Document::of(b"PK\x03\x04\x00"), Some(Document::Zip));
        assert_eq!(Document::of(b"\xef\xbb\xbf \n{"), Some(Document::Json));
        for other in [&b""[..], b"PK", b"HC1:6BF", b"[{}]", b"shc:/56"] {
            assert_eq!(Document::of(other), None);
        }
    }

    #[test]
    fn an_object_is_read_to_its_end_and_no_further() {
        let finished = |text: &str| {
            let mut reader = text.as_bytes();
            let line = read_bounded_line(&mut reader).unwrap().unwrap();
            let whole = finish(line, &mut reader);
            (whole, String::from_utf8(reader.to_vec()).unwrap())
        };
        let all = |whole: &str, rest: &str| (whole.to_owned(), rest.to_owned());
        assert_eq!(
            finished("{\n\"a\": 1\n}\nHC1:"),
            all("{\n\"a\": 1\n}", "HC1:")
        );
        assert_eq!(finished("{}\n{}"), all("{}", "{}"));
        assert_eq!(finished("HC1:\n{}"), all("HC1:", "{}"));
        assert_eq!(finished("{\n\n"), all("{\n", ""));
        let long = "{\n".repeat(DOCUMENT_MAX_BYTES);
        assert!(finished(&long).0.len() <= DOCUMENT_MAX_BYTES + 1);
    }

    #[test]
    fn objects_are_taken_apart_and_nothing_is_lost() {
        let apart = |text: &str| objects(text);
        assert_eq!(
            apart("{\"a\": {\n\"b\": \"}\\\"{\"}\n}\n"),
            ["{\"a\": {\n\"b\": \"}\\\"{\"}\n}"]
        );
        assert_eq!(apart("{\"a\":1}\n{\"b\":2}\n"), ["{\"a\":1}", "{\"b\":2}"]);
        assert_eq!(
            apart("{\"a\":1} trailing\n{}"),
            ["{\"a\":1} trailing", "{}"]
        );
        assert_eq!(
            apart("{\"never\": \"closed\nHC1:"),
            ["{\"never\": \"closed\nHC1:"]
        );
        assert_eq!(apart("{}\nHC1:6BF\nHC1:7"), ["{}", "HC1:6BF", "HC1:7"]);
        assert_eq!(apart(" \n"), Vec::<String>::new());
    }
}
