//! The policies of the installed bundle, asked for light passes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use cleanbill_issuer::{LightWindow, light_windows};
use cleanbill_policy::Policy;
use cleanbill_server::{Judged, Policies};
use cleanbill_verifier::{Bundle, Door, Interruption, Verifier, policy_mark};

use crate::bundle::{installed_floor, open_installed, pins, read, read_bundle};
use crate::error::CliError;
use crate::home::Home;
use crate::ledger::known_of_installed;

/// When a file was written, and how long it is: tells one bundle from the next.
type Version = (Option<SystemTime>, u64);

/// The installed bundle, read again when another is installed.
pub(super) struct Installed {
    folder: PathBuf,
    read: Mutex<Option<(Version, Arc<Bundle>)>>,
}

impl Installed {
    pub(super) fn of(home: &Home) -> Self {
        Self {
            folder: home.folder().to_owned(),
            read: Mutex::new(None),
        }
    }

    /// The bundle as it is installed now; `None` if there is none that can be believed.
    fn bundle(&self) -> Option<Arc<Bundle>> {
        let home = Home::find(Some(self.folder.clone()));
        let about = std::fs::metadata(home.bundle()).ok()?;
        let version = (about.modified().ok(), about.len());
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        match &*read {
            Some((known, bundle)) if *known == version => Some(bundle.clone()),
            _ => match load(&home) {
                Ok(bundle) => {
                    let bundle = Arc::new(bundle);
                    *read = Some((version, bundle.clone()));
                    Some(bundle)
                }
                Err(error) => {
                    tracing::warn!(%error, "the installed bundle cannot be read");
                    None
                }
            },
        }
    }
}

fn load(home: &Home) -> Result<Bundle, CliError> {
    let path = home.bundle();
    let bytes = read_bundle(&path)?;
    let pins = pins(home, &[])?;
    let set = open_installed(&path, &bytes, &pins, installed_floor(home)?)?;
    read(&path, &set, &known_of_installed(home)?)
}

impl Policies for Installed {
    fn judge(&self, policy: &str, text: &str, days: u16, now: i64) -> Result<Judged, Interruption> {
        let bundle = self.bundle().ok_or(Interruption::NoDoor)?;
        let none = Interruption::NoCheckInForce { at: now };
        let policy = in_force(&bundle, policy, now).ok_or(none)?;
        let offset_secs = policy.zone.offset_secs();
        let windows = light_windows(now, offset_secs, days);
        let windows = windows.map_err(|_| Interruption::Window)?;
        // A policy is the same at every place of its own; where the holder goes is not asked.
        let place = policy.places.first().ok_or(none)?;
        let door = Door {
            policies: &bundle.policies,
            rules: &bundle.rules,
            data: bundle.data,
            place: *place,
            region: &policy.region,
        };
        let verifier = Verifier::new(&bundle.trust).with_revocation(&bundle.revocation);
        let mut verifier = verifier.at_door(door);
        let mut why = None;
        let mut ask = |window: LightWindow| {
            let asked = verifier.accepts_throughout(text, &window.range(), now, now);
            let asked = asked.map_err(|error| {
                why.get_or_insert(error);
            });
            (window, asked.ok().map(policy_mark))
        };
        let windows = windows.into_iter().map(&mut ask).collect();
        Ok(Judged {
            windows,
            why,
            offset_secs,
        })
    }
}

/// The policy with this id that is in force at `now` where it says that it holds.
fn in_force<'b>(bundle: &'b Bundle, id: &str, now: i64) -> Option<&'b Policy> {
    let loaded = bundle.policies.loaded().iter();
    let mut named = loaded.filter(|loaded| loaded.policy.id == id);
    named.find_map(|loaded| {
        let policy = &loaded.policy;
        let place = policy.places.first()?;
        let in_force = bundle.policies.in_force(*place, &policy.region, now)?;
        (in_force.digest() == policy.digest()).then_some(policy)
    })
}
