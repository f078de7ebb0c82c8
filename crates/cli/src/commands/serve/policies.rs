//! The policies of the installed bundle, asked for light passes.

use cleanbill_issuer::{LightWindow, light_windows};
use cleanbill_policy::{Loaded, Policy};
use cleanbill_server::{Judged, Policies, PolicyFacts};
use cleanbill_verifier::{Bundle, Door, Interruption, policy_mark};

use super::watched::{Watched, read_installed};
use crate::home::Home;

/// The installed bundle.
pub(super) struct Installed(Watched<Bundle>);

impl Installed {
    pub(super) fn of(home: &Home) -> Self {
        Self(Watched::of(home, |home, bytes| {
            read_installed(home, &bytes)
        }))
    }
}

impl Policies for Installed {
    fn list(&self) -> Vec<PolicyFacts> {
        let Some(bundle) = self.0.current() else {
            return Vec::new();
        };
        let loaded = bundle.policies.loaded().iter();
        let mut facts: Vec<_> = loaded.map(|loaded| facts_of(&bundle, loaded)).collect();
        facts.sort_by(|one, other| other.from.cmp(&one.from).then(one.id.cmp(&other.id)));
        facts
    }

    fn judge(&self, policy: &str, text: &str, days: u16, now: i64) -> Result<Judged, Interruption> {
        let bundle = self.0.current().ok_or(Interruption::NoDoor)?;
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
        let verifier = bundle.verifier();
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

fn facts_of(bundle: &Bundle, loaded: &Loaded) -> PolicyFacts {
    let policy = &loaded.policy;
    PolicyFacts {
        id: policy.id.clone(),
        version: policy.version,
        title: policy.title.clone(),
        region: policy.region.to_string(),
        places: policy.places.iter().map(|place| place.name()).collect(),
        number: policy.extension.as_ref().map_or(1, |next| next.number),
        signed_at: policy.signed_at,
        from: policy.from,
        until: policy.until,
        is_tighter: loaded.tendency.is_tighter(),
        rehearsed: bundle.announcements.rehearsed(policy.digest()),
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
