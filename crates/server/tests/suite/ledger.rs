//! The pages of the public ledger: what they show is what is published, and nobody is named.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use cleanbill_audit::{FolderSource, ReadSeek, Source, SourceError};
use cleanbill_ledger::batch::Batch;
use cleanbill_ledger::leaf::{BatchLeaf, Leaf, LeafType};
use cleanbill_ledger::receipt::{Receipt, SlotProof};
use cleanbill_ledger::{Hash, TlogProof, inclusion_path, leaf_hash, verify_inclusion};
use cleanbill_pages::KindFilter;
use cleanbill_server::{PublicLedger, PublishedFiles, Site, Sites};
use cleanbill_wording::{Language, PageText, Trouble, Wording};

use crate::authority::{Authority, END, MONDAY, checkpoint_of, pins, policy};
use crate::ledger_files::{showing, with_ledger};
use crate::sites::release;
use crate::support::{Answer, Stage, request, settings};

/// An entry of a type that no program knows yet.
const UNKNOWN: [u8; 4] = [0x82, 0x01, 0x18, 0x63];

fn english(text: PageText) -> String {
    Wording::new(Language::English).page(text)
}

/// Sixteen days, and after them entries until the tree has three bundles.
fn long() -> Authority {
    let mut authority = Authority::unsealed();
    authority.entries.push(UNKNOWN.to_vec());
    while authority.entries.len() < 600 {
        authority.batch(MONDAY + 15, 0);
    }
    authority.seal(END);
    authority
}

/// A page of ours, without anything that runs.
fn is_page(answer: &Answer, path: &str) {
    let kind = &answer.headers[header::CONTENT_TYPE];
    assert_eq!(kind, "text/html; charset=utf-8", "{path}");
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self'"),
        "{path}"
    );
    for odd in ["<script", " style=", "onclick", "http://www", "javascript:"] {
        assert!(!answer.text.contains(odd), "{path}: {odd}");
    }
    assert_eq!(answer.text.matches("<h1").count(), 1, "{path}");
}

#[tokio::test]
async fn an_authority_without_a_ledger_says_so_in_every_language() {
    let stage = Stage::new(settings()).await;
    for path in [
        "/ledger",
        "/ledger/entries",
        "/ledger/entries/0",
        "/ledger/receipt",
    ] {
        for language in Language::ALL {
            let wording = Wording::new(language);
            let address = format!("{path}?lang={}", language.tag());
            let answer = stage.get(&address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            is_page(&answer, &address);
            assert!(
                answer.text.contains(&wording.trouble(Trouble::NoLedger)),
                "{address}"
            );
            assert!(answer.text.contains("server.no-ledger"), "{address}");
        }
    }
    let answer = stage.get("/published").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    is_page(&answer, "/published");
    let answer = stage.get("/published/ledger/checkpoint").await;
    assert_eq!(answer.code(), "server.no-ledger");
}

#[tokio::test]
async fn every_page_is_there_in_every_language() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    let paths = [
        "/ledger",
        "/ledger/entries",
        "/ledger/entries/0",
        "/ledger/receipt",
        "/published",
    ];
    for path in paths {
        for language in Language::ALL {
            let address = format!("{path}?lang={}", language.tag());
            let answer = stage.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text);
            is_page(&answer, &address);
            let direction = if language.is_right_to_left() {
                "rtl"
            } else {
                "ltr"
            };
            let head = format!("<html lang=\"{}\" dir=\"{direction}\">", language.tag());
            assert!(answer.text.contains(&head), "{address}");
        }
    }
}

#[tokio::test]
async fn the_page_that_verifies_in_the_browser_is_told_of_where_there_is_one() {
    let authority = Authority::honest();
    for (page, is_there) in [("verify/index.html", true), ("wallet/index.html", false)] {
        let home = release(&[(page, "<!doctype html>")]);
        let sites = Sites {
            home: Some(Site::read(home.path()).unwrap()),
            ..Sites::default()
        };
        let stage = Stage::with_sites(settings(), None, sites).await;
        let parts = with_ledger(&stage.parts, authority.folder.path());
        let stage = stage.again(parts, settings());
        for path in ["/ledger", "/published"] {
            let page = stage.get(path).await.text;
            assert_eq!(page.contains("href=\"/verify/\""), is_there, "{path}");
        }
    }
}

