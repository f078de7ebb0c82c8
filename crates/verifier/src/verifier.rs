use cleanbill_archive::link::official_page;
use cleanbill_hcert::{Decoder, Envelope, HcertError};
use cleanbill_policy::Detail;
use cleanbill_revocation::Revocation;
use cleanbill_trust::set::CLOCK_SKEW_MAX_SECS;
use cleanbill_trust::{ScopedStore, TrustStore};

use crate::data::Freshness;
use crate::decoded::{Decoded, OwnStages};
use crate::format;
use crate::question::{Door, UnderPolicy};
use crate::report::{Note, Outcome, SignerFacts, Stages};
use crate::stage::revocation::check_revocation;
use crate::stage::rules::{Proven, needs_no_pass, rules_outcome};
use crate::stage::signature::{Signature, Trust};
use crate::{Asked, Format, Lookalike, Mangling, Reason, Report, SkipReason};

/// How far a pass may begin after the clock's instant, in seconds: two clocks that are both right
/// differ by so much, and a fresh test is shown within a minute of being signed.
pub const CLOCK_LEEWAY_SECS: i64 = 60;

/// Checks codes one after the other against one set of data.
///
/// Holds buffers that are reused, so give each thread its own; the data is shared.
pub struct Verifier<'d> {
    data: Data<'d>,
    decoder: Decoder,
}

/// What a verifier decides on.
#[derive(Clone, Copy)]
struct Data<'d> {
    trust: &'d TrustStore,
    networks: Option<&'d ScopedStore>,
    revocation: Option<&'d Revocation>,
    door: Option<Door<'d>>,
    detail: Detail,
}

/// When: the instant that the pass is judged for, and what the device's clock says, by which its
/// data is judged. Unix seconds; the same but for a look into the past.
#[derive(Clone, Copy)]
struct When {
    at: i64,
    clock: i64,
}

impl<'d> Verifier<'d> {
    /// A verifier that believes the signers in `trust` for the EU's certificate and nobody for
    /// other passes, knows of no revocations and asks no policy.
    #[must_use]
    pub fn new(trust: &'d TrustStore) -> Self {
        let data = Data {
            trust,
            networks: None,
            revocation: None,
            door: None,
            detail: Detail::Outcome,
        };
        Self {
            data,
            decoder: Decoder::default(),
        }
    }

    /// The same verifier that believes the signers in `networks` too, each for its own kind of
    /// passes.
    #[must_use]
    pub const fn with_networks(mut self, networks: &'d ScopedStore) -> Self {
        self.data.networks = Some(networks);
        self
    }

    /// The same verifier that looks passes up in `revocation` too.
    #[must_use]
    pub const fn with_revocation(mut self, revocation: &'d Revocation) -> Self {
        self.data.revocation = Some(revocation);
        self
    }

    /// The same verifier that answers the question of a door.
    #[must_use]
    pub const fn at_door(mut self, door: Door<'d>) -> Self {
        self.data.door = Some(door);
        self
    }

    /// The same verifier whose reports hold the words of every rule, and what each found.
    #[must_use]
    pub const fn explaining(mut self) -> Self {
        self.data.detail = Detail::Explained;
        self
    }

    /// The door that it answers for.
    pub(crate) const fn door(&self) -> Option<Door<'d>> {
        self.data.door
    }

    /// How much its reports hold.
    pub(crate) const fn detail(&self) -> Detail {
        self.data.detail
    }

    /// Checks the text of one code at the instant `at` (Unix seconds), which the device's clock
    /// shows.
    pub fn verify(&mut self, text: &str, at: i64) -> Report {
        self.verify_as_of(text, at, at)
    }

    /// Checks the text of one code as if it were `at`, while the device's clock shows `clock`
    /// (Unix seconds): the pass and the policy are judged by the one, the age of the data by the
    /// other.
    pub fn verify_as_of(&mut self, text: &str, at: i64, clock: i64) -> Report {
        let (data, when) = (self.data, When { at, clock });
        let report = match self.decoder.decode(text) {
            Ok(envelope) => check_envelope(&envelope, data, when),
            Err(error) => match self.verify_other(text, when) {
                Some(report) => report,
                None => self.verify_mangled(text, when, error),
            },
        };
        ask(report, data.door.as_ref(), at)
    }

    /// A code of another family. What looks like several is read as the first of them that it is;
    /// if it is none, as the first that it looks like.
    fn verify_other(&self, text: &str, when: When) -> Option<Report> {
        let mut failed = None;
        let candidates: Vec<Format> = Format::candidates(text).collect();
        for format in &candidates {
            let report = match format::read(*format, text) {
                None => continue,
                Some(Ok(pass)) => check(Decoded::Mapped(Box::new(pass)), self.data, when),
                Some(Err(outcome)) => {
                    failed.get_or_insert_with(|| Report::undecoded(*format, outcome));
                    continue;
                }
            };
            return Some(with_others(report, &candidates));
        }
        failed.map(|report| with_others(report, &candidates))
    }

    /// A code that does not decode as it is may have been changed on its way.
    fn verify_mangled(&mut self, text: &str, when: When, error: HcertError) -> Report {
        for mangling in Mangling::UNDOABLE {
            let Some(original) = mangling.undo(text) else {
                continue;
            };
            if let Ok(envelope) = self.decoder.decode(&original) {
                let mut report = check_envelope(&envelope, self.data, when);
                report.notes.insert(0, Note::Mangled(mangling));
                return report;
            }
        }
        undecodable(text, error)
    }
}

