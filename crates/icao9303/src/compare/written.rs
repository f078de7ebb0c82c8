//! One name in all the ways that it can be spelt.
//!
//! The letters are the nodes of a graph, and each way to spell the next one or two letters is an
//! edge. A spelling is looked up by walking all edges at once; the positions that are reached in it
//! are the bits of a word, as a name field has at most 39.

use std::ops::Range;

use cleanbill_order::Arrange;

use super::title::without_titles;
use super::{Limits, Why, variants};
use crate::composition;
use crate::transliteration::{Letter, capitals, is_separator, steps};

/// A way to spell what stands at a letter.
#[derive(Clone)]
pub(super) struct Edge {
    pub(super) taken: usize,
    pub(super) text: String,
}

/// A name, or one part of one, of at least one letter.
pub(super) struct Written {
    /// The letters as they are written, in capitals.
    letters: String,
    /// By letter.
    edges: Vec<Vec<Edge>>,
    /// Divided at every separator.
    components: Vec<Range<usize>>,
    /// Divided at every separator that is no hyphen.
    joined_components: Vec<Range<usize>>,
}

/// A component while it is read; `hyphenated` if only a hyphen divides it from the one before.
struct Component {
    letters: Vec<Letter>,
    hyphenated: bool,
}

impl Written {
    /// `None` if there is no letter.
    ///
    /// # Errors
    /// [`Why`] the name cannot be compared: too long, or unknown letters.
    pub(super) fn parse(text: &str, limits: &Limits) -> Result<Option<Self>, Why> {
        if text.chars().take(limits.chars_max + 1).count() > limits.chars_max {
            return Err(Why::NameTooLong);
        }
        let components = components(text);
        if components.len() > limits.components_max {
            return Err(Why::NameTooLong);
        }
        let letters = |component: &Component| {
            let letters = component.letters.iter();
            letters.map(|letter| letter.character).collect::<String>()
        };
        let mut written = Self {
            letters: String::new(),
            edges: Vec::new(),
            components: Vec::new(),
            joined_components: Vec::new(),
        };
        for component in without_titles(&components, letters) {
            written.push(component)?;
        }
        Ok((!written.components.is_empty()).then_some(written))
    }

    /// Adds a component; one of signs alone, without sound, is none.
    fn push(&mut self, component: &Component) -> Result<(), Why> {
        let letters = &component.letters;
        let start = self.edges.len();
        let mut has_sound = false;
        let mut known_to = 0;
        for index in 0..letters.len() {
            let by_table = steps(letters.get(index..).unwrap_or_default(), index == 0);
            if by_table.is_empty() && index >= known_to {
                self.edges.truncate(start);
                return Err(Why::UnknownLetter);
            }
            has_sound |= by_table.iter().any(|(_, text)| !text.is_empty());
            known_to =
                known_to.max(index + by_table.iter().map(|(taken, _)| *taken).max().unwrap_or(0));
            self.edges.push(edges(letters, index, by_table));
        }
        if !has_sound {
            self.edges.truncate(start);
            return Ok(());
        }
        let written = letters.iter().map(|letter| letter.character);
        self.letters.extend(written);
        let range = start..self.edges.len();
        match self.joined_components.last_mut() {
            Some(last) if component.hyphenated => last.end = range.end,
            _ => self.joined_components.push(range.clone()),
        }
        self.components.push(range);
        Ok(())
    }

    /// Both ways to divide the name: at every separator, and not at hyphens.
    pub(super) fn divisions(&self) -> [&[Range<usize>]; 2] {
        [&self.components, &self.joined_components]
    }

    /// Whether both are the same letters.
    pub(super) fn is_written_as(&self, other: &Self) -> bool {
        self.letters == other.letters
    }

