//! Full disks, missing folders, closed pipes.

use crate::sandbox::{Sandbox, feed};

#[test]
fn what_cannot_be_written_leaves_the_old_one_whole() {
    let sandbox = Sandbox::new();
    let out = sandbox.write("bundle.cbset", "the old one");
    let list = sandbox.arg("data/certificates/dsc.der");
    // A folder stands where the parent should be a folder of ours.
    let blocked = sandbox.write("blocked", "a file");
    let inside = format!("{blocked}/bundle.cbset");
    let import = |out: &str| sandbox.run(&["trust", "import", &list, "--out", out]);
    import(&inside).failed(2, "cannot be written");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "the old one");
    import(&out).succeeded();
    assert_ne!(std::fs::read(&out).unwrap(), b"the old one");
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_is_no_success() {
    if !std::path::Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    let sandbox = Sandbox::new();
    let pass = sandbox.issue();
    for arguments in [&["verify", "--json"][..], &["inspect"], &["verify"]] {
        let mut command = std::process::Command::new("sh");
        let line = format!(
            "'{}' --data '{}' {} '{pass}' >/dev/full",
            crate::sandbox::binary().display(),
            sandbox.arg("data"),
            arguments.join(" "),
        );
        command.args(["-c", &line]);
        feed(command, b"").failed(2, "cannot be written");
    }
}

#[test]
fn completions_and_man_pages_are_made() {
    let sandbox = Sandbox::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = sandbox.run(&["completions", shell]).succeeded().out;
        assert!(script.contains("verify"), "{shell}");
    }
    sandbox.run(&["man", &sandbox.arg("man")]).succeeded();
    let page = std::fs::read_to_string(sandbox.path("man/cleanbill-verify.1")).unwrap();
    assert!(page.contains("Check passes"));
}
