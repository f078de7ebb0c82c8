//! Texts of several schemes, `gdhcn/samples`: what each is, and that it is read.

use cleanbill_trust::TrustStore;
use cleanbill_verifier::{Format, Verifier};

use super::ledger::exception;
use super::outcome::{Judgement, Miss, Step, judge};

/// The format that each sample decodes as.
const SAMPLES: [(&str, Format); 10] = [
    ("DIVOCQR1Contents", Format::Divoc),
    ("DVCTest3QR", Format::Icvp),
    ("DVCTestQR", Format::Icvp),
    ("EUQR1Contents", Format::Hcert),
    ("EUUruguayContents", Format::Hcert),
    ("ICAOAUQR1Contents", Format::VdsNc),
    ("SHCQR1Contents", Format::SmartHealthCard),
    ("SHCTestResultsContents", Format::SmartHealthCard),
    // Data sets that are the whole signed content.
    ("WHOQR1Contents", Format::Ddcc),
    ("WHOQR2Contents", Format::Ddcc),
];

/// Judges the text of the sample of this name.
pub(super) fn judge_all(id: &str, name: &str, file: &[u8]) -> Vec<Judgement> {
    const FLAG: &str = "READ";
    let step = || {
        let Some((_, format)) = SAMPLES.iter().find(|(sample, _)| *sample == name) else {
            return Err(Miss::NotJudged("nothing is known of this sample".into()));
        };
        let text = std::str::from_utf8(file).map_err(|_| Miss::Broken("not-utf-8"))?;
        check(text.trim_end_matches(['\r', '\n']), *format)
    };
    vec![Judgement {
        flag: FLAG.into(),
        outcome: judge(true, exception(id, FLAG), step),
    }]
}

fn check(text: &str, format: Format) -> Step {
    let report = Verifier::new(&TrustStore::default()).verify(text, 0);
    let decode = &report.stages.decode;
    match report.format == format && decode.name() == "passed" {
        true => Ok(()),
        false => Err(Miss::Broken(decode.code().unwrap_or(report.format.name()))),
    }
}
