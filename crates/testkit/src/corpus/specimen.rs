//! Specimen pictures of countries, `dcc/quality-assurance`. The corpus says nothing of them but
//! that they are passes; a signature can be judged where the signer is in the trust list beside
//! them.

use std::path::Path;
use std::sync::OnceLock;

use cleanbill_crypto::PublicKey;
use cleanbill_trust::{TrustStore, list};
use cleanbill_verifier::{Format, Outcome, Reason, Report, Verifier};
use cleanbill_x509::parse_pem;

use super::ledger::exception;
use super::outcome::{Judgement, Miss, Step, judge, unreached};

/// 2022-01-01T00:00:00Z. The dates of specimens are not judged.
const AT: i64 = 1_640_995_200;

/// Judges a picture: that it is read, that it is a DCC, that its signature is right.
pub(super) fn judge_all(id: &str, picture: &[u8], corpora: &Path) -> Vec<Judgement> {
    let text = read(picture);
    let report = text.clone().map_err(unreached).and_then(|text| {
        let trust = trust(corpora)?;
        Ok(Verifier::new(trust).verify(&text, AT))
    });
    let judged = |flag: &'static str, step: Step| Judgement {
        flag: flag.into(),
        outcome: judge(true, exception(id, flag), || step),
    };
    vec![
        judged("PICTURE", text.map(|_| ())),
        judged(
            "DECODE",
            report.as_ref().map_err(Clone::clone).and_then(decode),
        ),
        judged(
            "SIGNATURE",
            report.as_ref().map_err(Clone::clone).and_then(signature),
        ),
    ]
}

/// The first text of the picture that is a pass.
fn read(picture: &[u8]) -> Result<String, Miss> {
    let found = cleanbill_qr::read(picture, &cleanbill_qr::Limits::default())
        .map_err(|error| Miss::Broken(error.code()))?;
    found
        .into_iter()
        .map(|found| found.text)
        .find(|text| Format::detect(text) == Format::Hcert)
        .ok_or(Miss::Broken("no-pass"))
}

fn decode(report: &Report) -> Step {
    match report.stages.decode.code() {
        None => Ok(()),
        Some(code) => Err(Miss::Broken(code)),
    }
}

fn signature(report: &Report) -> Step {
    match &report.stages.signature {
        Outcome::Passed => Ok(()),
        Outcome::Undetermined(Reason::UnknownKey) => Err(Miss::NotJudged(
            "the signer is not in the trust list".into(),
        )),
        outcome => Err(Miss::Broken(outcome.code().unwrap_or_default())),
    }
}

/// The trust list of the corpora, its own signature checked.
fn trust(corpora: &Path) -> Result<&'static TrustStore, Miss> {
    static TRUST: OnceLock<Result<TrustStore, Miss>> = OnceLock::new();
    let trust = TRUST.get_or_init(|| load_trust(&corpora.join("dcc/trust")));
    trust.as_ref().map_err(Clone::clone)
}

fn load_trust(folder: &Path) -> Result<TrustStore, Miss> {
    let file = |name: &str| {
        std::fs::read(folder.join(name))
            .map_err(|_| Miss::NotJudged("the corpora have no trust list".into()))
    };
    let pem = file("covpass-demo-dsc-list-signing-key.pem")?;
    let blocks = parse_pem(&pem).map_err(|error| Miss::Broken(error.code()))?;
    let spki = blocks.first().map_or(&[][..], |block| &block.der);
    let key = PublicKey::from_spki_der(spki).map_err(|error| Miss::Broken(error.code()))?;
    let bytes = file("covpass-demo-dsc-list.json")?;
    let list = list::german::parse_list(&bytes, Some(&key), &list::Limits::DEFAULT)
        .map_err(|error| Miss::Broken(error.code()))?;
    Ok(TrustStore::new(list.signers))
}