/// What stands in the row of a table behind its name.
fn row<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let begin = format!("<bdi>{name}</bdi></th><td>");
    let rest = page.split(&begin).nth(1)?;
    rest.split(['<', ' ']).next()
}

#[tokio::test]
async fn figures_are_those_that_an_audit_counts() {
    let authority = Authority::honest();
    let page = showing(authority.folder.path())
        .await
        .get("/ledger")
        .await
        .text;
    let report = authority.audit();
    let wording = Wording::new(Language::English);
    for (name, count) in &report.grounds {
        let name = wording.term(&format!("ground-{name}"));
        assert_eq!(
            row(&page, &name),
            Some(count.to_string().as_str()),
            "{name}"
        );
    }
    for (name, count) in report
        .offices
        .iter()
        .map(|(name, count)| (name.as_str(), count))
    {
        assert_eq!(row(&page, name), Some(count.to_string().as_str()), "{name}");
    }
    let revoked: u64 = report.revocations.iter().map(|line| line.count).sum();
    let opened = english(PageText::LedgerOpened);
    assert_eq!(row(&page, &opened), Some(revoked.to_string().as_str()));
    let looks = english(PageText::LedgerPurposeIssue);
    let counted = report.looks["issue"].to_string();
    assert_eq!(row(&page, &looks), Some(counted.as_str()));
    // One pass was taken away: how few, nobody is told.
    for (day, count) in &report.taken_away {
        assert!(*count < 10);
        let below = format!("<bdi>{day}</bdi></th><td>{}", wording.below(10));
        assert!(page.contains(&below), "{day}");
    }
    let tree = report.tree.unwrap();
    for told in [
        tree.root,
        tree.size.to_string(),
        "W0</bdi> · <bdi>W1".to_owned(),
    ] {
        assert!(page.contains(&told), "{told}");
    }
    assert!(page.contains("Concerts") && page.contains("120"));
    for kind in report.leaves.keys() {
        let kind = LeafType::from_name(kind).unwrap();
        assert!(page.contains(kind_text(kind).as_str()), "{kind:?}");
    }
}

fn kind_text(kind: LeafType) -> String {
    let id = format!("page-ledger-kind-{}", kind.name());
    let text = PageText::ALL.iter().find(|text| text.id() == id);
    english(*text.unwrap_or_else(|| panic!("{id}")))
}

/// Every figure that is drawn stands beside its drawing.
#[tokio::test]
async fn plots_have_titles_and_their_figures_in_a_table() {
    let authority = Authority::honest();
    let page = showing(authority.folder.path())
        .await
        .get("/ledger")
        .await
        .text;
    let plots: Vec<&str> = page.split("<figure>").skip(1).collect();
    assert_eq!(plots.len(), 2);
    for plot in plots {
        assert!(plot.contains("role=\"img\" aria-labelledby=\""));
        let (svg, rest) = plot.split_once("</figure>").unwrap();
        let (table, _) = rest.split_once("</details>").unwrap();
        let drawn = svg
            .split("<rect")
            .skip(1)
            .filter(|bar| bar.contains("<title>"));
        let drawn: Vec<&str> = drawn
            .map(|bar| {
                bar.split("<title>")
                    .nth(1)
                    .unwrap()
                    .split("</title>")
                    .next()
                    .unwrap()
            })
            .filter(|title| !title.ends_with(": 0"))
            .collect();
        assert!(!drawn.is_empty());
        for title in drawn {
            let count = title.rsplit(": ").next().unwrap();
            assert!(table.contains(&format!("<td>{count}</td>")), "{title}");
        }
    }
}

