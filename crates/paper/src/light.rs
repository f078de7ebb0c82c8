//! A sheet of light passes (G04): name, birth date, and a code for each span of dates. There is no
//! field for a ground.

use crate::a4::{A4_MM, MARGIN};
use crate::code::PaperCode;
use crate::document::{About, write};
use crate::error::{Field, PaperError, Part};
use crate::flow::{Flow, Look};
use crate::page::{Mark, Page, Side, mm};
use crate::pass::LightSheet;
use crate::text::{Fonts, fonts};

const COLUMNS: usize = 3;
const CODE_MM: f32 = 38.0;
const CODE_PLACE_MM: f32 = 53.0;
const TOP: f32 = mm(17.0);
const BOTTOM: f32 = mm(297.0 - 13.0);
const CAPTION: Look = Look::bold(10.5);
/// Room for two lines below a code and for white below them.
const CAPTION_HEIGHT: f32 = 38.0;
const SIZE_MIN_PT: u8 = 9;

/// The sheet, on as many A4 pages as it takes; each begins with name and birth date.
///
/// # Errors
/// [`PaperError`]: no codes; a text that is empty, hostile, too long or not in the fonts; a code
/// that would be too small to scan; dates that take more than two lines.
pub fn render_light_sheet(sheet: &LightSheet) -> Result<Vec<u8>, PaperError> {
    sheet.check()?;
    let fonts = fonts()?;
    let mut cells = Vec::with_capacity(sheet.codes.len());
    for (at, light) in sheet.codes.iter().enumerate() {
        let field = Field::LightCode(at);
        let code = PaperCode::choose(&light.code, field, CODE_MM, CODE_PLACE_MM)?;
        cells.push((code, light.span.as_str()));
    }
    let mut pages: Vec<Page> = Vec::new();
    let mut down = f32::INFINITY;
    let mut cells = cells.into_iter().peekable();
    while cells.peek().is_some() {
        let row: Vec<_> = cells.by_ref().take(COLUMNS).collect();
        let tallest = row.iter().map(|(code, _)| code.outer()).fold(0.0, f32::max);
        if down + tallest + CAPTION_HEIGHT > BOTTOM {
            let (page, below) = head(fonts, sheet)?;
            pages.push(page);
            down = below;
            if down + tallest + CAPTION_HEIGHT > BOTTOM {
                return Err(does_not_fit());
            }
        }
        let Some(page) = pages.last_mut() else { break };
        for (column, (code, span)) in row.into_iter().enumerate() {
            let place = (column, down, tallest);
            page.marks.extend(cell(fonts, sheet, code, span, place)?);
        }
        down += tallest + CAPTION_HEIGHT;
    }
    let about = About {
        stamp: &sheet.stamp,
        language: &sheet.language,
        title: &sheet.title,
    };
    write(&about, &pages)
}

const fn does_not_fit() -> PaperError {
    PaperError::DoesNotFit {
        part: Part::LightSheet,
        size_min_pt: SIZE_MIN_PT,
    }
}

/// A page with its head, and how far down that reaches.
fn head(fonts: &'static Fonts, sheet: &LightSheet) -> Result<(Page, f32), PaperError> {
    let mut page = Page::new(A4_MM.0, A4_MM.1);
    let side = Side::of(&sheet.language);
    let content = page.width - 2.0 * MARGIN;
    let mut flow = Flow::new(fonts, side, (MARGIN, TOP, content), 1.0);
    flow.heading(1, &sheet.title, Look::bold(18.0))?;
    flow.gap(5.0);
    flow.rule();
    flow.gap(10.0);
    let mut rows: Vec<(&str, &str)> = vec![(&sheet.labels.name, &sheet.name)];
    let looks = (Look::quiet(9.5), Look::bold(13.0));
    flow.table(&rows, looks, 0.24, 1.0)?;
    rows.clear();
    if let Some(latin) = &sheet.transliterated {
        flow.below_values(latin, Look::plain(11.0), 0.24)?;
    }
    rows.push((&sheet.labels.birth_date, &sheet.birth_date));
    flow.table(&rows, (looks.0, Look::plain(11.0)), 0.24, 4.0)?;
    flow.text(&sheet.labels.light_use, Look::quiet(9.5))?;
    flow.gap(8.0);
    let down = flow.down;
    page.marks = flow.into_marks();
    Ok((page, down))
}

/// A code with its dates below, in the order of reading: the dates belong to the code's text.
fn cell(
    fonts: &'static Fonts,
    sheet: &LightSheet,
    code: PaperCode,
    span: &str,
    (column, top, tallest): (usize, f32, f32),
) -> Result<Vec<Mark>, PaperError> {
    let side = Side::of(&sheet.language);
    let content = mm(A4_MM.0) - 2.0 * MARGIN;
    #[allow(clippy::cast_precision_loss)]
    let (columns, column) = (COLUMNS as f32, column as f32);
    let width = content / columns;
    let (outer, quiet) = (code.outer(), code.quiet());
    let (left, code_left) = match side {
        Side::Left => {
            let left = MARGIN + column * width;
            (left, left - quiet)
        }
        Side::Right => {
            let left = MARGIN + content - (column + 1.0) * width;
            (left, left + width - outer + quiet)
        }
    };
    // Below the dark edge, half of the quiet zone's width stays free above the letters.
    let caption_top = top + tallest - quiet / 2.0;
    let mut flow = Flow::new(fonts, side, (left, caption_top, width - mm(4.0)), 1.0);
    if side == Side::Right {
        flow = Flow::new(
            fonts,
            side,
            (left + mm(4.0), caption_top, width - mm(4.0)),
            1.0,
        );
    }
    flow.text(span, CAPTION)?;
    if flow.down - caption_top > CAPTION_HEIGHT - 4.0 {
        return Err(does_not_fit());
    }
    let alt = format!("{span}. {}", sheet.labels.code_alt);
    let mut marks = vec![Mark::Code(code, code_left, top, alt)];
    marks.extend(flow.into_marks());
    Ok(marks)
}
