//! `cleanbill card examine`.

use std::path::{Path, PathBuf};

use cleanbill_qr::write::{ErrorCorrection, Style, encode};
use cleanbill_shc::numeric::Part;
use cleanbill_shc::{
    Card, Container, Document, Finding, IssuerKey, Limits, Profile, Question, Severity, ShcError,
    detect, examine, examine_keys, examine_symbol, parse_keys,
};
use serde_json::{Value, json};

use crate::args::{CardProfile, DocumentKind, ExamineOptions};
use crate::bundle::read_bounded;
use crate::clock;
use crate::error::{CardFault, CliError};
use crate::exit::Exit;
use crate::input::is_picture;
use crate::output::{BAD, FAINT, GOOD, OPEN, RESET, harmless, line};

const FILE_MAX_BYTES: u64 = 16 << 20;

/// A file, as text: of a picture, the codes in it.
struct File {
    path: PathBuf,
    texts: Vec<String>,
    /// Of a picture, what is wrong with its symbols.
    symbols: Vec<Finding>,
}

/// What an examination of one document brought.
struct Examined {
    path: PathBuf,
    kind: DocumentKind,
    findings: Vec<Finding>,
    cards: Vec<Result<Card, ShcError>>,
}

/// Good without an error among the findings.
pub(super) fn run(options: &ExamineOptions) -> Result<Exit, CliError> {
    let keys = read_keys(options)?;
    let issuers = options
        .directory
        .as_deref()
        .map(read_directory)
        .transpose()?;
    let question = Question {
        at: Some(options.at.unwrap_or_else(clock::now)),
        profile: options
            .profile
            .map(|CardProfile::Usa| Profile::UsaCovid19Immunization),
        keys: &keys,
        issuers: issuers.as_deref(),
        limits: Limits::DEFAULT,
    };
    let files: Vec<File> = options
        .files
        .iter()
        .map(|path| read(path))
        .collect::<Result<_, _>>()?;
    let mut exit = Exit::Good;
    for examined in examine_all(files, options, &question)? {
        if examined
            .findings
            .iter()
            .any(|finding| finding.severity() == Severity::Error)
        {
            exit = Exit::Refused;
        }
        match options.json {
            true => line(&render_json(&examined).to_string())?,
            false => line(&render(&examined))?,
        }
    }
    Ok(exit)
}

fn read(path: &Path) -> Result<File, CliError> {
    let bytes = read_bounded(path, FILE_MAX_BYTES)?;
    let mut symbols = Vec::new();
    let texts = if is_picture(&bytes) {
        let found = cleanbill_qr::read(&bytes, &cleanbill_qr::Limits::default());
        let found = found.map_err(|error| CardFault::Picture {
            path: path.into(),
            error,
        })?;
        for code in &found {
            let version = code.symbology.version();
            let findings =
                version.map(|version| examine_symbol(&code.text, version, smallest(&code.text)));
            symbols.extend(findings.into_iter().flatten());
        }
        found.into_iter().map(|code| code.text).collect()
    } else {
        vec![String::from_utf8_lossy(&bytes).into_owned()]
    };
    Ok(File {
        path: path.into(),
        texts,
        symbols,
    })
}

/// The smallest version that holds a text at error correction L.
fn smallest(text: &str) -> Option<u8> {
    let style = Style {
        error_correction: Some(ErrorCorrection::L),
        ..Style::default()
    };
    encode(text, &style).ok().map(|symbol| symbol.version())
}

/// Whether a text has one code of several.
fn is_chunk(text: &str) -> bool {
    let part = text.lines().next().map(|line| Part::parse(line.trim()));
    matches!(part, Some(Ok(part)) if part.place.is_some_and(|place| place.count > 1))
}

/// Files with codes of several are of one card; every other file is a document of its own.
fn examine_all(
    files: Vec<File>,
    options: &ExamineOptions,
    question: &Question<'_>,
) -> Result<Vec<Examined>, CliError> {
    let mut examined = Vec::new();
    let mut codes: Vec<String> = Vec::new();
    let mut symbols = Vec::new();
    let mut first_code: Option<PathBuf> = None;
    for file in files {
        let kind = kind(&file, options)?;
        if kind == DocumentKind::Codes && file.texts.iter().any(|text| is_chunk(text)) {
            // In a text file each line is a code; what stands around the only one is a finding.
            for text in file.texts {
                match text.trim().lines().count() {
                    0 | 1 => codes.push(text),
                    _ => codes.extend(text.lines().map(str::to_owned)),
                }
            }
            symbols.extend(file.symbols);
            first_code.get_or_insert(file.path);
            continue;
        }
        for text in &file.texts {
            let mut one = examine_one(&file.path, kind, text, options, question);
            one.findings.splice(0..0, file.symbols.iter().cloned());
            examined.push(one);
        }
    }
    if let Some(path) = first_code {
        let texts: Vec<&str> = codes.iter().map(String::as_str).collect();
        let found = examine(Document::Codes(&texts), question);
        symbols.extend(found.findings);
        examined.push(Examined {
            path,
            kind: DocumentKind::Codes,
            findings: symbols,
            cards: found.cards,
        });
    }
    Ok(examined)
}