/// Whatever was shown, the report says under what it was checked: a code that does not decode is
/// refused under a policy too, and where no check is in force it is nobody's business.
fn ask(mut report: Report, door: Option<&Door<'_>>, at: i64) -> Report {
    if let (Some(door), Asked::Nothing) = (door, &report.asked) {
        report.asked = door.policy(at).map_or(Asked::NoCheckInForce, |policy| {
            Asked::Policy(Box::new(UnderPolicy::new(policy)))
        });
    }
    if let Asked::Policy(policy) = &report.asked
        && policy.number > 1
    {
        let number = policy.number;
        report.notes.push(Note::ConsecutivePolicy { number });
    }
    report
}

/// Ambiguous input says so.
fn with_others(mut report: Report, candidates: &[Format]) -> Report {
    let others = candidates.iter().filter(|other| **other != report.format);
    report
        .notes
        .extend(others.map(|other| Note::AlsoLooksLike(*other)));
    report
}

fn undecodable(text: &str, error: HcertError) -> Report {
    let format = Format::detect(text);
    if matches!(format, Format::Link | Format::Unknown)
        && let Some(lookalike) = Lookalike::detect(text)
    {
        let reason = Reason::ForgedAddress(lookalike);
        return Report::undecoded(format, Outcome::Failed(reason));
    }
    if format == Format::Link
        && let Some(scheme) = official_page(text)
    {
        // Known, and still an address: nothing in it proves anything.
        return Report::undecoded(format, Outcome::Failed(Reason::Recognised(scheme)));
    }
    let decode = match format {
        Format::Hcert => Outcome::Failed(Reason::Decode(error)),
        Format::Unknown => match unknown_reason(text, error) {
            // The scanner's fault, or the verifier's age; not the holder's.
            reason @ (Reason::Mangled(_) | Reason::Decode(HcertError::UnknownVersion { .. })) => {
                Outcome::Undetermined(reason)
            }
            reason => Outcome::Failed(reason),
        },
        // Nothing is proven against whoever shows another scheme's pass.
        Format::Link => Outcome::Failed(Reason::FormatNotSupported(format)),
        _ => Outcome::Undetermined(Reason::FormatNotSupported(format)),
    };
    Report::undecoded(format, decode)
}

fn unknown_reason(text: &str, error: HcertError) -> Reason {
    let looks = |mangling: &Mangling| mangling.undo(text).is_some_and(|t| t.starts_with("HC1:"));
    let mangled = Mangling::UNDOABLE.into_iter().find(looks);
    match (mangled.or_else(|| Mangling::recognise(text)), error) {
        (Some(mangling), _) => Reason::Mangled(mangling),
        (None, error @ (HcertError::UnknownVersion { .. } | HcertError::TooLong { .. })) => {
            Reason::Decode(error)
        }
        (None, _) => Reason::NotAPass,
    }
}

/// What the decoder of the `HC1:` family found.
fn check_envelope(envelope: &Envelope<'_>, data: Data<'_>, when: When) -> Report {
    match format::hcert::read(envelope) {
        Ok(pass) => check(pass, data, when),
        Err(outcome) => Report::undecoded(Format::Hcert, outcome),
    }
}

fn check(pass: Decoded<'_>, data: Data<'_>, when: When) -> Report {
    let trust = Trust {
        dcc: data.trust,
        networks: data.networks,
    };
    let signature = pass.check_signature(trust);
    let revocation = match signature.signer {
        Some(signer) => check_revocation(&pass.subject(signer), data.revocation, when.at),
        None => Outcome::Skipped(SkipReason::NotReached),
    };
    let OwnStages {
        time,
        schema,
        key_usage,
    } = pass.check_own(&signature, when.at);
    let mut stages = Stages {
        decode: Outcome::Passed,
        time,
        schema,
        key_usage,
        signature: signature.outcome.clone(),
        revocation,
        data: Outcome::Skipped(SkipReason::NoPolicy),
        rules: Outcome::Skipped(SkipReason::NoPolicy),
    };
    let mut notes = Vec::new();
    pass.note(&signature, &mut notes);
    let asked = match data.door {
        None => Asked::Nothing,
        Some(door) => {
            let shown = (&pass, &signature);
            answer(&door, shown, (when, data.detail), &mut stages, &mut notes)
        }
    };
    Report {
        format: pass.format(),
        stages,
        signer: signer_facts(&pass, &signature),
        pass: Some(pass.into_pass()),
        asked,
        notes,
    }
}

