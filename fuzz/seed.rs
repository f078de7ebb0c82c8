//! Writes first inputs for every target from the corpora: `seed CORPORA OUT`.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cleanbill_ledger::{KeyUse, VerifierKey};
use cleanbill_revocation::national::{Coverage, Delta, Epoch, FilterParts};
use serde_json::Value;

/// Every how many cases one becomes a seed: libFuzzer wants few and different ones.
const STEP: usize = 5;

/// Specimens of ICAO Doc 9303, parts 4 to 7, with a name beside.
const ZONES: [&str; 4] = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
     L898902C36UTO7408122F1204159ZE184226B<<<<<10|Eriksson|Anna",
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n\
     D231458907UTO7408122F1204159<<<<<<<6|Эрикссон|Анна",
    "I<UTOD231458907<<<<<<<<<<<<<<<\n\
     7408122F1204159UTO<<<<<<<<<<<6\n\
     ERIKSSON<<ANNA<MARIA<<<<<<<<<<|Έρικσσον|Άννα",
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n\
     L8988901C4XXX4009078F9612109<<<<<<<<|Érìkßon|Änna-Maria",
];

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (Some(corpora), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other("usage: seed CORPORA OUT"));
    };
    let mut seeds = Seeds { out, written: 0 };
    for (index, path) in files(&corpora.join("dcc/testdata"))?.iter().enumerate() {
        if index % STEP == 0 {
            case(&mut seeds, path)?;
        }
    }
    list(&mut seeds, &corpora.join("dcc/trust/covpass-demo-dsc-list.json"))?;
    for path in files(&corpora.join("dcc/quality-assurance"))?.iter().step_by(STEP) {
        seeds.write("picture", &fs::read(path)?)?;
    }
    archive(&mut seeds, &corpora)?;
    for path in files(&corpora.join("gdhcn/samples"))? {
        let text = fs::read(path)?;
        seeds.write("text", &text)?;
        who_payload(&mut seeds, &String::from_utf8_lossy(&text))?;
    }
    for path in files(&corpora.join("gdhcn/trustlist-dev"))? {
        if path.ends_with("did.json") && fs::metadata(&path)?.len() < 8_192 {
            seeds.write("list_gdhcn", &fs::read(&path)?)?;
            seeds.write("jsonld", &fs::read(&path)?)?;
        } else if path.extension().is_some_and(|end| end == "jsonld") {
            seeds.write("jsonld", &fs::read(&path)?)?;
        }
    }
    for zone in ZONES {
        seeds.write("mrz", zone.as_bytes())?;
    }
    for path in files(&corpora.join("business-rules"))? {
        if path.ends_with("rule.json") {
            seeds.write("rule", &fs::read(path)?)?;
        }
    }
    policies(&mut seeds)?;
    ledger(&mut seeds)?;
    national_filters(&mut seeds)?;
    for path in files(&corpora.join("token-status-list"))? {
        status_list(&mut seeds, &path)?;
    }
    for path in files(&corpora.join("shc/negative/badcrl"))? {
        if path.parent().is_some_and(|folder| folder.ends_with("crl")) {
            let list = fs::read(path)?;
            seeds.write("revocation_lists", &[b"\x04", list.as_slice()].concat())?;
        }
    }
    links(&mut seeds, &corpora)?;
    health_cards(&mut seeds, &corpora)?;
    println!("{} seeds", seeds.written);
    Ok(())
}

/// Cards, their payloads and bundles, and the digits of their codes.
fn health_cards(seeds: &mut Seeds, corpora: &Path) -> std::io::Result<()> {
    for folder in ["shc/examples", "shc/negative"] {
        for path in files(&corpora.join(folder))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.contains("-f-qr-code-numeric") {
                seeds.write("shc_codes", &fs::read(&path)?)?;
            } else if [".json", ".txt", "-card"].iter().any(|end| name.ends_with(end)) {
                seeds.write("shc_card", &fs::read(&path)?)?;
            }
        }
    }
    Ok(())
}

struct Seeds {
    out: PathBuf,
    written: usize,
}

impl Seeds {
    fn write(&mut self, target: &str, bytes: &[u8]) -> std::io::Result<()> {
        let folder = self.out.join(target);
        fs::create_dir_all(&folder)?;
        self.written += 1;
        fs::write(folder.join(format!("seed-{}", self.written)), bytes)
    }
}

