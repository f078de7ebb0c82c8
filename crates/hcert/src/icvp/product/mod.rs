//! Products that the WHO prequalified, by the ids that certificates carry.
//!
//! The ids changed with the WHO's data base; the tables do not overlap, and certificates with
//! either circulate, so that each product says which table it is of. A line of a table is
//! `id|kind|doses in a container|commercial name|manufacturer`.

/// Where a product's id comes from.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProductTable {
    /// Code system `PreQualProductIds` 0.2.0 of smart.who.int/pcmt-vaxprequal, the 60 of them that
    /// the value set `ICVPProductIds` of the ICVP guide 0.3.0 lists: the kind of vaccine, and
    /// MD5 of the line in the WHO's list of prequalified vaccines.
    Prequal020,
    /// The WHO's prequalification service, as WorldHealthOrganization/smart-pcmt-vaxprequal took it
    /// over in April 2026: 33 products of all kinds, by catalogue id.
    Catalogue202604,
}

impl ProductTable {
    /// All of them, older first.
    pub const ALL: [Self; 2] = [Self::Prequal020, Self::Catalogue202604];

    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prequal020 => "prequal-0.2.0",
            Self::Catalogue202604 => "catalogue-2026-04",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Prequal020 => include_str!("prequal-0.2.0.txt"),
            Self::Catalogue202604 => include_str!("catalogue-2026-04.txt"),
        }
    }

    /// Its products.
    pub fn products(self) -> impl Iterator<Item = Product> {
        self.text()
            .lines()
            .filter_map(move |line| Product::parse(self, line))
    }
}

/// A kind of vaccine, as the WHO's list groups its products.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The WHO's short name.
    pub short: &'static str,
    /// In English.
    pub name: &'static str,
    /// Diseases that it protects from, ICD-11; those of the certificate's own concern first.
    pub diseases: &'static [&'static str],
    /// ATC.
    pub atc: &'static str,
}

const fn kind(
    short: &'static str,
    atc: &'static str,
    name: &'static str,
    diseases: &'static [&'static str],
) -> Kind {
    Kind {
        short,
        name,
        diseases,
        atc,
    }
}

const POLIO: &[&str] = &["1C81"];
const SIX: &[&str] = &["1C81", "1C17", "1C13", "1C12", "1E50.1", "XN0FG"];

/// ATC: WHO Collaborating Centre for Drug Statistics Methodology, group J07.
const KINDS: &[Kind] = &[
    kind("YF", "J07BL01", "yellow fever vaccine", &["1D47"]),
    kind("tOPV", "J07BF02", "oral polio vaccine, trivalent", POLIO),
    kind(
        "bOPV",
        "J07BF04",
        "oral polio vaccine, types 1 and 3",
        POLIO,
    ),
    kind("mOPV1", "J07BF01", "oral polio vaccine, type 1", POLIO),
    kind("mOPV2", "J07BF01", "oral polio vaccine, type 2", POLIO),
    kind("mOPV3", "J07BF01", "oral polio vaccine, type 3", POLIO),
    kind(
        "nOPV2",
        "J07BF01",
        "novel oral polio vaccine, type 2",
        POLIO,
    ),
    kind("IPV", "J07BF03", "inactivated polio vaccine", POLIO),
    kind("sIPV", "J07BF03", "inactivated Sabin polio vaccine", POLIO),
    kind("DTwP-HepB-Hib-IPV", "J07CA09", "hexavalent vaccine", SIX),
    kind("DTaP-HepB-Hib-IPV", "J07CA09", "hexavalent vaccine", SIX),
    kind("Malaria", "J07XA01", "malaria vaccine", &["1F4Z"]),
    kind("LARV", "J07BH01", "rotavirus vaccine", &["XN6N7"]),
    kind("BCG", "J07AN01", "tuberculosis vaccine", &["1B1Z"]),
    kind("HepA", "J07BC02", "hepatitis A vaccine", &["1E50.0"]),
    kind("HepB", "J07BC01", "hepatitis B vaccine", &["1E50.1"]),
    kind("M", "J07BD01", "measles vaccine", &["1F03"]),
    kind(
        "MR",
        "J07BD53",
        "measles and rubella vaccine",
        &["1F03", "1F02"],
    ),
    kind(
        "MMR",
        "J07BD52",
        "measles, mumps and rubella vaccine",
        &["1F03", "1D80", "1F02"],
    ),
    kind("TT", "J07AM01", "tetanus vaccine", &["1C13"]),
    kind(
        "DT",
        "J07AM51",
        "diphtheria and tetanus vaccine",
        &["1C17", "1C13"],
    ),
    kind(
        "dT",
        "J07AM51",
        "diphtheria and tetanus vaccine",
        &["1C17", "1C13"],
    ),
    kind(
        "DTwP",
        "J07AJ51",
        "diphtheria, tetanus and pertussis vaccine",
        &["1C17", "1C13", "1C12"],
    ),
    kind("TDV", "J07BX04", "dengue vaccine", &["1D2Z"]),
    kind("JE", "J07BA03", "Japanese encephalitis vaccine", &["1C85"]),
];

