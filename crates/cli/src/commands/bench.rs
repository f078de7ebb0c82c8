use cleanbill_trust::TrustStore;

use crate::args::BenchOptions;
use crate::bench::{self, Measured, Passes};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::line;

/// `cleanbill bench`.
pub(crate) fn run(options: &BenchOptions) -> Result<Exit, CliError> {
    let passes = if options.passes.is_empty() {
        Passes::make()?
    } else {
        Passes::read(&options.passes)?
    };
    let checks = options.checks as usize;
    line(&format!(
        "{} passes, {checks} checks, one thread unless said",
        passes.texts.len()
    ))?;
    let bare = passes.bare().map(|bare| bench::bare(&bare, checks));
    let whole = bench::whole(&passes.texts, &passes.trust, checks);
    let without = bench::whole(&passes.texts, &TrustStore::default(), checks);
    let threads = rayon::current_num_threads();
    let all = bench::on_all_cores(&passes.texts, &passes.trust, checks);
    if let Some(bare) = bare {
        row("the signature alone", bare, "")?;
        row(
            "the whole check",
            whole,
            &format!("{:.2} × the signature", whole.micros / bare.micros),
        )?;
    } else {
        row("the whole check", whole, "")?;
    }
    row("all but the signature", without, "")?;
    let gain = whole.micros / all.micros;
    row(
        "the whole check, all cores",
        all,
        &format!("{gain:.2} × one, on {threads} threads"),
    )?;
    Ok(Exit::Good)
}

fn row(name: &str, measured: Measured, ratio: &str) -> Result<(), CliError> {
    let per_second = 1e6 / measured.micros;
    line(
        format!(
            "  {name:28} {:8.2} µs   {per_second:9.0} /s   {ratio}",
            measured.micros
        )
        .trim_end(),
    )
}
