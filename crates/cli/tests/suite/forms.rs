//! Passes in every form, from the key to the door: issued by the authority, published, taken back.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cleanbill_authority::intake::Told;
use cleanbill_authority::{FormKey, FormKeys, InForm, Issued, Proposal};
use cleanbill_crypto::Signer;
use cleanbill_hcert::Dcc;
use cleanbill_hcert::dcc::{PersonName, Vaccination};
use cleanbill_issuer::act::Reason;
use cleanbill_issuer::registry::EpochId;
use cleanbill_issuer::transliteration::Language;
use cleanbill_issuer::{
    CertificateDetails, KeyEpoch, PassRequest, certificate_of, complete_dose, issue_icvp,
};
use cleanbill_revocation::Limits;
use cleanbill_revocation::rid::RidList;
use cleanbill_shc::{Draft, code_text, write_card};
use cleanbill_signer::SoftwareKey;
use serde_json::Value;

use crate::registry::{World, now};
use crate::sandbox::Sandbox;

const ADDRESS: &str = "https://cards.example/xx";

fn key(sandbox: &Sandbox, name: &str) -> SoftwareKey {
    let pem = std::fs::read(sandbox.path(&format!("data/keys/{name}.pem"))).unwrap();
    SoftwareKey::from_pkcs8_pem(&pem).unwrap()
}

