//! The wallet's side: from the airline's code to the answer.

use std::path::Path;

use cleanbill_crypto::Signer;
use cleanbill_fetch::body;
use cleanbill_precheck::wallet::{Provider, Ticket, parse_nonce};
use cleanbill_precheck::{
    CheckResult, Conditions, EncryptionScheme, IdentityDocument, Invitation, KeyRole, Limits,
    MessageError, NONCE_HEADER, ResultToken, ServiceEntry, TokenRequest, VERSION, VERSION_HEADER,
    seal_pass,
};
use cleanbill_signer::{EncryptionKey, KeyType};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, RequestBuilder, Url};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use zeroize::Zeroizing;

use crate::args::PrecheckSubmitOptions;
use crate::bundle::{read_bounded, read_text};
use crate::clock;
use crate::entropy;
use crate::error::{CliError, PrecheckFault};
use crate::exit::Exit;
use crate::output::{GOOD, OPEN, RESET, harmless, line};
use crate::publisher::make_key;
use crate::relay::client;

const ANSWER_MAX_BYTES: u64 = 256 * 1024;

/// Both services, asked.
struct Network {
    runtime: Runtime,
    authorities: Vec<u8>,
}

/// An answer, bounded.
struct Answer {
    text: String,
    nonce: Option<String>,
}

impl Network {
    fn new(authorities: Option<&Path>) -> Result<Self, CliError> {
        let authorities = authorities.map(|path| read_bounded(path, 1 << 20));
        Ok(Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|_| CliError::Threads)?,
            authorities: authorities.transpose()?.unwrap_or_default(),
        })
    }

    fn client(&self, address: &str) -> Result<(Client, Url), PrecheckFault> {
        client(address, &self.authorities).map_err(|_| PrecheckFault::Address)
    }

    fn read(&self, address: &str) -> Result<Answer, PrecheckFault> {
        let (client, url) = self.client(address)?;
        self.runtime.block_on(answer(client.get(url)))
    }

    fn send(&self, address: &str, token: &str, body: Vec<u8>) -> Result<Answer, PrecheckFault> {
        let (client, url) = self.client(address)?;
        let request = client.post(url).bearer_auth(token);
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        self.runtime.block_on(answer(request))
    }
}

async fn answer(request: RequestBuilder) -> Result<Answer, PrecheckFault> {
    let sent = request.header(VERSION_HEADER, VERSION).send().await;
    let mut response = sent.map_err(|_| PrecheckFault::Unreachable)?;
    let status = response.status().as_u16();
    let nonce = response.headers().get(NONCE_HEADER);
    let nonce = nonce
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let bytes = body(&mut response, ANSWER_MAX_BYTES).await;
    let bytes = bytes.map_err(|_| PrecheckFault::Unreachable)?;
    if status != 200 {
        let problem: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let code = problem.get("code").and_then(Value::as_str);
        let code = harmless(code.unwrap_or("none")).chars().take(64).collect();
        return Err(PrecheckFault::Refused { status, code });
    }
    let text = String::from_utf8(bytes).map_err(|_| PrecheckFault::Unreachable)?;
    Ok(Answer { text, nonce })
}

pub(crate) fn run(options: &PrecheckSubmitOptions) -> Result<Exit, CliError> {
    let limits = Limits::default();
    let text = text_or_file(&options.invitation, "{")?;
    let invitation = Invitation::parse(text.trim(), &limits).map_err(PrecheckFault::from)?;
    let network = Network::new(options.authorities.as_deref())?;
    let document = network.read(&invitation.service_identity)?;
    let document = IdentityDocument::parse(document.text.as_bytes(), &limits);
    let document = document.map_err(PrecheckFault::from)?;
    let provider = Provider::read(&document).map_err(PrecheckFault::from)?;
    let [service, ..] = provider.validation_services.as_slice() else {
        return Err(PrecheckFault::Address.into());
    };
    // A key for this once: what it signs cannot be told from what another signs.
    let wallet = make_key(KeyType::P256)?;
    let ticket = ticket(&network, (&invitation, &provider, service), &wallet)?;
    if !options.agree {
        return ask(&invitation, service, &ticket);
    }
    let pass = Zeroizing::new(text_or_file(&options.pass, "HC1:")?);
    let result = submit(&network, service, &ticket, pass.trim(), &wallet)?;
    show(&result, options.json)
}

/// The text itself if it begins so, else of a file.
fn text_or_file(given: &str, beginning: &str) -> Result<String, CliError> {
    match given.trim_start().starts_with(beginning) {
        true => Ok(given.to_owned()),
        false => read_text(Path::new(given)),
    }
}

