//! Prints a registration and an assertion of the pretended authenticator, as one JSON object, for
//! comparison with other verifiers of Web Authentication.

use cleanbill_crypto::Signer;
use cleanbill_testkit::FixedKey;
use cleanbill_webauthn::soft::{SoftAuthenticator, SoftError};
use serde_json::json;

fn main() -> Result<(), SoftError> {
    let (id, origin, challenge) = ("pass.example", "https://desk.pass.example", [7; 32]);
    let key = FixedKey::new(1);
    let mut soft = SoftAuthenticator::new(&key, &[0xc1; 16])?;
    let answers = json!({
        "algorithm": key.algorithm().jose_name(),
        "none": soft.register(id, origin, &challenge).to_json(),
        "packed": soft.register_packed(id, origin, &challenge)?.to_json(),
        "assertion": soft.assert(id, origin, &challenge)?.to_json(),
    });
    println!("{answers}");
    Ok(())
}
