//! The report that a policy names by its hash.

use std::fmt::Write;

use cleanbill_crypto::sha256;
use jiff::Timestamp;
use serde::Serialize;

use super::{CELL_MIN, MODEL, Rehearsal, Row, RuleState, Share, Synthetic, Table};
use crate::digest_to_hex;

/// Of whom the rehearsal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// Passes that somebody had.
    Passes,
    /// Made-up ones.
    Synthetic(Synthetic),
}

/// What came of a rehearsal: the same for the same states, population and instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    table: Table,
    json: String,
    heading: String,
}

// The members of every object are in ascending order, so that the text is canonical: no white
// space, integers and texts alone.

#[derive(Serialize)]
struct Document {
    at: String,
    cell_min: u64,
    columns: Vec<&'static str>,
    few_lose: bool,
    format: u32,
    new: StateDocument,
    old: StateDocument,
    passes: Option<u64>,
    place: Option<&'static str>,
    population: PopulationDocument,
    region: Option<String>,
    rows: Vec<RowDocument>,
    share_losing_millionths: u64,
    totals: Vec<u64>,
}

#[derive(Serialize)]
struct StateDocument {
    country: Option<String>,
    policy: Option<String>,
    policy_digest: Option<String>,
    rules_digest: Option<String>,
    version: Option<u32>,
}

#[derive(Serialize)]
struct PopulationDocument {
    count: Option<u64>,
    kind: &'static str,
    model: Option<u32>,
    seed: Option<u64>,
}

#[derive(Serialize)]
struct RowDocument {
    ages: String,
    counts: Vec<u64>,
    grounds: String,
    passes: u64,
}

impl Report {
    /// The report of a rehearsal over a population.
    #[must_use]
    pub fn new(rehearsal: &Rehearsal, population: Population, table: Table) -> Self {
        let document = document(rehearsal, population, &table);
        let heading = heading(&document);
        Self {
            // Texts, integers and lists of them can always be written.
            json: serde_json::to_string(&document).unwrap_or_default(),
            heading,
            table,
        }
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// The canonical JSON, without line end.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// SHA-256 of [`Report::json`]: what a policy names in `[extension] rehearsal`.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sha256(self.json.as_bytes())
    }

    /// The report for people, in plain text of lines ended by `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.heading.clone();
        let Some(passes) = self.table.passes() else {
            text.push_str("fewer than 10 passes: nothing can be shown\n");
            return text;
        };
        text.push('\n');
        text.push_str(&lines(&self.table, passes));
        text.push('\n');
        let at_most = if self.table.few_lose() {
            "at most "
        } else {
            ""
        };
        let share = self.table.share_losing();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "lose, or are in doubt: {at_most}{share} of {passes} passes"
        );
        if self.table.few_lose() {
            let _ = writeln!(text, "they are fewer than {CELL_MIN}, and so not shown");
        }
        text
    }
}

fn document(rehearsal: &Rehearsal, population: Population, table: &Table) -> Document {
    let row = |row: &Row| (row.grounds_name(), row.ages_name());
    let rows = table.rows().iter().map(|counted| {
        let (grounds, ages) = row(&counted.row);
        RowDocument {
            ages,
            counts: counted.counts.clone(),
            grounds,
            passes: counted.passes(),
        }
    });
    let share: Share = table.share_losing();
    Document {
        at: instant(rehearsal.at()),
        cell_min: CELL_MIN,
        columns: table.columns().iter().map(|column| column.name()).collect(),
        few_lose: table.few_lose(),
        format: 1,
        new: state(rehearsal.new_state()),
        old: state(rehearsal.old()),
        passes: table.passes(),
        place: rehearsal.chain().map(|(place, _)| place.name()),
        population: match population {
            Population::Passes => PopulationDocument {
                count: None,
                kind: "passes",
                model: None,
                seed: None,
            },
            Population::Synthetic(synthetic) => PopulationDocument {
                count: Some(synthetic.count),
                kind: "synthetic",
                model: Some(MODEL),
                seed: Some(synthetic.seed),
            },
        },
        region: rehearsal.chain().map(|(_, region)| region.to_string()),
        rows: rows.collect(),
        share_losing_millionths: share.millionths(),
        totals: table.totals(),
    }
}

fn state(state: &RuleState) -> StateDocument {
    StateDocument {
        country: state.country().map(str::to_owned),
        policy: state.policy().map(|policy| policy.id.clone()),
        policy_digest: state.policy_digest().map(digest_to_hex),
        rules_digest: state.rules_digest().map(digest_to_hex),
        version: state.policy().map(|policy| policy.version),
    }
}

/// RFC 3339 in UTC; beyond the calendar, Unix seconds.
fn instant(at: i64) -> String {
    Timestamp::from_second(at).map_or_else(|_| at.to_string(), |at| at.to_string())
}

fn heading(document: &Document) -> String {
    let name = |state: &StateDocument| match (state.policy.as_ref(), state.country.as_ref()) {
        (Some(id), _) => format!("{id}, version {}", state.version.unwrap_or_default()),
        (None, Some(country)) => format!("the rules of {country}"),
        (None, None) => "no check in force".to_owned(),
    };
    let population = match (document.population.count, document.population.seed) {
        (Some(count), Some(seed)) => format!("synthetic, {count} passes, seed {seed}"),
        _ => "passes".to_owned(),
    };
    let mut text = format!(
        "old         {}\nnew         {}\nat          {}\n",
        name(&document.old),
        name(&document.new),
        document.at
    );
    if let (Some(place), Some(region)) = (document.place, &document.region) {
        let _ = writeln!(text, "place       {place}, {region}");
    }
    let _ = writeln!(text, "population  {population}");
    text
}

/// The table in columns: words to the left, numbers to the right.
fn lines(table: &Table, passes: u64) -> String {
    let mut cells: Vec<Vec<String>> = Vec::new();
    let line = |words: [String; 2], numbers: &mut dyn Iterator<Item = String>| {
        words.into_iter().chain(numbers).collect::<Vec<_>>()
    };
    let names = table
        .columns()
        .iter()
        .map(|column| column.name().to_owned());
    let mut names = std::iter::once("passes".to_owned()).chain(names);
    cells.push(line(["ground".into(), "age".into()], &mut names));
    for counted in table.rows() {
        let words = [counted.row.grounds_name(), counted.row.ages_name()];
        let counts = counted.counts.iter().copied();
        let mut numbers = std::iter::once(counted.passes()).chain(counts);
        cells.push(line(words, &mut numbers.by_ref().map(|n| n.to_string())));
    }
    let totals = table.totals();
    let mut numbers = std::iter::once(passes).chain(totals).map(|n| n.to_string());
    cells.push(line(["all".into(), String::new()], &mut numbers));
    let width = |index: usize| {
        let cells = cells.iter().filter_map(|line| line.get(index));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.columns().len() + 3).map(width).collect();
    let mut text = String::new();
    for line in &cells {
        let padded = line
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(index, (cell, width))| {
                if index < 2 {
                    format!("{cell:width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
        let padded: Vec<String> = padded.collect();
        text.push_str(padded.join("  ").trim_end());
        text.push('\n');
    }
    text
}
