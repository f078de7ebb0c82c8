//! The language of reasons and remedies.

use cleanbill_wording::{Language, Wording};

/// The words of the language that was asked for, else of the terminal's, else English.
pub(crate) fn wording(asked: Option<Language>) -> Wording {
    Wording::new(chosen(asked))
}

/// The language that was asked for, else the terminal's, else English.
pub(crate) fn chosen(asked: Option<Language>) -> Language {
    asked.or_else(of_terminal).unwrap_or(Language::English)
}

/// POSIX.1-2017, section 8.2: the first of these that is set decides.
fn of_terminal() -> Option<Language> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Language::parse(&value))
}

pub(crate) fn parse_language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| {
        let tags: Vec<&str> = Language::ALL
            .iter()
            .map(|language| language.tag())
            .collect();
        format!("the languages are {}", tags.join(", "))
    })
}
