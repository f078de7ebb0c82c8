//! The four bundled fonts and the shaping plans for them.

use std::sync::OnceLock;

use krilla::text::Font;
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{BufferClusterLevel, Direction, Face, Feature, Script, ShapePlan, script};

use crate::error::{PaperError, WriterFault};

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// One of the bundled fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaceId {
    /// Latin, Cyrillic and Greek.
    Sans(Weight),
    /// Arabic.
    Naskh(Weight),
}

/// What shaping must not mix within a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
}

impl Writing {
    /// The script of a character; `None` for what goes with any, such as digits and points.
    pub(crate) const fn of(character: char) -> Option<Self> {
        match character {
            'A'..='Z'
            | 'a'..='z'
            | '\u{aa}'
            | '\u{ba}'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2b8}'
            | '\u{1d00}'..='\u{1d25}'
            | '\u{1e00}'..='\u{1eff}' => Some(Self::Latin),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Self::Greek),
            '\u{400}'..='\u{52f}' | '\u{1d2b}' => Some(Self::Cyrillic),
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => {
                Some(Self::Arabic)
            }
            _ => None,
        }
    }

    const fn script(self) -> Script {
        match self {
            Self::Latin => script::LATIN,
            Self::Cyrillic => script::CYRILLIC,
            Self::Greek => script::GREEK,
            Self::Arabic => script::ARABIC,
        }
    }
}

/// No optional ligatures: poppler reads the letters of an Arabic one in the wrong order.
fn features() -> [Feature; 1] {
    [Feature::new(Tag::from_bytes(b"liga"), 0, ..)]
}

const WRITINGS: [Writing; 4] = [
    Writing::Latin,
    Writing::Cyrillic,
    Writing::Greek,
    Writing::Arabic,
];

/// A font, ready to shape with and to embed.
pub(crate) struct Loaded {
    face: Face<'static>,
    font: Font,
    /// By writing, then left to right before right to left.
    plans: Vec<ShapePlan>,
}

impl Loaded {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let face = Face::from_slice(bytes, 0)?;
        let font = Font::new(bytes.to_vec().into(), 0)?;
        let mut plans = Vec::with_capacity(2 * WRITINGS.len());
        for writing in WRITINGS {
            for direction in [Direction::LeftToRight, Direction::RightToLeft] {
                let script = Some(writing.script());
                plans.push(ShapePlan::new(&face, direction, script, None, &features()));
            }
        }
        Some(Self { face, font, plans })
    }

    /// Shapes one run: one script, one direction.
    pub(crate) fn shape(
        &self,
        text: &str,
        writing: Writing,
        is_rtl: bool,
    ) -> Option<rustybuzz::GlyphBuffer> {
        let plan = self.plans.get(writing as usize * 2 + usize::from(is_rtl))?;
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        // A glyph a character where that is possible: a mark that shares its letter's text would
        // have to be explained by an ActualText, which poppler reads from the wrong side.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.set_script(writing.script());
        buffer.set_direction(if is_rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        Some(rustybuzz::shape_with_plan(&self.face, plan, buffer))
    }

    /// Units an em.
    pub(crate) fn units_per_em(&self) -> f32 {
        self.font.units_per_em()
    }

    fn has(&self, character: char) -> bool {
        // The last segment of a cmap maps U+FFFF to glyph 0, the box for what is missing.
        let glyph = self.face.glyph_index(character);
        glyph.is_some_and(|glyph| glyph.0 != 0)
    }
}

/// The bundled fonts.
pub(crate) struct Fonts {
    sans: [Loaded; 2],
    naskh: [Loaded; 2],
}

impl Fonts {
    fn load() -> Option<Self> {
        Some(Self {
            sans: [
                Loaded::new(include_bytes!("../../fonts/NotoSans-Regular.ttf"))?,
                Loaded::new(include_bytes!("../../fonts/NotoSans-Bold.ttf"))?,
            ],
            naskh: [
                Loaded::new(include_bytes!("../../fonts/NotoNaskhArabic-Regular.ttf"))?,
                Loaded::new(include_bytes!("../../fonts/NotoNaskhArabic-Bold.ttf"))?,
            ],
        })
    }

    /// The font of a run.
    pub(crate) const fn loaded(&self, id: FaceId) -> &Loaded {
        let ([sans, sans_bold], [naskh, naskh_bold]) = (&self.sans, &self.naskh);
        match id {
            FaceId::Sans(Weight::Regular) => sans,
            FaceId::Sans(Weight::Bold) => sans_bold,
            FaceId::Naskh(Weight::Regular) => naskh,
            FaceId::Naskh(Weight::Bold) => naskh_bold,
        }
    }

    /// The font as the PDF embeds it; cloning it is cheap.
    pub(crate) fn embedded(&self, id: FaceId) -> Font {
        self.loaded(id).font.clone()
    }

    /// Whether one of the fonts, in both weights, has the character.
    pub(crate) fn has(&self, character: char) -> bool {
        let in_all = |fonts: &[Loaded; 2]| fonts.iter().all(|font| font.has(character));
        in_all(&self.sans) || in_all(&self.naskh)
    }

    /// The font for a character: the one that fits its script, else the one of the run before it
    /// when that has it, else the one that has it.
    pub(crate) fn face_for(&self, character: char, weight: Weight, before: FaceId) -> FaceId {
        let (sans, naskh) = (FaceId::Sans(weight), FaceId::Naskh(weight));
        let has = |id: FaceId| self.loaded(id).has(character);
        match Writing::of(character) {
            Some(Writing::Arabic) if has(naskh) => naskh,
            Some(_) if has(sans) => sans,
            // Figures look the same on the whole page.
            _ if character.is_ascii_digit() => sans,
            _ if has(before) => before,
            _ if has(sans) => sans,
            _ => naskh,
        }
    }
}

/// The bundled fonts, read once a process.
pub(crate) fn fonts() -> Result<&'static Fonts, PaperError> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    let loaded = FONTS.get_or_init(Fonts::load).as_ref();
    loaded.ok_or(PaperError::writer(WriterFault::Font))
}
