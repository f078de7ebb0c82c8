//! What codes are called in English, for whoever reads a pass.

use cleanbill_hcert::dcc::code_name;
use cleanbill_hcert::icvp::find_product;
use cleanbill_hcert::who::{find_disease, find_vaccine_class};

use crate::{Code, CodeSystem};

impl Code {
    /// Its name, if it is one that most passes carry. Brands and manufacturers are called so in
    /// every language.
    #[must_use]
    pub fn title(&self) -> Option<&'static str> {
        let known = code_name(&self.value);
        match self.system {
            CodeSystem::WhoProduct => Some(find_product(&self.value)?.name()),
            CodeSystem::Snomed => known.or_else(|| Some(find_disease(&self.value)?.name)),
            CodeSystem::Icd11 => find_vaccine_class(&self.value)
                .map(|class| class.name)
                .or_else(|| Some(find_disease(&self.value)?.name)),
            _ => known,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_known_have_a_name() {
        let title = |system, value: &str| Code::new(system, value).title();
        assert_eq!(title(CodeSystem::Snomed, "840539006"), Some("COVID-19"));
        assert_eq!(
            title(CodeSystem::EuProduct, "EU/1/20/1528"),
            Some("Comirnaty")
        );
        assert_eq!(title(CodeSystem::Snomed, "16541001"), Some("yellow fever"));
        let id = "YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0";
        assert_eq!(title(CodeSystem::WhoProduct, id), Some("STAMARIL"));
        assert_eq!(
            title(CodeSystem::Icd11, "XM0N24"),
            Some("yellow fever vaccine")
        );
        assert_eq!(title(CodeSystem::Snomed, "1"), None);
    }
}