/// A key as the register has it.
fn form_key(sandbox: &Sandbox, name: &str, epoch: i64, issuer: &str) -> FormKey {
    let der = std::fs::read(sandbox.path(&format!("data/certificates/{name}.der"))).unwrap();
    let certificate = cleanbill_x509::parse_certificate(&der).unwrap();
    FormKey {
        epoch: EpochId(epoch),
        key: KeyEpoch {
            kid: certificate.kid(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
        },
        issuer: issuer.to_owned(),
        signer: Arc::new(key(sandbox, name)),
    }
}

async fn world() -> World {
    let commands: [&[&str]; 2] = [
        &["keys", "rotate", "--as", "icvp"],
        &["keys", "rotate", "--as", "shc", "--address", ADDRESS],
    ];
    World::with_keys(&commands, |sandbox| FormKeys {
        icvp: Some(form_key(sandbox, "icvp-2", 2, "XX")),
        shc: Some(form_key(sandbox, "shc-3", 3, ADDRESS)),
    })
    .await
}

fn told(surname: &str, form: InForm) -> Told {
    let text = |text: &str| Some(text.to_owned());
    let dose = match form {
        InForm::Icvp(_) => Vaccination {
            product: text("YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0"),
            date: text("2021-06-11"),
            ..Vaccination::default()
        },
        _ => Vaccination {
            vaccine: text("1119349007"),
            product: text("EU/1/20/1528"),
            manufacturer: text("ORG-100030215"),
            dose: Some(2),
            doses: Some(2),
            date: text("2021-06-11"),
            ..Vaccination::default()
        },
    };
    Told {
        draft: Dcc {
            name: PersonName {
                surname: text(surname),
                forename: text("Quirina"),
                ..PersonName::default()
            },
            birth_date: text("1987-03-29"),
            vaccinations: vec![dose],
            ..Dcc::default()
        },
        language: Language::Other,
        lot: text("LOT7"),
        document: None,
        record: None,
        form,
    }
}

fn certificate() -> InForm {
    InForm::Icvp(Box::new(CertificateDetails {
        sex: Some("female".to_owned()),
        nationality: Some("XXX".to_owned()),
        ..CertificateDetails::default()
    }))
}

fn json(world: &World, file: &str) -> Value {
    let text = std::fs::read(world.sandbox.path(file)).unwrap();
    serde_json::from_slice(&text).unwrap()
}

/// The published list of our cards, as others read it.
fn list(world: &World) -> RidList {
    let keys = json(world, "cards/.well-known/jwks.json");
    let kid = keys["keys"][0]["kid"].as_str().unwrap().to_owned();
    let path = format!("cards/.well-known/crl/{kid}.json");
    let text = std::fs::read(world.sandbox.path(&path)).unwrap();
    let list = RidList::parse(&text, &Limits::DEFAULT).unwrap();
    assert_eq!(list.kid(), kid);
    let expected = keys["keys"][0]["crlVersion"].as_u64().unwrap();
    list.check_version(expected).unwrap();
    list
}

fn rid(card: &Issued) -> String {
    let card = cleanbill_shc::Decoder::default().decode(&card.text);
    card.unwrap().rid().unwrap().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn g07_a_pass_of_any_form_is_refused_at_the_door_once_it_was_taken_back() {
    let mut world = world().await;
    let folder = world.sandbox.arg("cards");
    let publish = ["--well-known", &folder];
    let mut passes = Vec::new();
    for form in [InForm::Dcc, certificate(), InForm::Shc] {
        passes.push(world.issue_told(told("Taken", form.clone())).await);
        passes.push(world.issue_told(told("Kept", form)).await);
    }
    let all: Vec<&Issued> = passes.iter().collect();
    world.publish(&publish).succeeded();
    assert_eq!(world.revoked(&all), [false; 6]);
    let keys = json(&world, "cards/.well-known/jwks.json");
    assert_eq!(keys["keys"][0]["crlVersion"], Value::Null, "no list yet");

    let mut acts = Vec::new();
    for taken in passes.iter().step_by(2) {
        // A proven forgery alone acts at once.
        acts.push(world.revoke(taken, Reason::Forgery).await);
    }
    world.now = now() - 60;
    world.publish(&publish).succeeded();
    let taken = [true, false, true, false, true, false];
    assert_eq!(world.revoked(&all), taken);
    let published = list(&world);
    assert_eq!(published.version(), 1);
    assert_eq!(published.rids().collect::<Vec<_>>(), [rid(&passes[4])]);

    // Nothing else changed: the same list. What is given back is on it no more.
    world.publish(&publish).succeeded();
    assert_eq!(list(&world).version(), 1);
    let restore = Proposal::Restore {
        act: acts[2].id.to_string(),
    };
    world.propose(&restore, "reviewer").await;
    world.publish(&publish).succeeded();
    assert_eq!(
        world.revoked(&all),
        [true, false, true, false, false, false]
    );
    assert_eq!(
        (list(&world).version(), list(&world).rids().count()),
        (2, 0)
    );
}

/// A list of cards of ours is made of acts, whoever runs the command.
#[tokio::test(flavor = "multi_thread")]
async fn g07_no_list_of_cards_is_slipped_in() {
    let mut world = world().await;
    let card = world.issue_told(told("Target", InForm::Shc)).await;
    let folder = world.sandbox.arg("cards");
    world.publish(&["--well-known", &folder]).succeeded();
    let keys = json(&world, "cards/.well-known/jwks.json");
    let kid = keys["keys"][0]["kid"].as_str().unwrap();
    let list = cleanbill_shc::crl_json(kid, 9, &[rid(&card)]).to_string();
    let list = world.sandbox.write("list.json", &list);
    let slipped = world.publish(&["--cards", &list]);
    slipped.failed(2, "[publisher.unapproved-pass]");
    assert_eq!(world.revoked(&[&card]), [false]);
}

/// A key signs one form: verifiers refuse what it signs of another.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_by_the_key_of_another_form_is_refused() {
    let mut world = world().await;
    let card = world.issue_told(told("Example", InForm::Shc)).await;
    world.publish(&[]).succeeded();
    let content = cleanbill_shc::Decoder::default()
        .decode(&card.text)
        .unwrap();
    let content = content.content();
    for name in ["dsc", "icvp-2"] {
        let key = key(&world.sandbox, name);
        let draft = Draft {
            issuer: ADDRESS,
            not_before: now() - 60,
            expires_at: None,
            rid: Some("AAECAwQFBgcICQoLDA0ODw"),
            content: &content,
        };
        let forged = code_text(&write_card(&draft, &key).unwrap()).unwrap();
        let (_, lines) = world.sandbox.json(&[&forged]);
        assert_eq!(lines[0]["reason"], "trust.unknown-key", "{name}");
    }
    // A certificate names the EU's key: it is known, and for others.
    let dsc = form_key(&world.sandbox, "dsc", 1, "XX");
    let details = CertificateDetails {
        sex: Some("female".to_owned()),
        nationality: Some("XXX".to_owned()),
        ..CertificateDetails::default()
    };
    let mut told = told("Example", certificate());
    told.draft.vaccinations.iter_mut().for_each(complete_dose);
    let request = PassRequest::new(told.draft, Language::Other).unwrap();
    let icvp = certificate_of(&request, Some("LOT7"), &details, "XX");
    let layout = details.layout;
    let forged = issue_icvp(
        &icvp,
        layout,
        "XX",
        &dsc.key,
        now() - 60,
        dsc.signer.as_ref(),
    );
    let (code, lines) = world.sandbox.json(&[&forged.unwrap().text]);
    assert_eq!(code, 1, "{}", lines[0]);
    assert_eq!(lines[0]["stages"]["key_usage"]["outcome"], "failed");
    // And it is its key alone that is published for cards.
    let set = world.sandbox.run(&["keys", "list", "--json"]).succeeded();
    let forms: Vec<Value> = set
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["form"].clone())
        .collect();
    assert_eq!(forms, ["dcc", "icvp", "shc"]);
    let public = key(&world.sandbox, "shc-3");
    let kid = cleanbill_shc::kid(public.public_key()).unwrap();
    assert_eq!(URL_SAFE_NO_PAD.decode(kid).unwrap().len(), 32);
}

