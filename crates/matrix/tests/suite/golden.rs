//! Symbols of another writer read as what they say: as modules, and as pictures of all kinds.
//! `tests/golden/make.sh` tells how they were made.

use crate::drawing::{Drawing, Golden, View};
use cleanbill_matrix::{Limits, Symbology, data_matrix, search};

fn read(drawing: &Drawing) -> Vec<Vec<u8>> {
    let found = search(drawing, &Limits::default()).symbols;
    found
        .into_iter()
        .map(|symbol| symbol.content.bytes)
        .collect()
}

#[test]
fn every_data_matrix_reads_from_its_modules() {
    let all = Golden::all("dm-");
    assert!(all.len() >= 20);
    for golden in all {
        let content = data_matrix::read_modules(&golden.modules);
        let bytes = content.map(|content| content.bytes);
        assert_eq!(bytes.as_ref(), Some(&golden.said), "{}", golden.name);
    }
}

/// Upright, turned, tilted; small and large.
#[test]
fn every_symbol_reads_in_every_view() {
    let views = [
        ("upright", View::default()),
        (
            "small",
            View {
                scale: 3.1,
                ..View::default()
            },
        ),
        (
            "large",
            View {
                scale: 9.3,
                ..View::default()
            },
        ),
        (
            "right angle",
            View {
                degrees: 90.0,
                ..View::default()
            },
        ),
        (
            "upside down",
            View {
                degrees: 180.0,
                ..View::default()
            },
        ),
        (
            "mirrored",
            View {
                mirrored: true,
                ..View::default()
            },
        ),
        (
            "a little turned",
            View {
                degrees: 3.0,
                ..View::default()
            },
        ),
        (
            "turned",
            View {
                degrees: 30.0,
                ..View::default()
            },
        ),
        (
            "on its corner",
            View {
                degrees: 45.0,
                ..View::default()
            },
        ),
        (
            "turned far",
            View {
                degrees: 200.0,
                ..View::default()
            },
        ),
        (
            "tilted",
            View {
                tilt: 0.06,
                ..View::default()
            },
        ),
        (
            "tilted and turned",
            View {
                tilt: 0.05,
                degrees: 20.0,
                ..View::default()
            },
        ),
        (
            "blurred",
            View {
                blur: 0.45,
                ..View::default()
            },
        ),
        (
            "noisy",
            View {
                noise: 0.004,
                ..View::default()
            },
        ),
    ];
    let (mut missed, mut tried) = (Vec::new(), 0);
    for golden in Golden::all("") {
        for (name, view) in &views {
            // What is known of a large one is too near its middle to tell how it is tilted.
            if view.tilt > 0.0 && golden.name.starts_with("az") && golden.modules.rows() > 45 {
                continue;
            }
            tried += 1;
            let texts = read(&Drawing::of(&golden, view));
            if texts != [golden.said.clone()] {
                missed.push(format!("{} {name}: {} texts", golden.name, texts.len()));
            }
        }
    }
    assert!(tried > 400, "only {tried} pictures");
    assert!(
        missed.is_empty(),
        "{} of {tried}: {missed:#?}",
        missed.len()
    );
}

/// Wherever they lie, and beside what they lie.
#[test]
fn several_symbols_of_a_page_read_with_their_places() {
    let mut page = Drawing::light(900, 700);
    let places = [
        ("dm-capitals", 40, 30, 0.0),
        ("az-full-4", 300, 60, 15.0),
        ("dm-32", 560, 40, 70.0),
        ("az-compact-2", 60, 420, 180.0),
        ("dm-16x48", 300, 450, 5.0),
        ("az-full-9", 560, 330, 0.0),
    ];
    for (name, left, top, degrees) in places {
        let view = View {
            degrees,
            ..View::default()
        };
        page.paste(&Drawing::of(&Golden::named(name), &view), left, top);
    }
    let found = search(&page, &Limits::default()).symbols;
    assert_eq!(found.len(), places.len());
    for (name, left, top, _) in places {
        let golden = Golden::named(name);
        let symbol = found
            .iter()
            .find(|symbol| symbol.content.bytes == golden.said)
            .unwrap();
        let expected = match name.starts_with("az") {
            true => Symbology::Aztec,
            false => Symbology::DataMatrix,
        };
        assert_eq!(symbol.symbology, expected, "{name}");
        assert_eq!(
            symbol.size,
            (golden.modules.columns(), golden.modules.rows())
        );
        let inside = |(x, y): &(f32, f32)| {
            (left as f32..left as f32 + 340.0).contains(x)
                && (top as f32..top as f32 + 340.0).contains(y)
        };
        assert!(
            symbol.corners.iter().all(inside),
            "{name}: {:?}",
            symbol.corners
        );
    }
}

/// A tenth of the modules are covered, with the borders and rings left whole.
#[test]
fn stains_are_corrected() {
    for name in [
        "dm-capitals",
        "dm-72",
        "dm-104",
        "az-compact-1",
        "az-full-9",
        "az-full-32",
    ] {
        let mut golden = Golden::named(name);
        let (columns, rows) = (golden.modules.columns(), golden.modules.rows());
        let stain = columns / 8;
        for y in 0..stain {
            for x in 0..stain {
                golden.modules.set(columns - 3 - x, rows * 3 / 4 - y, true);
            }
        }
        let found = read(&Drawing::of(&golden, &View::default()));
        assert_eq!(found, [golden.said], "{name}");
    }
}

/// Whoever wants light on dark turns the picture over.
#[test]
fn the_other_way_round_nothing_is_read_and_nothing_wrong() {
    for golden in Golden::all("") {
        let drawing = Drawing::of(&golden, &View::default()).inverted();
        assert_eq!(read(&drawing), Vec::<Vec<u8>>::new(), "{}", golden.name);
    }
}
