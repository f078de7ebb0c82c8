//! One language's messages, parsed.

use fluent_bundle::bundle::FluentBundle;
use fluent_bundle::concurrent;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::Language;

/// Can be shared between threads.
pub(crate) struct Catalogue {
    bundle: concurrent::FluentBundle<FluentResource>,
}

impl Catalogue {
    pub(crate) fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(language.is_right_to_left());
        if language == Language::Arabic {
            // Only a name that is taken twice is refused.
            let _ = bundle.add_function("PLURAL", arabic_plural);
        }
        for source in sources(language) {
            // What parses of a broken file is still said; the tests prove that none is broken.
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// The message, in the first of its forms whose facts are all among `args`; `None` if there is
    /// none.
    pub(crate) fn fill(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let attributes = message.attributes().map(|attribute| attribute.value());
        message
            .value()
            .into_iter()
            .chain(attributes)
            .find_map(|form| {
                let mut errors = Vec::new();
                let text = self.bundle.format_pattern(form, Some(args), &mut errors);
                errors.is_empty().then(|| text.into_owned())
            })
    }
}

/// The plural category of a whole number in Arabic (CLDR 37 and later). Selecting by the number
/// itself does not do: `intl_pluralrules` 7.0.2 leaves out the remainder by 100, and would word 103
/// and 180 days wrongly.
fn arabic_plural<'v>(positional: &[FluentValue<'v>], _: &FluentArgs<'_>) -> FluentValue<'v> {
    let [FluentValue::Number(number)] = positional else {
        return FluentValue::Error;
    };
    let number = number.value;
    let rest = number % 100.0;
    let category = if number == 0.0 {
        "zero"
    } else if number == 1.0 {
        "one"
    } else if number == 2.0 {
        "two"
    } else if (3.0..=10.0).contains(&rest) {
        "few"
    } else if (11.0..=99.0).contains(&rest) {
        "many"
    } else {
        "other"
    };
    FluentValue::from(category)
}

const fn sources(language: Language) -> [&'static str; 4] {
    macro_rules! files {
        ($tag:literal) => {
            [
                include_str!(concat!("../locales/", $tag, "/messages.ftl")),
                include_str!(concat!("../locales/", $tag, "/interface.ftl")),
                include_str!(concat!("../locales/", $tag, "/pages.ftl")),
                include_str!(concat!("../locales/", $tag, "/troubles.ftl")),
            ]
        };
    }
    match language {
        Language::English => files!("en"),
        Language::Russian => files!("ru"),
        Language::French => files!("fr"),
        Language::German => files!("de"),
        Language::Spanish => files!("es"),
        Language::Arabic => files!("ar"),
    }
}
