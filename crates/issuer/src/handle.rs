//! The handle of a pass: its UVCI and its look-up key (ADR 0008).

use cleanbill_crypto::sha256;
use cleanbill_hcert::uvci::build_uvci;

/// The alphabet of Base32 (RFC 4648, section 6): all of it is in that of a UVCI.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// `URN:UVCI:01:<country>:<26 characters>#<check>`: the opaque part is the 128 bits of `entropy` in
/// Base32 without padding, and nothing else. `None` if the country is not `A`–`Z`.
pub(crate) fn uvci(country: &str, entropy: [u8; 16]) -> Option<String> {
    build_uvci(country, &base32(entropy))
}

/// SHA-256 of the UCI as it stands in `ci`, first 16 bytes: the EU gateway's revocation hash of
/// type UCI.
pub(crate) fn lookup_key(uvci: &str) -> [u8; 16] {
    let [key @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] = sha256(uvci.as_bytes());
    key
}

fn base32(bytes: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(bytes);
    // 26 characters hold 130 bits; the last two are zero.
    let character = |index: u32| {
        let group = match index {
            25 => bits << 2,
            _ => bits >> (123 - 5 * index),
        };
        BASE32.get((group & 31) as usize).copied().map(char::from)
    };
    (0..26).filter_map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_that_of_the_rfc() {
        // RFC 4648, section 10, `foobar`, repeated so that the bytes fill the 16.
        assert_eq!(base32(*b"foobarfoobarfoob"), "MZXW6YTBOJTG633CMFZGM33PMI");
        assert_eq!(base32([0; 16]), "A".repeat(26));
        assert_eq!(base32([0xff; 16]), format!("{}4", "7".repeat(25)));
    }

    #[test]
    fn every_bit_reaches_the_identifier() {
        let plain = uvci("XX", [0; 16]).unwrap();
        for bit in 0..128 {
            let flipped = uvci("XX", (1_u128 << bit).to_be_bytes()).unwrap();
            assert_ne!(plain, flipped, "bit {bit}");
        }
    }

    /// The value is SHA-256 of the example of the eHN guidelines, cut to 16 bytes.
    #[test]
    fn the_lookup_key_is_half_a_hash() {
        let key = lookup_key("URN:UVCI:01:NL:187/37512422923#Z");
        assert_eq!(key[..], sha256(b"URN:UVCI:01:NL:187/37512422923#Z")[..16]);
    }
}
