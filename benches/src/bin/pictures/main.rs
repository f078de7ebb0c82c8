//! Pictures: Cleanbill's reader beside its peers, in one run, as a Markdown table.
//!
//! `cargo run --release --bin pictures [--features zxing-cpp] [-- NAME…]` reads
//! with the readers whose names are given, or with all. `DUMP=DIR` writes what the first reader
//! missed there.

mod readers;
mod set;

use std::time::Instant;

use readers::Reader;
use set::{CLASSES, Case, PER_CLASS};

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let readers: Vec<Reader> = readers::all()
        .into_iter()
        .filter(|reader| wanted.is_empty() || wanted.iter().any(|name| name == reader.name))
        .collect();
    let cases = set::make();
    let clean = set::clean(PER_CLASS);
    let specimens = readers::specimens();

    let results: Vec<Vec<Score>> = readers.iter().map(|reader| run(reader, &cases)).collect();
    println!("## Degraded pictures: read right of {PER_CLASS}, median ms\n");
    let names: Vec<&str> = readers.iter().map(|reader| reader.name).collect();
    println!("| class | parameters | {} |", names.join(" | "));
    println!("|---|---|{}", "---|".repeat(names.len()));
    for (index, (class, parameters, _)) in CLASSES.iter().enumerate() {
        let cells: Vec<String> = results.iter().map(|scores| scores[index].cell()).collect();
        println!("| {class} | {parameters} | {} |", cells.join(" | "));
    }
    let totals: Vec<String> = results
        .iter()
        .map(|scores| {
            let right: usize = scores.iter().map(|score| score.right).sum();
            let wrong: usize = scores.iter().map(|score| score.wrong).sum();
            format!("**{right}** of {}, {wrong} wrong", cases.len())
        })
        .collect();
    println!("| **all** | | {} |", totals.join(" | "));

    println!("\n## Clean pictures: read of all, median ms\n");
    println!("| set | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(names.len()));
    for (name, files) in [
        (
            "our own, 4 px a module",
            clean.iter().map(|case| case.file.clone()).collect(),
        ),
        ("published specimens", specimens),
    ] {
        let cells: Vec<String> = readers.iter().map(|reader| speed(reader, &files)).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    times: Vec<f64>,
}

impl Score {
    fn cell(&self) -> String {
        let wrong = if self.wrong > 0 {
            format!(", {} wrong", self.wrong)
        } else {
            String::new()
        };
        format!("{}{wrong}, {:.1} ms", self.right, median(&self.times))
    }
}

/// A right text counts once; a text that is not the picture's counts as wrong, never as right.
fn run(reader: &Reader, cases: &[Case]) -> Vec<Score> {
    let dump = std::env::var_os("DUMP").map(std::path::PathBuf::from);
    let mut scores: Vec<Score> = CLASSES.iter().map(|_| Score::default()).collect();
    for (index, case) in cases.iter().enumerate() {
        let score = &mut scores[index / PER_CLASS];
        let started = Instant::now();
        let texts = (reader.read)(&case.file);
        score.times.push(started.elapsed().as_secs_f64() * 1e3);
        let right = texts.contains(&case.text);
        score.right += usize::from(right);
        score.wrong += usize::from(texts.iter().any(|text| *text != case.text));
        if let (false, Some(folder)) = (right, &dump) {
            let name = format!(
                "{}-{}-{index}.pic",
                reader.name,
                case.class.replace(' ', "-")
            );
            std::fs::write(folder.join(name), &case.file).expect("the dump folder is writable");
        }
    }
    scores
}

fn speed(reader: &Reader, files: &[Vec<u8>]) -> String {
    if files.is_empty() {
        return "skipped: no corpora".to_owned();
    }
    let mut times = Vec::new();
    let mut read = 0;
    for file in files {
        // The best of three, so that a neighbour on the machine does not count.
        let mut best = f64::INFINITY;
        let mut texts = Vec::new();
        for _ in 0..3 {
            let started = Instant::now();
            texts = (reader.read)(file);
            best = best.min(started.elapsed().as_secs_f64() * 1e3);
        }
        times.push(best);
        read += usize::from(!texts.is_empty());
    }
    format!("{read} of {}, {:.2} ms", files.len(), median(&times))
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