/// The key that the code names, and whose it is; without a name in the code, that of the authority
/// that vouches for the certificate in it.
fn signer_facts(pass: &Decoded<'_>, signature: &Signature<'_>) -> Option<SignerFacts> {
    let proven = signature.signer;
    let kid = pass.kid().or(proven.map(|signer| signer.kid.as_bytes()))?;
    Some(SignerFacts {
        kid: kid.to_vec(),
        country: proven.and_then(|signer| signer.country),
        issuer: signature.issuer.map(str::to_owned),
    })
}

/// The door's question to a pass that was read: the stages `data` and `rules`, and what stale data
/// or a wrong clock makes of the others.
fn answer(
    door: &Door<'_>,
    (pass, signature): (&Decoded<'_>, &Signature<'_>),
    (when, detail): (When, Detail),
    stages: &mut Stages,
    notes: &mut Vec<Note>,
) -> Asked {
    let Some(policy) = door.policy(when.at) else {
        stages.rules = Outcome::Skipped(SkipReason::NoCheckInForce);
        stages.data = Outcome::Skipped(SkipReason::NoCheckInForce);
        return Asked::NoCheckInForce;
    };
    let mut under = UnderPolicy::new(policy);
    stages.rules = Outcome::Skipped(SkipReason::NotReached);
    if let Some(signer) = signature.signer {
        let proven = Proven { pass, signer };
        let sound = signature.is_in_scope && !matches!(stages.revocation, Outcome::Failed(_));
        if sound && needs_no_pass(&proven, policy, when.at) {
            under.no_pass_needed = true;
            stages.rules = Outcome::Skipped(SkipReason::NoPassNeeded);
        } else {
            (stages.rules, under.judgement) =
                rules_outcome(&proven, policy, door.rules, when.at, detail);
        }
    }
    let freshness = door
        .data
        .freshness(when.clock, policy.door.data_age_max_days);
    judge_time(door, freshness, when, stages);
    judge_data(freshness, stages, notes);
    Asked::Policy(Box::new(under))
}

/// What was refused on the word of a wrong clock, or of data that is too old, is not refused but
/// undetermined; what is wrong in itself stays wrong.
fn judge_data(freshness: Freshness, stages: &mut Stages, notes: &mut Vec<Note>) {
    let reason = match freshness {
        Freshness::Fresh => {
            stages.data = Outcome::Passed;
            return;
        }
        Freshness::Ageing { age_days, max_days } => {
            notes.push(Note::DataAgeing { age_days, max_days });
            stages.data = Outcome::Passed;
            return;
        }
        Freshness::ClockBehind { behind_secs } => Reason::ClockBehind { behind_secs },
        Freshness::TooOld { age_days, max_days } => Reason::DataTooOld { age_days, max_days },
    };
    // A policy of which this data does not know yet may be the one that a light pass is for.
    if let Outcome::Failed(Reason::Policy(_)) | Outcome::Undetermined(Reason::OtherPolicy) =
        stages.rules
    {
        stages.rules = Outcome::Undetermined(reason.clone());
    }
    // It may have been restored since. That is for a person to find out: no system's fault opens a
    // door to a pass that is known as revoked. A removed signer stays removed.
    if let Outcome::Failed(revoked @ Reason::Revoked { .. }) = &stages.revocation {
        stages.revocation = Outcome::Undetermined(revoked.clone());
    }
    stages.data = Outcome::Undetermined(reason);
}

/// What the pass's own dates are worth by a clock that the data contradicts.
///
/// A clock that is behind makes a pass begin in the future, and cannot make one end; one that is
/// ahead, which looks like data that is too old, makes a pass end that was good when the data was
/// published. What had ended by then has surely ended.
fn judge_time(door: &Door<'_>, freshness: Freshness, when: When, stages: &mut Stages) {
    let issued_at = door.data.issued_at;
    let reason = match (&stages.time, freshness) {
        (
            Outcome::Failed(Reason::Expired { expired_at }),
            Freshness::TooOld { age_days, max_days },
        ) if *expired_at >= issued_at => Reason::DataTooOld { age_days, max_days },
        (Outcome::Failed(Reason::NotYetValid { .. }), Freshness::ClockBehind { behind_secs }) => {
            Reason::ClockBehind { behind_secs }
        }
        (Outcome::Failed(Reason::NotYetValid { issued_at: begins }), _)
            if when.clock == when.at && begins.saturating_sub(when.at) <= CLOCK_SKEW_MAX_SECS =>
        {
            let behind_secs = begins.saturating_sub(when.at);
            Reason::ClockBehind { behind_secs }
        }
        _ => return,
    };
    stages.time = Outcome::Undetermined(reason);
}
