//! Pages to the bytes of a PDF that keeps to PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

use std::num::NonZeroU16;

use krilla::color::luma;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagTree, WritingMode,
};
use krilla::{Document, SerializeSettings};

use crate::code::PaperCode;
use crate::error::{Field, PaperError, WriterFault};
use crate::flow::RULE_SHADE;
use crate::page::{GRAY, Mark, Page, Placed, Shade, Side};
use crate::pass::Stamp;
use crate::text::fonts;

/// Longest language tag (RFC 5646, section 4.4.1).
const LANGUAGE_CHARS_MAX: usize = 35;
/// Longest document identifier.
const DOCUMENT_ID_CHARS_MAX: usize = 256;

/// What a document says about itself. No word of it is about the holder.
pub(crate) struct About<'a> {
    pub(crate) stamp: &'a Stamp,
    pub(crate) language: &'a str,
    pub(crate) title: &'a str,
}

impl About<'_> {
    fn metadata(&self) -> Result<Metadata, PaperError> {
        let of_tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_tag = self.language.bytes().all(of_tag)
            && (1..=LANGUAGE_CHARS_MAX).contains(&self.language.len());
        if !is_tag {
            return Err(PaperError::Language);
        }
        let field = Field::DocumentId;
        match self.stamp.document_id.len() {
            0 => return Err(PaperError::EmptyField { field }),
            chars if chars > DOCUMENT_ID_CHARS_MAX => {
                let max = DOCUMENT_ID_CHARS_MAX;
                return Err(PaperError::FieldTooLong { field, chars, max });
            }
            _ => {}
        }
        let direction = match Side::of(self.language) {
            Side::Left => TextDirection::LeftToRight,
            Side::Right => TextDirection::RightToLeft,
        };
        Ok(Metadata::new()
            .title(self.title.to_owned())
            .language(self.language.to_owned())
            .creator("Cleanbill".to_owned())
            .producer("Cleanbill".to_owned())
            .document_id(self.stamp.document_id.clone())
            .creation_date(date_time(self.stamp.created_at)?)
            .text_direction(direction))
    }
}

/// Unix seconds as the writer's date, in UTC.
fn date_time(seconds: i64) -> Result<DateTime, PaperError> {
    let instant = jiff::Timestamp::from_second(seconds).map_err(|_| PaperError::CreatedAt)?;
    let civil = instant.to_zoned(jiff::tz::TimeZone::UTC);
    let year = u16::try_from(civil.year()).map_err(|_| PaperError::CreatedAt)?;
    if year == 0 {
        return Err(PaperError::CreatedAt);
    }
    let part = |value: i8| value.unsigned_abs();
    Ok(DateTime::new(year)
        .month(part(civil.month()))
        .day(part(civil.day()))
        .hour(part(civil.hour()))
        .minute(part(civil.minute()))
        .second(part(civil.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0))
}

/// Writes the pages.
pub(crate) fn write(about: &About<'_>, pages: &[Page]) -> Result<Vec<u8>, PaperError> {
    let metadata = about.metadata()?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PaperError::writer(WriterFault::Other))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata);
    let mut outline = Outline::new();
    let mode = match Side::of(about.language) {
        Side::Left => WritingMode::LrTb,
        Side::Right => WritingMode::RlTb,
    };
    let mut root = TagGroup::new(Tag::Part.with_writing_mode(Some(mode)));
    for (index, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(page.width, page.height)
            .ok_or(PaperError::writer(WriterFault::Geometry))?;
        let mut sheet = document.start_page_with(settings);
        let mut pen = Pen(sheet.surface());
        for mark in &page.marks {
            if let Mark::Heading(_, title, lines) = mark {
                let top = lines.first().map_or(0.0, |line| line.baseline - line.size);
                let place = XyzDestination::new(index, Point::from_xy(0.0, top));
                outline.push_child(OutlineNode::new(title.clone(), place));
            }
            if let Some(group) = pen.mark(mark)? {
                root.push(group);
            }
        }
        pen.0.finish();
    }
    document.set_outline(outline);
    let mut tree = TagTree::new();
    tree.push(root);
    document.set_tag_tree(tree);
    document.finish().map_err(|error| {
        PaperError::writer(match error {
            KrillaError::Font(..) => WriterFault::Font,
            KrillaError::Validation(breaches) => WriterFault::Conformance(breaches.len()),
            _ => WriterFault::Other,
        })
    })
}

/// Draws marks and says how they are tagged.
struct Pen<'a>(Surface<'a>);

