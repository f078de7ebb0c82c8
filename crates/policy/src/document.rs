//! The TOML document, and from it the policy.

mod accept;
mod canonical;
mod fields;
mod tables;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use cleanbill_crypto::sha256;
use cleanbill_health::{Code, CodeSystem, DAY_SECS};
use cleanbill_order::Arrange;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use self::fields::{Fields, syntax};
use self::tables::{AnnouncementTable, Document, DoorTable, ExtensionTable, NoPassTable};
use crate::digest::digest_from_hex;
use crate::policy::covid_19;
use crate::{
    Announcement, Companion, DATA_AGE_MIN_DAYS, DoorTerms, Essential, Extension, LEAD_MAX_SECS,
    LIFE_MAX_SECS, Limits, NamedRule, Necessity, NoPass, OnSystemFault, Place, Policy, PolicyError,
    Region, RuleName, Shown, URGENT_LIFE_MAX_SECS, Zone,
};

/// Longest text in a field, in bytes: a paragraph.
const TEXT_MAX_BYTES: usize = 1_000;
/// Longest id in bytes.
const ID_MAX_BYTES: usize = 64;
/// Offsets that are in use on earth: 12 hours west to 14 hours east.
const OFFSETS_MINUTES: RangeInclusive<i16> = -12 * 60..=14 * 60;
/// Oldest age that a policy may name: beyond it there is nobody.
const AGE_MAX: u16 = 120;

pub(crate) fn parse(text: &str) -> Result<Policy, PolicyError> {
    let limits = Limits::DEFAULT;
    if text.len() > limits.policy_max_bytes {
        return Err(PolicyError::TooLong {
            size_max_bytes: limits.policy_max_bytes,
        });
    }
    let table = DeTable::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        syntax(text, start, error.message().to_owned())
    })?;
    let table = table.get_ref();
    // Before the fields, which another format may have others of.
    match table.get("format").map(|value| value.get_ref()) {
        None => {}
        Some(DeValue::Integer(digits)) => {
            match i64::from_str_radix(digits.as_str(), digits.radix()) {
                Ok(1) => {}
                Ok(found) => return Err(PolicyError::UnsupportedFormat { found }),
                Err(_) => return Err(field("format", "the number 1")),
            }
        }
        Some(_) => return Err(field("format", "the number 1")),
    }
    let document = Document::read(Fields::of_document(text, table))?;
    // A policy is signed, and its announcement told, without becoming another.
    let canonical = canonical::render(table, &["signed_at", "announcement"]);
    let policy = build(document, sha256(canonical.as_bytes()))?;
    check_life(&policy)?;
    Ok(policy)
}

/// The id of a document that may be no policy, for a message.
pub(crate) fn id_of(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let DeValue::String(id) = table.get_ref().get("id")?.get_ref() else {
        return None;
    };
    let id = id.chars().filter(|character| !character.is_control());
    Some(id.take(ID_MAX_BYTES).collect())
}

const fn field(field: &'static str, expected: &'static str) -> PolicyError {
    PolicyError::Field { field, expected }
}

fn build(document: Document, digest: [u8; 32]) -> Result<Policy, PolicyError> {
    let limits = Limits::DEFAULT;
    if document.accept.len() > limits.terms_max {
        return Err(PolicyError::TooMany {
            field: "accept",
            count_max: limits.terms_max,
        });
    }
    if document.rules.len() > limits.rules_max {
        return Err(PolicyError::TooMany {
            field: "rules",
            count_max: limits.rules_max,
        });
    }
    let region = Region::parse(&document.region).ok_or(field(
        "region",
        "a country as `RU`, or a part of one as `RU-TA`",
    ))?;
    let places = places(&document.places)?;
    let destination = destination(document.destination, &places, &region)?;
    let (from, zone) = moment("from", document.from)?;
    let accept = document.accept.into_iter().enumerate();
    let accept = accept.map(|(index, entry)| {
        entry.term().map_err(|fault| PolicyError::Term {
            number: index + 1,
            fault,
        })
    });
    let policy = Policy {
        id: id(document.id)?,
        version: document.version,
        title: title(document.title)?,
        reason: text("reason", document.reason)?,
        necessity: necessity(&places, document.law, document.alternative)?,
        region,
        places,
        signed_at: moment("signed_at", document.signed_at)?.0,
        from,
        until: moment("until", document.until)?.0,
        zone,
        disease: disease(document.disease)?,
        accept: accept.collect::<Result<_, _>>()?,
        rules: document
            .rules
            .iter()
            .map(|text| named_rule(text))
            .collect::<Result<_, _>>()?,
        destination,
        no_pass: document.no_pass.map_or(Ok(NoPass::default()), no_pass)?,
        door: door(&document.door)?,
        announcement: document.announcement.map(announcement).transpose()?,
        extension: document.extension.map(extension).transpose()?,
        digest,
    };
    // Rules alone would let in everybody whom none of them is about.
    if policy.accept.is_empty() && policy.destination.is_none() {
        return Err(PolicyError::NothingAccepted);
    }
    if policy.version == 0 {
        return Err(field("version", "a number from 1"));
    }
    Ok(policy)
}

