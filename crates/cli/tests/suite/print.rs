//! Pages on the command line.

use crate::sandbox::Sandbox;

fn is_pdf(sandbox: &Sandbox, name: &str) -> bool {
    std::fs::read(sandbox.path(name)).is_ok_and(|bytes| bytes.starts_with(b"%PDF-1.7"))
}

#[test]
fn a_pass_is_printed_in_every_layout() {
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    let file = sandbox.write("pass.txt", format!("{pass}\n"));
    for (layout, lang) in [("a4", "en"), ("large", "de"), ("card", "ar")] {
        let out = sandbox.arg(layout);
        let arguments = [
            "--lang", lang, "print", &file, "--layout", layout, "--pdf", &out,
        ];
        let ran = sandbox.run(&arguments).succeeded();
        assert_eq!(ran.out.trim_end(), out);
        assert!(is_pdf(&sandbox, layout), "{layout}");
    }
    // From a text and from standard input too; the file is its owner's alone.
    let out = sandbox.arg("text.pdf");
    sandbox.run(&["print", &pass, "--pdf", &out]).succeeded();
    let out = sandbox.arg("stdin.pdf");
    sandbox
        .run_with(&["print", "-", "--pdf", &out], pass.as_bytes())
        .succeeded();
    assert!(is_pdf(&sandbox, "text.pdf") && is_pdf(&sandbox, "stdin.pdf"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(sandbox.path("text.pdf"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
    }
}

#[test]
fn light_passes_are_printed_as_a_sheet_and_nothing_else() {
    let sandbox = Sandbox::november();
    let pass = sandbox.november_pass(
        "1974-08-12",
        &["recovery", "--first-positive", "2021-09-01"],
    );
    let folder = sandbox.arg("codes");
    let door = [
        "--place",
        "concert",
        "--region",
        "RU-TA",
        "--at",
        "2021-11-23T09:00:00+03:00",
    ];
    let made = [
        &["light", &pass, "--days", "3", "--out", &folder],
        &door[..],
    ]
    .concat();
    sandbox.run(&made).succeeded();
    let out = sandbox.arg("sheet.pdf");
    let sheet = [
        "print",
        &folder,
        "--layout",
        "sheet",
        "--utc-offset",
        "+03:00",
        "--pdf",
        &out,
    ];
    sandbox.run(&sheet).succeeded();
    assert!(is_pdf(&sandbox, "sheet.pdf"));
    let light = std::fs::read_to_string(sandbox.path("codes/light-2021-11-24.txt")).unwrap();
    let none = sandbox.arg("none.pdf");
    let ran = |passes: &[&str], layout| {
        sandbox.run(&[&["print"], passes, &["--layout", layout, "--pdf", &none]].concat())
    };
    ran(&[light.trim_end()], "a4").failed(2, "paper.not-a-full-pass");
    ran(&[&pass], "sheet").failed(2, "paper.not-a-light-pass");
    ran(&["HC1:NCF"], "a4").failed(2, "paper.unreadable");
    ran(&[&pass, &pass], "a4").failed(2, "exactly one pass");
    assert!(!sandbox.path("none.pdf").exists());
}
