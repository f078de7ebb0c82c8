/// A language in which everything is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Arabic.
    Arabic,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::English,
        Self::Russian,
        Self::French,
        Self::German,
        Self::Spanish,
        Self::Arabic,
    ];

    /// The language tag (BCP 47), two letters.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::French => "fr",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// The language of a tag (`ru`, `ru-RU`) or a POSIX locale (`ru_RU.UTF-8`), whatever its
    /// region and case; `None` if it is none of these, as with `C`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(['-', '_', '.', '@']).unwrap_or(text.len());
        let language = text.get(..end)?;
        Self::ALL
            .into_iter()
            .find(|known| known.tag().eq_ignore_ascii_case(language))
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }

    /// What it calls itself, for somebody who chooses a language.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::French => "Français",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locales_name_their_language() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(language));
        }
        for (text, language) in [
            ("ru-RU", Some(Language::Russian)),
            ("ru_RU.UTF-8", Some(Language::Russian)),
            ("AR", Some(Language::Arabic)),
            ("ar-EG-u-nu-arab", Some(Language::Arabic)),
            ("de_AT@euro", Some(Language::German)),
            ("en.UTF-8", Some(Language::English)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
            ("-ru", None),
            ("rus", None),
            ("деутсч", None),
        ] {
            assert_eq!(Language::parse(text), language, "{text}");
        }
    }
}
