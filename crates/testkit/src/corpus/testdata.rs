//! The test data of the specification, `dcc/testdata`: one JSON file a case. What a flag means is
//! the suite's own definition (README of `eu-digital-green-certificates/dgc-testdata`).
//!
//! A case with a text is judged by what the verifier says of that text; only what comes before it
//! (pictures, single links of the chain) is judged by the piece.

use std::cell::OnceCell;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_cose::cbor::encode_deterministic;
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::inflate::Inflater;
use cleanbill_hcert::{Dcc, Limits, PREFIX, base45, encode, strip_prefix};
use cleanbill_trust::{TrustStore, list};
use cleanbill_verifier::{Outcome, Report, Verifier};
use serde_json::{Map, Value as Json};

use super::clock::parse_instant;
use super::ledger::exception;
use super::outcome::{Judgement, Miss, Step, judge, unreached};
use super::payload::{check_schema, from_json, parse_cbor, read};

const FLAGS: &str = "EXPECTEDRESULTS";
/// The text differs from what another field of the case says.
const DIFFERS: &str = "differs";

/// One case, with the verifier's report on it once it was asked for.
struct TestCase {
    fields: Map<String, Json>,
    report: OnceCell<Result<Report, Miss>>,
}

/// Judges every flag of the case in this file. `None` if it is no such case.
pub(super) fn judge_all(id: &str, file: &[u8]) -> Option<Vec<Judgement>> {
    let Ok(Json::Object(fields)) = serde_json::from_slice(strip_mark(file)) else {
        return None;
    };
    let case = TestCase {
        fields,
        report: OnceCell::new(),
    };
    let flags = case.fields.get(FLAGS)?.as_object()?;
    let judged = flags.iter().map(|(flag, expected)| {
        let excuse = exception(id, flag);
        let outcome = match expected.as_bool() {
            Some(expected) => judge(expected, excuse, || case.step(flag)),
            None => judge(true, excuse, || missing("value that is true or false")),
        };
        Judgement {
            flag: flag.clone().into(),
            outcome,
        }
    });
    Some(judged.collect())
}

/// Some editors begin a file with a byte order mark.
fn strip_mark(file: &[u8]) -> &[u8] {
    file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file)
}

fn missing<T>(what: &str) -> Result<T, Miss> {
    Err(Miss::NotJudged(format!("the case has no {what}").into()))
}

fn require(equal: bool) -> Step {
    if equal {
        Ok(())
    } else {
        Err(Miss::Broken(DIFFERS))
    }
}

/// A stage of the report as a step.
fn stage(outcome: &Outcome) -> Step {
    match outcome {
        Outcome::Passed => Ok(()),
        Outcome::Failed(reason) | Outcome::Undetermined(reason) => Err(Miss::Broken(reason.code())),
        Outcome::Skipped(why) => Err(Miss::NotReached(why.code())),
    }
}

impl TestCase {
    fn step(&self, flag: &str) -> Step {
        match flag {
            "EXPECTEDPICTUREDECODE" => self.picture(),
            "EXPECTEDUNPREFIX" => self.prefix(),
            "EXPECTEDB45DECODE" => self.base45(),
            "EXPECTEDCOMPRESSION" => self.compression(),
            "EXPECTEDVERIFY" => self.signature(),
            "EXPECTEDDECODE" => self.content(),
            "EXPECTEDVALIDJSON" => self.chain(),
            "EXPECTEDVALIDOBJECT" => self.object(),
            "EXPECTEDSCHEMAVALIDATION" => self.schema(),
            "EXPECTEDENCODE" => self.encoding(),
            // The second is a misspelling, of the same sense, in some Spanish cases.
            "EXPECTEDEXPIRATIONCHECK" | "EXPTECTEDEXPIRED" => self.time(),
            "EXPECTEDKEYUSAGE" => self.key_usage(),
            _ => Err(Miss::NotJudged("the suite defines no such flag".into())),
        }
    }