fn ticket(
    network: &Network,
    (invitation, provider, service): (&Invitation, &Provider, &ServiceEntry),
    wallet: &dyn Signer,
) -> Result<Ticket, CliError> {
    let request = TokenRequest {
        service: service.id.clone(),
        public_key: wallet.public_key().to_spki_der().to_vec(),
    };
    let answer = network.send(
        &provider.token_service,
        &invitation.token,
        request.to_json(),
    )?;
    let member = NONCE_HEADER;
    let nonce = answer.nonce.as_deref();
    let nonce = nonce.ok_or(PrecheckFault::from(MessageError::Member { member }))?;
    let nonce = parse_nonce(nonce).map_err(PrecheckFault::from)?;
    let (asked, limits) = ((invitation, service), Limits::default());
    let text = answer.text.trim();
    let ticket = Ticket::read(text, nonce, provider, asked, clock::now(), &limits);
    Ok(ticket.map_err(PrecheckFault::from)?)
}

/// What would be checked, by whom: before any pass is sent.
fn ask(invitation: &Invitation, service: &ServiceEntry, ticket: &Ticket) -> Result<Exit, CliError> {
    let open = OPEN.render();
    line(&format!("{} asks:", harmless(&invitation.service_provider)))?;
    for text in invitation.consent.lines() {
        line(&format!("  {}", harmless(text)))?;
    }
    line(&format!(
        "Checked by {}, {}",
        harmless(&service.name),
        harmless(&service.endpoint)
    ))?;
    let conditions = &ticket.token().conditions;
    for (label, value) in told(conditions) {
        line(&format!("  {label}: {}", harmless(&value)))?;
    }
    line(&format!(
        "{open}!{RESET} No pass was sent. With --agree it is."
    ))?;
    Ok(Exit::NotDone)
}

fn told(conditions: &Conditions) -> Vec<(&'static str, String)> {
    let kinds: Vec<&str> = conditions.kinds.iter().map(|kind| kind.symbol()).collect();
    let kinds = Some(kinds.join(", ")).filter(|kinds| !kinds.is_empty());
    let at = conditions.validation_clock.map(clock::render_time);
    let all = [
        ("surname", conditions.surname.clone()),
        ("forename", conditions.forename.clone()),
        ("born", conditions.birth_date.clone()),
        ("from", conditions.departure_country.clone()),
        ("to", conditions.arrival_country.clone()),
        ("kinds", kinds),
        ("shown on", at),
    ];
    let known = all.into_iter();
    known
        .filter_map(|(label, value)| Some((label, value?)))
        .collect()
}

fn submit(
    network: &Network,
    service: &ServiceEntry,
    ticket: &Ticket,
    pass: &str,
    wallet: &dyn Signer,
) -> Result<ResultToken, CliError> {
    let limits = Limits::default();
    let base = service.endpoint.trim_end_matches('/');
    let address = match base.ends_with("/identity") {
        true => base.to_owned(),
        false => format!("{base}/identity"),
    };
    let document = network.read(&address)?;
    let document = IdentityDocument::parse(document.text.as_bytes(), &limits);
    let document = document.map_err(PrecheckFault::from)?;
    let scheme = EncryptionScheme::RsaOaepSha256AesGcm;
    let keys = document.encryption_keys(scheme);
    let keys = keys.map_err(PrecheckFault::from)?;
    let (kid, key) = keys.first().ok_or(PrecheckFault::Address)?;
    let sealing = EncryptionKey::new(kid, key).map_err(PrecheckFault::from)?;
    let mut content = Zeroizing::new([0; 32]);
    entropy::fill(content.as_mut_slice());
    let sealed = seal_pass(pass, &content, ticket.nonce(), &sealing, wallet);
    let sealed = sealed.map_err(PrecheckFault::from)?;
    let answer = network.send(ticket.address(), ticket.text(), sealed.to_json())?;
    let keys = document.keys(KeyRole::ValidationSign);
    let keys = keys.map_err(PrecheckFault::from)?;
    let result = ticket.answer(answer.text.trim(), &keys, &limits);
    Ok(result.map_err(PrecheckFault::from)?)
}

fn show(result: &ResultToken, as_json: bool) -> Result<Exit, CliError> {
    if as_json {
        let results: Vec<Value> = result
            .results
            .iter()
            .map(|item| {
                json!({"identifier": item.identifier, "result": item.result.name(),
                    "type": item.kind.name(), "details": item.details})
            })
            .collect();
        let told = json!({"result": result.result.name(), "results": results,
            "confirmation": result.confirmation});
        line(&told.to_string())?;
    } else {
        line(&format!("{}{}{RESET}", GOOD.render(), result.result.name()))?;
        for item in &result.results {
            let (name, code) = (item.result.name(), harmless(&item.identifier));
            line(&format!("  {name:3} {code}: {}", harmless(&item.details)))?;
        }
    }
    Ok(match result.result {
        CheckResult::Ok => Exit::Good,
        CheckResult::Open => Exit::NotDone,
        CheckResult::Failed => Exit::Refused,
    })
}
