//! Pictures made to be expensive, and pictures of chance: they end, cheaply, and say nothing.

use crate::drawing::{Drawing, Golden, Random, View};
use cleanbill_matrix::{Bitmap, Limits, Modules, aztec, data_matrix, search};
use proptest::prelude::*;

/// Of the size that pictures are reduced to before they are searched.
const SIDE: u32 = 1_600;

fn drawn(dark: impl Fn(u32, u32) -> bool) -> Drawing {
    let mut drawing = Drawing::light(SIDE, SIDE);
    for y in 0..SIDE {
        for x in 0..SIDE {
            drawing.dark[(y * SIDE + x) as usize] = dark(x, y);
        }
    }
    drawing
}

/// Rings, borders, corners and chance from edge to edge.
fn carpets() -> Vec<(&'static str, Drawing)> {
    let ring = |x: u32, y: u32, pitch: u32, module: u32| {
        let off = |at: u32| (at % pitch).abs_diff(pitch / 2) / module;
        off(x).max(off(y)) % 2 == 0
    };
    let mut random = Random(3);
    let chance: Vec<bool> = (0..SIDE * SIDE).map(|_| random.below(2) == 0).collect();
    let coarse: Vec<bool> = (0..SIDE * SIDE).map(|_| random.below(2) == 0).collect();
    let at = |x: u32, y: u32| (y * SIDE + x) as usize;
    vec![
        ("bull's eyes", drawn(|x, y| ring(x, y, 30, 2))),
        ("large bull's eyes", drawn(|x, y| ring(x, y, 130, 4))),
        ("rings without end", drawn(|x, y| ring(x, y, SIDE, 3))),
        ("stripes", drawn(|x, _| x / 3 % 2 == 0)),
        ("squares", drawn(|x, y| (x / 3 + y / 3) % 2 == 0)),
        (
            "corners",
            drawn(|x, y| x % 40 < 2 || y % 40 < 2 && x % 40 < 34),
        ),
        ("solid squares", drawn(|x, y| x % 40 < 30 && y % 40 < 30)),
        (
            "borders",
            drawn(|x, y| {
                let (x, y) = (x % 80 / 2, y % 80 / 2);
                x < 32
                    && y < 32
                    && (x == 0 || y == 31 || (y == 0 && x % 2 == 0) || (x == 31 && y % 2 == 1))
            }),
        ),
        ("chance", drawn(|x, y| chance[at(x, y)])),
        ("coarse chance", drawn(|x, y| coarse[at(x / 4, y / 4)])),
    ]
}

#[test]
fn carpets_say_nothing_within_their_budget() {
    for (name, carpet) in carpets() {
        let limits = Limits::default();
        let search = search(&carpet, &limits);
        assert!(search.symbols.is_empty(), "{name}");
        assert!(search.work <= limits.work_max, "{name}: {}", search.work);
    }
}

/// A symbol beside a carpet is lost at worst; never is another one read.
#[test]
fn a_symbol_on_a_carpet_reads_as_itself_or_not_at_all() {
    for (_, mut carpet) in carpets() {
        for (name, left) in [("dm-32", 200), ("az-full-4", 700)] {
            let drawing = Drawing::of(&Golden::named(name), &View::default());
            carpet.paste(&drawing, left, 300);
        }
        let said = [Golden::named("dm-32").said, Golden::named("az-full-4").said];
        for symbol in search(&carpet, &Limits::default()).symbols {
            assert!(said.contains(&symbol.content.bytes));
        }
    }
}

#[test]
fn no_work_and_no_room_are_no_symbols() {
    let drawing = Drawing::of(&Golden::named("dm-32"), &View::default());
    let whole = Limits::default();
    for limits in [
        Limits {
            work_max: 0,
            ..whole
        },
        Limits {
            runs_max: 0,
            ..whole
        },
        Limits {
            symbols_max: 0,
            ..whole
        },
    ] {
        assert!(search(&drawing, &limits).symbols.is_empty());
    }
    let empty = Drawing::light(0, 0);
    assert!(search(&empty, &whole).symbols.is_empty());
    let endless = Endless;
    assert!(search(&endless, &whole).symbols.is_empty());
}

/// Claims to be larger than any picture, and is not looked at beyond what may be counted.
struct Endless;

impl Bitmap for Endless {
    fn width(&self) -> u32 {
        40
    }
    fn height(&self) -> u32 {
        70_000
    }
    fn is_dark(&self, x: u32, y: u32) -> bool {
        (x / 3 + y / 3).is_multiple_of(2)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_picture_ends(
        width in 1u32..160,
        height in 1u32..160,
        seed in any::<u64>(),
        module in 1u32..9,
    ) {
        let mut drawing = Drawing::light(width, height);
        let mut random = Random(seed);
        let chance: Vec<bool> = (0..width * height).map(|_| random.below(2) == 0).collect();
        for y in 0..height {
            for x in 0..width {
                let at = |x: u32, y: u32| (y * width + x) as usize;
                drawing.dark[at(x, y)] = chance[at(x / module, y / module)];
            }
        }
        prop_assert!(search(&drawing, &Limits::default()).symbols.len() <= 1);
    }

    /// Golden symbols with anything drawn over them: what is read was said.
    #[test]
    fn damage_never_makes_another_text(
        which in any::<prop::sample::Index>(),
        stains in proptest::collection::vec((0u32..200, 0u32..200, 1u32..40, any::<bool>()), 0..12),
        degrees in 0f32..360.0,
    ) {
        let all = Golden::all("").into_iter();
        let small: Vec<Golden> = all.filter(|golden| golden.modules.columns() < 60).collect();
        let golden = which.get(&small);
        let mut drawing = Drawing::of(golden, &View { degrees, ..View::default() });
        for (left, top, side, dark) in stains {
            for y in top..(top + side).min(drawing.height) {
                for x in left..(left + side).min(drawing.width) {
                    let at = (y * drawing.width + x) as usize;
                    drawing.dark[at] = dark;
                }
            }
        }
        for symbol in search(&drawing, &Limits::default()).symbols {
            prop_assert_eq!(&symbol.content.bytes, &golden.said);
        }
    }

    #[test]
    fn any_modules_end(
        columns in 0u32..150,
        rows in 0u32..150,
        square in any::<bool>(),
        seed in any::<u64>(),
        compact in any::<bool>(),
        layers in 0u8..40,
        data in 0u16..2_100,
    ) {
        let mode = aztec::Mode { compact, layers, data };
        let rows = if square { columns } else { rows };
        for (columns, rows) in [(columns, rows), (mode.side(), mode.side())] {
            let mut modules = Modules::new(columns, rows);
            let mut random = Random(seed);
            for y in 0..rows {
                for x in 0..columns {
                    modules.set(x, y, random.below(2) == 0);
                }
            }
            let _ = data_matrix::read_modules(&modules);
            let _ = aztec::read_modules(&modules, &mode);
        }
    }
}
