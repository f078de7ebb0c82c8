//! Writing to the authority, and what came of it.

use cleanbill_wording::PageText;
use maud::{Markup, html};

use crate::Problem;
use crate::form::{Field, facts, form};
use crate::frame::{Frame, Place, day, shown, verbatim, written};
use crate::problem::Kept;

/// Longest text, in characters.
const TEXT_MAX_CHARS: usize = 65_536;
/// A SHA-256 in hexadecimal digits.
const HASH_CHARS: usize = 64;
/// Longest size of a recording that is written.
const SIZE_CHARS: usize = 16;
/// Longest code that is read, with spaces.
const CODE_MAX_CHARS: usize = 80;

/// The names of the form's fields.
const FIELDS: [&str; 6] = ["to", "text", "document", "hash", "size", "reading"];

/// What was filled in before; empty where nothing was.
#[derive(Debug, Clone, Copy, Default)]
pub struct FilingFilled<'a> {
    /// The region; empty for the whole authority.
    pub to: &'a str,
    /// The text.
    pub text: &'a str,
    /// Whether there was a document: it has to be chosen again.
    pub had_document: bool,
    /// The hash of a recording.
    pub hash: &'a str,
    /// Its size.
    pub size: &'a str,
    /// `sealed` or `shown`.
    pub reading: &'a str,
}

/// What can be chosen when something is filed.
#[derive(Debug, Clone, Copy)]
pub struct FilingForm<'a> {
    /// Regions that it can be addressed to, beside the whole authority.
    pub regions: &'a [String],
    /// What was filled in before.
    pub filled: FilingFilled<'a>,
    /// Why it comes back.
    pub problem: Option<Problem<'a>>,
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

impl Frame<'_> {
    /// The form for a submission.
    #[must_use]
    pub fn file(&self, form: &FilingForm<'_>) -> String {
        let problem = form.problem.map(|problem| problem.among(&FIELDS));
        let problem = problem.as_ref();
        let kept = match form.filled.had_document {
            true => Kept::AllButDocument,
            false => Kept::All,
        };
        let fields = self.filing_fields(form, problem);
        let content = html! {
            (self.summary(problem, kept))
            p.lead { (self.say(PageText::FileIntro)) }
            (crate::form::form(self, Place::File.path(), true, PageText::Send, &fields))
        };
        self.form_page(&self.say(PageText::FileTitle), problem, &content)
    }

    fn filing_fields(&self, form: &FilingForm<'_>, problem: Option<&Problem<'_>>) -> Markup {
        let filled = &form.filled;
        let field = |name, label, value| Field::new(name, label, value, problem);
        let mut addressees = vec![("", self.say(PageText::FileToAuthority))];
        let regions = form.regions.iter();
        addressees.extend(regions.map(|name| (name.as_str(), name.clone())));
        let readers = [
            ("sealed", self.say(PageText::FileSealed)),
            ("shown", self.say(PageText::FileOpen)),
        ];
        let to = field("to", PageText::FileTo, filled.to);
        let text = field("text", PageText::FileText, filled.text);
        let document = field("document", PageText::FileDocument, "");
        let hash = field("hash", PageText::FileHash, filled.hash);
        let size = field("size", PageText::FileSize, filled.size);
        let reading = field("reading", PageText::FileReading, filled.reading);
        html! {
            (to.choice(self, &addressees))
            (text.hinted(PageText::FileTextHint).lines(self, TEXT_MAX_CHARS))
            (document.hinted(PageText::FileDocumentHint)
                .file(self, ".pdf,.png,.jpg,.jpeg,.txt"))
            (hash.hinted(PageText::FileHashHint).line(self, HASH_CHARS))
            (size.line(self, SIZE_CHARS))
            (reading.choice(self, &readers))
        }
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
            } @else {
                p { (self.say(PageText::FiledReceiptLater)) }
            }
        }
    }

    /// The form for the code of a case; with `problem`, it comes back.
    #[must_use]
    pub fn follow(&self, code: &str, problem: Option<&Problem<'_>>) -> String {
        let problem = problem.map(|problem| problem.among(&["code"]));
        let problem = problem.as_ref();
        let field = Field::new("code", PageText::FiledCode, code, problem).required();
        let content = html! {
            (self.summary(problem, Kept::All))
            p.lead { (self.say(PageText::FollowIntro)) }
            (form(self, Place::Follow.path(), false, PageText::Show,
                &field.line(self, CODE_MAX_CHARS)))
        };
        self.form_page(&self.say(PageText::FollowTitle), problem, &content)
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