    /// `2DCODE` holds `PREFIX`.
    fn picture(&self) -> Step {
        let picture = STANDARD
            .decode(self.text("2DCODE")?.trim())
            .map_err(|_| Miss::NotJudged("the picture is not base64".into()))?;
        let wanted = self.text("PREFIX")?;
        let found = cleanbill_qr::read(&picture, &cleanbill_qr::Limits::default())
            .map_err(|error| Miss::Broken(error.code()))?;
        require(found.iter().any(|found| found.text == wanted))
    }

    /// `PREFIX` is `HC1:` and `BASE45`, and the verifier refuses what is not.
    fn prefix(&self) -> Step {
        let text = self.text("PREFIX")?;
        match strip_prefix(text) {
            Ok(_) if !self.has("BASE45") => Ok(()),
            Ok(coded) => require(coded == self.text("BASE45")?),
            Err(_) if self.report()?.stages.decode == Outcome::Passed => Ok(()),
            Err(error) => Err(Miss::Broken(error.code())),
        }
    }

    /// `BASE45` decodes to `COMPRESSED`, or where that is not given, on to `COSE`.
    fn base45(&self) -> Step {
        let coded = self.text("BASE45")?;
        let bytes = match base45::decode(coded.as_bytes()) {
            Ok(bytes) => bytes,
            Err(error) => return self.refused(&format!("{PREFIX}{coded}"), error.code()),
        };
        if self.has("COMPRESSED") {
            require(bytes == self.bytes("COMPRESSED")?)
        } else if self.has("COSE") {
            require(inflate(&bytes).map_err(Miss::NotReached)? == self.bytes("COSE")?)
        } else {
            Ok(())
        }
    }

    /// `COMPRESSED` inflates to `COSE`.
    fn compression(&self) -> Step {
        let compressed = self.bytes("COMPRESSED")?;
        match inflate(&compressed) {
            Ok(_) if !self.has("COSE") => Ok(()),
            Ok(message) => require(message == self.bytes("COSE")?),
            Err(code) => {
                let text = format!("{PREFIX}{}", base45::encode(&compressed));
                self.refused(&text, code)
            }
        }
    }

    /// The signature is that of the case's certificate.
    fn signature(&self) -> Step {
        self.trust().map_err(unreached)?;
        let stages = &self.report()?.stages;
        stage(&stages.decode)?;
        stage(&stages.signature)
    }

    /// `CBOR` is a DCC, the text carries the same one, and both say what `JSON` says.
    fn content(&self) -> Step {
        let bytes = self.bytes("CBOR")?;
        let dcc = read(&parse_cbor(&bytes)?)?.dcc;
        if self.has_message() {
            require(self.dcc()? == &dcc)?;
        }
        match self.fields.get("JSON") {
            Some(json @ Json::Object(_)) => require(read(&from_json(json)?)?.dcc == dcc),
            _ => Ok(()),
        }
    }

    /// The whole chain gives what `JSON` says: as types, and member by member.
    fn chain(&self) -> Step {
        let wanted = from_json(self.json()?)?;
        require(self.dcc()? == &read(&wanted)?.dcc)?;
        if !self.has("CBOR") {
            return Ok(());
        }
        let bytes = self.bytes("CBOR")?;
        require(render_json(&parse_cbor(&bytes)?) == render_json(&wanted))
    }

    /// `JSON` conforms to the schema.
    fn object(&self) -> Step {
        check_schema(&read(&from_json(self.json()?)?)?)
    }

    /// The payload conforms to the schema.
    fn schema(&self) -> Step {
        if !self.has_message() {
            return check_schema(&read(&parse_cbor(&self.bytes("CBOR")?)?)?);
        }
        let stages = &self.report()?.stages;
        stage(&stages.decode).map_err(unreached)?;
        stage(&stages.schema)
    }

    /// `JSON` and `CBOR` have the same deterministic encoding.
    fn encoding(&self) -> Step {
        let bytes = self.bytes("CBOR")?;
        let wanted = encode_deterministic(&parse_cbor(&bytes)?);
        require(encode_deterministic(&from_json(self.json()?)?) == wanted)
    }

