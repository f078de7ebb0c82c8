//! From arguments to codes: texts, text files, documents, pictures, folders, standard input.

pub(crate) mod document;

use std::collections::VecDeque;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, StdinLock};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cleanbill_verifier::Format;

use self::document::Document;

/// Longest line that is kept. No code is longer; the rest of the line is read and dropped.
const LINE_MAX_BYTES: usize = 64 * 1_024;
/// How much of a file tells pictures from text.
const HEAD_BYTES: usize = 512;

/// Where a code came from. Never the code itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The n-th code given as text, from 1.
    Ordinal(usize),
    /// The only code of a file.
    File(PathBuf),
    /// The n-th code of a file that has several, from 1.
    Part(PathBuf, usize),
    /// Several codes, of one person.
    Together,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ordinal(ordinal) => write!(f, "{ordinal}"),
            Self::File(path) => path.display().fmt(f),
            Self::Together => f.write_str("together"),
            Self::Part(path, part) => write!(f, "{}:{part}", path.display()),
        }
    }
}

/// Why there is no code to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputError {
    /// The file or standard input cannot be read.
    Unreadable,
    /// There is no such file, and the argument does not look like a pass.
    NotFound,
    /// Folders nest too deep.
    TooDeep,
    /// The picture gave no code; its own code says why.
    Picture(&'static str),
}

impl InputError {
    /// The stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "input.unreadable",
            Self::NotFound => "input.not-found",
            Self::TooDeep => "input.too-deep",
            Self::Picture(code) => code,
        }
    }

    /// One plain sentence, with what to do.
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Unreadable => "The file cannot be read.",
            Self::NotFound => {
                "No such file. A pass given as text starts like HC1: or shc:/ and needs quotes."
            }
            Self::TooDeep => "The folders nest too deep.",
            Self::Picture(_) => {
                "No code could be read in the picture. Take it again, flat and lit."
            }
        }
    }
}

/// Something to check.
pub(crate) enum Work {
    /// A code.
    Text(String),
    /// A picture file, to be read by the worker.
    Picture(PathBuf),
    /// A file that is a document, to be read by the worker.
    Document(PathBuf, Document),
    /// Nothing, and why.
    Failed(InputError),
}

/// One thing to check and where it came from.
pub(crate) struct Item {
    pub(crate) source: Source,
    pub(crate) work: Work,
}

/// Everything that the arguments name, one after the other, read as it is needed.
pub(crate) struct Items {
    waiting: VecDeque<Waiting>,
    open: Option<Lines>,
    texts: usize,
    passed_over: Arc<AtomicUsize>,
}

enum Waiting {
    Argument(String),
    Path(PathBuf, usize),
}

/// A text file or standard input, a code a line.
struct Lines {
    reader: Box<dyn BufRead>,
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// Of a file, the line after the current one: it tells whether the first is the only one.
    ahead: Option<Line>,
    part: usize,
}

type Line = Result<String, InputError>;

impl Items {
    /// What these arguments name.
    pub(crate) fn new(arguments: &[String]) -> Self {
        let waiting = arguments.iter().cloned().map(Waiting::Argument).collect();
        Self {
            waiting,
            open: None,
            texts: 0,
            passed_over: Arc::default(),
        }
    }

