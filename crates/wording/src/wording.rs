use cleanbill_policy::{Essential, Place};
use cleanbill_verifier::{DoorReason, Fact, Note, Reason, Saying, SkipReason, Verdict};
use fluent_bundle::{FluentArgs, FluentValue};

use crate::catalogue::Catalogue;
use crate::{Label, Language, PageText, Term, Trouble, date};

/// Longest text that is filled in, in characters: as long as the DCC schema (1.3) lets most of its
/// texts be. Longer ones are cut.
const TEXT_MAX_CHARS: usize = 80;

/// One language, its messages parsed once.
pub struct Wording {
    language: Language,
    /// East of UTC; `None`: dates are in UTC and say so.
    offset_secs: Option<i32>,
    catalogue: Catalogue,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wording")
            .field("language", &self.language)
            .field("offset_secs", &self.offset_secs)
            .finish_non_exhaustive()
    }
}

impl Wording {
    /// Everything in `language`. Dates inside sentences are in UTC and say so.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            offset_secs: None,
            catalogue: Catalogue::new(language),
        }
    }

    /// The same with dates inside sentences in local time, `offset_secs` east of UTC (within 26
    /// hours).
    #[must_use]
    pub fn at_offset(self, offset_secs: i32) -> Self {
        Self {
            offset_secs: Some(offset_secs),
            ..self
        }
    }

    /// Which language it is.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message with what it fills in. A message whose facts are not all there is said in the
    /// form that needs fewer.
    #[must_use]
    pub fn say(&self, saying: Saying, facts: &[(&'static str, Fact)]) -> String {
        self.message(saying.id(), facts)
    }

    /// A label.
    #[must_use]
    pub fn label(&self, label: Label) -> String {
        self.message(label.id(), &[])
    }

    /// A label with its number: [`Label::Days`], [`Label::Term`], [`Label::ConsecutivePolicy`].
    /// The others have none, and stay as they are.
    #[must_use]
    pub fn numbered(&self, label: Label, number: i64) -> String {
        self.message(label.id(), &[("number", Fact::Number(number))])
    }

    /// What a page says.
    #[must_use]
    pub fn page(&self, text: PageText) -> String {
        self.message(text.id(), &[])
    }

    /// That a count is below `floor`, and is not told.
    #[must_use]
    pub fn below(&self, floor: i64) -> String {
        let facts = [("number", Fact::Number(floor))];
        self.message(PageText::BoardBelow.id(), &facts)
    }

    /// When to try again, `secs` from now.
    #[must_use]
    pub fn again_in(&self, secs: i64) -> String {
        let facts = [("number", Fact::Number(secs))];
        self.message(PageText::ErrorWait.id(), &facts)
    }

    /// What is the matter with something that a citizen asked for.
    #[must_use]
    pub fn trouble(&self, trouble: Trouble) -> String {
        self.message(trouble.id(), &[])
    }

    /// What a citizen can do about it.
    #[must_use]
    pub fn trouble_remedy(&self, trouble: Trouble) -> String {
        self.message(&trouble.remedy_id(), &[])
    }

    /// A number of days, in the plural that the language has for it.
    #[must_use]
    pub fn days(&self, days: i64) -> String {
        self.numbered(Label::Days, days)
    }

    /// The name of something that each language calls by its own name, by the text of
    /// [`Fact::Term`]; that text if it is not a [`Term`].
    #[must_use]
    pub fn term(&self, name: &str) -> String {
        Term::parse(name).map_or_else(|| harmless(name), |term| self.message(term.id(), &[]))
    }

    /// What is the matter.
    #[must_use]
    pub fn sentence(&self, reason: &Reason) -> String {
        self.say(reason.saying(), &reason.facts())
    }

    /// What somebody can do about it.
    #[must_use]
    pub fn remedy(&self, reason: &Reason) -> String {
        self.say(reason.remedy(), &reason.facts())
    }

    /// What is worth knowing.
    #[must_use]
    pub fn note(&self, note: Note) -> String {
        self.say(note.saying(), &note.facts())
    }

    /// Why something was not looked at.
    #[must_use]
    pub fn skipped(&self, why: SkipReason) -> String {
        self.say(why.saying(), &[])
    }

    /// The verdict, as a title.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> String {
        self.say(verdict.saying(), &[])
    }

    /// What the door is told: nothing of the ground (guarantee G04).
    #[must_use]
    pub fn door(&self, reason: DoorReason) -> String {
        self.say(reason.saying(), &[])
    }

    /// A kind of place.
    #[must_use]
    pub fn place(&self, place: Place) -> String {
        self.message(&format!("place-{}", place.name()), &[])
    }

    /// Something essential, for which nobody may be asked for a pass.
    #[must_use]
    pub fn essential(&self, essential: Essential) -> String {
        self.message(&format!("essential-{}", essential.name()), &[])
    }

    /// An instant (Unix seconds) in local time, `offset_secs` east of UTC (within 26 hours), to the
    /// minute: *19 November 2021, 21:00*, in the language's own words and order.
    #[must_use]
    pub fn date(&self, unix_secs: i64, offset_secs: i32) -> String {
        date::write(self.language, unix_secs, offset_secs)
    }

    fn message(&self, id: &str, facts: &[(&'static str, Fact)]) -> String {
        let mut args = FluentArgs::with_capacity(facts.len());
        for (name, fact) in facts {
            args.set(*name, self.value(fact));
        }
        self.catalogue
            .fill(id, &args)
            .or_else(|| Catalogue::new(Language::English).fill(id, &args))
            .unwrap_or_else(|| id.to_owned())
    }

    fn value(&self, fact: &Fact) -> FluentValue<'static> {
        match fact {
            Fact::Number(number) => FluentValue::from(*number),
            Fact::Instant(at) => FluentValue::from(self.instant(*at)),
            Fact::Text(text) => FluentValue::from(harmless(text)),
            Fact::Term(name) => FluentValue::from(self.term(name)),
        }
    }

    /// An instant (Unix seconds) as sentences have it: in local time, or in UTC and saying so.
    #[must_use]
    pub fn instant(&self, at: i64) -> String {
        match self.offset_secs {
            Some(offset_secs) => self.date(at, offset_secs),
            None => format!("{} UTC", self.date(at, 0)),
        }
    }
}

/// A text that stands on a pass, without what would steer a terminal or turn the direction of the
/// sentence around it (Unicode Technical Report 36, section 2.6).
fn harmless(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
            || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text.chars()
        .filter(|c| !steers(*c))
        .take(TEXT_MAX_CHARS)
        .collect()
}
