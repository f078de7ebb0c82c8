//! Texts of several schemes, `gdhcn/samples`: what each is, and how far it is read today.

use cleanbill_trust::TrustStore;
use cleanbill_verifier::{Format, Verifier};

use super::ledger::exception;
use super::outcome::{Judgement, Miss, Step, judge};

/// What is expected of a sample.
enum Expectation {
    /// It decodes, as a pass of this format.
    Read(Format),
    /// Recognised, not read: the format and the code of the open decode stage.
    Recognised(Format, &'static str),
}

const NOT_SUPPORTED: &str = "decode.format-not-supported";
const DCC: Expectation = Expectation::Read(Format::Hcert);
const ICVP: Expectation = Expectation::Read(Format::Icvp);
/// Data sets that are the whole signed content.
const DDCC: Expectation = Expectation::Read(Format::Ddcc);

const SAMPLES: [(&str, Expectation); 10] = [
    (
        "DIVOCQR1Contents",
        Expectation::Recognised(Format::Divoc, NOT_SUPPORTED),
    ),
    ("DVCTest3QR", ICVP),
    ("DVCTestQR", ICVP),
    ("EUQR1Contents", DCC),
    ("EUUruguayContents", DCC),
    (
        "ICAOAUQR1Contents",
        Expectation::Recognised(Format::VdsNc, NOT_SUPPORTED),
    ),
    (
        "SHCQR1Contents",
        Expectation::Recognised(Format::SmartHealthCard, NOT_SUPPORTED),
    ),
    (
        "SHCTestResultsContents",
        Expectation::Recognised(Format::SmartHealthCard, NOT_SUPPORTED),
    ),
    ("WHOQR1Contents", DDCC),
    ("WHOQR2Contents", DDCC),
];

/// Judges the text of the sample of this name.
pub(super) fn judge_all(id: &str, name: &str, file: &[u8]) -> Vec<Judgement> {
    const FLAG: &str = "RECOGNISED";
    let step = || {
        let Some((_, expectation)) = SAMPLES.iter().find(|(sample, _)| *sample == name) else {
            return Err(Miss::NotJudged("nothing is known of this sample".into()));
        };
        let text = std::str::from_utf8(file).map_err(|_| Miss::Broken("not-utf-8"))?;
        check(text.trim_end_matches(['\r', '\n']), expectation)
    };
    vec![Judgement {
        flag: FLAG.into(),
        outcome: judge(true, exception(id, FLAG), step),
    }]
}

fn check(text: &str, expectation: &Expectation) -> Step {
    let report = Verifier::new(&TrustStore::default()).verify(text, 0);
    let (wanted_format, wanted) = match expectation {
        Expectation::Read(format) => (*format, ("passed", None)),
        Expectation::Recognised(format, code) => (*format, ("undetermined", Some(*code))),
    };
    let decode = &report.stages.decode;
    let found = (decode.name(), decode.code());
    if report.format == wanted_format && found == wanted {
        Ok(())
    } else {
        Err(Miss::Broken(decode.code().unwrap_or("ok")))
    }
}
