//! What lies in `deploy/` is what the tools that read it understand, and speaks of what there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::http::Ask;
use crate::people::{Request, Staff};
use crate::process::Place;

fn deploy(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../deploy")
        .join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(deploy(path)).unwrap()
}

/// A YAML file as JSON; `None`, with the reason printed, where nothing here reads YAML.
fn yaml(path: &str) -> Option<Value> {
    let program =
        "import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)";
    // Debian's own has the package; another may come first.
    let python = ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        let check = Command::new(python).args(["-c", "import yaml"]).output();
        check.is_ok_and(|output| output.status.success())
    });
    let Some(python) = python else {
        println!("skipped: python3 has no yaml (Debian package python3-yaml)");
        return None;
    };
    let output = Command::new(python)
        .args(["-c", program])
        .arg(deploy(path))
        .output();
    let output = output.unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{path}: {told}");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The names of our counts in a text.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let ours = words.filter(|word| word.starts_with("cleanbill_"));
    ours.map(str::to_owned).collect()
}

#[test]
fn every_count_that_is_drawn_or_alarmed_about_is_given() {
    let place = Place::new();
    let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let metrics = probe.local_addr().unwrap();
    drop(probe);
    let service = place.serve(&["--metrics-listen", &metrics.to_string()]);
    let staff = Staff::found(&service);
    Request::new().issue(&service, &staff.clinic);
    service
        .ask(&Ask::get("/api/v1/me"))
        .refused(401, "server.not-signed-in");
    let given = Ask::get("/metrics").send(metrics).unwrap();
    assert_eq!(given.status, 200, "{given:?}");
    let samples = given.text.lines().filter(|line| !line.starts_with('#'));
    let samples: String = samples.map(|line| format!("{line}\n")).collect();
    let given = names(&samples);

    let dashboard: Value = serde_json::from_str(&text("grafana/cleanbill.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().unwrap());
    let drawn: BTreeSet<_> = targets
        .flat_map(|t| names(t["expr"].as_str().unwrap()))
        .collect();
    assert!(drawn.len() >= 6, "{drawn:?}");
    let alarmed = names(&text("prometheus/alerts.yml"));
    assert!(!alarmed.is_empty());
    for name in drawn.union(&alarmed) {
        assert!(given.contains(name), "{name} is not among {given:?}");
    }
    // And all that is given is drawn or alarmed about, but for parts of a histogram.
    for name in &given {
        assert!(
            drawn.contains(name) || alarmed.contains(name),
            "nobody looks at {name}"
        );
    }
    for part in ["database", "keys", "signer", "clock"] {
        let line = format!("cleanbill_ready{{part=\"{part}\"}} 1\n");
        assert!(samples.contains(&line), "{samples}");
    }
}

#[test]
fn alarms_name_a_playbook_that_is_there() {
    let Some(alerts) = yaml("prometheus/alerts.yml") else {
        return;
    };
    let page = fs::read_to_string(deploy("../docs/OPERATIONS.md")).unwrap();
    let headings = page.lines().filter_map(|line| line.strip_prefix('#'));
    let anchors: BTreeSet<_> = headings
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect();
    let rules = alerts["groups"][0]["rules"].as_array().unwrap();
    assert!(rules.len() >= 5);
    for rule in rules {
        let playbook = rule["annotations"]["playbook"].as_str().unwrap();
        let (file, wanted) = playbook.split_once('#').unwrap();
        assert_eq!(file, "docs/OPERATIONS.md");
        assert!(
            anchors.contains(wanted),
            "{wanted} is not among {anchors:?}"
        );
        for part in ["alert", "expr"] {
            assert!(!rule[part].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(rule["labels"]["severity"].is_string(), "{rule}");
    }
    let scraped = yaml("prometheus/prometheus.yml").unwrap();
    assert_eq!(scraped["scrape_configs"][0]["job_name"], "cleanbill");
    assert_eq!(scraped["rule_files"][0], "alerts.yml");
}

/// A heading's place on a page, as hosts of Markdown make it.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-');
    let kept: String = heading.trim().to_lowercase().chars().filter(kept).collect();
    kept.replace(' ', "-")
}

#[test]
fn the_compose_file_is_whole_and_holds_no_secret() {
    let Some(compose) = yaml("container/compose.yaml") else {
        return;
    };
    let services = compose["services"].as_object().unwrap();
    let volumes = compose["volumes"].as_object().unwrap();
    for (name, service) in services {
        for volume in service["volumes"].as_array().unwrap_or(&Vec::new()) {
            let volume = volume.as_str().unwrap().split(':').next().unwrap();
            assert!(volumes.contains_key(volume), "{name}: {volume}");
        }
        let needs = service["depends_on"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        assert!(
            needs.keys().all(|needed| services.contains_key(needed)),
            "{name}"
        );
        for port in service["ports"].as_array().unwrap_or(&Vec::new()) {
            assert!(
                port.as_str().unwrap().starts_with("127.0.0.1:"),
                "{name}: {port}"
            );
        }
        for (variable, value) in service["environment"]
            .as_object()
            .unwrap_or(&Default::default())
        {
            if variable.contains("PASSWORD") {
                assert_eq!(value, "${CLEANBILL_PASSWORD:-}", "{name}: {variable}");
            }
        }
    }
    // Without a profile: the service alone, on SQLite.
    let plain = services
        .iter()
        .filter(|(_, service)| service["profiles"].is_null());
    let plain: Vec<_> = plain.map(|(name, _)| name.as_str()).collect();
    assert_eq!(plain, ["cleanbill"]);
    for name in ["cleanbill", "cleanbill-on-postgres"] {
        assert_eq!(services[name]["read_only"], true);
        assert_eq!(services[name]["cap_drop"][0], "ALL");
    }
    for service in ["registry", "registry-replica", "keys", "store"] {
        assert!(services.contains_key(service));
    }
}

#[test]
fn the_container_runs_as_nobody_and_brings_only_the_program() {
    let file = text("container/Containerfile");
    let lines: Vec<_> = file.lines().collect();
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start));
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("FROM "))
            .count(),
        2
    );
    assert!(at("USER 10001:10001") < at("ENTRYPOINT"));
    assert!(at("HEALTHCHECK").is_some() && at("STOPSIGNAL SIGTERM").is_some());
    let copied = lines
        .iter()
        .filter(|line| line.starts_with("COPY --from=build"));
    assert_eq!(copied.count(), 1);
    let ignored = text("container/ignore");
    for kept_out in [".git", "target", "data", "**/*.pem", "**/*.sqlite"] {
        assert!(ignored.lines().any(|line| line == kept_out), "{kept_out}");
    }
    // The check is told of a service that is ready, and of one that is not.
    let check = lines
        .iter()
        .find(|line| line.trim_start().starts_with("CMD [\"/bin/bash\""));
    let check = check.unwrap().trim_start().strip_prefix("CMD ").unwrap();
    let command: Vec<String> = serde_json::from_str(check).unwrap();
    let place = Place::new();
    let service = place.serve(&[]);
    let script = |port: u16| command[2].replace("8080", &port.to_string());
    let run = |script: String| {
        let mut shell = Command::new(&command[0]);
        shell
            .args([&command[1], &script])
            .stderr(std::process::Stdio::null());
        shell.status().unwrap().success()
    };
    let port = service.address.port();
    assert!(run(script(port)));
    fs::create_dir(place.path("data/counters/dsc.new")).unwrap();
    service.unready("signer", "epoch.counter-write");
    assert!(!run(script(port)));
    service.stop();
    assert!(!run(script(port)));
}