fn case(seeds: &mut Seeds, path: &Path) -> std::io::Result<()> {
    let Ok(case) = serde_json::from_slice::<Value>(&fs::read(path)?) else { return Ok(()) };
    let text = |name: &str| case.get(name).and_then(Value::as_str);
    if let Some(prefixed) = text("PREFIX") {
        seeds.write("text", prefixed.as_bytes())?;
    }
    if let Some(coded) = text("BASE45") {
        seeds.write("base45", coded.as_bytes())?;
    }
    for name in ["COSE", "COMPRESSED"] {
        if let Some(bytes) = text(name).and_then(unhex) {
            seeds.write("message", &bytes)?;
        }
    }
    if let Some(bytes) = text("CBOR").and_then(unhex) {
        seeds.write("dcc", &bytes)?;
    }
    if let Some(picture) = text("2DCODE").and_then(|code| STANDARD.decode(code).ok()) {
        seeds.write("picture", &picture)?;
    }
    let certificate = case.pointer("/TESTCTX/CERTIFICATE").and_then(Value::as_str);
    if let Some(der) = certificate.and_then(|code| STANDARD.decode(code).ok()) {
        seeds.write("certificates", &der)?;
    }
    Ok(())
}

/// What the WHO's samples hold: the value of the first key of claim −260, or the whole content.
fn who_payload(seeds: &mut Seeds, text: &str) -> std::io::Result<()> {
    let mut decoder = cleanbill_hcert::Decoder::default();
    let Ok(envelope) = decoder.decode(text.trim()) else { return Ok(()) };
    let hcert = envelope.claims.hcert.as_ref().and_then(|hcert| hcert.as_map());
    match hcert.and_then(|entries| entries.first()) {
        Some((_, value)) => {
            seeds.write("icvp", &cleanbill_cose::cbor::encode_deterministic(value))
        }
        None => seeds.write("icvp", envelope.cose.payload()),
    }
}

/// C2SP signed-note, and the documentation of golang.org/x/mod/sumdb/note.
const LOG_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const NOTE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const OTHER_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
/// C2SP tlog-cosignature, its example.
const CHECKPOINT: &str = "example.com/behind-the-sofa\n20852163\n\
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
const HASH: &str = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=";

fn ledger(seeds: &mut Seeds) -> std::io::Result<()> {
    let wrong = std::io::Error::other;
    let key = VerifierKey::parse(OTHER_KEY).map_err(wrong)?;
    let witness = VerifierKey::new("w", KeyUse::Witness, key.key_bytes()).map_err(wrong)?;
    let tail = "group g any w\nquorum g\n";
    let policy = format!("log {LOG_KEY}\nwitness w {witness} https://w.example\n{tail}");
    for note in [NOTE, CHECKPOINT, LOG_KEY] {
        seeds.write("ledger_note", note.as_bytes())?;
    }
    seeds.write("ledger_policy", policy.as_bytes())?;
    seeds.write("ledger_policy", format!("{policy}---\n{CHECKPOINT}").as_bytes())?;
    let proof = format!("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 7\n{HASH}\n\n{CHECKPOINT}");
    seeds.write("ledger_proof", proof.as_bytes())?;
    let request = format!("old 20852014\n{HASH}\n\n{CHECKPOINT}");
    // A text of a tuple ends at the end of the input; numbers stand before it.
    seeds.write("ledger_request", &[&[0; 8], request.as_bytes()].concat())?;
    for number in 1..=13u8 {
        seeds.write("ledger_leaf", &[0x84, 1, number, 0, 0])?;
    }
    seeds.write("ledger_leaf", &(0..512u16).map(|byte| (byte / 32) as u8).collect::<Vec<_>>())
}

/// The ready policies, alone and each with the next: a set compares them.
fn policies(seeds: &mut Seeds) -> std::io::Result<()> {
    let mut texts = Vec::new();
    for path in files(Path::new("../policies"))? {
        if path.extension().is_some_and(|extension| extension == "toml") {
            texts.push(fs::read_to_string(path)?);
        }
    }
    for text in &texts {
        seeds.write("policy", text.as_bytes())?;
    }
    for pair in texts.windows(2) {
        seeds.write("policy", pair.join("\n---\n").as_bytes())?;
    }
    Ok(())
}

