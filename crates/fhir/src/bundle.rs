//! Bundles and bulk exports, entry by entry.

use core::cell::Cell;
use core::fmt;
use core::ops::ControlFlow;
use std::io::{self, BufRead, BufReader, Read};

use cleanbill_jose::json;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::error::{FhirError, Path, Step};
use crate::limits::Limits;
use crate::node::Node;
use crate::parse;
use crate::resource::{Resource, debug_by_name};

/// What a bundle is for (R4, `Bundle.type`); messages, histories and responses are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleType {
    /// `document`.
    Document,
    /// `collection`.
    Collection,
    /// `transaction`.
    Transaction,
    /// `batch`.
    Batch,
    /// `searchset`.
    Searchset,
}

impl BundleType {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "document" => Self::Document,
            "collection" => Self::Collection,
            "transaction" => Self::Transaction,
            "batch" => Self::Batch,
            "searchset" => Self::Searchset,
            _ => return None,
        })
    }
}

/// An entry of a bundle, or a line of a bulk export.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, counted from 0.
    pub index: u64,
    /// `fullUrl`.
    pub full_url: Option<String>,
    /// `request.method`: what a transaction is to do with the resource.
    pub method: Option<String>,
    /// `resource`; a deletion has none.
    pub resource: Option<Resource>,
}

debug_by_name!(Entry);

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The bundle's type; `None` where reading was stopped before it stood there, and for lines.
    pub bundle_type: Option<BundleType>,
    /// How many entries were handed over, faulty ones among them.
    pub entries: u64,
    /// Whether the callback stopped before the end. What follows was not read, so that nobody knows
    /// whether it is a bundle at all.
    pub is_stopped: bool,
}

/// Reads a bundle, and gives each entry, or why it is refused, to `each`, which may stop.
///
/// JSON may name the members of the bundle in any order, so what `each` was given counts only when
/// this returns without an error.
///
/// # Errors
/// [`FhirError`], where the bundle as a whole cannot be read.
pub fn read_bundle<R: Read>(
    reader: R,
    limits: &Limits,
    mut each: impl FnMut(Result<Entry, FhirError>) -> ControlFlow<()>,
) -> Result<Summary, FhirError> {
    let progress = Progress::new(limits);
    let budgeted = Budgeted {
        inner: BufReader::new(reader),
        progress: &progress,
    };
    let mut deserializer = serde_json::Deserializer::from_reader(budgeted);
    let outer = Outer {
        limits,
        progress: &progress,
        each: &mut each,
    };
    let read = deserializer.deserialize_map(outer);
    if progress.is_stopped.get() {
        return Ok(Summary {
            bundle_type: None,
            entries: progress.entries.get(),
            is_stopped: true,
        });
    }
    let bundle_type = read.map_err(|_| progress.fault())?;
    progress.refill();
    deserializer.end().map_err(|_| progress.fault())?;
    Ok(Summary {
        bundle_type: Some(bundle_type),
        entries: progress.entries.get(),
        is_stopped: false,
    })
}

/// Reads resources, one a line (FHIR Bulk Data Access, "NDJSON"), and gives each, or why it is
/// refused, to `each`, which may stop. Empty lines are passed over.
///
/// # Errors
/// [`FhirError::Read`], [`FhirError::TooLarge`], [`FhirError::TooManyEntries`].
pub fn read_ndjson<R: BufRead>(
    mut reader: R,
    limits: &Limits,
    mut each: impl FnMut(Result<Entry, FhirError>) -> ControlFlow<()>,
) -> Result<Summary, FhirError> {
    let mut entries = 0;
    let max = limits.entry_bytes_max;
    let bound = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut line = Vec::new();
    loop {
        line.clear();
        let count = Read::by_ref(&mut reader)
            .take(bound)
            .read_until(b'\n', &mut line)
            .map_err(|error| FhirError::Read { kind: error.kind() })?;
        let is_stopped = count == 0;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if line.len() > max {
            return Err(FhirError::TooLarge { entries, max });
        }
        let is_blank = line.trim_ascii().is_empty();
        if !is_blank {
            count_entry(entries, limits)?;
        }
        if is_stopped || !is_blank && each(parse_line(&line, entries, limits)).is_break() {
            return Ok(Summary {
                bundle_type: None,
                entries: entries + u64::from(!is_blank),
                is_stopped: !is_stopped,
            });
        }
        entries += u64::from(!is_blank);
    }
}

const fn count_entry(entries: u64, limits: &Limits) -> Result<(), FhirError> {
    let max = limits.entries_max;
    if entries >= max {
        return Err(FhirError::TooManyEntries { max });
    }
    Ok(())
}

fn parse_strict(bytes: &[u8], step: Step, limits: &Limits) -> Result<serde_json::Value, FhirError> {
    json::parse(bytes, limits.entry_bytes_max, limits.depth_max).map_err(|fault| FhirError::Json {
        path: Path(vec![step]),
        fault,
    })
}

fn parse_line(line: &[u8], index: u64, limits: &Limits) -> Result<Entry, FhirError> {
    let value = parse_strict(line, Step::Item(index), limits)?;
    let resource = parse::resource(&Node::root(&value, Step::Item(index), limits))?;
    Ok(Entry {
        index,
        full_url: None,
        method: None,
        resource: Some(resource),
    })
}