#[test]
fn the_units_are_sound_and_shut_in() {
    let version = Command::new("systemd-analyze").arg("--version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no systemd-analyze");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for unit in [
        "cleanbill.service",
        "cleanbill-backup.service",
        "cleanbill-backup.timer",
    ] {
        let there = env!("CARGO_BIN_EXE_cleanbill");
        let unit_text = text(&format!("systemd/{unit}")).replace("/usr/bin/cleanbill", there);
        fs::write(folder.path().join(unit), unit_text).unwrap();
    }
    let analyze = |arguments: &[&str], unit: &str| {
        let mut command = Command::new("systemd-analyze");
        command.args(arguments).arg(folder.path().join(unit));
        let output = command.output().unwrap();
        let told = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(told).unwrap())
    };
    for unit in ["cleanbill.service", "cleanbill-backup.timer"] {
        let (sound, told) = analyze(&["verify", "--man=no"], unit);
        // What it says of other units of this machine is not ours.
        let ours = told.lines().filter(|line| line.contains("cleanbill"));
        let ours: Vec<_> = ours
            .filter(|line| !line.contains("cleanbill-serve(1)"))
            .collect();
        assert!(sound && ours.is_empty(), "{unit}: {told}");
    }
    // From 0, shut in whole, to 100.
    for unit in ["cleanbill.service", "cleanbill-backup.service"] {
        let most = ["security", "--offline=true", "--threshold=25", "--no-pager"];
        let (shut_in, told) = analyze(&most, unit);
        assert!(shut_in, "{unit}: {told}");
    }
}
