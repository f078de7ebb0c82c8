//! What to do about what goes wrong.

use std::io::ErrorKind;

use cleanbill_audit::AuditError;
use cleanbill_health::matching::MatchError;
use cleanbill_paper::PaperError;
use cleanbill_policy::rehearsal::StateError;
use cleanbill_publish::files::FilesError;
use cleanbill_publish::update::UpdateError;
use cleanbill_trust::set::SetError;
use cleanbill_verifier::TogetherError;

use super::CliError;
use super::ledger::content_hint;

impl CliError {
    /// What to do about it.
    pub(crate) fn hint(&self) -> String {
        if let Some(hint) = self.part_hint().or(self.published_hint()) {
            return hint.into();
        }
        match self {
            Self::Read {
                kind: ErrorKind::NotFound,
                ..
            } => "check the path; a pass given as text starts with HC1: and needs quotes around it"
                .into(),
            Self::Read { .. } => "check the path and the permissions".into(),
            Self::Write { .. } => "check the free space and the permissions of the folder".into(),
            Self::Input { .. } | Self::Output { .. } => "check what the command is piped to".into(),
            Self::TooLarge { .. } => {
                "give a smaller file; larger ones are never needed here".into()
            }
            Self::AuthorityExists { .. } => {
                "keys are never overwritten; choose another folder with --data".into()
            }
            Self::NoAuthority { .. } => {
                "make one with `cleanbill init --country XX --issuer NAME`, or choose its folder \
                 with --data"
                    .into()
            }
            Self::Malformed { .. } => "restore it from a backup".into(),
            Self::Files { error } => files_hint(error).into(),
            Self::Update { error } => update_hint(error),
            Self::Audit { error } => audit_hint(error).into(),
            Self::NoUpdateSource => {
                "--from URL|FOLDER, once; later updates come from there too".into()
            }
            Self::UpdateBusy => "wait for it to end".into(),
            Self::Bundle { error, .. } => bundle_hint(error),
            Self::BundleContent { error, .. } => content_hint(error).into(),
            Self::NoBundle => {
                "install one with `cleanbill trust install`, or name it with --trust".into()
            }
            Self::NoPins => {
                "pin the authority's root: --root FINGERPRINT, as the authority publishes it".into()
            }
            Self::List { .. } => "get the list again from where it is published".into(),
            Self::UnknownList { .. } => {
                "what is read: `cleanbill trust import --help` names every kind of list".into()
            }
            Self::ListKeyMissing { .. } => "give its signer: --key PEM or --signer DID.JSON".into(),
            Self::NoPublicKey { .. } => {
                "--key takes a PEM file with a PUBLIC KEY or a CERTIFICATE".into()
            }
            Self::NoSigners => "see the entries skipped above".into(),
            Self::ForeignKey => "restore keys and certificates from the same backup".into(),
            Self::Key { .. } => "keys are unencrypted PKCS#8 in PEM, as `init` writes them".into(),
            Self::Certificate { .. } => "give the certificate in PEM or DER".into(),
            Self::MakeKey { .. } | Self::NoRandomness => "try again; report it if it stays".into(),
            Self::MakeCertificate { .. } => "check country (two letters) and names".into(),
            Self::MakeBundle { .. } => {
                "the keys in the data folder may belong to different authorities".into()
            }
            Self::Light { .. } => "nothing was signed; correct what is named and try again".into(),
            Self::NoLight { .. } => {
                "a light pass needs a full one that is accepted all day at --place, --region".into()
            }
            Self::NotOnePass | Self::PassInput { .. } => "give one text, file or picture".into(),
            Self::Issue { .. } | Self::IssueIcvp { .. } => {
                "nothing was signed; correct the field and issue again".into()
            }
            Self::Draw { .. } => "the text is kept; draw it with fewer characters".into(),
            Self::NothingToMeasure => {
                "give passes as text, files or pictures, or none at all".into()
            }
            _ => "try with --jobs 1".into(),
        }
    }