fn kind(file: &File, options: &ExamineOptions) -> Result<DocumentKind, CliError> {
    if let Some(kind) = options.kind {
        return Ok(kind);
    }
    let text = file.texts.first().map(String::as_str).unwrap_or_default();
    let told = detect(text, &Limits::DEFAULT).and_then(|container| match container {
        Container::Code => Some(DocumentKind::Codes),
        Container::Jws => Some(DocumentKind::Jws),
        Container::File => Some(DocumentKind::File),
        Container::FhirParameters => Some(DocumentKind::FhirParameters),
        Container::Payload => Some(DocumentKind::Payload),
        Container::FhirBundle => Some(DocumentKind::FhirBundle),
        _ => None,
    });
    let is_keys = || text.trim_start().starts_with('{') && text.contains("\"keys\"");
    let told = told.or_else(|| is_keys().then_some(DocumentKind::Keys));
    told.ok_or_else(|| {
        CardFault::Unknown {
            path: file.path.clone(),
        }
        .into()
    })
}

fn examine_one(
    path: &Path,
    kind: DocumentKind,
    text: &str,
    options: &ExamineOptions,
    question: &Question<'_>,
) -> Examined {
    let codes = [text];
    let document = match kind {
        DocumentKind::FhirBundle => Document::FhirBundle(text),
        DocumentKind::Payload => Document::Payload(text),
        DocumentKind::Jws => Document::Jws(text),
        DocumentKind::File => Document::File(text),
        DocumentKind::FhirParameters => Document::FhirParameters(text),
        DocumentKind::Codes => Document::Codes(&codes),
        DocumentKind::Keys => {
            let issuer = options.iss.as_deref();
            return Examined {
                path: path.into(),
                kind,
                findings: examine_keys(text, issuer, question.at, &question.limits),
                cards: Vec::new(),
            };
        }
    };
    let found = examine(document, question);
    Examined {
        path: path.into(),
        kind,
        findings: found.findings,
        cards: found.cards,
    }
}

fn read_keys(options: &ExamineOptions) -> Result<Vec<IssuerKey>, CliError> {
    let mut keys = Vec::new();
    for path in &options.keys {
        let bytes = read_bounded(path, FILE_MAX_BYTES)?;
        let set = parse_keys(&bytes, options.iss.as_deref());
        keys.extend(set.map_err(|_| CardFault::Keys { path: path.clone() })?);
    }
    Ok(keys)
}

/// The addresses in a directory: the VCI's list of issuers, or its snapshot.
fn read_directory(path: &Path) -> Result<Vec<String>, CliError> {
    let bytes = read_bounded(path, FILE_MAX_BYTES)?;
    let malformed = || CliError::Malformed {
        path: path.into(),
        detail: "no directory of issuers",
    };
    let json: Value = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let lists = ["participating_issuers", "issuerInfo"];
    let entries = lists.iter().find_map(|name| json.get(name)?.as_array());
    let address = |entry: &Value| {
        let issuer = entry.get("issuer").unwrap_or(entry);
        issuer.get("iss")?.as_str().map(str::to_owned)
    };
    Ok(entries
        .ok_or_else(malformed)?
        .iter()
        .filter_map(address)
        .collect())
}

const fn name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::FhirBundle => "fhir-bundle",
        DocumentKind::Payload => "payload",
        DocumentKind::Jws => "jws",
        DocumentKind::File => "file",
        DocumentKind::FhirParameters => "fhir-parameters",
        DocumentKind::Codes => "codes",
        DocumentKind::Keys => "keys",
    }
}

/// Holds nothing of the holder's.
fn render_json(examined: &Examined) -> Value {
    let finding = |finding: &Finding| {
        json!({
            "code": finding.code(),
            "severity": finding.severity().name(),
            "validator_code": finding.kind.public_code(),
            "path": finding.path,
            "text": finding.kind.describe(),
        })
    };
    let card = |card: &Result<Card, ShcError>| match card {
        Ok(card) => json!({"issuer": card.issuer(), "kid": card.kid()}),
        Err(error) => json!({"error": error.code()}),
    };
    json!({
        "file": examined.path.display().to_string(),
        "kind": name(examined.kind),
        "findings": examined.findings.iter().map(finding).collect::<Vec<_>>(),
        "cards": examined.cards.iter().map(card).collect::<Vec<_>>(),
    })
}

fn render(examined: &Examined) -> String {
    let path = harmless(&examined.path.display().to_string());
    let count = examined.findings.len();
    let head = match count {
        0 => format!("{}✔{RESET} {path}: nothing is wrong", GOOD.render()),
        1 => format!("{path}: 1 finding"),
        _ => format!("{path}: {count} findings"),
    };
    let mut lines = vec![head];
    for finding in &examined.findings {
        let mark = match finding.severity() {
            Severity::Error => format!("{}✘{RESET}", BAD.render()),
            Severity::Warning => format!("{}!{RESET}", OPEN.render()),
        };
        let place = match finding.path.is_empty() {
            true => String::new(),
            false => format!("{}: ", finding.path),
        };
        lines.push(format!(
            "  {mark} {place}{} {}[{}]{RESET}",
            finding.kind.describe(),
            FAINT.render(),
            finding.code()
        ));
    }
    lines.join("\n")
}
