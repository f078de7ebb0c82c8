//! How many signatures a second: a key in this process, the same counted, and one in SoftHSM2.
//!
//! ```text
//! cargo run --release --example signatures -p cleanbill-signer -- [THREADS] \
//!     [MODULE TOKEN PIN-FILE]
//! ```

use std::path::Path;
use std::time::Instant;

use cleanbill_crypto::Signer;
use cleanbill_signer::epoch::{Block, CountingSigner, Epoch, SignatureCounter};
use cleanbill_signer::pkcs11::{KeyName, Pin, Pkcs11Key, Token, TokenName};
use cleanbill_signer::{KeyType, SoftwareKey};

const SIGNATURES: usize = 20_000;
const KID: [u8; 8] = [7; 8];

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut arguments = arguments.iter().map(String::as_str);
    let threads = arguments.next().unwrap_or("1").parse()?;
    measure("software", &SoftwareKey::generate(KeyType::P256)?, threads)?;
    for block in [1_000, 1] {
        let folder = tempfile::tempdir()?;
        let key = SoftwareKey::generate(KeyType::P256)?;
        let counted = counted(key, folder.path(), block)?;
        measure(&format!("software, counted by {block}"), &counted, threads)?;
        println!("  counter: {}", counted.close()?.signatures());
    }
    if let (Some(module), Some(token), Some(pin)) =
        (arguments.next(), arguments.next(), arguments.next())
    {
        let pin = Pin::from_file(Path::new(pin))?;
        let token = Token::open(Path::new(module), TokenName::Label(token.into()), pin)?;
        let id = b"bench-signatures";
        let key = Pkcs11Key::generate(&token, "bench-signatures", id)?;
        measure("token", &key, threads)?;
        let folder = tempfile::tempdir()?;
        measure(
            "token, counted by 1000",
            &counted(key, folder.path(), 1_000)?,
            threads,
        )?;
        Pkcs11Key::destroy(&token, &KeyName::Id(id.to_vec()))?;
    }
    Ok(())
}

fn counted<S: Signer>(key: S, folder: &Path, block: u64) -> Outcome<CountingSigner<S>> {
    let path = folder.join("counter");
    SignatureCounter::create(&path, KID)?;
    let block = Block::new(block).ok_or("a block of none")?;
    let counter = SignatureCounter::open(&path, KID, block, 0)?;
    let epoch = Epoch {
        number: 1,
        kid: KID,
        certificate: Vec::new(),
        not_before: 0,
        not_after: 1,
        signatures_max: u64::MAX,
    };
    Ok(CountingSigner::new(key, epoch, counter, || 0))
}

#[expect(clippy::disallowed_methods, reason = "this measures")]
fn measure(name: &str, key: &(impl Signer + Sync), threads: usize) -> Outcome<()> {
    let each = SIGNATURES / threads.max(1);
    let start = Instant::now();
    let signed: usize = std::thread::scope(|scope| {
        let work = || (0..each).filter(|_| key.sign(&[0x2a; 500]).is_ok()).count();
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().filter_map(|one| one.join().ok()).sum()
    });
    let secs = start.elapsed().as_secs_f64();
    println!(
        "{name}: {:.0} signatures/s ({signed} in {secs:.2} s, {threads} threads)",
        signed as f64 / secs
    );
    Ok(())
}
