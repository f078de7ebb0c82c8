//! EMSA-PSS with SHA-384 (RFC 8017, section 9.1.1): a message becomes a number.

use sha2::{Digest, Sha384};

/// Bytes of a digest, and of the salt.
pub(super) const HASH_BYTES: usize = 48;

/// Encodes a message for a modulus of `modulus_bytes`, whose highest bit is set, so that what comes
/// out is shorter by one bit; `None` where it is too short for digest and salt.
pub(super) fn encode(
    message: &[&[u8]],
    salt: &[u8; HASH_BYTES],
    modulus_bytes: usize,
) -> Option<Vec<u8>> {
    let digest = message
        .iter()
        .fold(Sha384::new(), |hash, part| hash.chain_update(part))
        .finalize();
    let salted: [u8; HASH_BYTES] = Sha384::new()
        .chain_update([0; 8])
        .chain_update(digest)
        .chain_update(salt)
        .finalize()
        .into();
    let padding = modulus_bytes.checked_sub(2 * HASH_BYTES + 2)?;
    let mut encoded = vec![0; padding];
    encoded.push(1);
    encoded.extend_from_slice(salt);
    mask(&mut encoded, &salted);
    // One bit less than the modulus has.
    if let Some(high) = encoded.first_mut() {
        *high &= 0x7f;
    }
    encoded.extend_from_slice(&salted);
    encoded.push(0xbc);
    Some(encoded)
}

/// Adds MGF1 of `seed` bit by bit (RFC 8017, appendix B.2.1).
fn mask(bytes: &mut [u8], seed: &[u8; HASH_BYTES]) {
    for (counter, chunk) in (0_u32..).zip(bytes.chunks_mut(HASH_BYTES)) {
        let block = Sha384::new()
            .chain_update(seed)
            .chain_update(counter.to_be_bytes())
            .finalize();
        for (byte, bits) in chunk.iter_mut().zip(block) {
            *byte ^= bits;
        }
    }
}