fn check_life(policy: &Policy) -> Result<(), PolicyError> {
    let days = |secs: i64| secs.saturating_add(DAY_SECS - 1) / DAY_SECS;
    let life = policy.until.saturating_sub(policy.from);
    let lead = policy.from.saturating_sub(policy.signed_at);
    if life <= 0 {
        return Err(PolicyError::EmptyLife);
    }
    if life > LIFE_MAX_SECS {
        return Err(PolicyError::LifeTooLong { days: days(life) });
    }
    if lead < 0 {
        return Err(PolicyError::Backdated);
    }
    if lead > LEAD_MAX_SECS {
        return Err(PolicyError::SignedTooEarly { days: days(lead) });
    }
    if let Some(announcement) = policy.announcement {
        if announcement.at > policy.from {
            return Err(PolicyError::AnnouncedAfterStart);
        }
        if announcement.urgent && life > URGENT_LIFE_MAX_SECS {
            return Err(PolicyError::UrgentTooLong { days: days(life) });
        }
    }
    Ok(())
}

fn id(id: String) -> Result<String, PolicyError> {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    if (1..=ID_MAX_BYTES).contains(&id.len()) && id.bytes().all(allowed) {
        Ok(id)
    } else {
        Err(field("id", "1 to 64 of `a`–`z`, `0`–`9`, `-` and `.`"))
    }
}

fn text(name: &'static str, text: String) -> Result<String, PolicyError> {
    let good = !text.trim().is_empty()
        && text.len() <= TEXT_MAX_BYTES
        && !text.chars().any(char::is_control);
    if good {
        Ok(text)
    } else {
        Err(field(name, "a line of text of at most 1,000 bytes"))
    }
}

fn title(title: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, PolicyError> {
    let is_tag =
        |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase());
    if !title.contains_key("en") || !title.keys().all(|tag| is_tag(tag)) {
        return Err(field("title", "texts by language, `en` among them"));
    }
    let mut checked = BTreeMap::new();
    for (tag, line) in title {
        checked.insert(tag, text("title", line)?);
    }
    Ok(checked)
}

fn places(names: &[String]) -> Result<Vec<Place>, PolicyError> {
    let mut places = Vec::new();
    for name in names {
        let Some(place) = Place::parse(name) else {
            let name: String = name.chars().take(ID_MAX_BYTES).collect();
            return Err(match Essential::parse(&name) {
                Some(essential) => PolicyError::EssentialPlace { name, essential },
                None => PolicyError::UnknownPlace { name },
            });
        };
        if places.contains(&place) {
            return Err(PolicyError::DuplicatePlace { place });
        }
        places.push(place);
    }
    if places.is_empty() {
        return Err(field("places", "at least one kind of place"));
    }
    places.arrange();
    Ok(places)
}

fn necessity(
    places: &[Place],
    law: Option<String>,
    alternative: Option<String>,
) -> Result<Option<Necessity>, PolicyError> {
    let needy = places.iter().find(|place| place.needs_law());
    match (law, alternative, needy) {
        (Some(law), Some(alternative), _) => Ok(Some(Necessity {
            law: text("law", law)?,
            alternative: text("alternative", alternative)?,
        })),
        (_, _, Some(place)) => Err(PolicyError::NoLaw { place: *place }),
        (None, None, None) => Ok(None),
        _ => Err(field("law", "`law` and `alternative` together")),
    }
}

/// Whoever could call a rule of their own another country's would have every input that G05
/// forbids; so foreign rules are for leaving the country, and nothing else.
fn destination(
    destination: Option<String>,
    places: &[Place],
    region: &Region,
) -> Result<Option<String>, PolicyError> {
    let Some(country) = destination else {
        return Ok(None);
    };
    if !Region::parse(&country).is_some_and(|region| region.is_country()) {
        return Err(field("destination", "a country as `DE`"));
    }
    if places != [Place::InternationalTravel] || country == region.country() {
        return Err(PolicyError::ForeignRulesAtHome);
    }
    Ok(Some(country))
}

