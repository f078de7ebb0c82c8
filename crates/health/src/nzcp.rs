//! The NZ COVID Pass in the common model: whose it is, and no event. It says that its holder met
//! the country's rules of that time, not by what.

use cleanbill_archive::nzcp::Nzcp;

use crate::{BirthDate, Name, Person, Record};

impl From<&Nzcp> for Record {
    fn from(pass: &Nzcp) -> Self {
        let subject = pass.subject();
        let name = |original: Option<String>| Name {
            original,
            transliterated: None,
        };
        Self {
            person: Person {
                surname: name(subject.family_name.clone()),
                forename: name(Some(subject.given_name.clone())),
                birth_date: BirthDate::parse(&subject.birth_date),
            },
            events: Vec::new(),
        }
    }
}
