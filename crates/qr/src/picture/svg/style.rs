//! Which gray a shape gets: presentation attributes, `style` attributes and simple style sheets.

use std::collections::HashMap;

use roxmltree::{Document, Node};
use svgtypes::{Color, Paint};

use crate::colour::luma;

/// What a shape inherits.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Gray level, or nothing.
    pub(super) fill: Option<u8>,
    pub(super) stroke: Option<u8>,
    /// In the user's units.
    pub(super) stroke_width: f64,
    pub(super) even_odd: bool,
    pub(super) hidden: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            fill: Some(0),
            stroke: None,
            stroke_width: 1.0,
            even_odd: false,
            hidden: false,
        }
    }
}

impl Style {
    /// This style with what `node` says itself: sheet over attributes, `style` over the sheet.
    pub(super) fn apply(mut self, node: Node<'_, '_>, sheet: &Sheet<'_>) -> Self {
        for attribute in node.attributes() {
            self.set(attribute.name(), attribute.value());
        }
        let classes = node
            .attribute("class")
            .unwrap_or_default()
            .split_ascii_whitespace();
        let id = node.attribute("id").unwrap_or_default();
        let selectors = std::iter::once(node.tag_name().name().to_owned())
            .chain(classes.take(8).map(|class| format!(".{class}")))
            .chain(std::iter::once(format!("#{id}")));
        for rules in selectors.filter_map(|selector| sheet.rules.get(selector.as_str())) {
            self.set_all(rules);
        }
        self.set_all(node.attribute("style").unwrap_or_default());
        self
    }

    fn set_all(&mut self, declarations: &str) {
        for (name, value) in declarations
            .split(';')
            .filter_map(|line| line.split_once(':'))
        {
            self.set(name.trim(), value.trim());
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "fill" => paint(&mut self.fill, value),
            "stroke" => paint(&mut self.stroke, value),
            "stroke-width" => {
                let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                self.stroke_width = number.parse().unwrap_or(self.stroke_width);
            }
            "fill-rule" | "clip-rule" => self.even_odd = value == "evenodd",
            "fill-opacity" if is_transparent(value) => self.fill = None,
            "stroke-opacity" if is_transparent(value) => self.stroke = None,
            "opacity" => self.hidden |= is_transparent(value),
            "display" => self.hidden |= value == "none",
            "visibility" => self.hidden |= value != "visible",
            _ => {}
        }
    }
}

/// Below half, the ground shows more than the shape.
fn is_transparent(opacity: &str) -> bool {
    let percent = opacity
        .strip_suffix('%')
        .and_then(|number| number.parse::<f64>().ok());
    percent
        .map(|number| number / 100.0)
        .or_else(|| opacity.parse().ok())
        .is_some_and(|o| o < 0.5)
}

fn paint(slot: &mut Option<u8>, value: &str) {
    let color = match Paint::from_str(value) {
        Ok(Paint::None) => return *slot = None,
        Ok(Paint::Color(color)) => color,
        // A gradient stands for ink.
        Ok(Paint::CurrentColor | Paint::FuncIRI(..)) => Color::black(),
        _ => return,
    };
    *slot = (color.alpha >= 128).then(|| luma(color.red, color.green, color.blue));
}

/// What elements refer to: style rules and other elements.
pub(super) struct Sheet<'a> {
    rules: HashMap<&'a str, &'a str>,
    ids: HashMap<&'a str, Node<'a, 'a>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(document: &'a Document<'a>) -> Self {
        let mut rules = HashMap::new();
        let mut ids = HashMap::new();
        for node in document.descendants().filter(Node::is_element) {
            if let Some(id) = node.attribute("id") {
                ids.entry(id).or_insert(node);
            }
            if node.tag_name().name() == "style" {
                for rule in node.text().unwrap_or_default().split('}') {
                    let Some((selectors, body)) = rule.split_once('{') else {
                        continue;
                    };
                    rules.extend(selectors.split(',').map(|selector| (selector.trim(), body)));
                }
            }
        }
        Self { rules, ids }
    }

    pub(super) fn by_id(&self, id: &str) -> Option<Node<'a, 'a>> {
        self.ids.get(id).copied()
    }
}

/// The element in this file that a `use` refers to.
pub(super) fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let link = node
        .attributes()
        .find(|attribute| attribute.name() == "href")?;
    link.value().strip_prefix('#')
}

/// The element in this file that `url(#…)` refers to.
pub(super) fn url(value: &str) -> Option<&str> {
    let inner = value.trim().strip_prefix("url(")?.strip_suffix(')')?;
    inner.trim_matches(['"', '\'']).strip_prefix('#')
}
