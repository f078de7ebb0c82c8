//! Writing to the authority, and what came of it.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::form::{Field, facts, form};
use crate::frame::{Frame, Place, day, shown, verbatim, written};

/// Longest text, in characters.
const TEXT_MAX_CHARS: usize = 65_536;
/// A SHA-256 in hexadecimal digits.
const HASH_CHARS: usize = 64;
/// Longest size of a recording that is written.
const SIZE_CHARS: usize = 16;
/// Longest code that is read, with spaces.
const CODE_MAX_CHARS: usize = 80;

/// What can be chosen when something is filed.
#[derive(Debug, Clone, Copy)]
pub struct FilingForm<'a> {
    /// Regions that it can be addressed to, beside the whole authority.
    pub regions: &'a [String],
}

/// What was filed a moment ago.
#[derive(Debug, Clone, Copy)]
pub struct Filed<'a> {
    /// The code that opens the case.
    pub code: &'a str,
    /// Day by which an answer is owed, days since 1970-01-01.
    pub due: i32,
    /// The receipt (C2SP tlog-proof); `None` if it is not there yet.
    pub receipt: Option<&'a str>,
}

/// A submission as who filed it sees it.
#[derive(Debug, Clone, Copy)]
pub struct FilingShown<'a> {
    /// When it was filed, days since 1970-01-01.
    pub filed: i32,
    /// By when the answer is owed.
    pub due: i32,
    /// Whether the authority took longer.
    pub is_extended: bool,
    /// Whether the answer is overdue.
    pub is_overdue: bool,
    /// When it was answered, and how.
    pub answer: Option<(i32, &'a str)>,
    /// The receipt.
    pub receipt: Option<&'a str>,
}

const fn code_field() -> Field<'static> {
    Field {
        name: "code",
        label: PageText::FiledCode,
        hint: None,
        is_required: true,
    }
}

impl Frame<'_> {
    /// The form for a submission.
    #[must_use]
    pub fn file(&self, options: &FilingForm<'_>) -> String {
        let optional = |name, label, hint| Field {
            name,
            label,
            hint,
            is_required: false,
        };
        let mut addressees = vec![("", self.say(PageText::FileToAuthority))];
        addressees.extend(
            options
                .regions
                .iter()
                .map(|name| (name.as_str(), name.clone())),
        );
        let readers = [
            ("sealed", self.say(PageText::FileSealed)),
            ("shown", self.say(PageText::FileOpen)),
        ];
        let to = optional("to", PageText::FileTo, None);
        let text = optional("text", PageText::FileText, Some(PageText::FileTextHint));
        let hint = Some(PageText::FileDocumentHint);
        let document = optional("document", PageText::FileDocument, hint);
        let hash = optional("hash", PageText::FileHash, Some(PageText::FileHashHint));
        let size = optional("size", PageText::FileSize, None);
        let reading = optional("reading", PageText::FileReading, None);
        let fields = html! {
            (to.choice(self, &addressees))
            (text.lines(self, TEXT_MAX_CHARS))
            (document.file(self, ".pdf,.png,.jpg,.jpeg,.txt"))
            (hash.line(self, HASH_CHARS))
            (size.line(self, SIZE_CHARS))
            (reading.choice(self, &readers))
        };
        let content = html! {
            p.lead { (self.say(PageText::FileIntro)) }
            (form(self, Place::File.path(), true, PageText::Send, &fields))
        };
        self.page(&self.say(PageText::FileTitle), &content)
    }

    /// What was filed, with its code and receipt.
    #[must_use]
    pub fn filed(&self, filed: &Filed<'_>) -> String {
        let content = html! {
            h2 { (self.say(PageText::FiledCode)) }
            (verbatim(filed.code))
            p { (self.say(PageText::FiledCodeHint)) }
            (facts(self, &[(PageText::FiledDue, Some(day(filed.due)))]))
            (self.receipt(filed.receipt))
        };
        self.page(&self.say(PageText::FiledTitle), &content)
    }

    fn receipt(&self, receipt: Option<&str>) -> Markup {
        html! {
            @if let Some(receipt) = receipt {
                h2 { (self.say(PageText::FiledReceipt)) }
                (verbatim(receipt))
                p { (self.say(PageText::FiledReceiptHint)) }
            }
        }
    }

    /// The form for the code of a case.
    #[must_use]
    pub fn follow(&self) -> String {
        let content = html! {
            p.lead { (self.say(PageText::FollowIntro)) }
            (form(self, Place::Follow.path(), false, PageText::Show,
                &code_field().line(self, CODE_MAX_CHARS)))
        };
        self.page(&self.say(PageText::FollowTitle), &content)
    }

    /// No case has that code.
    #[must_use]
    pub fn follow_unknown(&self) -> String {
        let content = html! {
            p.problem role="alert" { (self.say(PageText::FollowUnknown)) }
            (form(self, Place::Follow.path(), false, PageText::Show,
                &code_field().line(self, CODE_MAX_CHARS)))
        };
        self.page(&self.say(PageText::FollowTitle), &content)
    }

    /// A submission, and its answer.
    #[must_use]
    pub fn filing(&self, filing: &FilingShown<'_>) -> String {
        let state = match filing {
            FilingShown {
                answer: Some(_), ..
            } => None,
            FilingShown {
                is_overdue: true, ..
            } => Some(PageText::FollowOverdue),
            FilingShown {
                is_extended: true, ..
            } => Some(PageText::FollowExtended),
            _ => Some(PageText::FollowWaiting),
        };
        let due = filing.answer.is_none().then(|| day(filing.due));
        let content = html! {
            @if let Some(state) = state {
                p.state.overdue[filing.is_overdue] role="status" { (self.say(state)) }
            }
            (facts(self, &[
                (PageText::FollowFiled, Some(day(filing.filed))),
                (PageText::FiledDue, due),
                (PageText::FollowAnswered, filing.answer.map(|(on, _)| day(on))),
            ]))
            @if let Some((_, answer)) = filing.answer {
                h2 { (self.say(PageText::FollowAnswer)) }
                (written(answer))
            }
            (self.receipt(filing.receipt))
        };
        self.page(&self.say(PageText::FollowTitle), &content)
    }
}

/// The name of a region as somebody gave it.
pub(crate) fn region(name: &str) -> Markup {
    html! { bdi { (shown(name)) } }
}
