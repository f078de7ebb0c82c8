//! What codes are called in English, for whoever reads a pass.

use cleanbill_hcert::dcc::code_name;

use crate::Code;

impl Code {
    /// Its name, if it is one that most passes carry. Brands and manufacturers are called so in
    /// every language.
    #[must_use]
    pub fn title(&self) -> Option<&'static str> {
        code_name(&self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CodeSystem;

    #[test]
    fn codes_that_are_known_have_a_name() {
        let title = |system, value: &str| Code::new(system, value).title();
        assert_eq!(title(CodeSystem::Snomed, "840539006"), Some("COVID-19"));
        assert_eq!(
            title(CodeSystem::EuProduct, "EU/1/20/1528"),
            Some("Comirnaty")
        );
        assert_eq!(title(CodeSystem::Snomed, "1"), None);
    }
}