/// The numbers of the entries on a page, and the address of the next.
fn listed(page: &str) -> (Vec<u64>, Option<String>) {
    let links = page.split("href=\"/ledger/entries/").skip(1);
    let numbers = links.map(|link| link.split('?').next().unwrap().parse().unwrap());
    let next = page.split("rel=\"next\" href=\"").nth(1);
    let next = next.map(|link| link.split('"').next().unwrap().replace("&amp;", "&"));
    (numbers.collect(), next)
}

async fn all_listed(stage: &Stage, first: &str) -> Vec<u64> {
    let (mut all, mut address) = (Vec::new(), Some(first.to_owned()));
    while let Some(at) = address {
        let answer = stage.get(&at).await;
        assert_eq!(answer.status, StatusCode::OK, "{at}");
        let (numbers, next) = listed(&answer.text);
        assert!(numbers.len() <= 50);
        all.extend(numbers);
        address = next;
    }
    all
}

#[tokio::test]
async fn pages_of_entries_have_each_entry_once_the_newest_first() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    let size = authority.entries.len() as u64;
    let all: Vec<u64> = (0..size).rev().collect();
    assert_eq!(all_listed(&stage, "/ledger/entries").await, all);
    let kind_of = |index: &u64| {
        let leaf = Leaf::parse(&authority.entries[*index as usize]).ok();
        leaf.map(|leaf| leaf.leaf_type())
    };
    let mut by_kind: BTreeMap<Option<u8>, Vec<u64>> = BTreeMap::new();
    for index in &all {
        let kind = kind_of(index).map(LeafType::number);
        by_kind.entry(kind).or_default().push(*index);
    }
    let kinds = LeafType::ALL.iter().map(|kind| KindFilter::Only(*kind));
    for filter in kinds.chain([KindFilter::Unknown]) {
        let number = match filter {
            KindFilter::Only(kind) => Some(kind.number()),
            _ => None,
        };
        let address = format!("/ledger/entries?kind={}", filter.name());
        let wanted = by_kind.remove(&number).unwrap_or_default();
        assert_eq!(all_listed(&stage, &address).await, wanted, "{filter:?}");
    }
    assert!(by_kind.is_empty());
}

#[tokio::test]
async fn what_is_no_entry_or_no_kind_is_refused_as_a_page() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    for (path, status, code) in [
        ("/ledger/entries/600", 404, "ledger-tile.index"),
        (
            "/ledger/entries/18446744073709551615",
            404,
            "ledger-tile.index",
        ),
        (
            "/ledger/entries/18446744073709551616",
            404,
            "server.no-route",
        ),
        ("/ledger/entries/-1", 404, "server.no-route"),
        ("/ledger/entries/007", 404, "server.no-route"),
        ("/ledger/entries/%2e%2e", 404, "server.no-route"),
        ("/ledger/entries/0/", 404, "server.no-route"),
        ("/ledger/entries?kind=passes", 400, "server.parameter"),
        ("/ledger/entries?before=x", 400, "server.parameter"),
        ("/ledger/nothing", 404, "server.no-route"),
    ] {
        let answer = stage.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        is_page(&answer, path);
        assert!(answer.text.contains(&format!(">{code}</code>")), "{path}");
    }
    // A page beyond the end is the first one, and one before the beginning has nothing.
    let (numbers, _) = listed(&stage.get("/ledger/entries?before=9999999").await.text);
    assert_eq!(numbers[0], 599);
    let (numbers, next) = listed(&stage.get("/ledger/entries?before=0").await.text);
    assert_eq!((numbers.len(), next), (0, None));
}

/// The hexadecimal hashes in a part of a page.
fn hashes(part: &str) -> Vec<Hash> {
    let codes = part.split("<code class=\"hash\" dir=\"ltr\">").skip(1);
    codes
        .map(|code| hash(code.split('<').next().unwrap()))
        .collect()
}

fn hash(text: &str) -> Hash {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    let bytes: Vec<u8> = (0..text.len()).step_by(2).map(digit).collect();
    bytes.try_into().unwrap()
}

