//! Whose passes a rehearsal judges: read line by line, or made up; on all cores.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::Path;

use cleanbill_cose::DateClaim;
use cleanbill_hcert::dcc::{parse_json, render_json};
use cleanbill_hcert::{Decoder, Envelope, Limits, find_dcc, read_dcc};
use cleanbill_health::Record;
use cleanbill_policy::Presented;
use cleanbill_policy::rehearsal::{Population, Rehearsal, Synthetic, Tally};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde_json::Value as Json;

use crate::args::PopulationSource;
use crate::error::CliError;
use crate::input::read_bounded_line;

/// Passes that one thread judges at a stretch.
const STRETCH: u64 = 4_096;
/// Lines that are held at a time: some megabytes.
const LINES_HELD: usize = 16_384;

/// What was counted.
pub(super) struct Counted {
    pub(super) tally: Tally,
    pub(super) population: Population,
    /// Lines of a file that hold no pass.
    pub(super) unreadable: u64,
}

/// Judges every pass of a population under both states.
pub(super) fn count(rehearsal: &Rehearsal, source: &PopulationSource) -> Result<Counted, CliError> {
    match source {
        PopulationSource::File(path) => file(rehearsal, path),
        PopulationSource::Synthetic { count, seed } => {
            let synthetic = Synthetic {
                count: *count,
                seed: *seed,
                at: rehearsal.at(),
                zone: rehearsal.zone(),
            };
            Ok(Counted {
                tally: made_up(rehearsal, synthetic),
                population: Population::Synthetic(synthetic),
                unreadable: 0,
            })
        }
    }
}

fn made_up(rehearsal: &Rehearsal, synthetic: Synthetic) -> Tally {
    let bar = progress(Some(synthetic.count));
    let stretch = |start: u64| {
        let mut tally = Tally::default();
        let end = (start + STRETCH).min(synthetic.count);
        for number in start..end {
            let record = synthetic.pass(number);
            let dcc = rehearsal.needs_dcc().then(|| Synthetic::dcc(&record));
            rehearsal.count(&Pass::made_up(record, dcc).presented(), &mut tally);
        }
        bar.inc(end - start);
        tally
    };
    let stretches = 0..synthetic.count.div_ceil(STRETCH);
    let tally = stretches
        .into_par_iter()
        .map(|number| stretch(number * STRETCH))
        .reduce(Tally::default, |a, b| a.merged(&b));
    bar.finish_and_clear();
    tally
}

fn file(rehearsal: &Rehearsal, path: &Path) -> Result<Counted, CliError> {
    let failed = |error: std::io::Error| CliError::Read {
        path: path.into(),
        kind: error.kind(),
    };
    let mut reader = BufReader::new(File::open(path).map_err(failed)?);
    let bar = progress(None);
    let mut all = Tally::default();
    let (mut any, mut unreadable) = (false, 0);
    loop {
        let lines = next_lines(&mut reader).map_err(failed)?;
        if lines.is_empty() {
            break;
        }
        let judged = lines
            .par_chunks(256)
            .map_init(Decoder::default, |decoder, lines| {
                let mut tally = Tally::default();
                let mut unreadable = 0_u64;
                for line in lines {
                    match Pass::read(line, decoder) {
                        Some(pass) => rehearsal.count(&pass.presented(), &mut tally),
                        None => unreadable += 1,
                    }
                }
                (tally, unreadable)
            });
        let nothing = || (Tally::default(), 0);
        let (tally, bad) = judged.reduce(nothing, |a, b| (a.0.merged(&b.0), a.1 + b.1));
        bar.inc(lines.len() as u64);
        any |= bad < lines.len() as u64;
        all = all.merged(&tally);
        unreadable += bad;
    }
    bar.finish_and_clear();
    if !any {
        return Err(CliError::EmptyPopulation { path: path.into() });
    }
    Ok(Counted {
        tally: all,
        population: Population::Passes,
        unreadable,
    })
}

/// The next lines that are not blank; none at the end.
fn next_lines(reader: &mut dyn BufRead) -> std::io::Result<Vec<String>> {
    let mut lines = Vec::new();
    while lines.len() < LINES_HELD {
        match read_bounded_line(reader)? {
            Some(line) if line.trim().is_empty() => {}
            Some(line) => lines.push(line),
            None => break,
        }
    }
    Ok(lines)
}

/// What is judged of a pass.
struct Pass {
    record: Record,
    dcc: Option<Json>,
    issuer: Option<String>,
    issued_at: Option<i64>,
    expires_at: Option<i64>,
    kid: Vec<u8>,
}

impl Pass {
    const fn made_up(record: Record, dcc: Option<Json>) -> Self {
        Self {
            record,
            dcc,
            issuer: None,
            issued_at: None,
            expires_at: None,
            kid: Vec::new(),
        }
    }

    /// `HC1:…`, or the JSON of a DCC. Its signature is nobody's concern here.
    fn read(line: &str, decoder: &mut Decoder) -> Option<Self> {
        let line = line.trim_start_matches('\u{feff}');
        if line.starts_with('{') {
            return Self::read_json(line);
        }
        Self::read_envelope(&decoder.decode(line).ok()?)
    }

    fn read_json(line: &str) -> Option<Self> {
        let payload = parse_json(line.as_bytes(), &Limits::default().cbor).ok()?;
        let dcc = read_dcc(&payload).ok()?.dcc;
        // Anything in braces is JSON; a pass says at least one event.
        if dcc.kinds().is_empty() {
            return None;
        }
        let mut pass = Self::made_up(Record::from(&dcc), Some(render_json(&payload)));
        pass.issuer = dcc.country().map(str::to_owned);
        Some(pass)
    }

    fn read_envelope(envelope: &Envelope<'_>) -> Option<Self> {
        let claims = &envelope.claims;
        let payload = find_dcc(claims.hcert.as_ref()?).ok()?;
        let dcc = read_dcc(payload).ok()?.dcc;
        Some(Self {
            record: Record::from(&dcc),
            issuer: claims
                .issuer
                .clone()
                .or_else(|| dcc.country().map(str::to_owned)),
            dcc: Some(render_json(payload)),
            issued_at: claims.issued_at.and_then(DateClaim::secs),
            expires_at: claims.expires_at.and_then(DateClaim::secs),
            kid: envelope.cose.kid().unwrap_or_default().to_vec(),
        })
    }

    fn presented(&self) -> Presented<'_> {
        Presented {
            record: &self.record,
            dcc: self.dcc.as_ref(),
            issuer_country: self.issuer.as_deref(),
            issued_at: self.issued_at,
            expires_at: self.expires_at,
            kid: &self.kid,
        }
    }
}

/// A bar on standard error, if that is a terminal.
fn progress(passes: Option<u64>) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = match passes {
        Some(_) => "{wide_bar} {human_pos} of {human_len} passes  {eta}",
        None => "{spinner} {human_pos} passes  {per_sec}  {elapsed}",
    };
    let bar = passes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
