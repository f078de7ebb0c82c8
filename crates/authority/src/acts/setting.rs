//! Settings that acts change: a closed list, each a whole number within its bounds.

use std::collections::BTreeMap;

use cleanbill_issuer::act::machine::ObjectionPeriod;
use cleanbill_issuer::caps::Caps;
use cleanbill_issuer::sunset::PURGE_FROM;

use crate::{Authority, AuthorityError};

/// The settings, with the least and the most that each can be. A cap set here never exceeds what
/// the deployment allows.
const SETTINGS: [(&str, i64, i64); 8] = [
    ("cap.officer", 0, 1_000_000),
    ("cap.office-pair", 0, 1_000_000),
    ("cap.region", 0, 1_000_000),
    ("cap.nation", 0, 1_000_000),
    ("cap.withdrawals", 0, 1_000_000),
    ("objection-days", 14, 90),
    ("majority-years", 14, 21),
    // Unix seconds, up to the year 9999; 0 takes it back.
    (PURGE_FROM, 0, 253_402_300_799),
];

/// The names of the settings that an act can change.
pub const SETTING_NAMES: [&str; 8] = [
    SETTINGS[0].0,
    SETTINGS[1].0,
    SETTINGS[2].0,
    SETTINGS[3].0,
    SETTINGS[4].0,
    SETTINGS[5].0,
    SETTINGS[6].0,
    SETTINGS[7].0,
];

/// From which age on somebody is of age, where nothing else is set.
const MAJORITY_YEARS: i64 = 18;

/// The setting of this name, if it can have this value.
pub(super) fn check_setting(name: &str, value: &str) -> Result<&'static str, AuthorityError> {
    let found = SETTINGS.iter().find(|setting| setting.0 == name);
    let number = value.parse::<i64>().ok();
    match (found, number) {
        // One spelling each.
        (Some((name, least, most)), Some(number))
            if (*least..=*most).contains(&number) && number.to_string() == value =>
        {
            Ok(name)
        }
        _ => Err(AuthorityError::Setting),
    }
}

fn number(settings: &BTreeMap<String, String>, name: &'static str) -> Option<i64> {
    let value = settings.get(name)?;
    check_setting(name, value).ok()?;
    value.parse().ok()
}

impl Authority {
    /// How many passes can be taken away a day.
    ///
    /// # Errors
    /// [`AuthorityError::Store`].
    pub async fn caps(&self) -> Result<Caps, AuthorityError> {
        let settings = self.inner.store.settings().await?;
        // Whoever writes rows can lower a cap, and raise none.
        let lower = |name, max: i64| number(&settings, name).map_or(max, |set| set.min(max));
        let caps = &self.inner.options.caps;
        Ok(Caps {
            officer: lower("cap.officer", caps.officer),
            office_pair: lower("cap.office-pair", caps.office_pair),
            region: lower("cap.region", caps.region),
            nation: lower("cap.nation", caps.nation),
            withdrawals: lower("cap.withdrawals", caps.withdrawals),
        })
    }

    pub(crate) async fn objection_period(&self) -> Result<ObjectionPeriod, AuthorityError> {
        let settings = self.inner.store.settings().await?;
        let days = number(&settings, "objection-days");
        Ok(days
            .and_then(ObjectionPeriod::from_days)
            .unwrap_or_default())
    }

    pub(crate) async fn majority_years(&self) -> Result<u16, AuthorityError> {
        let settings = self.inner.store.settings().await?;
        let years = number(&settings, "majority-years").unwrap_or(MAJORITY_YEARS);
        Ok(u16::try_from(years).unwrap_or(u16::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_of_the_list_and_within_their_bounds() {
        for (name, value) in [("objection-days", "14"), ("cap.officer", "0")] {
            assert_eq!(check_setting(name, value), Ok(name));
        }
        for (name, value) in [
            ("objection-days", "13"),
            ("objection-days", "+14"),
            ("objection-days", "014"),
            ("objection-days", ""),
            ("cap.officer", "-1"),
            ("Cap.officer", "1"),
            ("", "1"),
        ] {
            let refused = check_setting(name, value);
            assert_eq!(refused, Err(AuthorityError::Setting), "{name} {value}");
        }
    }
}
