//! Writes specimens of every page into a folder and says how long a page takes:
//! `cargo run --release -p cleanbill-paper --example specimen -- FOLDER`.

#[path = "../tests/suite/sample.rs"]
mod sample;

use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

use cleanbill_paper::{
    LightSheet, PaperError, PrintedPass, render_a4, render_a4_large, render_card,
    render_light_sheet,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("give a folder to write into")?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let passes: [(&str, PrintedPass); 6] = [
        ("english", sample::english()),
        ("russian", sample::russian()),
        ("greek", sample::greek()),
        ("arabic", sample::arabic()),
        ("mixed", sample::mixed()),
        ("long", sample::long()),
    ];
    for (name, pass) in &passes {
        save(&folder, &format!("a4-{name}"), || render_a4(pass))?;
        save(&folder, &format!("large-{name}"), || render_a4_large(pass))?;
        save(&folder, &format!("card-{name}"), || render_card(pass))?;
    }
    let sheets: [(&str, LightSheet); 2] = [
        ("english", sample::light(&sample::english(), 14)),
        ("arabic", sample::light(&sample::arabic(), 14)),
    ];
    for (name, sheet) in &sheets {
        save(&folder, &format!("light-{name}"), || {
            render_light_sheet(sheet)
        })?;
    }
    Ok(())
}

/// Writes a document, if there is one, and how long it took: the middle of 21 runs (1 in a debug
/// build).
fn save(
    folder: &std::path::Path,
    name: &str,
    render: impl Fn() -> Result<Vec<u8>, PaperError>,
) -> Result<(), Box<dyn std::error::Error>> {
    let bytes = match render() {
        Ok(bytes) => bytes,
        Err(error) => {
            println!("{name:16} {}: {error}", error.code());
            return Ok(());
        }
    };
    let mut times = Vec::new();
    let runs = if cfg!(debug_assertions) { 1 } else { 21 };
    for _ in 0..runs {
        #[allow(clippy::disallowed_methods)] // An example that measures.
        let start = Instant::now();
        let again = render()?;
        times.push(start.elapsed());
        assert!(again == bytes, "equal input gives equal bytes");
    }
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    println!(
        "{name:16} {:7} bytes  {:6.2} ms",
        bytes.len(),
        middle.as_secs_f64() * 1e3
    );
    fs::write(folder.join(format!("{name}.pdf")), bytes)?;
    Ok(())
}
