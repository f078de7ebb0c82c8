//! The two JSON forms of a request, which differ in names and in one pair of brackets.

use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{Exemption, PersonName, Recovery, Test, Vaccination};
use cleanbill_icao9303::transliteration::Language;

use crate::error::RequestError;
use crate::field::{self, Field};
use crate::json::{self, Members, Node};

/// Which names the members have.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Words: `{"vaccination": {"date": …}}`.
    Friendly,
    /// Those of a DCC: `{"v": [{"dt": …}]}`.
    Dcc,
}

/// A JSON object and how to name what is in it.
struct Group {
    form: Form,
    members: Members,
}

/// Reads a request as an unchecked draft.
pub(crate) fn parse_draft(json: &[u8], form: Form) -> Result<(Dcc, Language), RequestError> {
    let mut root = Group::new(form, field::REQUEST, json::parse(json)?)?;
    let (name, language) = match root.take(field::NAME) {
        Some(node) => read_name(Group::new(form, field::NAME, node)?)?,
        None => return Err(RequestError::Missing { field: field::NAME }),
    };
    let draft = Dcc {
        version: match form {
            Form::Friendly => None,
            Form::Dcc => root.text(field::VERSION)?,
        },
        name,
        birth_date: root.text(field::BIRTH_DATE)?,
        vaccinations: root.entries(field::VACCINATION, vaccination)?,
        tests: root.entries(field::TEST, test)?,
        recoveries: root.entries(field::RECOVERY, recovery)?,
        exemptions: root.entries(field::EXEMPTION, exemption)?,
    };
    root.members.finish()?;
    Ok((draft, language))
}

impl Group {
    fn new(form: Form, group: Field, node: Node) -> Result<Self, RequestError> {
        let members = Members::new(group, node)?;
        Ok(Self { form, members })
    }

    /// The member's name in this form: the last part of the field's path.
    fn member(&self, field: Field) -> &'static str {
        let path = match self.form {
            Form::Friendly => field.name(),
            Form::Dcc => field.dcc(),
        };
        path.rsplit_once('.').map_or(path, |(_, member)| member)
    }

    fn take(&mut self, field: Field) -> Option<Node> {
        self.members.take(self.member(field))
    }

    fn text(&mut self, field: Field) -> Result<Option<String>, RequestError> {
        self.members.text(self.member(field), field)
    }

    fn int(&mut self, field: Field) -> Result<Option<i64>, RequestError> {
        self.members.int(self.member(field), field)
    }

    /// The entries of a ground: in the friendly form one object, in a DCC a list of them.
    fn entries<T>(
        &mut self,
        group: Field,
        read: fn(&mut Group) -> Result<T, RequestError>,
    ) -> Result<Vec<T>, RequestError> {
        let nodes = match (self.form, self.take(group)) {
            (_, None) => Vec::new(),
            (Form::Friendly, Some(node)) => vec![node],
            (Form::Dcc, Some(Node::List(nodes))) => nodes,
            (Form::Dcc, Some(_)) => return Err(RequestError::Type { field: group }),
        };
        let entry = |node| {
            let mut entry = Group::new(self.form, group, node)?;
            let read = read(&mut entry)?;
            entry.members.finish().map(|()| read)
        };
        nodes.into_iter().map(entry).collect()
    }
}

fn read_name(mut name: Group) -> Result<(PersonName, Language), RequestError> {
    let person = PersonName {
        surname: name.text(field::SURNAME)?,
        surname_standardised: name.text(field::SURNAME_STANDARDISED)?,
        forename: name.text(field::FORENAME)?,
        forename_standardised: name.text(field::FORENAME_STANDARDISED)?,
    };
    let language = match name.form {
        Form::Friendly => name.text(field::LANGUAGE)?,
        Form::Dcc => None,
    };
    let field = field::LANGUAGE;
    let language = match language {
        None => Language::default(),
        Some(code) => Language::from_code(&code).ok_or(RequestError::Language { field })?,
    };
    name.members.finish()?;
    Ok((person, language))
}

fn vaccination(entry: &mut Group) -> Result<Vaccination, RequestError> {
    Ok(Vaccination {
        disease: entry.text(field::V_DISEASE)?,
        vaccine: entry.text(field::V_VACCINE)?,
        product: entry.text(field::V_PRODUCT)?,
        manufacturer: entry.text(field::V_MANUFACTURER)?,
        dose: entry.int(field::V_DOSE)?,
        doses: entry.int(field::V_DOSES)?,
        date: entry.text(field::V_DATE)?,
        country: entry.text(field::V_COUNTRY)?,
        issuer: entry.text(field::V_ISSUER)?,
        uvci: entry.text(field::V_UVCI)?,
    })
}

fn test(entry: &mut Group) -> Result<Test, RequestError> {
    Ok(Test {
        disease: entry.text(field::T_DISEASE)?,
        test_type: entry.text(field::T_TYPE)?,
        test_name: entry.text(field::T_NAME)?,
        device: entry.text(field::T_DEVICE)?,
        sampled_at: entry.text(field::T_SAMPLED_AT)?,
        result: entry.text(field::T_RESULT)?,
        centre: entry.text(field::T_CENTRE)?,
        country: entry.text(field::T_COUNTRY)?,
        issuer: entry.text(field::T_ISSUER)?,
        uvci: entry.text(field::T_UVCI)?,
    })
}

fn recovery(entry: &mut Group) -> Result<Recovery, RequestError> {
    Ok(Recovery {
        disease: entry.text(field::R_DISEASE)?,
        first_positive: entry.text(field::R_FIRST_POSITIVE)?,
        country: entry.text(field::R_COUNTRY)?,
        issuer: entry.text(field::R_ISSUER)?,
        valid_from: entry.text(field::R_VALID_FROM)?,
        valid_until: entry.text(field::R_VALID_UNTIL)?,
        uvci: entry.text(field::R_UVCI)?,
    })
}

fn exemption(entry: &mut Group) -> Result<Exemption, RequestError> {
    Ok(Exemption {
        layout: entry.int(field::X_LAYOUT)?,
        disease: entry.text(field::X_DISEASE)?,
        valid_from: entry.text(field::X_VALID_FROM)?,
        valid_until: entry.text(field::X_VALID_UNTIL)?,
        country: entry.text(field::X_COUNTRY)?,
        issuer: entry.text(field::X_ISSUER)?,
        uvci: entry.text(field::X_UVCI)?,
    })
}