impl Pen<'_> {
    /// Draws a mark; `None` for what has no meaning.
    fn mark(&mut self, mark: &Mark) -> Result<Option<TagGroup>, PaperError> {
        Ok(match mark {
            Mark::Heading(level, title, lines) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                let tag = Tag::Hn(level, Some(title.clone()));
                Some(TagGroup::with_children(tag, self.lines(lines)?))
            }
            Mark::Text(lines) => Some(TagGroup::with_children(Tag::P, self.lines(lines)?)),
            Mark::Table(rows) => Some(self.table(rows)?),
            Mark::Code(code, left, top, alt) => {
                let drawn = self.code(code, *left, *top)?;
                let tag = Tag::Figure(Some(alt.clone()));
                Some(TagGroup::with_children(tag, vec![drawn.into()]))
            }
            Mark::Rule(from, to) => {
                self.stroke(*from, *to, (RULE_SHADE, 0.5), None)?;
                None
            }
            Mark::Fold(from, to) => {
                let dash = StrokeDash {
                    array: vec![2.5, 2.5],
                    offset: 0.0,
                };
                self.stroke(*from, *to, (GRAY, 0.5), Some(dash))?;
                None
            }
        })
    }

    fn table(&mut self, rows: &[(Vec<Placed>, Vec<Placed>)]) -> Result<TagGroup, PaperError> {
        let mut table = TagGroup::new(Tag::Table);
        for (label, value) in rows {
            let label = self.lines(label)?;
            let value = self.lines(value)?;
            let mut row = TagGroup::new(Tag::TR);
            let head = Tag::TH(TableHeaderScope::Row);
            row.push(TagGroup::with_children(head, label));
            row.push(TagGroup::with_children(Tag::TD, value));
            table.push(row);
        }
        Ok(table)
    }

    /// Draws lines and gives their leaves of the tag tree.
    ///
    /// A line in which the order of reading is not the order of places says its text itself
    /// (ISO 32000-1, 14.9.4), for readers that know nothing of directions. It does so in the tag
    /// tree and not in the content, where poppler would spread it over the line from the left.
    fn lines(&mut self, lines: &[Placed]) -> Result<Vec<Node>, PaperError> {
        let mut nodes = Vec::with_capacity(lines.len());
        for placed in lines {
            let drawn = self.line(placed)?;
            nodes.push(if placed.line.has_rtl {
                let text = placed.line.text.clone();
                let tag = Tag::Span.with_actual_text(Some(text));
                TagGroup::with_children(tag, vec![drawn.into()]).into()
            } else {
                drawn.into()
            });
        }
        Ok(nodes)
    }

    /// Draws a line's runs in the order of reading, each from left to right.
    fn line(&mut self, placed: &Placed) -> Result<Identifier, PaperError> {
        let fonts = fonts()?;
        self.fill(placed.shade);
        let tag = ContentTag::Span(SpanTag::empty());
        let identifier = self.0.start_tagged(tag);
        let mut runs: Vec<_> = placed.line.runs.iter().collect();
        runs.sort_by_key(|run| run.start);
        for run in runs {
            let left = placed.left + run.left * placed.size;
            self.0.draw_glyphs(
                Point::from_xy(left, placed.baseline),
                &run.glyphs,
                fonts.embedded(run.face),
                &run.text,
                placed.size,
                false,
            );
        }
        self.0.end_tagged();
        Ok(identifier)
    }

    /// Draws a code as one path, so that no renderer shows seams between its modules.
    fn code(&mut self, code: &PaperCode, left: f32, top: f32) -> Result<Identifier, PaperError> {
        #[allow(clippy::cast_precision_loss)]
        let at = |modules: usize| modules as f32 * code.module;
        let (left, top) = (left + code.quiet(), top + code.quiet());
        let mut path = PathBuilder::new();
        for (column, row, columns, rows) in code.rectangles() {
            let (left, top) = (left + at(column), top + at(row));
            let rectangle = Rect::from_xywh(left, top, at(columns), at(rows));
            path.push_rect(rectangle.ok_or(PaperError::writer(WriterFault::Geometry))?);
        }
        let path = path.finish();
        let path = path.ok_or(PaperError::writer(WriterFault::Geometry))?;
        self.fill(0);
        let identifier = self.0.start_tagged(ContentTag::Other);
        self.0.draw_path(&path);
        self.0.end_tagged();
        Ok(identifier)
    }

    fn stroke(
        &mut self,
        from: (f32, f32),
        to: (f32, f32),
        (shade, width): (Shade, f32),
        dash: Option<StrokeDash>,
    ) -> Result<(), PaperError> {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        let path = path.finish();
        let path = path.ok_or(PaperError::writer(WriterFault::Geometry))?;
        self.0.set_fill(None);
        self.0.set_stroke(Some(Stroke {
            paint: luma::Color::new(shade).into(),
            width,
            dash,
            ..Stroke::default()
        }));
        let artifact = Artifact::with_kind(ArtifactType::Layout);
        self.0.start_tagged(ContentTag::Artifact(artifact));
        self.0.draw_path(&path);
        self.0.end_tagged();
        Ok(())
    }

    fn fill(&mut self, shade: Shade) {
        self.0.set_stroke(None);
        self.0.set_fill(Some(Fill {
            paint: luma::Color::new(shade).into(),
            ..Fill::default()
        }));
    }
}
