use super::*;

fn sources(arguments: &[&str]) -> Vec<(String, &'static str)> {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|&argument| argument.to_owned())
        .collect();
    let kind = |work: &Work| match work {
        Work::Text(_) => "text",
        Work::Picture(_) => "picture",
        Work::Document(..) => "document",
        Work::Failed(error) => error.code(),
    };
    Items::new(&arguments)
        .map(|item| (item.source.to_string(), kind(&item.work)))
        .collect()
}

fn texts(arguments: &[&str]) -> Vec<String> {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|&argument| argument.to_owned())
        .collect();
    let text = |item: Item| match item.work {
        Work::Text(text) => Some(text),
        Work::Picture(_) | Work::Document(..) | Work::Failed(_) => None,
    };
    Items::new(&arguments).filter_map(text).collect()
}

#[test]
fn codes_have_ordinals_and_files_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let one = write("one.txt", b"HC1:ONE \r\n\n");
    let two = write("two.txt", b"HC1:ONE\n\nHC1:TWO");
    let empty = write("empty.txt", b"");
    let picture = write("picture", b"\x89PNG\r\n");
    let svg = write("drawing", b"<?xml version='1.0'?>\n<svg xmlns='x'/>");
    assert_eq!(
        sources(&[
            "HC1:A",
            &one,
            &two,
            &empty,
            &picture,
            &svg,
            "shc:/1",
            "no-such-file"
        ]),
        [
            ("1".to_owned(), "text"),
            (one.clone(), "text"),
            (format!("{two}:1"), "text"),
            (format!("{two}:2"), "text"),
            (empty, "text"),
            (picture, "picture"),
            (svg, "picture"),
            ("2".to_owned(), "text"),
            ("no-such-file".to_owned(), "input.not-found"),
        ]
    );
    assert_eq!(
        texts(&[&one]),
        ["HC1:ONE "],
        "a space at the end is part of the code"
    );
}

#[test]
fn folders_are_read_in_order_and_without_loops() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::write(folder.path().join("b/2.txt"), "HC1:TWO").unwrap();
    fs::write(folder.path().join("c.txt"), "HC1:THREE").unwrap();
    fs::write(folder.path().join("a.txt"), "HC1:ONE").unwrap();
    fs::write(folder.path().join(".hidden"), "HC1:NO").unwrap();
    fs::write(folder.path().join("README.md"), "about these passes").unwrap();
    fs::write(folder.path().join("z.pass"), "HC1:FOUR").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("b/loop")).unwrap();
    assert_eq!(
        texts(&[folder.path().to_str().unwrap()]),
        ["HC1:ONE", "HC1:TWO", "HC1:THREE", "HC1:FOUR"]
    );
    let arguments = [folder.path().to_str().unwrap().to_owned()];
    let mut items = Items::new(&arguments);
    let passed_over = items.passed_over();
    assert_eq!(items.by_ref().count(), 4);
    assert_eq!(passed_over.load(Ordering::Relaxed), 1);
}

#[test]
fn a_line_without_end_is_cut_and_the_next_one_read() {
    let mut bytes = vec![b'A'; 3 * LINE_MAX_BYTES];
    bytes.extend_from_slice(b"\nHC1:B\xff\n");
    let mut reader = BufReader::new(bytes.as_slice());
    let first = read_bounded_line(&mut reader).unwrap().unwrap();
    assert_eq!(first.len(), LINE_MAX_BYTES);
    assert_eq!(
        read_bounded_line(&mut reader).unwrap().unwrap(),
        "HC1:B\u{fffd}"
    );
    assert_eq!(read_bounded_line(&mut reader).unwrap(), None);
}
