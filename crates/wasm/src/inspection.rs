//! All that a code says, for whoever holds it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_hcert::dcc::render_json;
use cleanbill_health::Ground;
use cleanbill_verifier::{
    Content, Fact, Facts, Mapped, Note, Outcome, Pass, Reason, Report, SignerFacts,
};
use serde::Serialize;
use serde_json::Value;

use crate::{Holder, Named};

/// A message, and what it fills in.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Said {
    /// The stable code.
    code: &'static str,
    /// The message.
    saying: &'static str,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'static str>,
    /// What the messages fill in, by name.
    params: Named<Param>,
}

/// Something that a message fills in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Param {
    Number(i64),
    /// Unix seconds.
    Instant(i64),
    Text(String),
    /// The name of another message.
    Term(&'static str),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Stage {
    outcome: &'static str,
    code: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Signer {
    /// Base64, as trust lists write it.
    kid: String,
    country: Option<String>,
    /// Whose key it is, in formats that name issuers.
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
}

/// A pass of another format than the EU's, in that format's own terms.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Other {
    /// Its format as people know it.
    title: &'static str,
    /// Why it was given: the ground of each event, in the order of the pass.
    grounds: Vec<&'static str>,
    /// All of its payload.
    payload: Value,
}

/// What a code says, and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    format: &'static str,
    verdict: &'static str,
    reason: Option<Said>,
    stages: Named<Stage>,
    signer: Option<Signer>,
    holder: Option<Holder>,
    /// The full pass.
    dcc: Option<Value>,
    /// The light pass.
    light: Option<Value>,
    /// A pass of another format.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<Other>,
    notes: Vec<Said>,
}

impl Inspection {
    pub(crate) fn of(report: &Report) -> Self {
        let content = report.pass.as_ref().map(|pass: &Pass| &pass.content);
        let dcc = content.and_then(Content::dcc);
        let light = content.and_then(Content::light);
        Self {
            format: report.format.name(),
            verdict: report.verdict().name(),
            reason: report.reason().map(reason),
            stages: stages(report),
            signer: report.signer.as_ref().map(signer),
            holder: content.map(Holder::of),
            dcc: dcc.map(|reading| render_json(&reading.dcc.to_value())),
            light: light.map(|light| render_json(&light.to_value())),
            other: content
                .and_then(Content::mapped)
                .map(|mapped| other(report, mapped)),
            notes: report.notes.iter().map(|note| said_of(*note)).collect(),
        }
    }
}

fn reason(reason: &Reason) -> Said {
    Said {
        code: reason.code(),
        saying: reason.saying().id(),
        remedy: Some(reason.remedy().id()),
        params: params(reason.facts()),
    }
}

fn said_of(note: Note) -> Said {
    Said {
        code: note.code(),
        saying: note.saying().id(),
        remedy: None,
        params: params(note.facts()),
    }
}

fn params(facts: Facts) -> Named<Param> {
    let param = |fact| match fact {
        Fact::Number(number) => Param::Number(number),
        Fact::Instant(at) => Param::Instant(at),
        Fact::Text(text) => Param::Text(text),
        Fact::Term(name) => Param::Term(name),
    };
    let facts = facts.into_iter();
    Named(facts.map(|(name, fact)| (name, param(fact))).collect())
}

fn stages(report: &Report) -> Named<Stage> {
    let stages = &report.stages;
    let named = [
        ("decode", &stages.decode),
        ("signature", &stages.signature),
        ("time", &stages.time),
        ("schema", &stages.schema),
        ("key_usage", &stages.key_usage),
        ("revocation", &stages.revocation),
    ];
    let stage = |outcome: &Outcome| Stage {
        outcome: outcome.name(),
        code: outcome.code(),
    };
    let named = named.into_iter();
    let stages = named.map(|(name, outcome)| (name, stage(outcome)));
    Named(stages.collect())
}

fn signer(signer: &SignerFacts) -> Signer {
    Signer {
        kid: STANDARD.encode(&signer.kid),
        country: signer.country.map(|country| country.to_string()),
        issuer: signer.issuer.clone(),
    }
}

fn other(report: &Report, mapped: &Mapped) -> Other {
    Other {
        title: report.format.title(),
        grounds: mapped.record.grounds().map(Ground::name).collect(),
        payload: mapped.payload(),
    }
}