fn parse_entry(raw: &str, index: u64, limits: &Limits) -> Result<Entry, FhirError> {
    let in_entries = |mut error: FhirError| {
        if let FhirError::Json { path, .. }
        | FhirError::Missing { path }
        | FhirError::Type { path }
        | FhirError::TooLong { path, .. }
        | FhirError::TooMany { path, .. } = &mut error
        {
            path.0.insert(0, Step::Member("entry"));
        }
        error
    };
    let step = Step::Item(index);
    let value = parse_strict(raw.as_bytes(), step, limits).map_err(in_entries)?;
    let node = Node::root(&value, step, limits);
    let read = || {
        Ok(Entry {
            index,
            full_url: node.optional("fullUrl", |node| node.text())?,
            method: node
                .optional("request", |node| {
                    node.optional("method", |node| node.text())
                })?
                .flatten(),
            resource: node.optional("resource", parse::resource)?,
        })
    };
    read().map_err(in_entries)
}

/// How far reading is, shared by the source of bytes and by what is read from it.
struct Progress {
    /// How many bytes the entry or member that is being read may still have.
    left: Cell<usize>,
    entry_bytes_max: usize,
    entries: Cell<u64>,
    is_stopped: Cell<bool>,
    fault: Cell<Option<FhirError>>,
}

impl Progress {
    const fn new(limits: &Limits) -> Self {
        Self {
            left: Cell::new(limits.entry_bytes_max),
            entry_bytes_max: limits.entry_bytes_max,
            entries: Cell::new(0),
            is_stopped: Cell::new(false),
            fault: Cell::new(None),
        }
    }

    fn refill(&self) {
        self.left.set(self.entry_bytes_max);
    }

    /// Keeps the first fault: serde's own errors are texts.
    fn fail<E: serde::de::Error>(&self, fault: FhirError) -> E {
        let first = self.fault.take().unwrap_or(fault);
        self.fault.set(Some(first));
        E::custom("refused")
    }

    fn fault(&self) -> FhirError {
        let entries = self.entries.get();
        let fault = self.fault.take();
        fault.unwrap_or(FhirError::Malformed { entries })
    }
}

/// A source of bytes that ends with an error where one entry is too long.
struct Budgeted<'p, R> {
    inner: BufReader<R>,
    progress: &'p Progress,
}

impl<R: Read> Read for Budgeted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.progress.left.get();
        let wanted = buffer.len().min(left);
        let Some(buffer) = buffer.get_mut(..wanted).filter(|part| !part.is_empty()) else {
            let entries = self.progress.entries.get();
            let max = self.progress.entry_bytes_max;
            let fault = FhirError::TooLarge { entries, max };
            self.progress.fault.set(Some(fault));
            return Err(io::Error::other("too large"));
        };
        let count = self.inner.read(buffer).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                let kind = error.kind();
                self.progress.fault.set(Some(FhirError::Read { kind }));
            }
        })?;
        self.progress.left.set(left.saturating_sub(count));
        Ok(count)
    }
}

/// The bundle itself.
struct Outer<'a, F> {
    limits: &'a Limits,
    progress: &'a Progress,
    each: &'a mut F,
}

impl<F> Outer<'_, F> {
    fn once<E: serde::de::Error>(&self, name: &'static str, seen: bool) -> Result<(), E> {
        if seen {
            return Err(self.progress.fail(FhirError::DuplicateMember { name }));
        }
        Ok(())
    }
}

impl<'de, F> Visitor<'de> for Outer<'_, F>
where
    F: FnMut(Result<Entry, FhirError>) -> ControlFlow<()>,
{
    type Value = BundleType;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR bundle")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<BundleType, A::Error> {
        let (mut resource_type, mut bundle_type, mut has_entries) = (None, None, false);
        while let Some(name) = access.next_key::<String>()? {
            self.progress.refill();
            match name.as_str() {
                "resourceType" => {
                    self.once("resourceType", resource_type.is_some())?;
                    resource_type = Some(access.next_value::<String>()?);
                }
                "type" => {
                    self.once("type", bundle_type.is_some())?;
                    bundle_type = Some(access.next_value::<String>()?);
                }
                "entry" => {
                    self.once("entry", has_entries)?;
                    has_entries = true;
                    access.next_value_seed(Entries {
                        limits: self.limits,
                        progress: self.progress,
                        each: &mut *self.each,
                    })?;
                }
                _ => drop(access.next_value::<IgnoredAny>()?),
            }
            self.progress.refill();
        }
        if resource_type.as_deref() != Some("Bundle") {
            return Err(self.progress.fail(FhirError::NotBundle));
        }
        bundle_type
            .and_then(|name| BundleType::parse(&name))
            .ok_or_else(|| self.progress.fail(FhirError::BundleType))
    }
}

/// The list of entries.
struct Entries<'a, F> {
    limits: &'a Limits,
    progress: &'a Progress,
    each: &'a mut F,
}

impl<'de, F> DeserializeSeed<'de> for Entries<'_, F>
where
    F: FnMut(Result<Entry, FhirError>) -> ControlFlow<()>,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F> Visitor<'de> for Entries<'_, F>
where
    F: FnMut(Result<Entry, FhirError>) -> ControlFlow<()>,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        self.progress.refill();
        while let Some(raw) = access.next_element::<Box<RawValue>>()? {
            self.progress.refill();
            let index = self.progress.entries.get();
            count_entry(index, self.limits).map_err(|fault| self.progress.fail(fault))?;
            let entry = parse_entry(raw.get(), index, self.limits);
            self.progress.entries.set(index + 1);
            if (self.each)(entry).is_break() {
                self.progress.is_stopped.set(true);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