#[tokio::test]
async fn an_entry_is_shown_with_bytes_and_proof_that_anybody_can_verify() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    let size = authority.entries.len() as u64;
    for index in [0, 1, 255, 256, 511, 512, size - 1] {
        let entry = &authority.entries[index as usize];
        let page = stage.get(&format!("/ledger/entries/{index}")).await.text;
        let hex: String = entry.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(page.contains(&format!(">{hex}</pre>")), "{index}");
        let proof = page
            .split(&english(PageText::LedgerProofHint))
            .nth(1)
            .unwrap();
        let (facts, rest) = proof.split_once("<ol class=\"path\">").unwrap();
        let [own, root] = hashes(facts)[..] else {
            panic!("{facts}")
        };
        let path = hashes(rest.split("</ol>").next().unwrap());
        assert_eq!(own, leaf_hash(entry), "{index}");
        assert_eq!(
            verify_inclusion(&own, index, size, &path, &root),
            Ok(()),
            "{index}"
        );
    }
}

#[tokio::test]
async fn an_entry_of_a_kind_that_is_not_known_is_shown_and_not_hidden() {
    let authority = long();
    let index = authority
        .entries
        .iter()
        .position(|entry| entry == &UNKNOWN)
        .unwrap();
    let stage = showing(authority.folder.path()).await;
    let page = stage.get(&format!("/ledger/entries/{index}")).await.text;
    let said = english(PageText::LedgerSaidUnknown);
    assert!(
        page.contains(&said) && page.contains(">82011863</pre>"),
        "{page}"
    );
    let list = stage.get("/ledger/entries?kind=unknown").await.text;
    assert_eq!(listed(&list).0, [index as u64]);
    assert!(list.contains(&said));
    // On the first page it is among the newest that are no batches, and counted by kind.
    let first = stage.get("/ledger").await.text;
    assert!(first.contains(&said));
    assert!(first.contains(&english(PageText::LedgerKindUnknown)));
}