    /// The same for what has errors of its own.
    const fn part_hint(&self) -> Option<&'static str> {
        match self {
            Self::Keys(error) => Some(error.hint()),
            Self::Serve(error) => Some(error.hint()),
            Self::Witness(error) => Some(error.hint()),
            Self::Card(error) => error.hint(),
            Self::Link(error) => Some(error.hint()),
            Self::Precheck(error) => Some(error.hint()),
            Self::Together {
                error: TogetherError::Match(MatchError::Count),
            } => Some("give the passes that are to be taken together, two at least"),
            Self::Together {
                error: TogetherError::NoDoor | TogetherError::NoCheckInForce,
            } => Some("without a check in force there is nothing to ask of the passes"),
            Self::Together {
                error: TogetherError::NotSound { .. },
            } => Some("what is said of it above has to be settled first"),
            Self::Together { .. } => {
                Some("have what is wrong corrected by its issuer: nobody's word replaces a pass's")
            }
            Self::Relay(error) => Some(error.hint()),
            Self::Authority { .. } => Some("its key has to be on P-256, P-384 or P-521, or RSA"),
            Self::Fetch { .. } => {
                Some("--fetch https://…, or fetch it otherwise and name the file")
            }
            Self::Oblivious { error } => Some(error.remedy()),
            Self::Filing { .. } => Some("nothing was filed; the sentence says what to mend"),
            Self::LedgerUnsound { .. } => Some("`cleanbill audit` says more; ask another copy"),
            Self::PetitionNotPublished { .. } => {
                Some("do not sign it: a key that others do not see knows its signers again")
            }
            Self::NoPetitions => Some("look at the voucher: --epoch and --region stand on it"),
            _ => None,
        }
    }

    /// The same for rules, policies and revocations.
    const fn published_hint(&self) -> Option<&'static str> {
        let hint = match self {
            Self::Filter { .. } | Self::Universe { .. } | Self::UnknownRevocationFile { .. } => {
                "get the file again, or build it again from the universe file"
            }
            Self::PassLine { .. } => {
                "a line is the text of a code; `revocation build --help` names the other forms"
            }
            Self::UnknownSlices { .. } | Self::NoSlices { .. } => {
                "fetch /lists, /lists/KID/partitions and their slices into one folder"
            }
            Self::FilterRollback { .. } => {
                "publish with the newest filter and deltas: --filter, --deltas"
            }
            Self::RevocationsLost { .. } => {
                "publish from the installed bundle with --signers, which carries them over, or say \
                 --accept-losses (`publish`: --drop)"
            }
            Self::PoliciesLost { .. } => {
                "keep the policies that just ended, and announce a change in a new version"
            }
            Self::InstalledUnreadable { .. } => {
                "pin its root with --root; if it is broken, `trust install --accept-losses`"
            }
            Self::WithoutIssuer { .. } => {
                "leave it out of the filter; if it is revoked, it goes into an exact list"
            }
            Self::IssuedAfterEnd { .. } => "leave later passes out, or close the list later",
            Self::StillOpen { .. } => {
                "wait until the end is a minute old by this machine's clock, or leave the latest \
                 passes out; the list has to hold every pass of these keys up to its end"
            }
            Self::OtherIssuer { .. } => "a filter is of one issuer: build one for each",
            Self::NotIssued { .. } => {
                "a filter covers issued passes; foreign ones go into batches or an exact list"
            }
            Self::NothingIssued => "compact lines need --issuer ISS",
            Self::NotText { .. } => "policies, rules and value sets are text files",
            Self::Rules { .. } => "correct the rule or value set, and publish again",
            Self::Rehearsal { error } => match error.error {
                StateError::NoSituation => "say which with --place and --region",
                _ => "correct the document; nothing is rehearsed without it",
            },
            Self::NotARule { .. } => {
                "JSON here is a rule with its Identifier, or a value set, published or compressed"
            }
            Self::NoRules { .. } => {
                "a rule is a file rule.json in a folder of its own, its tests beside in tests/"
            }
            Self::EmptyPopulation { .. } => {
                "a population is a file with a code, or the JSON of a DCC, a line"
            }
            Self::PoliciesRefused { .. } => {
                "each is named above; a bundle with a refused policy is not signed"
            }
            Self::Kid { .. } => "`cleanbill trust show --signers` lists them",
            Self::Paper { error } => paper_hint(error),
            Self::Ledger(error) => error.hint(),
            Self::Registry(error) => error.hint(),
            Self::Sunset(error) => error.hint(),
            Self::Petition { error } => error.remedy(),
            Self::Younger { .. } => {
                "make the data folder with `cleanbill init --at` an earlier day"
            }
            _ => return None,
        };
        Some(hint)
    }
}

