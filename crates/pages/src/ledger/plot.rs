//! Plots as inline SVG: bars and nothing else. What a plot shows stands in a table beside it, so
//! that nobody needs to see it.

use maud::{Markup, html};

const WIDTH: u64 = 720;
const HEIGHT: u64 = 160;
/// A plot has room for so many bars at least, so that few of them are no blocks.
const BARS_MIN: u64 = 26;
/// How many series have a look of their own.
const LOOKS: usize = 5;

/// One bar, stacked of the series in their order.
pub(super) struct Bar {
    /// What it is of, for whoever points at it.
    pub(super) name: String,
    pub(super) parts: Vec<u64>,
}

/// A bar as long as its share of the largest, for a cell beside the number itself.
pub(super) fn share(count: u64, most: u64) -> Markup {
    let width = scaled(count, most, 100);
    html! {
        svg.share viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"
            focusable="false" {
            rect.s0 x="0" y="0" width=(width) height="10" {}
        }
    }
}

/// Upright bars, the oldest first, whatever the direction of the page: with a title, and a legend
/// where there is more than one series.
pub(super) fn bars(id: &str, title: &str, series: &[String], bars: &[Bar]) -> Markup {
    let sum = |bar: &Bar| bar.parts.iter().copied().fold(0, u64::saturating_add);
    let most = bars.iter().map(sum).max().unwrap_or(0);
    let step = WIDTH / (bars.len() as u64).max(BARS_MIN);
    let width = (step * 4 / 5).max(1);
    html! {
        figure {
            svg.bars viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby=(id)
                focusable="false" {
                title id=(id) { (title) }
                @for (at, bar) in bars.iter().enumerate() {
                    @for (order, (top, height, count)) in stacked(bar, most).enumerate() {
                        rect class=(look(order)) x=(at as u64 * step) y=(top) width=(width)
                            height=(height) {
                            title { (bar.name) ": " (count) }
                        }
                    }
                }
            }
            @if series.len() > 1 {
                figcaption {
                    ul.legend {
                        @for (order, name) in series.iter().enumerate() {
                            li {
                                svg.swatch viewBox="0 0 10 10" aria-hidden="true"
                                    focusable="false" {
                                    rect class=(look(order)) width="10" height="10" {}
                                }
                                " " (name)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The parts of a bar from below: top, height and count of each.
fn stacked(bar: &Bar, most: u64) -> impl Iterator<Item = (u64, u64, u64)> {
    let mut below = 0_u64;
    bar.parts.iter().map(move |count| {
        let from = scaled(below, most, HEIGHT);
        below = below.saturating_add(*count);
        let until = scaled(below, most, HEIGHT);
        (HEIGHT - until, until - from, *count)
    })
}

fn look(order: usize) -> String {
    format!("s{}", order % LOOKS)
}

/// `count` of `most`, in parts of `full`; never more than all of them.
fn scaled(count: u64, most: u64, full: u64) -> u64 {
    let share = u128::from(count) * u128::from(full) / u128::from(most.max(1));
    u64::try_from(share).unwrap_or(full).min(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_within_their_plot_and_are_as_high_as_their_counts() {
        let bar = |parts: &[u64]| Bar {
            name: "week".to_owned(),
            parts: parts.to_vec(),
        };
        let all: Vec<_> = stacked(&bar(&[10, 30]), 40).collect();
        assert_eq!(all, [(120, 40, 10), (0, 120, 30)]);
        let huge: Vec<_> = stacked(&bar(&[u64::MAX, u64::MAX]), u64::MAX).collect();
        assert!(huge.iter().all(|(top, height, _)| top + height <= HEIGHT));
        assert_eq!((scaled(7, 0, 100), scaled(0, 0, 100)), (100, 0));
    }
}