    /// The pass is in date at the case's clock.
    fn time(&self) -> Step {
        self.clock()?;
        let stages = &self.report()?.stages;
        stage(&stages.decode).map_err(unreached)?;
        stage(&stages.time)
    }

    /// The certificate may sign a pass of this kind.
    fn key_usage(&self) -> Step {
        self.signature().map_err(unreached)?;
        stage(&self.report()?.stages.key_usage)
    }

    /// The verifier must refuse `text` for this very reason.
    fn refused(&self, text: &str, code: &'static str) -> Step {
        match self.verify(text).stages.decode.code() {
            Some(found) if found == code => Err(Miss::Broken(code)),
            found => Err(Miss::NotReached(found.unwrap_or("ok"))),
        }
    }

    /// What the verifier read.
    fn dcc(&self) -> Result<&Dcc, Miss> {
        let report = self.report()?;
        stage(&report.stages.decode)?;
        let pass = report.pass.as_ref().ok_or(Miss::Broken("no-pass"))?;
        let reading = pass.content.dcc().ok_or(Miss::Broken("light-pass"))?;
        Ok(&reading.dcc)
    }

    /// The verifier's report on the whole text, or on the text made of the signed message.
    fn report(&self) -> Result<&Report, Miss> {
        let report = self.report.get_or_init(|| {
            let text = if self.has("PREFIX") {
                self.text("PREFIX")?.to_owned()
            } else if self.has("BASE45") {
                format!("{PREFIX}{}", self.text("BASE45")?)
            } else {
                encode(&self.bytes("COSE")?).map_err(|error| Miss::Broken(error.code()))?
            };
            Ok(self.verify(&text))
        });
        report.as_ref().map_err(Clone::clone)
    }

    fn has_message(&self) -> bool {
        ["PREFIX", "BASE45", "COSE"]
            .iter()
            .any(|field| self.has(field))
    }

    /// Where certificate or clock are missing or unusable, the steps that need them say so; the
    /// others do without.
    fn verify(&self, text: &str) -> Report {
        let trust = self.trust().unwrap_or_default();
        Verifier::new(&trust).verify(text, self.clock().unwrap_or_default())
    }

    fn clock(&self) -> Result<i64, Miss> {
        match parse_instant(self.context("VALIDATIONCLOCK")?) {
            Some(at) => Ok(at),
            None => missing("VALIDATIONCLOCK that is a date and time"),
        }
    }

    /// The case's certificate as the only signer, imported as an authority would import it.
    fn trust(&self) -> Result<TrustStore, Miss> {
        let text = self.context("CERTIFICATE")?;
        let file = STANDARD
            .decode(text.trim())
            .unwrap_or_else(|_| text.as_bytes().to_vec());
        let list = list::certificates::parse_file(&file, &list::Limits::DEFAULT)
            .map_err(|error| Miss::Broken(error.code()))?;
        match list.skipped.first() {
            Some(skipped) => Err(Miss::Broken(skipped.error.code())),
            None => Ok(TrustStore::new(list.signers)),
        }
    }

    fn has(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(|value| !value.is_null())
    }

    fn json(&self) -> Result<&Json, Miss> {
        match self.fields.get("JSON") {
            Some(json @ Json::Object(_)) => Ok(json),
            _ => missing("JSON"),
        }
    }

    fn text(&self, field: &str) -> Result<&str, Miss> {
        match self.fields.get(field).and_then(Json::as_str) {
            Some(text) => Ok(text),
            None => missing(field),
        }
    }

    fn context(&self, field: &str) -> Result<&str, Miss> {
        let context = self.fields.get("TESTCTX");
        match context.and_then(|context| context.get(field)?.as_str()) {
            Some(text) => Ok(text),
            None => missing(field),
        }
    }