/// Unix seconds and the offset from UTC, which has to be written.
fn moment(name: &'static str, datetime: Datetime) -> Result<(i64, Zone), PolicyError> {
    let expected = field(name, "a time with its offset, as 2021-11-22T00:00:00+03:00");
    let minutes = match datetime.offset {
        Some(Offset::Z) => 0,
        Some(Offset::Custom { minutes }) => minutes,
        None => return Err(expected),
    };
    let exists = OFFSETS_MINUTES.contains(&minutes);
    let zone = Zone::of_minutes(minutes).filter(|_| exists);
    let zone = zone.ok_or_else(|| expected.clone())?;
    let secs = cleanbill_health::parse_time(&datetime.to_string()).ok_or(expected)?;
    Ok((secs, zone))
}

fn disease(code: Option<String>) -> Result<Code, PolicyError> {
    let Some(code) = code else {
        return Ok(covid_19());
    };
    let is_code = (6..=18).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    if is_code {
        Ok(Code::new(CodeSystem::Snomed, code))
    } else {
        Err(field("disease", "a SNOMED CT code"))
    }
}

/// `VR-RU-0001@1.0.0#` and 64 hexadecimal digits.
fn named_rule(text: &str) -> Result<NamedRule, PolicyError> {
    let fits = |part: &str| (1..=ID_MAX_BYTES).contains(&part.len());
    let parts = text.split_once('#').and_then(|(name, digest)| {
        let (identifier, version) = name.split_once('@')?;
        let name = RuleName {
            identifier: identifier.to_owned(),
            version: version.to_owned(),
        };
        let digest = digest_from_hex(digest)?;
        (fits(identifier) && fits(version)).then_some(NamedRule { name, digest })
    });
    parts.ok_or(field(
        "rules",
        "identifier, version and digest, as VR-RU-0001@1.0.0#, then 64 hexadecimal digits",
    ))
}

fn no_pass(table: NoPassTable) -> Result<NoPass, PolicyError> {
    if table.under_age > AGE_MAX {
        return Err(field("no_pass.under_age", "an age in years"));
    }
    let expected = field(
        "no_pass.companions",
        "`of-blind-person`, `of-child`, `of-person-in-care`, `of-wheelchair-user`",
    );
    let companions: Option<Vec<Companion>> = table
        .companions
        .iter()
        .map(|name| Companion::parse(name))
        .collect();
    let mut companions = companions.ok_or(expected)?;
    companions.arrange();
    companions.dedup();
    Ok(NoPass {
        under_age: table.under_age,
        companions,
    })
}

fn door(table: &DoorTable) -> Result<DoorTerms, PolicyError> {
    if table.data_age_max_days < DATA_AGE_MIN_DAYS {
        return Err(PolicyError::DataTooFresh {
            days: table.data_age_max_days,
        });
    }
    let on_system_fault = match table.on_system_fault.as_str() {
        "admit" => OnSystemFault::Admit,
        "manual" => OnSystemFault::Manual,
        _ => return Err(field("door.on_system_fault", "`admit` or `manual`")),
    };
    let shown = match &table.shows {
        None => Shown::BOTH,
        Some(names) => Shown {
            name: names.iter().any(|name| name == "name"),
            birth_date: names.iter().any(|name| name == "birth_date"),
        },
    };
    let known = |name: &String| name == "name" || name == "birth_date";
    if table
        .shows
        .as_ref()
        .is_some_and(|names| !names.iter().all(known))
    {
        return Err(field("door.shows", "`name` and `birth_date`, or nothing"));
    }
    Ok(DoorTerms {
        shown,
        on_system_fault,
        data_age_max_days: table.data_age_max_days,
    })
}

fn announcement(table: AnnouncementTable) -> Result<Announcement, PolicyError> {
    Ok(Announcement {
        at: moment("announcement.at", table.at)?.0,
        urgent: table.urgent,
    })
}

fn extension(table: ExtensionTable) -> Result<Extension, PolicyError> {
    if table.number < 2 {
        return Err(field("extension.number", "a number from 2"));
    }
    let rehearsal = digest_from_hex(&table.rehearsal);
    Ok(Extension {
        number: table.number,
        reason: text("extension.reason", table.reason)?,
        rehearsal: rehearsal.ok_or(field("extension.rehearsal", "64 hexadecimal digits"))?,
    })
}
