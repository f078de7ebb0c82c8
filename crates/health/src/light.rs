//! The light pass in the common model: a person, and nothing that happened to them.

use cleanbill_hcert::LightPass;

use crate::Record;
use crate::dcc::person;

impl From<&LightPass> for Record {
    fn from(light: &LightPass) -> Self {
        Self {
            person: person(&light.name, light.birth_date.as_deref()),
            events: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use cleanbill_hcert::Dcc;
    use cleanbill_hcert::dcc::PersonName;

    use super::*;

    #[test]
    fn the_person_is_the_same_as_of_the_full_pass_and_there_is_no_event() {
        let name = PersonName {
            surname: Some("Ivanova".into()),
            surname_standardised: Some("IVANOVA".into()),
            ..PersonName::default()
        };
        let birth_date = Some("1964-08".to_owned());
        let light = Record::from(&LightPass {
            name: name.clone(),
            birth_date: birth_date.clone(),
            ..LightPass::default()
        });
        let full = Record::from(&Dcc {
            name,
            birth_date,
            ..Dcc::default()
        });
        assert!(light.person == full.person);
        assert_eq!(light.grounds().count(), 0);
    }
}
