//! The A4 page (ISO 216), to be folded once across the middle: the upper half is for the door, the
//! lower half is the holder's and lies behind it.

use crate::code::PaperCode;
use crate::document::{About, write};
use crate::error::{Field, PaperError, Part};
use crate::flow::{Flow, Look, scales};
use crate::page::{Mark, Page, Side, mm};
use crate::pass::PrintedPass;
use crate::text::fonts;

/// Sides of the page, in millimetres.
pub(crate) const A4_MM: (f32, f32) = (210.0, 297.0);
/// Margin at the sides: thumbs and printers.
pub(crate) const MARGIN: f32 = mm(20.0);

/// Size of a code, and of its place with the quiet zone.
const CODE_MM: f32 = 60.0;
const CODE_PLACE_MM: f32 = 84.0;

const FOLD: f32 = mm(148.5);
const FOLD_MARK: f32 = mm(12.0);

/// Smallest scale: labels of 9 points come out at 7.
const SCALE_MIN: f32 = 0.78;
const SIZE_MIN_PT: u8 = 7;

/// The pass on one A4 page. See the [crate](crate) for what stands where.
///
/// # Errors
/// [`PaperError`]: a text that is empty, hostile, too long or not in the fonts; a code that would
/// be too small to scan; texts that do not fit at 7 points.
pub fn render_a4(pass: &PrintedPass) -> Result<Vec<u8>, PaperError> {
    pass.check()?;
    let (width_mm, height_mm) = A4_MM;
    let mut page = Page::new(width_mm, height_mm);
    page.marks.extend(door_side(pass)?);
    page.marks.extend(fold_marks(page.width));
    page.marks.extend(own_side(pass)?);
    write(&pass.about(), &[page])
}

/// Title, name, birth date, validity and the code: what a door compares with a document.
fn door_side(pass: &PrintedPass) -> Result<Vec<Mark>, PaperError> {
    let fonts = fonts()?;
    let side = Side::of(&pass.language);
    let content = mm(A4_MM.0) - 2.0 * MARGIN;
    let code = PaperCode::choose(&pass.code, Field::Code, CODE_MM, CODE_PLACE_MM)?;
    let (outer, quiet) = (code.outer(), code.quiet());
    // The code's dark edge stands at the margin; its quiet zone may reach into it.
    let beside = content - (outer - quiet) - mm(4.0);
    let (text_left, code_left) = match side {
        Side::Left => (MARGIN, MARGIN + content - outer + quiet),
        Side::Right => (MARGIN + content - beside, MARGIN - quiet),
    };
    let label = Look::quiet(9.0);
    for scale in scales(SCALE_MIN) {
        let mut head = Flow::new(fonts, side, (MARGIN, mm(17.0), content), scale);
        head.heading(1, &pass.title, Look::bold(20.0))?;
        head.gap(7.0);
        head.rule();
        head.gap(18.0);
        let top = head.down;
        let mut flow = Flow::new(fonts, side, (text_left, top, beside), scale);
        let labels = &pass.labels;
        flow.stacked(
            &[(&labels.name, &pass.name)],
            (label, Look::bold(18.0)),
            2.0,
        )?;
        if let Some(latin) = &pass.transliterated {
            flow.text(latin, Look::plain(12.5))?;
        }
        flow.gap(12.0);
        let rows: [(&str, &str); 2] = [
            (&labels.birth_date, &pass.birth_date),
            (&labels.validity, &pass.validity),
        ];
        flow.stacked(&rows, (label, Look::plain(13.0)), 9.0)?;
        let code_top = top - quiet;
        let mut foot = Flow::new(fonts, side, (MARGIN, FOLD - mm(8.0), content), scale);
        foot.text(&labels.door_side, label)?;
        let is_one_line = foot.down < FOLD;
        let limit = FOLD - mm(10.0);
        if is_one_line && flow.down <= limit && code_top + outer <= limit {
            let mut marks = head.into_marks();
            marks.extend(flow.into_marks());
            marks.push(Mark::Code(
                code,
                code_left,
                code_top,
                labels.code_alt.clone(),
            ));
            marks.extend(foot.into_marks());
            return Ok(marks);
        }
    }
    Err(PaperError::DoesNotFit {
        part: Part::DoorSide,
        size_min_pt: SIZE_MIN_PT,
    })
}

fn fold_marks(width: f32) -> [Mark; 2] {
    let mark = |from: f32, to: f32| Mark::Fold((from, FOLD), (to, FOLD));
    [
        mark(mm(3.0), mm(3.0) + FOLD_MARK),
        mark(width - mm(3.0) - FOLD_MARK, width - mm(3.0)),
    ]
}

/// The ground, the issue and the notes.
fn own_side(pass: &PrintedPass) -> Result<Vec<Mark>, PaperError> {
    const SHARE: f32 = 0.34;
    let fonts = fonts()?;
    let side = Side::of(&pass.language);
    let content = mm(A4_MM.0) - 2.0 * MARGIN;
    let looks = (Look::quiet(9.5), Look::plain(10.5));
    for scale in scales(SCALE_MIN) {
        let top = FOLD + mm(13.0);
        let mut flow = Flow::new(fonts, side, (MARGIN, top, content), scale);
        flow.heading(2, &pass.labels.own_side, Look::bold(13.0))?;
        flow.gap(4.0);
        flow.rule();
        flow.gap(8.0);
        if !pass.ground.is_empty() {
            flow.table(&pass.ground_rows(), looks, SHARE, 2.5)?;
            flow.gap(10.0);
        }
        flow.heading(2, &pass.labels.issue, Look::bold(11.0))?;
        flow.gap(4.0);
        flow.table(&pass.issue_rows(), looks, SHARE, 2.5)?;
        flow.gap(6.0);
        flow.rule();
        flow.gap(6.0);
        for note in pass.all_notes() {
            flow.text(note, Look::quiet(9.0))?;
            flow.gap(3.0);
        }
        if flow.down <= mm(A4_MM.1) - mm(13.0) {
            return Ok(flow.into_marks());
        }
    }
    Err(PaperError::DoesNotFit {
        part: Part::OwnSide,
        size_min_pt: SIZE_MIN_PT,
    })
}

impl PrintedPass {
    pub(crate) fn about(&self) -> About<'_> {
        About {
            stamp: &self.stamp,
            language: &self.language,
            title: &self.title,
        }
    }

    pub(crate) fn ground_rows(&self) -> Vec<(&str, &str)> {
        let rows = self.ground.iter();
        rows.map(|row| (row.label.as_str(), row.value.as_str()))
            .collect()
    }

    pub(crate) fn issue_rows(&self) -> Vec<(&str, &str)> {
        let labels = &self.labels;
        let mut rows: Vec<(&str, &str)> = vec![
            (&labels.issuer, &self.issuer),
            (&labels.validity, &self.validity),
            (&labels.identifier, &self.identifier),
        ];
        if let Some(receipt) = &self.receipt {
            rows.push((&labels.receipt, receipt));
        }
        if let Some(code) = &self.collection_code {
            rows.push((&labels.collection_code, code));
        }
        rows
    }

    /// What the code gives away, then the caller's notes.
    pub(crate) fn all_notes(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.labels.linkable.as_str()).chain(self.notes.iter().map(String::as_str))
    }
}