/// Published links, manifests, and the encrypted file behind one.
fn links(seeds: &mut Seeds, corpora: &Path) -> std::io::Result<()> {
    let mut paths = files(&corpora.join("shl"))?;
    paths.extend(files(&corpora.join("shc/negative"))?);
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let target = match name {
            name if name.ends_with("-enc.txt") => "jwe",
            name if name.contains("manifest") => "link_manifest",
            name if name.contains("shl") && !name.ends_with(".png") => "health_link",
            _ => continue,
        };
        seeds.write(target, &fs::read(path)?)?;
    }
    Ok(())
}

/// Passes of schemes that ended.
fn archive(seeds: &mut Seeds, corpora: &Path) -> std::io::Result<()> {
    for path in files(&corpora.join("nzcp"))? {
        if path.extension().is_some_and(|extension| extension == "txt") {
            seeds.write("nzcp", &fs::read(path)?)?;
        }
    }
    let samples = corpora.join("gdhcn/samples");
    seeds.write("vds_nc", &fs::read(samples.join("ICAOAUQR1Contents.txt"))?)?;
    seeds.write("divoc", &fs::read(samples.join("DIVOCQR1Contents.txt"))?)?;
    for link in [
        "https://www.gosuslugi.ru/covid-cert/verify/9780?lang=ru&ck=1",
        "https://www.gosuslugi.ru@example.org/%2e%2e/",
    ] {
        seeds.write("link", link.as_bytes())?;
    }
    let message = "L0TESTER\u{1d}L1ANNA\u{1d}L231031979L72L82L915072021LATE\u{1f}ABCD";
    seeds.write("recognised", message.as_bytes())
}

/// Small filters with a delta over each; what their ribbons answer does not matter.
fn national_filters(seeds: &mut Seeds) -> std::io::Result<()> {
    for columns in 0..3_u8 {
        let epoch = Epoch { kid: [columns; 8].into(), from: 10, until: 20, issued: 300 };
        let parts = FilterParts {
            version: 1,
            issued_at: 30,
            universe: [columns; 32],
            revoked: 9,
            coverage: Coverage::new("UT", vec![epoch]).map_err(std::io::Error::other)?,
            columns,
            attempt: 0,
            approximate: vec![0x5555_0f0f_3333_00ff; 4 * usize::from(columns)],
            exact: vec![0x0123_4567_89ab_cdef; 5],
        };
        let delta = Delta {
            base_version: 1,
            base_digest: [0; 32],
            version: 2,
            issued_at: 40,
            revoke: vec![[1; 12], [2; 12]],
            restore: vec![[3; 12]],
        };
        let filter = parts.encode().map_err(std::io::Error::other)?;
        let delta = delta.encode().map_err(std::io::Error::other)?;
        let size = (filter.len() as u16).to_le_bytes();
        seeds.write("national_filter", &[&size[..], &filter, &delta].concat())?;
    }
    Ok(())
}

/// The list itself is too long to mutate; lists of its first entries are not.
fn list(seeds: &mut Seeds, path: &Path) -> std::io::Result<()> {
    let whole = fs::read(path)?;
    let Some(end) = whole.iter().position(|&byte| byte == b'\n') else { return Ok(()) };
    let (line, json) = whole.split_at(end);
    let Ok(list) = serde_json::from_slice::<Value>(json) else { return Ok(()) };
    let entries = list.get("certificates").and_then(Value::as_array).cloned().unwrap_or_default();
    for entry in entries.iter().step_by(60) {
        let german = serde_json::json!({ "certificates": [entry] }).to_string();
        seeds.write("list_german", &[line, b"\n", german.as_bytes()].concat())?;
        seeds.write("list_gateway", serde_json::json!([entry]).to_string().as_bytes())?;
        let raw = entry.get("rawData").cloned().unwrap_or_default();
        let jwk = serde_json::json!({ "keys": [{
            "kty": "EC", "crv": "P-256", "use": "v", "kid": entry.get("kid"), "x5c": [raw],
            "x": "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
            "y": "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
        }]});
        seeds.write("list_jwks", jwk.to_string().as_bytes())?;
    }
    Ok(())
}

/// A vector of the draft: JSON, hex or a token, in lines, behind what says how it came about.
fn status_list(seeds: &mut Seeds, path: &Path) -> std::io::Result<()> {
    let whole = fs::read_to_string(path)?;
    let (_, vector) = whole.rsplit_once("encoded:").unwrap_or(("", &whole));
    let vector: String = vector.lines().map(str::trim).collect();
    match unhex(&vector) {
        Some(bytes) => seeds.write("status_list", &bytes),
        None => seeds.write("status_list", vector.as_bytes()),
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// All files below a folder, in a fixed order.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
