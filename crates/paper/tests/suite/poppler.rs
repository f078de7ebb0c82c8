//! Poppler's programs on a document.

use std::process::Command;

/// What a program prints about a document; `{}` in the arguments is the document's file.
fn run(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new(program)
        .args(arguments.iter().map(|argument| match *argument {
            "{}" => file.as_os_str(),
            other => other.as_ref(),
        }))
        .output()
        .unwrap_or_else(|error| panic!("{program} of poppler-utils is needed: {error}"));
    assert!(output.status.success(), "{program}: {output:?}");
    output.stdout
}

/// The text, without the marks of direction that poppler sets around it.
pub(crate) fn text(pdf: &[u8]) -> String {
    text_within(pdf, &[])
}

/// The text of the upper half of an A4 page.
pub(crate) fn text_of_upper_half(pdf: &[u8]) -> String {
    text_within(pdf, &["-x", "0", "-y", "0", "-W", "595", "-H", "420"])
}

fn text_within(pdf: &[u8], area: &[&str]) -> String {
    let arguments = [area, &["-layout", "{}", "-"]].concat();
    let text = String::from_utf8(run("pdftotext", &arguments, pdf)).unwrap();
    let marks = |it: char| matches!(it, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}');
    text.replace(marks, "")
}

/// One page as a gray picture.
pub(crate) fn draw(pdf: &[u8], page: u32, dpi: u32) -> image::GrayImage {
    let (page, dpi) = (page.to_string(), dpi.to_string());
    let arguments = ["-f", &page, "-l", &page, "-r", &dpi, "-gray", "-png", "{}"];
    let png = run("pdftoppm", &arguments, pdf);
    image::load_from_memory(&png).unwrap().into_luma8()
}

/// What `pdfinfo` says, with the structure.
pub(crate) fn about(pdf: &[u8]) -> String {
    let mut all = run("pdfinfo", &["{}"], pdf);
    all.extend(run("pdfinfo", &["-struct", "{}"], pdf));
    String::from_utf8_lossy(&all).into_owned()
}
