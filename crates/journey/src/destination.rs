//! What the country of arrival asks, by its published rules.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_certlogic::rules::{
    CertificateKinds, CertificateType, Outcome, Rule, RuleResult, RuleType, Selection,
};
use cleanbill_certlogic::{External, Moment};
use cleanbill_cose::DateClaim;
use cleanbill_hcert::dcc::render_json;
use cleanbill_hcert::{Dcc, Decoder, find_dcc};
use cleanbill_health::Record;
use cleanbill_policy::{Doubt, Failure, RuleBook, RuleName};
use cleanbill_precheck::{CheckResult, Conditions, ResultItem, ResultKind, overall};
use cleanbill_verifier::{Content, Pass, Reason};
use cleanbill_wording::Wording;
use serde_json::Value as Json;

/// A proven pass, and where it is to be good.
pub(crate) struct Asked<'a> {
    pub(crate) text: &'a str,
    pub(crate) pass: &'a Pass,
    /// Key identifier of the signer.
    pub(crate) kid: &'a [u8],
    pub(crate) conditions: &'a Conditions,
    /// Country of the signer, by the trust data.
    pub(crate) issuer: Option<&'a str>,
    /// When the pass is shown, Unix seconds.
    pub(crate) at: i64,
}

/// What each rule of the destination and of the issuer says; one open item where there is none, or
/// none can be asked.
pub(crate) fn check(asked: &Asked<'_>, book: &RuleBook, wording: &Wording) -> Vec<ResultItem> {
    let country = asked.conditions.arrival_country.as_deref();
    let country = country.unwrap_or_default().to_ascii_uppercase();
    let open = |doubt: Doubt| vec![item_of(&Reason::PolicyOpen(doubt), wording)];
    let theirs = |rule: &Rule| rule.country == country;
    let mut published = book.rules().rules().iter();
    if !published.any(|rule| theirs(rule.rule())) {
        return open(Doubt::NoRules { country });
    }
    let judged = payloads(asked)
        .into_iter()
        .map(|payload| judge(asked, &country, &payload, book));
    let items = judged.map(|results| {
        let results = results.iter();
        results
            .map(|result| rule_item(result, wording))
            .collect::<Vec<_>>()
    });
    // Each event is a reason to be let in by itself, and the one that does is enough.
    let best = items.min_by_key(|items| overall(items));
    match best {
        None => open(Doubt::NotADcc),
        // Rules there are, and none for such a pass: nobody said that it is good.
        Some(mut items) => {
            let is_theirs = |item: &ResultItem| item.kind != ResultKind::IssuerInvalidation;
            if !items.iter().any(is_theirs) {
                items.extend(open(Doubt::NoRules { country }));
            }
            items
        }
    }
}

/// What the rules that count for a payload say of it.
fn judge<'b>(
    asked: &Asked<'_>,
    country: &str,
    payload: &Json,
    book: &'b RuleBook,
) -> Vec<RuleResult<'b>> {
    let region = asked.conditions.arrival_region.as_deref();
    let region = region.filter(|region| !region.trim().is_empty());
    let selection = Selection {
        clock: asked.at,
        destination: country,
        region,
        issuer: asked.issuer,
        kinds: CertificateKinds::of(payload),
    };
    let kid = STANDARD.encode(asked.kid);
    let moment = |claim: Option<DateClaim>| claim.and_then(DateClaim::secs).map(Moment::from_secs);
    let external = External {
        validation_clock: Moment::from_secs(asked.at),
        value_sets: book.rules().value_sets(),
        country_code: Some(country),
        exp: moment(asked.pass.expires_at),
        iat: moment(asked.pass.issued_at),
        issuer_country_code: asked.issuer,
        kid: Some(&kid),
        region,
    };
    book.rules().evaluate(&selection, payload, &external)
}

/// Rules see what the issuer of a DCC wrote, not what we made of it; of another format each of its
/// events, as a DCC would have it, the latest first.
fn payloads(asked: &Asked<'_>) -> Vec<Json> {
    if let Content::Dcc(reading) = &asked.pass.content {
        let mut decoder = Decoder::default();
        let envelope = decoder.decode(asked.text).ok();
        let hcert = envelope.as_ref().and_then(|it| it.claims.hcert.as_ref());
        let raw = hcert
            .and_then(|hcert| find_dcc(hcert).ok())
            .map(render_json);
        // A code that arrived changed was led back on the way to the reading.
        return vec![raw.unwrap_or_else(|| as_json(&reading.dcc))];
    }
    let Record { person, events } = asked.pass.content.record();
    let events = events.iter().rev();
    let written =
        events.filter_map(|event| event.clone().with_series().as_dcc(&person, asked.issuer));
    written.map(|dcc| as_json(&dcc)).collect()
}

fn as_json(dcc: &Dcc) -> Json {
    render_json(&dcc.to_value())
}

fn item_of(reason: &Reason, wording: &Wording) -> ResultItem {
    ResultItem {
        identifier: reason.code().to_owned(),
        result: CheckResult::Open,
        kind: ResultKind::Destination,
        details: wording.sentence(reason),
    }
}

fn rule_item(found: &RuleResult<'_>, wording: &Wording) -> ResultItem {
    let rule = found.rule;
    let name = || RuleName {
        identifier: rule.identifier.clone(),
        version: rule.version.to_string(),
    };
    let (result, reason) = match &found.outcome {
        Outcome::Passed => (CheckResult::Ok, None),
        Outcome::Failed => {
            let failure = Failure::Rule { rule: name() };
            (CheckResult::Failed, Some(Reason::Policy(failure)))
        }
        Outcome::Open(why) => {
            let why = why.clone();
            let doubt = Doubt::Rule { rule: name(), why };
            (CheckResult::Open, Some(Reason::PolicyOpen(doubt)))
        }
    };
    // What the country itself says of its rule is more than that it was not met.
    let own = rule.description_in(wording.language().tag());
    let said = reason.map(|reason| wording.sentence(&reason));
    let details = match (own, said) {
        (Some(own), _) => own.to_owned(),
        (None, said) => said.unwrap_or_default(),
    };
    ResultItem {
        identifier: rule.identifier.clone(),
        result,
        kind: match (rule.rule_type, rule.certificate_type) {
            (RuleType::Invalidation, _) => ResultKind::IssuerInvalidation,
            (RuleType::Acceptance, CertificateType::General) => ResultKind::Traveller,
            (RuleType::Acceptance, _) => ResultKind::Destination,
        },
        details,
    }
}
