//! Signers as tables and as lines of JSON.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_trust::{ScopedSigner, ScopedStore, TrustStore, TrustedSigner, Validity};
use comfy_table::{ContentArrangement, Table, presets};

use crate::clock::{render_date, render_time};
use crate::output::harmless;

fn usage(signer: &TrustedSigner) -> String {
    let usage = signer.usage;
    let letters = [
        (usage.allows_vaccination(), 'V'),
        (usage.allows_test(), 'T'),
        (usage.allows_recovery(), 'R'),
    ];
    letters
        .into_iter()
        .filter_map(|(allowed, letter)| allowed.then_some(letter))
        .collect()
}

fn country(signer: &TrustedSigner) -> String {
    signer
        .country
        .map_or_else(|| "–".to_owned(), |country| country.to_string())
}

/// Open ends are not dates.
fn end(secs: i64) -> String {
    if secs == i64::MAX {
        "open".to_owned()
    } else {
        render_date(secs)
    }
}

pub(super) fn new_table(heading: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(heading);
    table
}

pub(super) fn countries(store: &TrustStore, now: i64) -> Table {
    let mut countries: BTreeMap<String, Vec<&TrustedSigner>> = BTreeMap::new();
    for signer in store.signers() {
        countries.entry(country(signer)).or_default().push(signer);
    }
    let mut table = new_table(&["country", "signers", "of these ended", "last end"]);
    for (country, signers) in countries {
        let ended = signers
            .iter()
            .filter(|s| s.validity_at(now) == Validity::Ended)
            .count();
        let last = signers
            .iter()
            .map(|signer| signer.not_after)
            .max()
            .unwrap_or_default();
        table.add_row([
            country,
            signers.len().to_string(),
            ended.to_string(),
            end(last),
        ]);
    }
    table
}

pub(super) fn signers(store: &TrustStore, now: i64) -> Table {
    let mut table = new_table(&["country", "key", "signs", "until", ""]);
    for signer in store.signers() {
        table.add_row([
            country(signer),
            signer.kid.to_string(),
            usage(signer),
            end(signer.not_after),
            mark(signer, now).to_owned(),
        ]);
    }
    table
}

fn mark(signer: &TrustedSigner, now: i64) -> &'static str {
    match signer.validity_at(now) {
        Validity::Ended => "ended",
        Validity::NotYet => "not yet",
        Validity::Within => "",
    }
}

/// Signers of other kinds of passes: kind by kind, issuer by issuer, but for kinds with very many.
pub(super) fn scopes(store: &ScopedStore, now: i64) -> Table {
    const ISSUERS_MAX: usize = 40;
    let mut groups: BTreeMap<&str, BTreeMap<&str, Vec<&ScopedSigner>>> = BTreeMap::new();
    for signer in store.signers() {
        let issuer = signer.issuer().unwrap_or("–");
        let issuers = groups.entry(signer.scope().name()).or_default();
        issuers.entry(issuer).or_default().push(signer);
    }
    let mut table = new_table(&["passes", "issuer", "signers", "of these ended", "last end"]);
    for (scope, issuers) in groups {
        if issuers.len() > ISSUERS_MAX {
            let name = format!("{} issuers", issuers.len());
            table.add_row(group(
                scope,
                &name,
                issuers.values().flatten().copied(),
                now,
            ));
            continue;
        }
        for (issuer, signers) in issuers {
            table.add_row(group(scope, issuer, signers.into_iter(), now));
        }
    }
    table
}

fn group<'a>(
    scope: &str,
    issuer: &str,
    signers: impl Iterator<Item = &'a ScopedSigner>,
    now: i64,
) -> [String; 5] {
    let (mut count, mut gone, mut last) = (0, 0, i64::MIN);
    for signer in signers {
        count += 1;
        gone += usize::from(signer.validity_at(now) == Validity::Ended);
        last = last.max(signer.not_after);
    }
    [
        scope.to_owned(),
        harmless(issuer).to_string(),
        count.to_string(),
        gone.to_string(),
        end(last),
    ]
}

/// Every signer of other kinds of passes.
pub(super) fn scoped_signers(store: &ScopedStore, now: i64) -> Table {
    let mut table = new_table(&["passes", "issuer", "country", "key", "until", ""]);
    for signer in store.signers() {
        table.add_row([
            signer.scope().name().to_owned(),
            harmless(signer.issuer().unwrap_or("–")).to_string(),
            country(signer),
            signer.kid.to_string(),
            end(signer.not_after),
            mark(signer, now).to_owned(),
        ]);
    }
    table
}

/// One signer; `scoped` if it signs passes of another kind than the EU's, whose `usage` means
/// nothing there.
pub(super) fn json(scoped: Option<&ScopedSigner>, signer: &TrustedSigner, now: i64) -> String {
    let bounded = |secs: i64, open: i64| (secs != open).then(|| render_time(secs));
    serde_json::json!({
        "scope": scoped.map_or("dcc", |scoped| scoped.scope().name()),
        "issuer": scoped.and_then(ScopedSigner::issuer),
        "country": signer.country.map(|country| country.to_string()),
        "kid": STANDARD.encode(signer.kid.as_bytes()),
        "usage": scoped.is_none().then(|| usage(signer)),
        "not_before": bounded(signer.not_before, i64::MIN),
        "not_after": bounded(signer.not_after, i64::MAX),
        "ended": signer.validity_at(now) == Validity::Ended,
        "spki": STANDARD.encode(&signer.spki),
    })
    .to_string()
}