#[test]
fn a_register_takes_no_key_of_cards_without_a_good_address() {
    let sandbox = Sandbox::new();
    let rotate = ["keys", "rotate", "--as", "shc"];
    sandbox.run(&rotate).usage();
    for address in [
        "http://cards.example",
        "https://cards.example/",
        "https://",
        "https://a b",
    ] {
        let ran = sandbox.run(&[&rotate[..], &["--address", address]].concat());
        ran.failed(2, "--address is of keys of health cards");
    }
    let dcc = ["keys", "rotate", "--address", ADDRESS];
    sandbox
        .run(&dcc)
        .failed(2, "--address is of keys of health cards");
}

#[test]
fn one_import_gives_health_cards_and_the_next_gives_nothing_twice() {
    let sandbox = Sandbox::new();
    sandbox.run(&["demo", "--people", "20"]).succeeded();
    let file = sandbox.arg("data/demo/people.csv");
    let machine = sandbox.arg("data/demo/machine.key");
    let issue = ["issue", "--bulk", &file, "--api-key-file", &machine, "--as"];
    let as_form = |form| sandbox.run(&[&issue[..], &[form]].concat());
    let ran = as_form("shc");
    assert!(
        ran.out.contains("authority.no-form-key"),
        "{}{}",
        ran.out,
        ran.err
    );
    as_form("icvp").failed(2, "no row of a file");
    let rotate = ["keys", "rotate", "--as", "shc", "--lead-days", "0"];
    let rotate = [&rotate[..], &["--address", ADDRESS]].concat();
    sandbox.run(&rotate).succeeded();
    // Those of the run before are done with; another file is another import.
    let text = std::fs::read_to_string(&file).unwrap();
    let other = sandbox.write("other.csv", format!("{text}\n"));
    let issue = [
        "issue",
        "--bulk",
        &other,
        "--api-key-file",
        &machine,
        "--as",
    ];
    let ran = sandbox.run(&[&issue[..], &["shc"]].concat());
    assert!(ran.out.contains("passes issued"), "{}{}", ran.out, ran.err);
    let listed = sandbox.run(&["keys", "list", "--json"]).succeeded();
    let cards = listed.out.lines().last().unwrap();
    let cards: Value = serde_json::from_str(cards).unwrap();
    assert_eq!(cards["form"], "shc");
    let signatures = cards["signatures"].as_u64().unwrap();
    assert!(signatures > 0, "{cards}");
    // The same records again, in the EU's form: none is taken twice.
    let again = sandbox.run(&[&issue[..], &["dcc"]].concat());
    assert!(
        again.out.contains("authority.already-taken"),
        "{}",
        again.out
    );
}
