//! Vaccines against COVID-19 by the names that people give them, and by ICD-11.
//!
//! The table is `docs/interop/archive.md`'s. Codes on the right are the EU's, so that a policy that
//! lists products means the same for every format.

use crate::{Code, CodeSystem};

/// How a product is called: its code in the EU's register or value set, its code in ICD-11, and
/// words that name it and no other. What else is known of it is [`crate::Product`]'s.
struct Product {
    eu: &'static str,
    icd11: &'static str,
    words: &'static [&'static str],
}

const PRODUCTS: &[Product] = &[
    product("EU/1/20/1528", "XM8NQ0", &["comirnaty"]),
    product("EU/1/20/1507", "XM3DT5", &["spikevax"]),
    product("EU/1/21/1529", "XM4YL8", &["vaxzevria"]),
    product("EU/1/20/1525", "XM6QV1", &["jcovden", "janssen"]),
    product("EU/1/21/1618", "XM9T65", &["nuvaxovid"]),
    product("Covishield", "XM97T2", &["covishield"]),
    product("Covaxin", "XM1G90", &["covaxin"]),
    product("CoronaVac", "XM7HT3", &["coronavac"]),
    product("BBIBP-CorV", "XM8866", &["bbibp"]),
    product("WIBP-CorV", "XM1AU2", &["wibp"]),
    product("Sputnik-V", "XM5ZJ4", &["sputnikv", "gamcovidvac"]),
    product("Sputnik-Light", "XM5QM6", &["sputniklight"]),
    product("Convidecia", "XM1AG7", &["convidecia"]),
    product("EpiVacCorona", "XM6SZ8", &["epivaccorona"]),
    product("CoviVac", "XM85P5", &["covivac"]),
    product("Covovax", "", &["covovax"]),
    product("Hayat-Vax", "XM9FQ7", &["hayatvax"]),
    product("MVC-COV1901", "XM4EC8", &["mvccov1901"]),
    product("Abdala", "", &["abdala"]),
    product("Soberana-02", "XM3PG0", &["soberana02"]),
    product("Soberana-Plus", "XM0RV9", &["soberanaplus"]),
];

const fn product(eu: &'static str, icd11: &'static str, words: &'static [&'static str]) -> Product {
    Product { eu, icd11, words }
}

/// Vaccines against COVID-19 that ICD-11 names by kind, in no product.
const KINDS: &[&str] = &[
    "XM68M6", "XM1NL1", "XM5DF6", "XM9QW8", "XM0CX4", "XM5JC5", "XM1J92", "XM6AT1", "XM0GQ8",
    "XM3CT4",
];

/// The one product that these texts name, by its brand or in ICD-11. `None` if they name none, or
/// more than one.
pub(crate) fn named_product<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Code> {
    let mut named = None;
    for text in texts {
        for product in PRODUCTS.iter().filter(|product| product.is_named(text)) {
            match named {
                None => named = Some(product.eu),
                Some(other) if other == product.eu => {}
                Some(_) => return None,
            }
        }
    }
    named.map(|eu| Code::new(CodeSystem::EuProduct, eu))
}

/// Whether ICD-11 calls a vaccine against COVID-19 by this code: a product, or a kind.
pub(crate) fn is_covid_vaccine(icd11: &str) -> bool {
    let is_product = PRODUCTS.iter().any(|product| product.icd11 == icd11);
    !icd11.is_empty() && (is_product || KINDS.contains(&icd11))
}

impl Product {
    /// By a word, or two in a row, whatever stands around: `AstraZeneca Vaxzevria`, `SPUTNIK V`.
    fn is_named(&self, text: &str) -> bool {
        if !self.icd11.is_empty() && text == self.icd11 {
            return true;
        }
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let pairs = words.windows(2).map(|pair| pair.concat());
        let triples = words.windows(3).map(|triple| triple.concat());
        let mut names = words
            .iter()
            .map(|word| (*word).to_owned())
            .chain(pairs)
            .chain(triples);
        names.any(|name| self.words.contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_is_one_of_the_value_set() {
        for known in PRODUCTS {
            assert!(crate::Product::of(known.eu).is_some(), "{}", known.eu);
        }
    }

    fn eu(texts: &[&str]) -> Option<String> {
        named_product(texts.iter().copied()).map(|code| code.value)
    }

    #[test]
    fn a_product_is_named_by_its_brand() {
        for (text, code) in [
            ("AstraZeneca Vaxzevria", "EU/1/21/1529"),
            ("Comirnaty", "EU/1/20/1528"),
            ("COVISHIELD", "Covishield"),
            ("AstraZeneca - Covishield", "Covishield"),
            ("SPUTNIK V", "Sputnik-V"),
            ("Sputnik Light", "Sputnik-Light"),
            ("Gam-COVID-Vac", "Sputnik-V"),
            ("Hayat-Vax", "Hayat-Vax"),
            ("XM97T2", "Covishield"),
        ] {
            assert_eq!(eu(&[text]).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_maker_of_several_or_two_products_name_none() {
        for texts in [
            &["AstraZeneca"][..],
            &["Sinopharm"],
            &["XM68M6"],
            &["Sputnik"],
            &["not comirnatyx"],
            &["Covishield or Covaxin"],
            &["Covishield", "Covaxin"],
            &[""],
        ] {
            assert_eq!(eu(texts), None, "{texts:?}");
        }
        assert_eq!(
            eu(&["COVISHIELD", "Serum Institute"]).as_deref(),
            Some("Covishield")
        );
    }

    #[test]
    fn no_code_and_no_word_stands_twice() {
        let codes = PRODUCTS
            .iter()
            .map(|product| product.icd11)
            .filter(|code| !code.is_empty());
        let words = PRODUCTS
            .iter()
            .flat_map(|product| product.words.iter().copied());
        let mut all: Vec<&str> = codes.chain(KINDS.iter().copied()).chain(words).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(is_covid_vaccine("XM68M6") && !is_covid_vaccine("XM0N24") && !is_covid_vaccine(""));
    }
}
