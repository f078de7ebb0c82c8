//! In which language somebody is answered: the one that the address says, else one that their
//! browser asks for, else English.

use std::convert::Infallible;
use std::sync::OnceLock;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use cleanbill_pages::{Frame, Place};
use cleanbill_wording::{Language, Wording};

use crate::layers::single;

/// Most languages of a browser's list that are looked at.
const LISTED_MAX: usize = 16;

/// The language that was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked(Language);

impl Asked {
    /// The one that a request asks for.
    pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        let said = query.split('&').find_map(|pair| pair.strip_prefix("lang="));
        let listed = single(headers, &header::ACCEPT_LANGUAGE).unwrap_or_default();
        let language = said.and_then(Language::parse).or_else(|| preferred(listed));
        Self(language.unwrap_or_default())
    }

    /// The page around what is shown.
    pub(crate) fn frame(self, place: Place) -> Frame<'static> {
        Frame {
            wording: wording(self.0),
            place,
        }
    }
}

/// Each language's texts, parsed once.
fn wording(language: Language) -> &'static Wording {
    static ALL: OnceLock<Vec<Wording>> = OnceLock::new();
    static ENGLISH: OnceLock<Wording> = OnceLock::new();
    let all = ALL.get_or_init(|| Language::ALL.map(Wording::new).into());
    let found = all.iter().find(|wording| wording.language() == language);
    found.unwrap_or_else(|| ENGLISH.get_or_init(|| Wording::new(Language::English)))
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

/// The language that a browser likes best of those that there are (RFC 9110, 12.5.4).
fn preferred(listed: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for item in listed.split(',').take(LISTED_MAX) {
        let mut parts = item.split(';').map(str::trim);
        let Some(language) = parts.next().and_then(Language::parse) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1000, thousandths);
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// A weight between 0 and 1, in thousandths; 0 for what is none.
fn thousandths(text: &str) -> u16 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let rest = rest.get(..3.min(rest.len())).unwrap_or_default();
    let fraction: u16 = format!("{rest:0<3}").parse().unwrap_or(0);
    match whole {
        "1" => 1000,
        "0" => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_what_a_browser_likes_best_of_ours() {
        let cases = [
            ("ar", Some(Language::Arabic)),
            ("da, de-AT;q=0.8, fr;q=0.9", Some(Language::French)),
            ("es;q=0.5,en;q=0.5", Some(Language::Spanish)),
            ("ru;q=0, en;q=0.001", Some(Language::English)),
            ("tlh, *", None),
            ("", None),
            ("de;q=x", None),
            (";;;,,,q=1", None),
        ];
        for (listed, expected) in cases {
            assert_eq!(preferred(listed), expected, "{listed}");
        }
    }
}
