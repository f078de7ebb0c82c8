//! Business rules, measured beside npm `certlogic-js`, in one run on one core each:
//! `cargo run --release --bin rules [CORPORA] [PEERS]`, after
//! `npm install --prefix PEERS certlogic-js@1.2.2`.
//!
//! Every payload of the published rule tests is judged by the rules of every country that suit it.
//! Ours selects the rules, evaluates them and gives a list of results through `RuleSet::evaluate`;
//! the peer is handed the rules selected and its data object built. What any rule throws on is left
//! out, as throwing costs JavaScript much. Both take turns; figures are medians over the rounds.

use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use cleanbill_certlogic::rules::{CertificateKinds, Outcome, Rule, RuleSet, Selection, ValueSets};
use cleanbill_certlogic::{DateTime, External, Limits};
use serde_json::{Value, json};

const ROUNDS: usize = 21;
/// Passes over all the work a turn: each contender finds its caches full of the other's data.
const PASSES: usize = 20;
/// Passes over all the work before any is timed, so that V8 has compiled what is hot.
const WARM_UP: usize = 10;
const COUNTRIES: [&str; 8] = ["AT", "CH", "CZ", "DE", "ES", "EU", "FR", "IE"];
/// 2022-01-15T12:00:00Z, where a test has no clock.
const CLOCK: i64 = 1_642_248_000;

/// A payload and the country that judges it.
struct Case {
    payload: Value,
    clock: i64,
    country: &'static str,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let corpora = arguments
        .next()
        .unwrap_or_else(|| "../../shared/corpora".to_owned());
    let peers = arguments
        .next()
        .unwrap_or_else(|| "target/peers".to_owned());
    let corpus = Path::new(&corpora).join("business-rules");
    if !corpus.is_dir() {
        println!("skipped: no rules under {corpora}");
        return;
    }
    let (set, cases) = load(&corpus);
    let (cases, expected) = settled(&set, cases);
    let evaluations = expected.len();
    println!(
        "{} payloads × countries, {evaluations} evaluations a round",
        cases.len()
    );

    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    let work = std::env::temp_dir().join(format!("rules-{}.json", std::process::id()));
    fs::write(&work, work_of(&set, &cases)).expect("a writable folder for temporary files");
    let mut peer = Peer::start(&work, Path::new(&peers));
    if let Some(peer) = &mut peer {
        assert_eq!(peer.line(), expected, "both decide alike");
    }
    for round in 0..WARM_UP + ROUNDS {
        let passes = if round < WARM_UP { 1 } else { PASSES };
        let spent: f64 = (0..passes).map(|_| judge_all(&set, &cases)).sum();
        let peer_spent = peer
            .as_mut()
            .map(|peer| -> f64 { (0..passes).map(|_| peer.round()).sum() });
        if round >= WARM_UP {
            let evaluations = (passes * evaluations) as f64;
            ours.push(spent / evaluations);
            theirs.extend(peer_spent.map(|spent| spent / evaluations));
        }
    }
    fs::remove_file(&work).expect("the file just written");
    let ours = median(ours);
    println!("{:<28} {ours:>10.1} ns an evaluation", "RuleSet::evaluate");
    if let Some(mut peer) = peer {
        peer.child.kill().expect("a child of ours");
        peer.child.wait().expect("a child of ours");
        let theirs = median(theirs);
        println!("{:<28} {theirs:>10.1} ns an evaluation", "npm certlogic-js");
        println!("ratio {:.1}", theirs / ours);
    } else {
        println!("skipped: no certlogic-js under {peers}");
    }
}