const fn paper_hint(error: &PaperError) -> &'static str {
    match error {
        PaperError::NotAFullPass => "print light passes with --layout sheet",
        PaperError::NotALightPass => "print a full pass with --layout a4, large or card",
        PaperError::SeveralHolders => "print a sheet for each of them",
        PaperError::DoesNotFit { .. } | PaperError::CodeDoesNotFit { .. } => {
            "take a larger page: --layout a4 or large"
        }
        PaperError::Unreadable { .. } => "give the whole text of the code, in quotes",
        _ => "correct the record, and issue the pass again",
    }
}

const fn files_hint(error: &FilesError) -> &'static str {
    match error {
        FilesError::NotNewer { .. } | FilesError::VersionUsed { .. } => {
            "this machine's count of versions is behind: put the published one into \
             DATA/manifest-version, and publish again"
        }
        FilesError::Published(_) => {
            "look at current.cbset there; if it is nobody's, remove it and publish again"
        }
        FilesError::Crossed | FilesError::Busy => {
            "look at what the other publisher did, then publish again"
        }
        FilesError::NoConditions => {
            "with --s3-unconditional, see to it that there is one publisher at a time"
        }
        FilesError::PlainHttp => "use https, or say --s3-allow-http",
        FilesError::Destination { .. } => {
            "--to FOLDER, or --to s3://BUCKET/PREFIX with --s3-endpoint and --s3-region"
        }
        FilesError::Store { .. } => {
            "verifiers have the old set or the new one, never half; check space, address, region \
             and credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), and publish again"
        }
        _ => "nothing was published; correct the set, and publish again",
    }
}

const fn audit_hint(error: &AuditError) -> &'static str {
    match error {
        AuditError::Since { .. } => "give a checkpoint of this log, or audit it whole",
        AuditError::State => "remove the file, and audit the whole once",
        AuditError::Policy(_) => "give the policy that you got by another way: --policy FILE",
        _ => "check the address, or copy the files and audit the folder",
    }
}

fn update_hint(error: &UpdateError) -> String {
    let hint = match error {
        UpdateError::Source => "--from https://… as the authority publishes it, or a folder",
        UpdateError::PlainHttp => "ask the authority for its https address, or copy the files",
        UpdateError::Authority => "--ca takes certificates in PEM",
        UpdateError::Client => "install the package ca-certificates, or give --ca PEM",
        UpdateError::Set(error) => return bundle_hint(error),
        UpdateError::Tile { .. } => {
            "the ledger's tiles do not fit its checkpoint: tell the authority and the witnesses"
        }
        UpdateError::SameVersion { .. } => {
            "tell the authority: two sets were signed under one version"
        }
        _ => "try again later; checking goes on with what is installed",
    };
    hint.to_owned()
}

fn bundle_hint(error: &SetError) -> String {
    match error {
        SetError::FromTheFuture { .. } => "the clock of this machine is behind: set it".into(),
        SetError::Expired { .. } => {
            "get a newer bundle; if this one is new, the clock of this machine is ahead".into()
        }
        SetError::UnknownRoot { found } => {
            format!("if the authority publishes this fingerprint, trust it with --root {found}")
        }
        SetError::VersionRollback { .. } => {
            "an older bundle was put in the place of a newer one; get the newest".into()
        }
        _ => "get the bundle again from where it is published".into(),
    }
}