    /// This name and another behind it, as one.
    pub(super) fn followed_by(&self, other: &Self) -> Self {
        let begin = self.edges.len();
        let moved = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
            let ranges = ranges.iter();
            ranges
                .map(|range| range.start + begin..range.end + begin)
                .collect()
        };
        Self {
            letters: format!("{}{}", self.letters, other.letters),
            edges: [self.edges.as_slice(), &other.edges].concat(),
            components: [self.components.as_slice(), &moved(&other.components)].concat(),
            joined_components: [
                self.joined_components.as_slice(),
                &moved(&other.joined_components),
            ]
            .concat(),
        }
    }

    /// The ways to spell what stands at each letter of a range.
    pub(super) fn edges_of(&self, range: Range<usize>) -> &[Vec<Edge>] {
        self.edges.get(range).unwrap_or_default()
    }

    /// All of the name.
    pub(super) const fn whole(&self) -> Range<usize> {
        0..self.edges.len()
    }

    /// Characters of the longest spelling, with one between components.
    pub(super) fn chars_max(&self) -> usize {
        let mut nodes = vec![0; self.edges.len() + 1];
        for (node, edges) in self.edges.iter().enumerate() {
            let chars: usize = nodes.get(node).copied().unwrap_or_default();
            for edge in edges {
                if let Some(next) = nodes.get_mut(node + edge.taken) {
                    *next = chars.saturating_add(edge.text.len()).max(*next);
                }
            }
        }
        let between = self.components.len().saturating_sub(1);
        nodes.last().copied().unwrap_or_default() + between
    }

    /// Whether the range can be spelt so; with `cut`, whether it can begin so.
    pub(super) fn spells(&self, range: Range<usize>, spelling: &[u8], cut: bool) -> bool {
        let reached = self.walk(range, spelling, Reached::START);
        !spelling.is_empty() && reached.ends(spelling, cut)
    }

    /// Walks on from where another name ended.
    pub(super) fn walk(&self, range: Range<usize>, spelling: &[u8], from: Reached) -> Reached {
        let mut nodes = vec![0_u64; range.len() + 1];
        let mut is_prefix = from.is_prefix;
        if let Some(first) = nodes.first_mut() {
            *first = from.positions;
        }
        let edges = self.edges.get(range).unwrap_or_default();
        for (node, edges) in edges.iter().enumerate() {
            let positions = nodes.get(node).copied().unwrap_or_default();
            for edge in edges {
                let (after, ends_within) = edge.advance(positions, spelling);
                is_prefix |= ends_within;
                if let Some(next) = nodes.get_mut(node + edge.taken) {
                    *next |= after;
                }
            }
        }
        Reached {
            positions: nodes.last().copied().unwrap_or_default(),
            is_prefix,
        }
    }
}

/// How far spellings of a name go in a text.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    /// Bit `n`: the whole name can be spelt as the first `n` letters.
    positions: u64,
    /// The text ends before the name does.
    is_prefix: bool,
}

impl Reached {
    /// Before the first letter.
    pub(super) const START: Self = Self {
        positions: 1,
        is_prefix: false,
    };

    /// Whether all of the text was walked; with `cut`, by part of the name.
    pub(super) fn ends(self, spelling: &[u8], cut: bool) -> bool {
        let is_whole = u32::try_from(spelling.len())
            .ok()
            .and_then(|length| self.positions.checked_shr(length))
            .is_some_and(|positions| positions & 1 == 1);
        is_whole || (cut && self.is_prefix)
    }
}

impl Edge {
    /// Where this edge leads from the positions, and whether the spelling ends on it.
    fn advance(&self, positions: u64, spelling: &[u8]) -> (u64, bool) {
        let mut after = 0;
        let mut ends_within = false;
        for position in 0..=spelling.len().min(63) {
            let rest = spelling.get(position..).unwrap_or_default();
            if positions >> position & 1 == 0 {
                continue;
            }
            if rest.starts_with(self.text.as_bytes()) {
                let bit = u32::try_from(position + self.text.len()).unwrap_or(u32::MAX);
                after |= 1_u64.checked_shl(bit).unwrap_or_default();
            }
            ends_within |= self.text.as_bytes().starts_with(rest);
        }
        (after, ends_within)
    }
}

/// By the tables, and as others have it.
fn edges(letters: &[Letter], index: usize, by_table: Vec<(usize, String)>) -> Vec<Edge> {
    let characters: Vec<char> = letters.iter().map(|letter| letter.character).collect();
    let mut ways = by_table.clone();
    for (taken, text) in by_table {
        // Arabic: without the escape that keeps similar letters apart (table C, note 2).
        let plain = text.trim_start_matches('X');
        if plain.len() < text.len() && !characters.get(index).is_some_and(char::is_ascii) {
            ways.push((taken, plain.to_owned()));
        }
    }
    let others = variants::of(&characters, index);
    ways.extend(
        others
            .into_iter()
            .map(|(taken, text)| (taken, text.to_owned())),
    );
    ways.arrange();
    ways.dedup();
    let fits = |taken: usize| index + taken <= letters.len();
    let ways = ways.into_iter().filter(|(taken, _)| fits(*taken));
    ways.map(|(taken, text)| Edge { taken, text }).collect()
}

/// Those of at least one letter.
fn components(text: &str) -> Vec<Component> {
    let mut components = Vec::new();
    let mut letters = Vec::new();
    let mut hyphenated = false;
    let mut only_hyphens = true;
    let mut flush = |letters: &mut Vec<Letter>, hyphenated: bool| {
        if !letters.is_empty() {
            components.push(Component {
                letters: std::mem::take(letters),
                hyphenated,
            });
        }
    };
    for (index, character) in composition::compose(text).into_iter().enumerate() {
        if character == '<' || is_separator(character) {
            if !letters.is_empty() {
                flush(&mut letters, hyphenated);
                only_hyphens = true;
            }
            only_hyphens &= matches!(character, '-' | '\u{2010}'..='\u{2015}');
            hyphenated = only_hyphens;
        } else {
            letters.extend(capitals(index + 1, character));
        }
    }
    flush(&mut letters, hyphenated);
    components
}
