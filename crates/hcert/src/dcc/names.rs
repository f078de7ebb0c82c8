//! English names for the codes that most passes carry (eHealth Network, "Value sets for EU Digital
//! COVID Certificates", version 1.14).

const NAMES: &[(&str, &str)] = &[
    ("840539006", "COVID-19"),
    ("1119305005", "antigen vaccine"),
    ("1119349007", "mRNA vaccine"),
    ("1162643001", "recombinant antigen vaccine"),
    ("1157024006", "inactivated whole virus vaccine"),
    ("J07BX03", "COVID-19 vaccine"),
    ("EU/1/20/1507", "Spikevax"),
    ("EU/1/20/1525", "Jcovden (Janssen)"),
    ("EU/1/20/1528", "Comirnaty"),
    ("EU/1/21/1529", "Vaxzevria"),
    ("EU/1/21/1618", "Nuvaxovid"),
    ("EU/1/21/1624", "COVID-19 vaccine Valneva"),
    ("Sputnik-V", "Sputnik V"),
    ("Sputnik-Light", "Sputnik Light"),
    ("EpiVacCorona", "EpiVacCorona"),
    ("CoviVac", "CoviVac"),
    ("BBIBP-CorV", "BBIBP-CorV"),
    ("CoronaVac", "CoronaVac"),
    ("Covishield", "Covishield"),
    ("Covaxin", "Covaxin"),
    ("ORG-100001417", "Janssen-Cilag International"),
    ("ORG-100001699", "AstraZeneca AB"),
    ("ORG-100030215", "BioNTech Manufacturing GmbH"),
    ("ORG-100031184", "Moderna Biotech Spain"),
    ("ORG-100032020", "Novavax CZ"),
    ("Gamaleya-Research-Institute", "Gamaleya Research Institute"),
    ("LP6464-4", "nucleic acid amplification"),
    ("LP217198-3", "rapid immunoassay"),
    ("260415000", "not detected"),
    ("260373001", "detected"),
];

/// What a code is called in English, if it is one of those that most passes carry (eHealth Network,
/// "Value sets for EU Digital COVID Certificates", version 1.14). Brands and manufacturers are
/// called so in every language.
#[must_use]
pub fn code_name(code: &str) -> Option<&'static str> {
    let mut names = NAMES.iter();
    names.find_map(|(known, name)| (*known == code).then_some(*name))
}
