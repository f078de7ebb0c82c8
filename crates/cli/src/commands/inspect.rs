use cleanbill_wording::Wording;

use super::together;
use crate::args::InspectOptions;
use crate::bundle::Data;
use crate::check::{Checked, Finding, Tally, check_all};
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::input::Items;
use crate::inspect;
use crate::output::{card, line};

/// `cleanbill inspect`: for the holder, about the holder.
pub(crate) fn run(
    home: &Home,
    options: &InspectOptions,
    wording: &Wording,
) -> Result<Exit, CliError> {
    let data = Data::without_door(home, &options.trust, options.at)?;
    let (at, _) = data.times();
    let mut tally = Tally::default();
    let mut reports = Vec::new();
    let render = |checked: Checked| {
        let text = if options.json {
            payload(&checked)
        } else {
            words(&checked, at, wording)
        };
        (checked, text)
    };
    check_all(
        Items::new(&options.passes),
        &data,
        render,
        |(checked, text)| {
            tally.add(checked.verdict());
            reports.extend(checked.report().filter(|_| options.together));
            line(&text)
        },
    )?;
    if options.together {
        together::tell(&reports, options.same_person)?;
    }
    Ok(tally.exit())
}

fn words(checked: &Checked, at: i64, wording: &Wording) -> String {
    let card = card::card(checked, card::Shown::default(), wording);
    match &checked.finding {
        Finding::Report(report) => format!("{card}\n\n{}", inspect::explain(report, at, wording)),
        Finding::Failed(_) => card,
    }
}

/// The payload as the business rules see it, or as another format has it; `null` for what is no
/// pass.
fn payload(checked: &Checked) -> String {
    let pass = match &checked.finding {
        Finding::Report(report) => report.pass.as_ref(),
        Finding::Failed(_) => None,
    };
    let json = pass.map(|pass| pass.content.payload());
    serde_json::Value::from(json).to_string()
}