fn load(corpus: &Path) -> (RuleSet, Vec<Case>) {
    let limits = Limits::default();
    let read = |path: &Path| fs::read(path).expect("a readable file");
    let mut rules = Vec::new();
    let mut payloads = BTreeSet::new();
    for folder in COUNTRIES
        .iter()
        .flat_map(|country| children(&corpus.join(country)))
    {
        rules.push(Rule::parse(&read(&folder.join("rule.json")), &limits).expect("a rule"));
        for test in children(&folder.join("tests")) {
            let test: Value = serde_json::from_slice(&read(&test)).expect("a rule test");
            let mut payload = test["payload"].clone();
            payload["ver"] = json!("1.3.0");
            let clock = test["external"]["validationClock"].as_str();
            let clock = clock.map(|text| DateTime::parse(text).expect("a date").as_secs());
            payloads.insert((payload.to_string(), clock.unwrap_or(CLOCK)));
        }
    }
    let sets = read(&corpus.join("valuesets/valueSets.json"));
    let sets = ValueSets::parse_compressed(&sets, &limits).expect("value sets");
    let set = RuleSet::compile(rules, sets, &limits).expect("few rules");
    let case = |country, payload: &str, clock| Case {
        payload: serde_json::from_str(payload).expect("just written"),
        clock,
        country,
    };
    let cases = payloads.iter().flat_map(|(payload, clock)| {
        COUNTRIES
            .iter()
            .map(move |country| case(country, payload, *clock))
    });
    (set, cases.collect())
}

fn selection(case: &Case) -> Selection<'_> {
    Selection {
        clock: case.clock,
        destination: case.country,
        region: None,
        issuer: None,
        kinds: CertificateKinds::of(&case.payload),
    }
}

/// The cases in which no rule is open and any is selected, and all outcomes.
fn settled(set: &RuleSet, cases: Vec<Case>) -> (Vec<Case>, String) {
    let mut outcomes = String::new();
    let mut kept = Vec::new();
    let before = cases.len();
    for case in cases {
        let external = External::new(case.clock, set.value_sets());
        let results = set.evaluate(&selection(&case), &case.payload, &external);
        let letters = results.iter().map(|result| match result.outcome {
            Outcome::Passed => 'P',
            Outcome::Failed => 'F',
            Outcome::Open(_) => 'O',
        });
        let letters: String = letters.collect();
        if !letters.is_empty() && !letters.contains('O') {
            outcomes.push_str(&letters);
            kept.push(case);
        }
    }
    println!(
        "{} of {before} left out: no rule suits, or one throws",
        before - kept.len()
    );
    (kept, outcomes)
}

/// What the peer reads.
fn work_of(set: &RuleSet, cases: &[Case]) -> String {
    let logic: Vec<&Value> = set.rules().iter().map(|rule| &rule.rule().logic).collect();
    let sets: Value = serde_json::to_value(
        set.value_sets()
            .iter()
            .map(|set| (set.id().to_owned(), set.codes().collect::<Vec<_>>()))
            .collect::<std::collections::BTreeMap<_, _>>(),
    )
    .expect("texts");
    let cases = cases.iter().map(|case| {
        let external = External::new(case.clock, set.value_sets());
        let clock = external.validation_clock.as_str();
        let selected = set.select(&selection(case));
        let selected = selected.rules().iter().map(|chosen| {
            set.rules()
                .iter()
                .position(|rule| core::ptr::eq(rule, *chosen))
                .expect("of the set")
        });
        json!({
            "data": {
                "payload": case.payload,
                "external": { "validationClock": clock, "valueSets": sets },
            },
            "selected": selected.collect::<Vec<_>>(),
        })
    });
    json!({ "rules": logic, "cases": cases.collect::<Vec<_>>() }).to_string()
}

/// Nanoseconds for all cases.
fn judge_all(set: &RuleSet, cases: &[Case]) -> f64 {
    let started = Instant::now();
    for case in cases {
        let external = External::new(case.clock, set.value_sets());
        black_box(set.evaluate(&selection(case), black_box(&case.payload), &external));
    }
    started.elapsed().as_nanos() as f64
}

struct Peer {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    fn start(work: &Path, peers: &Path) -> Option<Self> {
        if !peers.join("node_modules/certlogic-js").is_dir() {
            return None;
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/certlogic.mjs");
        let mut child = Command::new("node")
            .args([&script, work, peers])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let input = child.stdin.take()?;
        let output = BufReader::new(child.stdout.take()?).lines();
        Some(Self {
            child,
            input,
            output,
        })
    }

    fn line(&mut self) -> String {
        self.output
            .next()
            .expect("the peer answers")
            .expect("in text")
    }

    fn round(&mut self) -> f64 {
        writeln!(self.input).expect("the peer listens");
        let line = self.line();
        let spent = line.split(' ').next().unwrap_or_default();
        spent.parse().expect("nanoseconds")
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}
