//! Asking an authority: through a relay of oblivious HTTP, so that it does not see who asks, or
//! directly.

use std::time::Duration;

use cleanbill_fetch::{Address, AnswerError, Bounds, body};
use cleanbill_oblivious::{
    KEYS_MAX_BYTES, KEYS_TYPE, REQUEST_TYPE, Request, SEALED_MAX_BYTES, Sealed,
};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder, Url};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::args::RelayOptions;
use crate::bundle::read_bounded;
use crate::error::{CliError, RelayFault};
use crate::output::harmless;

/// The same for everybody.
const USER_AGENT: &str = "cleanbill";
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(60);

/// A relay, and the keys of the authority behind it; or the authority itself.
pub(crate) struct Relay {
    runtime: Runtime,
    client: Client,
    address: Url,
    /// Without them it is the authority itself that is asked.
    keys: Option<Vec<u8>>,
}

impl Relay {
    /// The relay of these options; `None` if they name none.
    pub(crate) fn of(options: &RelayOptions, authorities: &[u8]) -> Result<Option<Self>, CliError> {
        let Some(address) = &options.relay else {
            return Ok(None);
        };
        let mut relay = Self::direct(address, authorities)?;
        let keys = match &options.relay_keys {
            Some(path) => read_bounded(path, KEYS_MAX_BYTES as u64)?,
            // A relay gives the same to everybody who asks it.
            None => {
                let asked = relay.client.get(relay.address.clone());
                let asked = asked.header(ACCEPT, KEYS_TYPE);
                relay.runtime.block_on(answer(asked, KEYS_MAX_BYTES))?
            }
        };
        relay.keys = Some(keys);
        Ok(Some(relay))
    }

    /// The authority itself, which then sees an address.
    pub(crate) fn direct(address: &str, authorities: &[u8]) -> Result<Self, CliError> {
        let (client, address) = client(address, authorities)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| CliError::Threads)?;
        Ok(Self {
            runtime,
            client,
            address,
            keys: None,
        })
    }

    /// Asks with JSON; the JSON that is answered, `null` if nothing is.
    pub(crate) fn ask(&self, path: &str, body: &Value) -> Result<Value, CliError> {
        let Some(keys) = &self.keys else {
            return self.ask_directly(path, None, body);
        };
        let request = Request {
            method: "POST".to_owned(),
            path: path.to_owned(),
            content_type: Some("application/json".to_owned()),
            content: body.to_string().into_bytes(),
        };
        let oblivious = |error| CliError::Oblivious { error };
        let sealed = Sealed::of(&request, keys).map_err(oblivious)?;
        let asked = self.client.post(self.address.clone());
        let asked = asked.header(CONTENT_TYPE, REQUEST_TYPE).body(sealed.bytes);
        let answered = self.runtime.block_on(answer(asked, SEALED_MAX_BYTES))?;
        let response = sealed.opener.open(&answered).map_err(oblivious)?;
        read(response.status, &response.content)
    }

    /// The same in the name of whoever has this token; never through a relay, which would not hide
    /// who that is.
    pub(crate) fn ask_as(&self, token: &str, path: &str, body: &Value) -> Result<Value, CliError> {
        self.ask_directly(path, Some(token), body)
    }

    fn ask_directly(
        &self,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Result<Value, CliError> {
        let address = self.address.join(path);
        let address = address.map_err(|_| RelayFault::Address)?;
        let asked = self.client.post(address);
        let mut asked = asked.header(CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            asked = asked.bearer_auth(token);
        }
        let (status, content) = self.runtime.block_on(async {
            let mut response = sent(asked.body(body.to_string())).await?;
            let status = response.status().as_u16();
            let content = content(&mut response, SEALED_MAX_BYTES).await?;
            Ok::<_, RelayFault>((status, content))
        })?;
        read(status, &content)
    }
}

/// A client for one address, and the address.
pub(crate) fn client(address: &str, authorities: &[u8]) -> Result<(Client, Url), RelayFault> {
    let address = Address::parse(address).map_err(|_| RelayFault::Address)?;
    let bounds = Bounds {
        user_agent: Some(USER_AGENT),
        connect: CONNECT,
        read: None,
        whole: Some(WHOLE),
    };
    let client = bounds.client(address.is_encrypted(), authorities);
    let client = client.map_err(|_| RelayFault::Authority)?;
    Ok((client, address.into_url()))
}

/// What lies at one address, at most `max` bytes.
pub(crate) fn fetch(address: &str, authorities: &[u8], max: usize) -> Result<Vec<u8>, CliError> {
    let failed = |fault| CliError::Fetch { fault };
    let (client, url) = client(address, authorities).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| CliError::Threads)?;
    let fetched = runtime.block_on(answer(client.get(url), max));
    fetched.map_err(failed)
}

/// The body of what a relay answers, as far as it is not longer than it may be.
async fn answer(asked: RequestBuilder, max: usize) -> Result<Vec<u8>, RelayFault> {
    let mut response = sent(asked).await?;
    if response.status() != 200 {
        let status = response.status().as_u16();
        return Err(RelayFault::Status { status });
    }
    content(&mut response, max).await
}

async fn sent(asked: RequestBuilder) -> Result<reqwest::Response, RelayFault> {
    asked.send().await.map_err(|error| fault(error.into()))
}

async fn content(response: &mut reqwest::Response, max: usize) -> Result<Vec<u8>, RelayFault> {
    body(response, max as u64).await.map_err(fault)
}

fn fault(error: AnswerError) -> RelayFault {
    match error {
        AnswerError::Unreachable => RelayFault::Unreachable,
        _ => RelayFault::Broken,
    }
}

fn read(status: u16, content: &[u8]) -> Result<Value, CliError> {
    let value = serde_json::from_slice::<Value>(content);
    if (200..300).contains(&status) {
        return match content.is_empty() {
            true => Ok(Value::Null),
            false => Ok(value.map_err(|_| RelayFault::Answer)?),
        };
    }
    let value = value.unwrap_or_default();
    let code = value.get("code").and_then(Value::as_str).unwrap_or("none");
    Err(RelayFault::Refused {
        status,
        code: harmless(code).chars().take(64).collect(),
    }
    .into())
}
