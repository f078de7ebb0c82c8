use std::io::IsTerminal;

use cleanbill_policy::{Declared, Loaded, Policy, PolicySet, Tendency, Tightening};
use cleanbill_wording::Wording;
use comfy_table::{ContentArrangement, Table, presets};

use super::publish::{rule_book, texts};
use crate::args::{BundleOptions, CheckPoliciesOptions, PolicyAction};
use crate::bundle::{self, installed_floor, pins, read_bundle};
use crate::documents;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::ledger::{known_of_given, known_of_installed};
use crate::output::{BAD, GOOD, RESET, harmless, line};

/// Width of the table where there is no terminal to ask, in characters.
const WIDTH: u16 = 110;

/// `cleanbill policy`.
pub(crate) fn run(home: &Home, action: PolicyAction, wording: &Wording) -> Result<Exit, CliError> {
    match action {
        PolicyAction::Check(options) => check(&options, wording),
        PolicyAction::Show(options) => show(home, &options, wording),
    }
}

fn check(options: &CheckPoliciesOptions, wording: &Wording) -> Result<Exit, CliError> {
    let policies = documents::read_all(&options.policies, "toml")?;
    let rules = documents::read_all(&options.rules, "json")?;
    let value_sets = documents::read_all(&options.value_sets, "json")?;
    let book = rule_book(&rules, &value_sets)?;
    let set = PolicySet::load(texts(&policies), &book, &Declared, i64::MAX);
    tell_loaded(&set, wording)?;
    tell_refused(&set)?;
    Ok(Exit::Good)
}

fn show(home: &Home, options: &BundleOptions, wording: &Wording) -> Result<Exit, CliError> {
    let (path, floor) = match &options.bundle {
        Some(path) => (path.clone(), cleanbill_trust::set::Floor::default()),
        None => (home.bundle(), installed_floor(home)?),
    };
    let bytes = read_bundle(&path)?;
    let known = match &options.bundle {
        Some(_) => known_of_given(home, &bytes, false)?,
        None => known_of_installed(home)?,
    };
    let set = bundle::open(&path, &bytes, &pins(home, &options.root)?, floor)?;
    let policies = bundle::read(&path, &set, &known)?.policies;
    tell_loaded(&policies, wording)?;
    tell_refused(&policies)?;
    Ok(Exit::Good)
}

fn tell_loaded(set: &PolicySet, wording: &Wording) -> Result<(), CliError> {
    if set.loaded().is_empty() {
        return line("no policy: no check is in force anywhere");
    }
    let mut table = Table::new();
    if !std::io::stdout().is_terminal() {
        table.set_width(WIDTH);
    }
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header([
            "policy",
            "where",
            "from",
            "until",
            "places",
            "against the last",
        ]);
    for loaded in set.loaded() {
        table.add_row(row(loaded, wording));
    }
    line(&table.to_string())
}

fn row(loaded: &Loaded, wording: &Wording) -> [String; 6] {
    let policy = &loaded.policy;
    [
        format!("{} v{}", policy.id, policy.version),
        policy.region.to_string(),
        day(policy, policy.from),
        day(policy, policy.until - 1),
        places(policy, wording),
        tendency(&loaded.tendency),
    ]
}

/// The day that it is at the policy's doors.
fn day(policy: &Policy, at: i64) -> String {
    policy
        .zone
        .day(at)
        .map_or_else(String::new, |day| day.to_string())
}

fn places(policy: &Policy, wording: &Wording) -> String {
    let names: Vec<String> = policy
        .places
        .iter()
        .map(|place| wording.place(*place))
        .collect();
    let mut essentials: Vec<_> = policy
        .places
        .iter()
        .flat_map(|place| place.leaves_out())
        .collect();
    essentials.sort();
    essentials.dedup();
    if essentials.is_empty() {
        return names.join(", ");
    }
    let left_out: Vec<String> = essentials
        .into_iter()
        .map(|essential| wording.essential(*essential))
        .collect();
    format!(
        "{}\nnever inside: {}",
        names.join(", "),
        left_out.join(", ")
    )
}

fn tendency(tendency: &Tendency) -> String {
    match tendency {
        Tendency::NotTighter => "not tighter".to_owned(),
        Tendency::Tighter(found) => {
            let first = found.first().copied().map_or("", tightening);
            match found.len() {
                0 | 1 => format!("tighter: {first}"),
                more => format!("tighter: {first}, and {} more", more - 1),
            }
        }
    }
}

const fn tightening(what: Tightening) -> &'static str {
    match what {
        Tightening::NewPlace(_) => "nothing was asked there",
        Tightening::Accepts(_) => "a way to be let in is gone or narrower",
        Tightening::UnderAge => "younger people need a pass",
        Tightening::Companions(_) => "companions need a pass",
        Tightening::Rules => "other rules",
        Tightening::Destination => "another destination",
        Tightening::Disease => "another disease",
        Tightening::Zone => "days end at another time",
        Tightening::DataAge => "fresher data",
        Tightening::SystemFault => "a fault of the system opens no door",
        Tightening::Shown => "the door sees more",
    }
}

/// Names every refused policy, and fails if there is one.
pub(super) fn tell_refused(set: &PolicySet) -> Result<(), CliError> {
    for refused in set.refused() {
        let id = refused.id.as_deref().unwrap_or("(no id)");
        line(&format!(
            "{}✘{RESET} {}: {} [{}]",
            BAD.render(),
            harmless(id),
            harmless(&refused.error.to_string()),
            refused.error.code()
        ))?;
    }
    match set.refused().len() {
        0 => {
            let count = set.loaded().len();
            if count > 0 {
                line(&format!("{}✔{RESET} {count} policies hold", GOOD.render()))?;
            }
            Ok(())
        }
        count => Err(CliError::PoliciesRefused { count }),
    }
}
