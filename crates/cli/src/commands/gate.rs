use std::io::Write;

use cleanbill_verifier::{DoorVerdict, Note, Verifier};

use crate::args::GateOptions;
use crate::bundle::Trust;
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::input::read_bounded_line;
use crate::output::door;

/// `cleanbill gate`: answers every line at once, keeps nothing, ends with its input.
pub(crate) fn run(home: &Home, options: &GateOptions) -> Result<Exit, CliError> {
    let trust = Trust::load(home, &options.trust)?;
    let mut verifier = Verifier::new(&trust.store);
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let mut told = false;
    while let Some(line) =
        read_bounded_line(&mut input).map_err(|error| CliError::Input { kind: error.kind() })?
    {
        // Some scanners send an empty line after each code.
        if line.trim().is_empty() {
            continue;
        }
        let now = clock::now();
        let report = verifier.verify(&line, options.at.unwrap_or(now));
        let age = trust.issued_at.map(|_| trust.age_secs(now));
        let answer = door::line(&DoorVerdict::new(&report, age));
        writeln!(output, "{answer}")
            .and_then(|()| output.flush())
            .map_err(|error| CliError::Output { kind: error.kind() })?;
        // About the scanner, not about a person: said once, beside the answers.
        if let Some(Note::Mangled(mangling)) = report.notes.first().filter(|_| !told) {
            anstream::eprintln!(
                "note: the scanner changes codes [{}]; they are led back",
                mangling.code()
            );
            told = true;
        }
    }
    Ok(Exit::Good)
}
