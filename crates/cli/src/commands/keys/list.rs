use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use comfy_table::{ContentArrangement, Table, presets};

use crate::args::ListKeysOptions;
use crate::clock::{self, render_date, render_time};
use crate::epochs::{DAY_SECS, Entry, Register, State};
use crate::error::{CliError, KeysError};
use crate::exit::Exit;
use crate::home::Home;
use crate::output::{FAINT, RESET, harmless, line};

/// `cleanbill keys list`. Opens no key.
pub(super) fn list(home: &Home, options: &ListKeysOptions) -> Result<Exit, CliError> {
    let register = Register::read(home)?;
    let now = clock::now();
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header([
        "epoch",
        "form",
        "key",
        "state",
        "signs from",
        "until",
        "days left",
        "signatures",
        "of",
        "kept in",
    ]);
    for entry in &register.epoch {
        let row = Row::new(home, &register, entry, now);
        if options.json {
            line(&row.json())?;
        } else {
            table.add_row(row.cells());
        }
    }
    if options.json {
        return Ok(Exit::Good);
    }
    line(&table.to_string())?;
    if register.current(now).is_none() {
        line("No key signs now: `cleanbill keys rotate --lead-days 0`")?;
    }
    Ok(Exit::Good)
}

/// `cleanbill keys show`.
pub(super) fn show(home: &Home, number: Option<u32>) -> Result<Exit, CliError> {
    let register = Register::read(home)?;
    let now = clock::now();
    let entry = match number {
        Some(number) => register.find(number)?,
        None => register.current(now).ok_or(KeysError::NoEpoch)?,
    };
    let row = Row::new(home, &register, entry, now);
    let fact = |name: &str, value: &str| {
        line(&format!(
            "  {}{name:13}{RESET} {}",
            FAINT.render(),
            harmless(value)
        ))
    };
    line(&format!("Key epoch {}: {}", entry.number, row.state.name()))?;
    fact("signs", entry.form.form().name())?;
    if let Some(address) = &entry.address {
        fact("published at", address)?;
    }
    fact("kept in", row.place)?;
    let Some(span) = entry.span else {
        return Ok(Exit::Good);
    };
    let dsc = entry.certificate(home)?;
    fact("kid", &STANDARD.encode(dsc.kid()))?;
    fact("subject", dsc.subject().common_name().unwrap_or("–"))?;
    let valid = (render_time(dsc.not_before()), render_time(dsc.not_after()));
    fact("certificate", &format!("{} to {}", valid.0, valid.1))?;
    fact(
        "signs from",
        &format!("{} to {}", render_time(span.from), render_time(span.until)),
    )?;
    if let Some(at) = entry.retired_at {
        fact("retired", &render_time(at))?;
    }
    match entry.tally(home) {
        Ok(tally) => {
            let (count, most) = (tally.signatures(), span.signatures_max);
            fact("signatures", &format!("at most {count} of {most}"))?;
            let (reserved, returned) = (tally.reserved, tally.returned);
            fact(
                "counter",
                &format!("{reserved} reserved, {returned} given back"),
            )?;
        }
        Err(error) => fact("counter", &error.to_string())?,
    }
    Ok(Exit::Good)
}

struct Row<'a> {
    entry: &'a Entry,
    state: State,
    place: &'static str,
    kid: Option<[u8; 8]>,
    signatures: Option<u64>,
    days_left: Option<i64>,
}

impl<'a> Row<'a> {
    fn new(home: &Home, register: &Register, entry: &'a Entry, now: i64) -> Self {
        let left = |until: i64| until.saturating_sub(now).div_euclid(DAY_SECS).max(0);
        Self {
            entry,
            state: register.state(entry, now),
            place: if entry.token_id.is_some() {
                "token"
            } else {
                "file"
            },
            kid: entry.certificate(home).ok().map(|dsc| dsc.kid()),
            signatures: entry.tally(home).ok().map(|tally| tally.signatures()),
            days_left: entry.span.map(|span| left(span.until)),
        }
    }

    fn cells(&self) -> [String; 10] {
        let unknown = || "–".to_owned();
        let span = self.entry.span;
        [
            self.entry.number.to_string(),
            self.entry.form.form().name().to_owned(),
            self.kid.map_or_else(unknown, |kid| STANDARD.encode(kid)),
            self.state.name().to_owned(),
            span.map_or_else(unknown, |span| render_date(span.from)),
            span.map_or_else(unknown, |span| render_date(span.until)),
            self.days_left.map_or_else(unknown, |days| days.to_string()),
            self.signatures
                .map_or_else(unknown, |count| count.to_string()),
            span.map_or_else(unknown, |span| span.signatures_max.to_string()),
            self.place.to_owned(),
        ]
    }

    fn json(&self) -> String {
        let span = self.entry.span;
        serde_json::json!({
            "epoch": self.entry.number,
            "form": self.entry.form.form().name(),
            "kid": self.kid.map(|kid| STANDARD.encode(kid)),
            "state": self.state.name(),
            "signs_from": span.map(|span| render_time(span.from)),
            "signs_until": span.map(|span| render_time(span.until)),
            "days_left": self.days_left,
            "signatures": self.signatures,
            "signatures_max": span.map(|span| span.signatures_max),
            "kept_in": self.place,
        })
        .to_string()
    }
}
