//! The vaccines of the EU's value sets: what else is known of a product by its code.

/// A product of the value set `vaccine-medicinal-product`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Product {
    /// Its code there.
    pub code: &'static str,
    /// What the EU's certificate calls the kind of vaccine, `vp` (value set
    /// `sct-vaccines-covid-19`).
    pub vaccine: &'static str,
    /// Its manufacturer, `ma` (value set `vaccine-mah-manf`).
    pub manufacturer: &'static str,
    /// Doses of the primary series, as its producer has it; `None` where that is not settled.
    pub doses: Option<u32>,
}

/// Kinds of vaccine: mRNA, antigen, inactivated virus; any.
const MRNA: &str = "1119349007";
const ANTIGEN: &str = "1119305005";
const INACTIVATED: &str = "1157024006";
const ANY: &str = "J07BX03";

const GAMALEYA: &str = "Gamaleya-Research-Institute";

/// Codes and manufacturers: eHealth Network, "COVID-19 vaccines, encoding instructions" of
/// 2023-05-05. Doses: the product information of each.
const PRODUCTS: &[(&str, &str, &str, u32)] = &[
    ("EU/1/20/1528", MRNA, "ORG-100030215", 2),
    ("EU/1/20/1507", MRNA, "ORG-100031184", 2),
    ("EU/1/21/1529", ANY, "ORG-100001699", 2),
    ("EU/1/20/1525", ANY, "ORG-100001417", 1),
    ("EU/1/21/1618", ANTIGEN, "ORG-100032020", 2),
    ("EU/1/21/1624", INACTIVATED, "ORG-100036422", 2),
    ("EU/1/21/1580", ANTIGEN, "ORG-100000788", 0),
    ("EU/1/22/1709", ANTIGEN, "ORG-100036914", 0),
    ("CVnCoV", MRNA, "ORG-100006270", 2),
    ("NVX-CoV2373", ANTIGEN, "ORG-100032020", 2),
    ("Sputnik-V", ANY, GAMALEYA, 2),
    ("Sputnik-Light", ANY, GAMALEYA, 1),
    ("Sputnik-M", ANY, GAMALEYA, 2),
    ("EpiVacCorona", ANTIGEN, "Vector-Institute", 2),
    ("EpiVacCorona-N", ANTIGEN, "Vector-Institute", 2),
    (
        "CoviVac",
        INACTIVATED,
        "Chumakov-Federal-Scientific-Center",
        2,
    ),
    ("Convidecia", ANY, "ORG-100013793", 1),
    ("BBIBP-CorV", INACTIVATED, "ORG-100020693", 2),
    (
        "Inactivated-SARS-CoV-2-Vero-Cell",
        INACTIVATED,
        "ORG-100010771",
        2,
    ),
    ("WIBP-CorV", INACTIVATED, "Sinopharm-WIBP", 2),
    ("CoronaVac", INACTIVATED, "Sinovac-Biotech", 2),
    (
        "Covid-19-adsorvida-inativada",
        INACTIVATED,
        "Instituto-Butantan",
        2,
    ),
    ("Hayat-Vax", INACTIVATED, "ORG-100023050", 2),
    ("Covaxin", INACTIVATED, "Bharat-Biotech", 2),
    ("Covishield", ANY, "ORG-100001981", 2),
    ("Covovax", ANTIGEN, "ORG-100001981", 2),
    ("Covid-19-recombinant", ANY, "Fiocruz", 2),
    ("R-COVI", ANY, "ORG-100007893", 2),
    ("MVC-COV1901", ANTIGEN, "ORG-100033914", 0),
    ("Covifenz", ANY, "ORG-100008549", 2),
    ("Abdala", ANTIGEN, "CIGB", 3),
    ("Soberana-02", ANTIGEN, "Finlay-Institute", 0),
    ("Soberana-Plus", ANTIGEN, "Finlay-Institute", 0),
];

impl Product {
    /// The product with this code; `None` for one that is not in the value set, or of which no
    /// more is known than its code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let found = PRODUCTS.iter().find(|(known, ..)| *known == code);
        found.map(|(code, vaccine, manufacturer, doses)| Self {
            code,
            vaccine,
            manufacturer,
            // Nought in the table: of how many doses a series is, sources do not agree.
            doses: (*doses > 0).then_some(*doses),
        })
    }
}
