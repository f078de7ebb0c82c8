use std::io::Write;

use cleanbill_verifier::{Action, DoorReason, DoorVerdict, GateAnswer, GateTime, Note, Verdict};
use cleanbill_wording::Wording;

use super::trust::DEMONSTRATION;
use crate::args::GateOptions;
use crate::bundle::Data;
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::home::Home;
use crate::input::read_bounded_line;
use crate::output::{door, slip};
use crate::shown::Presented;

/// `cleanbill gate`: answers every line at once, keeps nothing, ends with its input.
pub(crate) fn run(home: &Home, options: &GateOptions, wording: Wording) -> Result<Exit, CliError> {
    let data = Data::load(home, &options.checking)?;
    if data.is_demonstration() {
        anstream::eprintln!("note: {DEMONSTRATION}");
    }
    let wording = &data.localised(wording);
    let mut gate = data.gate();
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    let mut told = false;
    while let Some(line) =
        read_bounded_line(&mut input).map_err(|error| CliError::Input { kind: error.kind() })?
    {
        // Some scanners send an empty line after each code. A program gets an answer to each line.
        if !options.structured && line.trim().is_empty() {
            continue;
        }
        let now = clock::now();
        let time = GateTime {
            at: options.checking.door.at.unwrap_or(now),
            clock: options.checking.door.clock.unwrap_or(now),
        };
        let presented = if options.structured {
            Presented::structured(&line)
        } else {
            Some(Presented::scanned(&line))
        };
        let answer = match presented {
            Some(presented) => gate.answer(presented.shown(), time),
            None => unreadable(data.age_secs(time.clock)),
        };
        let text = if options.for_holder {
            slip::slip(&answer, time, wording)
        } else {
            door::line(&answer.door)
        };
        writeln!(output, "{text}")
            .and_then(|()| output.flush())
            .map_err(|error| CliError::Output { kind: error.kind() })?;
        if !told {
            told = tell_scanner(&answer);
        }
    }
    Ok(Exit::Good)
}

/// The answer to a line that a program should not have sent: a person looks.
const fn unreadable(data_age_secs: Option<i64>) -> GateAnswer {
    let door = DoorVerdict::without_pass(
        Verdict::Undetermined,
        Action::Manual,
        DoorReason::DocumentUnreadable,
        data_age_secs,
    );
    GateAnswer { door, report: None }
}

/// About the scanner, not about a person: said once, beside the answers.
fn tell_scanner(answer: &GateAnswer) -> bool {
    let first = answer
        .report
        .as_ref()
        .and_then(|report| report.notes.first());
    let Some(Note::Mangled(mangling)) = first else {
        return false;
    };
    anstream::eprintln!(
        "note: the scanner changes codes [{}]; they are led back",
        mangling.code()
    );
    true
}