/// A product of one of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Product {
    /// Which table it is of.
    pub table: ProductTable,
    /// The id that a certificate carries.
    pub id: &'static str,
    /// What it protects from.
    pub kind: &'static Kind,
    /// Doses in one container.
    pub doses: u16,
    /// What it is sold as; empty if it has no name of its own.
    pub commercial_name: &'static str,
    /// Who makes it.
    pub manufacturer: &'static str,
}

impl Product {
    fn parse(table: ProductTable, line: &'static str) -> Option<Self> {
        let mut fields = line.split('|');
        let (id, short, doses) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Self {
            table,
            id,
            kind: KINDS.iter().find(|kind| kind.short == short)?,
            doses: doses.parse().ok()?,
            commercial_name: fields.next()?,
            manufacturer: fields.next()?,
        })
    }

    /// What it is called: its commercial name, else its kind.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        if self.commercial_name.is_empty() {
            self.kind.name
        } else {
            self.commercial_name
        }
    }
}

/// The product with this id, whichever table it is of; `None` if no table has it.
#[must_use]
pub fn find_product(id: &str) -> Option<Product> {
    let mut tables = ProductTable::ALL.into_iter();
    // Only the one line is taken apart.
    tables.find_map(|table| {
        let mut lines = table.text().lines();
        let line = lines.find(|line| line.split('|').next() == Some(id))?;
        Product::parse(table, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::who::find_disease;

    #[test]
    fn every_line_is_a_product_and_no_id_is_in_two() {
        let mut ids = Vec::new();
        for (table, count) in ProductTable::ALL.into_iter().zip([60, 33]) {
            assert_eq!(table.text().lines().count(), count);
            assert_eq!(table.products().count(), count);
            for product in table.products() {
                assert_eq!(find_product(product.id), Some(product));
                assert!(!product.name().is_empty() && product.doses > 0);
                for disease in product.kind.diseases {
                    assert!(find_disease(disease).is_some(), "{disease}");
                }
                ids.push(product.id);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 93);
    }

    #[test]
    fn an_id_says_its_table_and_its_disease() {
        let older = find_product("YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0").unwrap();
        assert_eq!(older.table, ProductTable::Prequal020);
        assert_eq!((older.kind.short, older.name()), ("YF", "STAMARIL"));
        let newer = find_product("a3K3X000006MihuUAC").unwrap();
        assert_eq!(newer.table, ProductTable::Catalogue202604);
        assert_eq!(newer.kind.diseases, ["1D47"]);
    }

    #[test]
    fn part_of_an_id_is_no_id() {
        for id in [
            "",
            "a3K3X",
            "YellowFeverProduct",
            "1",
            "a3K3X000006MihuUAC|YF",
        ] {
            assert_eq!(find_product(id), None, "{id}");
        }
    }
}
