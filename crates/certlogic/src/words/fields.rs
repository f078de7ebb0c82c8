//! The words for what DCC rules read (EU DCC JSON schema 1.3.0; external parameters).

use crate::VarPath;

/// A thing that rules read, in words.
pub(crate) enum Noun {
    /// Something that is there or not, with its article: "a vaccination".
    Entry(String),
    /// A list of such things: "vaccinations".
    Entries(&'static str),
    /// A field or parameter: "the date of vaccination".
    Field(String),
}

/// The words for a path from the data's root.
pub(crate) fn noun(path: &VarPath) -> Noun {
    let fragments: Vec<&str> = path.fragments().collect();
    known(&fragments).unwrap_or_else(|| {
        Noun::Field(match path.as_str() {
            "" => "the whole data".to_owned(),
            path => format!("the value at \u{201c}{path}\u{201d}"),
        })
    })
}

fn known(fragments: &[&str]) -> Option<Noun> {
    let field = |words: &str| Some(Noun::Field(words.to_owned()));
    match fragments {
        ["external", "validationClock"] => field("now"),
        ["external", "countryCode"] => field("the destination"),
        ["external", "issuerCountryCode"] => field("the issuing country"),
        ["external", "exp"] => field("the end of the signature's validity"),
        ["external", "iat"] => field("the time of signing"),
        ["external", "kid"] => field("the key identifier"),
        ["external", "region"] => field("the region of the destination"),
        ["external", "valueSets", id] => Some(Noun::Field(value_set(id))),
        ["payload", "dob"] => field("the date of birth"),
        ["payload", "ver"] => field("the version of the payload"),
        ["payload", "nam", name] => field(person_name(name)?),
        ["payload", group] => Some(Noun::Entries(entries(group)?.1)),
        ["payload", group, index] => {
            let (one, _, _) = entries(group)?;
            let index: u32 = index.parse().ok()?;
            Some(Noun::Entry(match index {
                0 => format!("a {one}"),
                _ => format!("a {one} number {}", u64::from(index) + 1),
            }))
        }
        ["payload", group, index, name] => {
            let (one, _, fields) = entries(group)?;
            let index: u32 = index.parse().ok()?;
            let (_, words) = fields.iter().find(|(known, _)| known == name)?;
            Some(Noun::Field(match index {
                0 => (*words).to_owned(),
                _ => format!("{words} of {one} number {}", u64::from(index) + 1),
            }))
        }
        _ => None,
    }
}

fn value_set(id: &str) -> String {
    let words = match id {
        "country-2-codes" => "the list of countries",
        "disease-agent-targeted" => "the list of diseases",
        "covid-19-lab-test-manufacturer-and-name" => "the list of recognised rapid tests",
        "covid-19-lab-result" => "the list of test results",
        "covid-19-lab-test-type" => "the list of test types",
        "vaccines-covid-19-auth-holders" => "the list of vaccine manufacturers",
        "vaccines-covid-19-names" => "the list of vaccine products",
        "sct-vaccines-covid-19" => "the list of vaccine types",
        other => return format!("the value set \u{201c}{other}\u{201d}"),
    };
    words.to_owned()
}

fn person_name(field: &str) -> Option<&'static str> {
    Some(match field {
        "fn" => "the surname",
        "fnt" => "the surname in machine-readable letters",
        "gn" => "the forename",
        "gnt" => "the forename in machine-readable letters",
        _ => return None,
    })
}

/// A field's name and its words.
type Words = (&'static str, &'static str);

/// One entry, many entries, and their fields.
fn entries(group: &str) -> Option<(&'static str, &'static str, &'static [Words])> {
    Some(match group {
        "v" => ("vaccination", "vaccinations", VACCINATION),
        "t" => ("test", "tests", TEST),
        "r" => ("recovery", "recoveries", RECOVERY),
        _ => return None,
    })
}

const VACCINATION: &[Words] = &[
    ("tg", "the disease vaccinated against"),
    ("vp", "the vaccine type"),
    ("mp", "the vaccine product"),
    ("ma", "the vaccine manufacturer"),
    ("dn", "the dose number"),
    ("sd", "the number of doses of the series"),
    ("dt", "the date of vaccination"),
    ("co", "the country of vaccination"),
    ("is", "the issuer of the vaccination certificate"),
    ("ci", "the identifier of the vaccination certificate"),
];

const TEST: &[Words] = &[
    ("tg", "the disease tested for"),
    ("tt", "the type of test"),
    ("nm", "the name of the test"),
    ("ma", "the rapid test used"),
    ("sc", "the time of sampling"),
    ("dr", "the time of the test result"),
    ("tr", "the test result"),
    ("tc", "the test centre"),
    ("co", "the country of the test"),
    ("is", "the issuer of the test certificate"),
    ("ci", "the identifier of the test certificate"),
];

const RECOVERY: &[Words] = &[
    ("tg", "the disease recovered from"),
    ("fr", "the date of the first positive test"),
    ("co", "the country of the positive test"),
    ("is", "the issuer of the recovery certificate"),
    ("df", "the start of validity of the recovery certificate"),
    ("du", "the end of validity of the recovery certificate"),
    ("ci", "the identifier of the recovery certificate"),
];

/// The words for codes that stand in rules themselves.
pub(crate) fn code(text: &str) -> Option<&'static str> {
    Some(match text {
        "840539006" => "COVID-19",
        "LP6464-4" => "nucleic acid test (LP6464-4)",
        "LP217198-3" => "rapid antigen test (LP217198-3)",
        "260415000" => "not detected",
        "260373001" => "detected",
        "EU/1/20/1528" => "Comirnaty (EU/1/20/1528)",
        "EU/1/20/1507" => "Spikevax (EU/1/20/1507)",
        "EU/1/21/1529" => "Vaxzevria (EU/1/21/1529)",
        "EU/1/20/1525" => "Jcovden (EU/1/20/1525)",
        "EU/1/21/1618" => "Nuvaxovid (EU/1/21/1618)",
        _ => return None,
    })
}