    /// How many files of folders were passed over so far, since neither their name nor their
    /// content looks like passes.
    pub(crate) fn passed_over(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.passed_over)
    }

    fn argument(&mut self, argument: String) -> Option<Item> {
        if argument == "-" {
            let stdin: StdinLock<'static> = std::io::stdin().lock();
            self.open = Some(Lines::new(Box::new(stdin), None));
            return None;
        }
        if looks_like_a_pass(&argument) {
            self.texts += 1;
            let source = Source::Ordinal(self.texts);
            return Some(Item {
                source,
                work: Work::Text(argument),
            });
        }
        self.path(PathBuf::from(argument), 0)
    }

    fn path(&mut self, path: PathBuf, depth: usize) -> Option<Item> {
        const DEPTH_MAX: usize = 32;
        let failed = |path: PathBuf, error| {
            Some(Item {
                source: Source::File(path),
                work: Work::Failed(error),
            })
        };
        if path.is_dir() {
            if depth > DEPTH_MAX {
                return failed(path, InputError::TooDeep);
            }
            return match sorted_entries(&path) {
                Ok(entries) => {
                    let inner = entries.into_iter().rev();
                    inner
                        .for_each(|entry| self.waiting.push_front(Waiting::Path(entry, depth + 1)));
                    None
                }
                Err(_) => failed(path, InputError::Unreadable),
            };
        }
        let (head, file) = match head(&path) {
            Ok(opened) => opened,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return failed(path, InputError::NotFound);
            }
            Err(_) => return failed(path, InputError::Unreadable),
        };
        if is_picture(&head) {
            let source = Source::File(path.clone());
            return Some(Item {
                source,
                work: Work::Picture(path),
            });
        }
        if depth > 0 && !may_hold_passes(&path, &head) {
            self.passed_over.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        if let Some(document) = Document::of(&head) {
            return Some(Item {
                source: Source::File(path.clone()),
                work: Work::Document(path, document),
            });
        }
        let whole = std::io::Cursor::new(head).chain(file);
        self.open = Some(Lines::new(Box::new(BufReader::new(whole)), Some(path)));
        None
    }
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(lines) = &mut self.open {
                if let Some(item) = lines.next_item(&mut self.texts) {
                    return Some(item);
                }
                self.open = None;
            }
            let item = match self.waiting.pop_front()? {
                Waiting::Argument(argument) => self.argument(argument),
                Waiting::Path(path, depth) => self.path(path, depth),
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

impl Lines {
    fn new(reader: Box<dyn BufRead>, path: Option<PathBuf>) -> Self {
        Self {
            reader,
            path,
            ahead: None,
            part: 0,
        }
    }

    fn next_item(&mut self, texts: &mut usize) -> Option<Item> {
        let line = match self.ahead.take() {
            Some(line) => line,
            None if self.part > 0 && self.path.is_some() => return None,
            None => match self.read_line() {
                Some(line) => line,
                // An empty file holds no pass; it is said, not passed over.
                None if self.path.is_some() => Ok(String::new()),
                None => return None,
            },
        };
        self.part += 1;
        // After an error a reader may give the same error for ever.
        if self.path.is_some() && line.is_ok() {
            self.ahead = self.read_line();
        }
        let source = self.source(texts);
        if line.is_err() {
            self.reader = Box::new(std::io::empty());
        }
        Some(Item {
            source,
            work: line.map_or_else(Work::Failed, Work::Text),
        })
    }

    fn source(&self, texts: &mut usize) -> Source {
        match &self.path {
            None => {
                *texts += 1;
                Source::Ordinal(*texts)
            }
            Some(path) if self.part == 1 && self.ahead.is_none() => Source::File(path.clone()),
            Some(path) => Source::Part(path.clone(), self.part),
        }
    }

    /// The next line that is not blank, without its line end; spaces are part of Base45 and stay.
    fn read_line(&mut self) -> Option<Line> {
        loop {
            match read_bounded_line(&mut self.reader) {
                Ok(Some(line)) if line.trim().is_empty() => {}
                Ok(line) => return line.map(|line| Ok(document::finish(line, &mut self.reader))),
                Err(_) => return Some(Err(InputError::Unreadable)),
            }
        }
    }
}

/// One line without its end; of a line that is too long, its beginning. Bytes that are not UTF-8
/// become replacement characters, which no pass has.
pub(crate) fn read_bounded_line(reader: &mut dyn BufRead) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut any = false;
    loop {
        let chunk = reader.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        any = true;
        let end = chunk.iter().position(|&byte| byte == b'\n');
        let piece = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        let room = LINE_MAX_BYTES.saturating_sub(line.len());
        line.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
        let used = end.map_or(chunk.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    if !any {
        return Ok(None);
    }
    while line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(String::from_utf8_lossy(&line).into_owned()))
}

/// Whether an argument is a code rather than a path. Mangled codes are long, and no file's name.
fn looks_like_a_pass(argument: &str) -> bool {
    const PATH_MAX_CHARS: usize = 100;
    Format::detect(argument) != Format::Unknown
        || argument.len() > PATH_MAX_CHARS && !Path::new(argument).exists()
}

/// Of a folder, text files are read if they are named so, or begin like a pass: a folder of passes
/// may hold a page about them too.
fn may_hold_passes(path: &Path, head: &[u8]) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_ascii_lowercase());
    let passes = ["txt", "smart-health-card"];
    let named = extension.is_none_or(|extension| passes.iter().any(|name| extension == *name));
    let text = String::from_utf8_lossy(head);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    named || !matches!(Format::detect(start), Format::Unknown | Format::Link)
}

/// Pictures are told from text by their first bytes.
pub(crate) fn is_picture(head: &[u8]) -> bool {
    let starts: [&[u8]; 5] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF"];
    starts.iter().any(|start| head.starts_with(start)) || is_svg(head)
}

fn is_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg")
        || (text.starts_with("<?xml") || text.starts_with("<!")) && text.contains("<svg")
}

fn head(path: &Path) -> std::io::Result<(Vec<u8>, File)> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref()
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head)?;
    Ok((head, file))
}

/// The entries of a folder in a fixed order, without hidden ones and links to folders.
fn sorted_entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let loops = entry.file_type()?.is_symlink() && entry.path().is_dir();
        if !hidden && !loops {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

#[cfg(test)]
mod tests;
