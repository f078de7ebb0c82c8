//! The pass as a card of the size ID-1 (ISO/IEC 7810: 85.60 × 53.98 mm), made of paper: a page of
//! three such panels below each other, cut out and folded twice.
//!
//! Panel 1 is the outside that a door sees. Panels 2 and 3, the ground and the issue, are folded
//! against each other behind it, so that nothing of them shows.

use crate::code::PaperCode;
use crate::document::write;
use crate::error::{Field, PaperError, Part};
use crate::flow::{Flow, Look, scales};
use crate::page::{Mark, Page, Side, mm};
use crate::pass::PrintedPass;
use crate::text::fonts;

/// Sides of a panel, in millimetres.
const ID1_MM: (f32, f32) = (85.60, 53.98);
const PANEL: f32 = mm(ID1_MM.1);
const MARGIN: f32 = mm(4.0);
/// White around the code's quiet zone, for scissors.
const CODE_MARGIN: f32 = mm(1.5);
const CODE_MM: f32 = 48.0;
const CODE_PLACE_MM: f32 = 50.9;
const FOLD_MARK: f32 = mm(3.0);

/// Smallest scale: labels of 7 points come out at 6.
const SCALE_MIN: f32 = 0.86;
const SIZE_MIN_PT: u8 = 6;

/// The pass as a paper card, on a page of 85.60 × 161.94 mm.
///
/// # Errors
/// [`PaperError`]: a text that is empty, hostile, too long or not in the fonts; a code that would
/// be too small to scan on a card; texts that do not fit at 6 points.
pub fn render_card(pass: &PrintedPass) -> Result<Vec<u8>, PaperError> {
    pass.check()?;
    let mut page = Page::new(ID1_MM.0, 3.0 * ID1_MM.1);
    page.marks.extend(door_panel(pass)?);
    for fold in [PANEL, 2.0 * PANEL] {
        let right = page.width;
        page.marks.push(Mark::Fold((0.0, fold), (FOLD_MARK, fold)));
        page.marks
            .push(Mark::Fold((right - FOLD_MARK, fold), (right, fold)));
    }
    page.marks.extend(own_panels(pass)?);
    write(&pass.about(), &[page])
}

fn door_panel(pass: &PrintedPass) -> Result<Vec<Mark>, PaperError> {
    let fonts = fonts()?;
    let side = Side::of(&pass.language);
    let code = PaperCode::choose(&pass.code, Field::Code, CODE_MM, CODE_PLACE_MM)?;
    let outer = code.outer();
    let width = mm(ID1_MM.0);
    let beside = width - MARGIN - outer - CODE_MARGIN;
    let (text_left, code_left) = match side {
        Side::Left => (MARGIN, width - CODE_MARGIN - outer),
        Side::Right => (width - MARGIN - beside, CODE_MARGIN),
    };
    let labels = &pass.labels;
    let looks = (Look::quiet(7.0), Look::plain(8.5));
    for scale in scales(SCALE_MIN) {
        let mut flow = Flow::new(fonts, side, (text_left, mm(4.0), beside), scale);
        flow.heading(1, &pass.title, Look::bold(8.5))?;
        flow.gap(7.0);
        flow.stacked(
            &[(&labels.name, &pass.name)],
            (looks.0, Look::bold(9.5)),
            1.0,
        )?;
        if let Some(latin) = &pass.transliterated {
            flow.text(latin, Look::plain(8.0))?;
        }
        flow.gap(4.0);
        let rows: [(&str, &str); 2] = [
            (&labels.birth_date, &pass.birth_date),
            (&labels.validity, &pass.validity),
        ];
        flow.stacked(&rows, looks, 4.0)?;
        if flow.down - 4.0 <= PANEL - mm(2.5) {
            let mut marks = flow.into_marks();
            let top = (PANEL - outer) / 2.0;
            marks.push(Mark::Code(code, code_left, top, labels.code_alt.clone()));
            return Ok(marks);
        }
    }
    Err(PaperError::DoesNotFit {
        part: Part::DoorSide,
        size_min_pt: SIZE_MIN_PT,
    })
}

/// The ground on panel 2, the issue and the notes on panel 3.
fn own_panels(pass: &PrintedPass) -> Result<Vec<Mark>, PaperError> {
    let fonts = fonts()?;
    let side = Side::of(&pass.language);
    let content = mm(ID1_MM.0) - 2.0 * MARGIN;
    let looks = (Look::quiet(7.0), Look::plain(7.5));
    let head = Look::bold(8.5);
    let bottom = |panel: f32| panel * PANEL - mm(2.5);
    for scale in scales(SCALE_MIN) {
        let column = |top: f32| Flow::new(fonts, side, (MARGIN, top, content), scale);
        let mut ground = column(PANEL + mm(3.5));
        ground.heading(2, &pass.labels.own_side, head)?;
        ground.gap(2.0);
        ground.rule();
        ground.gap(3.0);
        if !pass.ground.is_empty() {
            ground.table(&pass.ground_rows(), looks, 0.36, 0.5)?;
        }
        let mut issue = column(2.0 * PANEL + mm(3.5));
        issue.heading(2, &pass.labels.issue, head)?;
        issue.gap(2.0);
        issue.rule();
        issue.gap(3.0);
        issue.table(&pass.issue_rows(), looks, 0.36, 0.5)?;
        issue.gap(3.0);
        for note in pass.all_notes() {
            issue.text(note, Look::quiet(7.0))?;
        }
        if ground.down <= bottom(2.0) && issue.down <= bottom(3.0) {
            let mut marks = ground.into_marks();
            marks.extend(issue.into_marks());
            return Ok(marks);
        }
    }
    Err(PaperError::DoesNotFit {
        part: Part::OwnSide,
        size_min_pt: SIZE_MIN_PT,
    })
}