    fn bytes(&self, field: &str) -> Result<Vec<u8>, Miss> {
        match parse_base16(self.text(field)?.trim()) {
            Some(bytes) => Ok(bytes),
            None => missing(&format!("{field} in base16")),
        }
    }
}

fn inflate(compressed: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut message = Vec::new();
    Inflater::default()
        .inflate_into(
            compressed,
            Limits::default().inflated_max_bytes,
            &mut message,
        )
        .map_err(|error| error.code())?;
    Ok(message)
}

fn parse_base16(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        u8::try_from(high? * 16 + low?).ok()
    };
    rest.is_empty()
        .then(|| pairs.iter().map(byte).collect())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Outcome;
    use super::{DIFFERS, FLAGS, Json, judge_all};

    /// The outcome of the one flag of a case made of these fields.
    fn outcome(fields: Json, flag: &str, expected: Json) -> Outcome {
        let mut fields = fields;
        fields[FLAGS] = serde_json::json!({ flag: expected });
        let file = format!("\u{feff}{fields}");
        let judged = judge_all("testdata/XX/1", file.as_bytes()).unwrap();
        assert_eq!((judged.len(), &*judged[0].flag), (1, flag));
        judged[0].outcome.clone()
    }

    fn failure(expected: bool, found: &'static str) -> Outcome {
        Outcome::UnexpectedFailure { expected, found }
    }

    #[test]
    fn a_flag_that_is_not_judged_says_why() {
        let (yes, other) = (Json::from(true), Json::from("yes"));
        for (flag, expected, why) in [
            ("EXPECTEDX", &yes, "the suite defines no such flag"),
            (
                "EXPECTEDVERIFY",
                &other,
                "the case has no value that is true or false",
            ),
            ("EXPECTEDVERIFY", &yes, "the case has no CERTIFICATE"),
            ("EXPECTEDPICTUREDECODE", &yes, "the case has no 2DCODE"),
            (
                "EXPECTEDEXPIRATIONCHECK",
                &yes,
                "the case has no VALIDATIONCLOCK",
            ),
        ] {
            let found = outcome(
                serde_json::json!({ "PREFIX": "HC1:" }),
                flag,
                expected.clone(),
            );
            assert_eq!(found, Outcome::Skip(why.into()), "{flag}");
        }
    }

    #[test]
    fn a_link_of_the_chain_is_judged_both_ways() {
        let judged = |text: &str, base45: &str, expected: bool| {
            let fields = serde_json::json!({ "PREFIX": text, "BASE45": base45 });
            outcome(fields, "EXPECTEDUNPREFIX", expected.into())
        };
        assert_eq!(judged("HC1:A", "A", true), Outcome::Pass);
        assert_eq!(judged("HC1:A", "A", false), failure(false, "ok"));
        assert_eq!(judged("HC1:A", "B", true), failure(true, DIFFERS));
        assert_eq!(judged("HC2:A", "A", false), Outcome::Pass);
        assert_eq!(
            judged("HC2:A", "A", true),
            failure(true, "hcert.unknown-version")
        );
    }

    #[test]
    fn what_breaks_early_proves_nothing_of_what_comes_late() {
        let fields = serde_json::json!({ "PREFIX": "HC1:?", "COMPRESSED": "00" });
        let judged = |flag: &str, expected: bool| outcome(fields.clone(), flag, expected.into());
        for expected in [true, false] {
            let found = judged("EXPECTEDSCHEMAVALIDATION", expected);
            assert_eq!(found, failure(expected, "base45.character"));
        }
        assert_eq!(judged("EXPECTEDCOMPRESSION", false), Outcome::Pass);
        assert_eq!(
            judged("EXPECTEDCOMPRESSION", true),
            failure(true, "inflate.not-zlib")
        );
    }

    #[test]
    fn what_is_no_case_is_none() {
        for file in ["", "[]", "{}", "{\"EXPECTEDRESULTS\": 1}"] {
            assert_eq!(judge_all("testdata/XX/1", file.as_bytes()), None, "{file}");
        }
    }
}
