//! The pass in large print: A4 pages with text of 16 to 18 points (RNIB, *Clear print*; DBSV
//! *leserlich*), as many as it takes. Nothing is folded: the first page is for the door.

use crate::a4::{A4_MM, MARGIN};
use crate::code::PaperCode;
use crate::document::write;
use crate::error::{Field, PaperError, Part};
use crate::flow::{Flow, Look, scales};
use crate::page::{Mark, Page, Side, mm};
use crate::pass::PrintedPass;
use crate::text::fonts;

const CODE_MM: f32 = 75.0;
const CODE_PLACE_MM: f32 = 100.0;
const TOP: f32 = mm(18.0);
const BOTTOM: f32 = mm(297.0 - 16.0);
/// Smallest scale on the first page: 18 points come out at 16.
const SCALE_MIN: f32 = 0.89;
const SIZE_MIN_PT: u8 = 16;

const LABEL: Look = Look::quiet(18.0);
const BODY: Look = Look::plain(18.0);

/// The pass in large print, on two or more A4 pages.
///
/// # Errors
/// [`PaperError`]: a text that is empty, hostile, too long or not in the fonts; a code that would
/// be too small to scan; a name that leaves no room for the code at 16 points.
pub fn render_a4_large(pass: &PrintedPass) -> Result<Vec<u8>, PaperError> {
    pass.check()?;
    let mut pages = vec![door_page(pass)?];
    pages.append(&mut own_pages(pass)?);
    write(&pass.about(), &pages)
}

const fn page() -> Page {
    Page::new(A4_MM.0, A4_MM.1)
}

fn door_page(pass: &PrintedPass) -> Result<Page, PaperError> {
    let fonts = fonts()?;
    let side = Side::of(&pass.language);
    let content = mm(A4_MM.0) - 2.0 * MARGIN;
    let code = PaperCode::choose(&pass.code, Field::Code, CODE_MM, CODE_PLACE_MM)?;
    let (outer, quiet) = (code.outer(), code.quiet());
    let labels = &pass.labels;
    for scale in scales(SCALE_MIN) {
        let mut flow = Flow::new(fonts, side, (MARGIN, TOP, content), scale);
        flow.heading(1, &pass.title, Look::bold(28.0))?;
        flow.gap(8.0);
        flow.rule();
        flow.gap(16.0);
        flow.stacked(
            &[(&labels.name, &pass.name)],
            (LABEL, Look::bold(28.0)),
            2.0,
        )?;
        if let Some(latin) = &pass.transliterated {
            flow.text(latin, Look::plain(22.0))?;
        }
        flow.gap(12.0);
        let rows: [(&str, &str); 2] = [
            (&labels.birth_date, &pass.birth_date),
            (&labels.validity, &pass.validity),
        ];
        flow.stacked(&rows, (LABEL, Look::plain(22.0)), 9.0)?;
        // The quiet zone is room already.
        let code_top = flow.down - quiet / 2.0;
        if code_top + outer - quiet <= BOTTOM {
            let code_left = match side {
                Side::Left => MARGIN - quiet,
                Side::Right => MARGIN + content - outer + quiet,
            };
            let mut page = page();
            page.marks = flow.into_marks();
            let alt = labels.code_alt.clone();
            page.marks.push(Mark::Code(code, code_left, code_top, alt));
            return Ok(page);
        }
    }
    Err(PaperError::DoesNotFit {
        part: Part::LargePrint,
        size_min_pt: SIZE_MIN_PT,
    })
}

/// What is set on a page in one piece.
enum Block<'a> {
    Heading(&'a str),
    Row(&'a str, &'a str),
    Note(&'a str),
}

impl Block<'_> {
    fn set(&self, flow: &mut Flow) -> Result<(), PaperError> {
        match self {
            Self::Heading(text) => {
                flow.gap(6.0);
                flow.heading(2, text, Look::bold(24.0))?;
                flow.gap(4.0);
                flow.rule();
                flow.gap(10.0);
            }
            Self::Row(label, value) => {
                flow.stacked(&[(label, value)], (LABEL, Look::plain(20.0)), 8.0)?;
            }
            Self::Note(text) => {
                flow.gap(6.0);
                flow.text(text, BODY)?;
            }
        }
        Ok(())
    }

    /// Room below that a block needs so as not to stand alone at a page's end.
    const fn needs_below(&self) -> f32 {
        match self {
            Self::Heading(_) => 80.0,
            Self::Row(..) | Self::Note(_) => 0.0,
        }
    }
}

fn own_pages(pass: &PrintedPass) -> Result<Vec<Page>, PaperError> {
    let mut blocks = vec![Block::Heading(&pass.labels.own_side)];
    let row = |(label, value)| Block::Row(label, value);
    blocks.extend(pass.ground_rows().into_iter().map(row));
    blocks.push(Block::Heading(&pass.labels.issue));
    blocks.extend(pass.issue_rows().into_iter().map(row));
    blocks.extend(pass.all_notes().map(Block::Note));

    let fonts = fonts()?;
    let side = Side::of(&pass.language);
    let content = mm(A4_MM.0) - 2.0 * MARGIN;
    let column = |top: f32| Flow::new(fonts, side, (MARGIN, top, content), 1.0);
    let (mut pages, mut current, mut down) = (Vec::new(), page(), TOP);
    for block in blocks {
        let mut flow = column(down);
        block.set(&mut flow)?;
        if flow.down + block.needs_below() > BOTTOM && !current.marks.is_empty() {
            pages.push(std::mem::replace(&mut current, page()));
            flow = column(TOP);
            block.set(&mut flow)?;
        }
        if flow.down > BOTTOM {
            let (part, size_min_pt) = (Part::LargePrint, SIZE_MIN_PT);
            return Err(PaperError::DoesNotFit { part, size_min_pt });
        }
        down = flow.down;
        add(&mut current.marks, flow.into_marks());
    }
    pages.push(current);
    Ok(pages)
}

/// Adds marks; rows that follow rows become one table.
fn add(marks: &mut Vec<Mark>, more: Vec<Mark>) {
    for mark in more {
        match (marks.last_mut(), mark) {
            (Some(Mark::Table(rows)), Mark::Table(mut next)) => rows.append(&mut next),
            (_, mark) => marks.push(mark),
        }
    }
}
