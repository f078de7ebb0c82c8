//! Plots as inline SVG: numbers become bars, texts are escaped, nothing is loaded.

use std::fmt::Write as _;

use super::html::escaped;

const WIDTH: usize = 720;
const HEIGHT: usize = 140;
/// Most bars of a plot: the newest.
const BARS_MAX: usize = 120;

/// Bars, one for each name, with the parts of each stacked from below.
pub(super) fn bars(title: &str, series: &[(String, Vec<(&str, u64)>)]) -> String {
    let skipped = series.len().saturating_sub(BARS_MAX);
    let series = series.get(skipped..).unwrap_or_default();
    let sum = |parts: &[(&str, u64)]| {
        parts
            .iter()
            .map(|(_, count)| *count)
            .fold(0, u64::saturating_add)
    };
    let most = series
        .iter()
        .map(|(_, parts)| sum(parts))
        .max()
        .unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let mut out = String::new();
    // Writing to a text does not fail, here and below.
    let _ = write!(
        out,
        "<figure><figcaption>{}, at most {most}</figcaption>\
         <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escaped(title),
        escaped(title)
    );
    let step = WIDTH as f64 / series.len().max(1) as f64;
    for (at, (name, parts)) in series.iter().enumerate() {
        let mut top = HEIGHT as f64;
        for (order, (part, count)) in parts.iter().enumerate() {
            let height = HEIGHT as f64 * (*count as f64 / most as f64);
            top -= height;
            let _ = write!(
                out,
                "<rect class=\"s{}\" x=\"{:.2}\" y=\"{top:.2}\" width=\"{:.2}\" \
                 height=\"{height:.2}\"><title>{} {}: {count}</title></rect>",
                order % 5,
                at as f64 * step,
                (step * 0.85).max(0.5),
                escaped(name),
                escaped(part)
            );
        }
    }
    out.push_str("</svg></figure>");
    out
}
