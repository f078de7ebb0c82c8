//! Every specimen picture that is meant to decode decodes, to the text that it is meant to say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![allow(missing_docs)]

use std::path::{Path, PathBuf};

use base64::Engine as _;
use cleanbill_qr::{Limits, ReadError, read};

/// The corpora's folder, or one line that says what was skipped.
fn corpora(folder: &str) -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora");
    let root = std::env::var("CLEANBILL_CORPORA").unwrap_or_else(|_| default.to_owned());
    let path = Path::new(&root).join(folder);
    if !path.is_dir() {
        println!("skipped: {} is missing", path.display());
        return None;
    }
    Some(path)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case(extension))
            {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

#[test]
fn every_specimen_of_the_quality_assurance_reads() {
    let Some(folder) = corpora("dcc/quality-assurance") else {
        return;
    };
    let pictures = files(&folder, "png");
    let mut failures = Vec::new();
    for path in &pictures {
        let found = read(&std::fs::read(path).unwrap(), &Limits::default());
        match found.as_deref() {
            Ok([one]) if one.text.starts_with("HC1:") => {}
            Ok(many) => failures.push(format!("{}: {} codes", path.display(), many.len())),
            Err(error) => failures.push(format!("{}: {error}", path.display())),
        }
    }
    assert!(pictures.len() > 80, "only {} pictures", pictures.len());
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        pictures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_picture_of_the_test_data_reads_as_it_says() {
    let Some(folder) = corpora("dcc/testdata") else {
        return;
    };
    let (mut good, mut bad) = (0, 0);
    let mut failures = Vec::new();
    for path in files(&folder, "json") {
        let case: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let Some(picture) = case["2DCODE"].as_str() else {
            continue;
        };
        let Some(decodes) = case["EXPECTEDRESULTS"]["EXPECTEDPICTUREDECODE"].as_bool() else {
            continue;
        };
        let picture = base64::engine::general_purpose::STANDARD.decode(picture);
        let found = picture.map(|picture| read(&picture, &Limits::default()));
        let texts = match &found {
            Ok(Ok(found)) => found.iter().map(|found| found.text.as_str()).collect(),
            Ok(Err(_)) | Err(_) => Vec::new(),
        };
        // Where the text is given and the case does not set the two apart, they must agree.
        let stated = case["PREFIX"].as_str();
        let agrees = texts.len() == 1
            && (stated.is_none_or(|stated| stated == texts[0])
                || case["EXPECTEDRESULTS"]["EXPECTEDUNPREFIX"] == false);
        match decodes {
            true => good += 1,
            false => bad += 1,
        }
        if decodes && !agrees {
            failures.push(format!("{}: {} texts", path.display(), texts.len()));
        }
        if !decodes && stated.is_some_and(|stated| texts == [stated]) {
            failures.push(format!("{}: reads, but should not", path.display()));
        }
    }
    assert!(good > 100 && bad > 0, "{good} meant to read, {bad} not");
    assert!(
        failures.is_empty(),
        "{} of {good}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn health_cards_read_from_svg_and_jpeg() {
    let Some(folder) = corpora("shc") else { return };
    let mut pictures = files(&folder, "svg");
    pictures.extend(files(&folder, "jpg"));
    assert!(pictures.len() >= 3);
    for path in pictures {
        let found = read(&std::fs::read(&path).unwrap(), &Limits::default());
        let found = found.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(
            found.len() == 1 && found[0].text.starts_with("shc:/"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn no_specimen_cut_off_is_anything_but_an_error_or_its_text() {
    let Some(folder) = corpora("dcc/quality-assurance") else {
        return;
    };
    let path = &files(&folder, "png")[0];
    let whole = std::fs::read(path).unwrap();
    let text = read(&whole, &Limits::default()).unwrap().remove(0).text;
    for length in (0..whole.len()).step_by(whole.len() / 40 + 1) {
        match read(&whole[..length], &Limits::default()) {
            Ok(found) => assert!(found.iter().all(|found| found.text == text)),
            Err(error) => assert!(matches!(
                error,
                ReadError::UnknownFormat | ReadError::Damaged { .. } | ReadError::NoCode { .. }
            )),
        }
    }
}
