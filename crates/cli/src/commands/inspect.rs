use cleanbill_hcert::dcc::render_json;

use crate::args::InspectOptions;
use crate::bundle::Trust;
use crate::check::{Checked, Finding, Tally, check_all};
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::input::Items;
use crate::inspect;
use crate::output::{card, line};

/// `cleanbill inspect`: for the holder, about the holder.
pub(crate) fn run(home: &Home, options: &InspectOptions) -> Result<Exit, CliError> {
    let trust = Trust::load(home, &options.trust)?;
    let at = options.at.unwrap_or_else(clock::now);
    let mut tally = Tally::default();
    let render = |checked: Checked| {
        let text = if options.json {
            payload(&checked)
        } else {
            words(&checked, at)
        };
        (checked.verdict(), text)
    };
    check_all(
        Items::new(&options.passes),
        &trust.store,
        at,
        render,
        |(verdict, text)| {
            tally.add(verdict);
            line(&text)
        },
    )?;
    Ok(tally.exit())
}

fn words(checked: &Checked, at: i64) -> String {
    let card = card::card(checked, false);
    match &checked.finding {
        Finding::Report(report) => format!("{card}\n\n{}", inspect::explain(report, at)),
        Finding::Failed(_) => card,
    }
}

/// The payload as the business rules see it; `null` for what is no pass.
fn payload(checked: &Checked) -> String {
    let pass = match &checked.finding {
        Finding::Report(report) => report.pass.as_ref(),
        Finding::Failed(_) => None,
    };
    let json = pass.map(|pass| render_json(&pass.reading.dcc.to_value()));
    serde_json::Value::from(json).to_string()
}
