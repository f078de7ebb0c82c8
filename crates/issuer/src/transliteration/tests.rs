use super::*;

fn general(name: &str) -> Result<String, TransliterationError> {
    transliterate(name, Language::Other)
}

#[test]
fn cyrillic_names_become_latin() {
    assert_eq!(general("Анна").as_deref(), Ok("ANNA"));
}