fn multipart(fields: &[(&str, &str)]) -> axum::http::Request<Body> {
    let mut body = String::new();
    for (name, value) in fields {
        let file = if *name == "file" {
            "; filename=\"r\""
        } else {
            ""
        };
        body.push_str(&format!(
            "--edge\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--edge--\r\n");
    let mut asked = request(Method::POST, "/ledger/receipt", Body::from(body));
    let kind = "multipart/form-data; boundary=edge".parse().unwrap();
    asked.headers_mut().insert(header::CONTENT_TYPE, kind);
    asked
}

fn receipt(entries: &[Vec<u8>], index: u64) -> String {
    String::from_utf8(Authority::receipt(entries, index, END)).unwrap()
}

#[tokio::test]
async fn a_receipt_leads_to_its_entry_pasted_or_as_a_file() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    // From a smaller tree, as it was when it was given.
    let text = receipt(&authority.entries[..300], 7);
    let typed = text.trim_end().replace('\n', "\r\n");
    for fields in [
        vec![("receipt", text.as_str())],
        vec![("receipt", typed.as_str()), ("commitment", "  ")],
        vec![("file", text.as_str()), ("receipt", "")],
        vec![("other", "x"), ("receipt", text.as_str())],
    ] {
        let answer = stage.ask(multipart(&fields)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        is_page(&answer, "/ledger/receipt");
        assert!(answer.text.contains(&english(PageText::LedgerFound)));
        assert_eq!(listed(&answer.text).0, [7]);
        assert!(answer.text.contains("<dd>300</dd>") && answer.text.contains("<dd>600</dd>"));
        assert!(
            !answer.text.contains("tlog-proof@v1"),
            "what was sent is not repeated"
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_receipt_is_said_in_every_language() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    let good = receipt(&authority.entries, 7);
    let other_index = good.replacen("index 7\n", "index 8\n", 1);
    let mut signature = good.clone();
    let at = signature.len() - 3;
    signature.replace_range(
        at..at + 1,
        if signature.as_bytes()[at] == b'A' {
            "B"
        } else {
            "A"
        },
    );
    let renamed = good.replace("ledger.example/xa", "ledger.example/xb");
    let half = &good[..good.len() / 2];
    let bare = good.lines().filter(|line| !line.starts_with("extra "));
    let bare: String = bare.map(|line| format!("{line}\n")).collect();
    let own = leaf_hash(b"x")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    let long = "x".repeat(1 << 20);
    let cases: [(&str, &str, &str, u16, Trouble); 10] = [
        ("", "", "ledger-proof.text", 422, Trouble::Receipt),
        ("nonsense", "", "ledger-proof.text", 422, Trouble::Receipt),
        (
            "<script>\u{202e}",
            "",
            "ledger-proof.text",
            422,
            Trouble::Receipt,
        ),
        (half, "", "", 422, Trouble::Receipt),
        (&bare, "", "receipt.no-leaf", 422, Trouble::Receipt),
        (
            &other_index,
            "",
            "ledger-proof.root",
            422,
            Trouble::ReceiptFalse,
        ),
        (
            &renamed,
            "",
            "ledger-policy.origin",
            422,
            Trouble::ReceiptOrigin,
        ),
        (&good, "xyz", "server.field", 422, Trouble::Commitment),
        (&good, &own, "receipt.no-slot", 422, Trouble::Commitment),
        (&long, "", "server.too-large", 413, Trouble::Receipt),
    ];
    for (text, commitment, code, status, trouble) in cases {
        for language in Language::ALL {
            let mut asked = multipart(&[("receipt", text), ("commitment", commitment)]);
            let address = format!("/ledger/receipt?lang={}", language.tag());
            *asked.uri_mut() = address.parse().unwrap();
            let answer = stage.ask(asked).await;
            assert_eq!(answer.status.as_u16(), status, "{code}: {}", answer.text);
            is_page(&answer, code);
            let wording = Wording::new(language);
            assert!(
                answer.text.contains(&wording.trouble(trouble)),
                "{language:?} {code}"
            );
            assert!(
                answer.text.contains(&wording.trouble_remedy(trouble)),
                "{code}"
            );
            assert!(answer.text.contains(code), "{code}");
        }
    }
}

/// Up to the log's own signature every letter of a receipt counts: one that is changed anywhere is
/// never said to be in the ledger, and is never the service's fault.
#[tokio::test]
async fn a_receipt_that_was_changed_anywhere_is_refused() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    let good = receipt(&authority.entries, 300);
    let signed = good.find("\u{2014} ").unwrap();
    let end = good[signed..].find('\n').unwrap() + signed;
    let mut tried = 0;
    for at in (0..end).filter(|at| good.is_char_boundary(*at)).step_by(5) {
        let mut bytes = good.clone().into_bytes();
        if !bytes[at].is_ascii_alphanumeric() {
            continue;
        }
        bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
        let changed = String::from_utf8(bytes).unwrap();
        let answer = stage.ask(multipart(&[("receipt", &changed)])).await;
        assert_eq!(answer.status.as_u16(), 422, "{at}: {changed}");
        tried += 1;
    }
    assert!(tried > 100, "{tried}");
}

/// A browser does not send a file back: whoever sent one is told to choose it again.
#[tokio::test]
async fn a_form_that_comes_back_says_what_of_it_is_still_there() {
    let authority = long();
    let stage = showing(authority.folder.path()).await;
    let again = english(PageText::ErrorAgain);
    let pasted = stage.ask(multipart(&[("receipt", "non<b>sense")])).await;
    assert!(pasted.text.contains("non&lt;b&gt;sense</textarea>") && !pasted.text.contains(&again));
    let chosen = stage.ask(multipart(&[("file", "nonsense")])).await;
    assert!(chosen.text.contains(&again) && !chosen.text.contains("nonsense"));
    assert!(
        pasted.text.contains("id=\"receipt-problem\"")
            && chosen.text.contains("id=\"file-problem\"")
    );
}

#[tokio::test]
async fn a_receipt_that_was_promised_is_waited_for_and_one_that_was_broken_is_proof() {
    let mut authority = long();
    let before = authority.entries.clone();
    let stage = showing(authority.folder.path()).await;
    // The log signed one more entry, which no witness saw yet.
    authority.batch(MONDAY + 15, 0);
    let text = receipt(&authority.entries, 600);
    let answer = stage.ask(multipart(&[("receipt", &text)])).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.text.contains(&english(PageText::LedgerPromised)),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("receipt.not-yet") && listed(&answer.text).0.is_empty());
    // Once it is there, it is found without a moment's wait.
    authority.seal(END);
    let answer = stage.ask(multipart(&[("receipt", &text)])).await;
    assert_eq!(listed(&answer.text).0, [600], "{}", answer.text);
    // The log signed a tree with another entry in the place of a published one.
    let mut other = before;
    other[9] = UNKNOWN.to_vec();
    let answer = stage
        .ask(multipart(&[("receipt", &receipt(&other, 9))]))
        .await;
    assert!(
        answer.text.contains(&english(PageText::LedgerOmitted)),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("audit.omitted-entry"));
    assert!(answer.text.contains("role=\"alert\""));
}

/// An authority whose last batch has this slot, and the receipt of it.
fn with_slot(slot: [u8; 32]) -> (Authority, String) {
    let mut authority = Authority::unsealed();
    let mut seed = 0_u8;
    let mut fill = |bytes: &mut [u8]| {
        seed += 1;
        bytes.fill(seed);
    };
    let batch = Batch::new([slot], &mut fill).unwrap();
    let position = batch.position(&slot).unwrap();
    let index = authority.batch(MONDAY + 15, 0);
    let Ok(Leaf::Batch(like)) = Leaf::parse(&authority.entries[index as usize]) else {
        panic!("a batch");
    };
    let leaf = Leaf::Batch(BatchLeaf {
        root: batch.root(),
        ..like
    });
    authority.entries[index as usize] = leaf.encode();
    authority.seal(END);
    let hashes: Vec<Hash> = authority
        .entries
        .iter()
        .map(|entry| leaf_hash(entry))
        .collect();
    let extra = Receipt {
        leaf: leaf.encode(),
        slot: Some(SlotProof {
            position: position as u32,
            path: batch.path(position).unwrap(),
        }),
        secret: Some([0xAB; 32]),
    };
    let proof = TlogProof {
        extra: Some(extra.encode()),
        index,
        hashes: inclusion_path(&hashes, index as usize).unwrap(),
        checkpoint: checkpoint_of(&authority.entries, &[0, 1], END).to_text(),
    };
    let text = proof.to_text();
    (authority, text)
}

#[tokio::test]
async fn a_commitment_is_looked_for_in_the_batch_of_its_receipt() {
    let (authority, text) = with_slot([0x42; 32]);
    let stage = showing(authority.folder.path()).await;
    let right = "42".repeat(32);
    let fields = [("receipt", text.as_str()), ("commitment", right.as_str())];
    let answer = stage.ask(multipart(&fields)).await;
    assert!(
        answer.text.contains(&english(PageText::LedgerFoundSlot)),
        "{}",
        answer.text
    );
    // What opens it is neither needed nor shown.
    assert!(!answer.text.to_lowercase().contains("abababab"));
    let without = stage.ask(multipart(&[("receipt", &text)])).await;
    assert!(without.text.contains(&english(PageText::LedgerFoundBatch)));
    let wrong = "43".repeat(32);
    let answer = stage
        .ask(multipart(&[("receipt", &text), ("commitment", &wrong)]))
        .await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text.contains(">receipt.not-in-batch</code>"));
}

/// Files that count how often bundles of entries are read.
struct Watched {
    files: FolderSource,
    bundles: AtomicU64,
}

impl Source for Watched {
    fn fetch(&self, path: &str, max: u64) -> Result<Option<Vec<u8>>, SourceError> {
        if path.starts_with("ledger/tile/entries/") {
            self.bundles.fetch_add(1, Ordering::Relaxed);
        }
        self.files.fetch(path, max)
    }

    fn open(&self, path: &str, max: u64) -> Result<Option<Box<dyn ReadSeek>>, SourceError> {
        self.files.open(path, max)
    }

    fn list(&self, folder: &str) -> Result<Option<Vec<String>>, SourceError> {
        self.files.list(folder)
    }

    fn concurrency(&self) -> usize {
        1
    }
}

impl PublishedFiles for Watched {
    fn file(&self, path: &str) -> Result<Option<File>, SourceError> {
        self.files.file(path)
    }

    fn as_source(&self) -> &dyn Source {
        self
    }
}

#[tokio::test]
async fn no_request_reads_what_was_counted_before() {
    let mut authority = long();
    let watched = Arc::new(Watched {
        files: FolderSource::new(authority.folder.path()),
        bundles: AtomicU64::new(0),
    });
    let stage = Stage::new(settings()).await;
    let mut parts = stage.parts.clone();
    parts.ledger = Some(PublicLedger {
        files: watched.clone(),
        policy: policy(),
        pins: pins(),
    });
    let stage = stage.again(parts, settings());
    let read = || watched.bundles.swap(0, Ordering::Relaxed);
    let receipt_form = "/ledger/receipt";
    // All three bundles are counted once. A list reads the one that it shows.
    stage.get("/ledger/entries").await;
    assert_eq!(read(), 4);
    stage.get("/ledger/entries/3").await;
    assert_eq!(read(), 1);
    stage.get(receipt_form).await;
    assert_eq!(read(), 0);
    // A kind that is in one bundle alone is looked for in that one.
    stage.get("/ledger/entries?kind=announcement").await;
    assert_eq!(read(), 1);
    stage.get("/ledger/entries?kind=release").await;
    assert_eq!(read(), 0);
    // It grows: what is new is in the last bundle.
    authority.batch(MONDAY + 15, 0);
    authority.seal(END);
    stage.hands.millis.fetch_add(1_999, Ordering::Relaxed);
    let page = stage.get("/ledger/entries").await.text;
    assert_eq!((read(), listed(&page).0[0]), (1, 599));
    stage.hands.millis.fetch_add(1, Ordering::Relaxed);
    let page = stage.get("/ledger/entries").await.text;
    assert_eq!((read(), listed(&page).0[0]), (2, 600));
}

/// The first visit of a long ledger gets what a step counts, and says so; the rest is counted
/// behind it.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_ledger_is_counted_behind_the_first_visit() {
    let mut authority = long();
    authority.entries.resize(66_000, UNKNOWN.to_vec());
    authority.seal(END);
    let stage = showing(authority.folder.path()).await;
    let counting = english(PageText::LedgerCounted);
    let first = stage.get("/ledger").await.text;
    assert!(
        first.contains(&counting) && first.contains("<dd>65536</dd>"),
        "{first}"
    );
    assert!(!first.contains(&english(PageText::LedgerUnsound)));
    // Whatever is not counted is shown all the same.
    let newest = stage.get("/ledger/entries?kind=unknown").await.text;
    assert_eq!(listed(&newest).0[0], 65_999);
    loop {
        stage.hands.millis.fetch_add(2_000, Ordering::Relaxed);
        let page = stage.get("/ledger").await.text;
        if !page.contains(&counting) {
            assert!(page.contains("<dd>66000</dd>"));
            return;
        }
    }
}

#[tokio::test]
async fn files_that_do_not_come_to_the_signed_root_are_not_passed_over() {
    let authority = long();
    let mut other = authority.entries.clone();
    other[3] = other[4].clone();
    let signed = checkpoint_of(&other, &[0, 1, 2], END).to_text();
    authority.write("ledger/cosigned", signed.as_bytes());
    let page = showing(authority.folder.path())
        .await
        .get("/ledger")
        .await
        .text;
    assert!(page.contains(&english(PageText::LedgerUnsound)));
}

#[tokio::test]
async fn a_ledger_without_files_cannot_be_shown_and_is_not_the_citizens_fault() {
    let empty = tempfile::tempdir().unwrap();
    let stage = showing(empty.path()).await;
    for path in ["/ledger", "/ledger/entries", "/ledger/entries/0"] {
        let answer = stage.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        let wording = Wording::new(Language::English);
        assert!(
            answer.text.contains(&wording.trouble(Trouble::Unavailable)),
            "{path}"
        );
    }
}
