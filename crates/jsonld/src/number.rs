//! Numbers as text.

use serde_json::Number;

/// Shortest decimal digits of a finite number, the even ones of two that are as near: its sign, the
/// digits, and the power of ten of the first one. serde_json finds them so, the standard library
/// does not: of 1424953923781206.25 it makes ….3.
fn digits(number: f64) -> (bool, String, i32) {
    let text = Number::from_f64(number.abs()).map_or_else(String::new, |number| number.to_string());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let zeros = all.len() - significant.len();
    let count = |digits: usize| i32::try_from(digits).unwrap_or(0);
    let power = exponent.parse().unwrap_or(0) + count(whole.len()) - 1 - count(zeros);
    let digits = significant.trim_end_matches('0').to_owned();
    (number < 0.0, digits, power)
}

/// As ECMAScript writes it (ECMA-262 `Number::toString`; RFC 8785 §3.2.2.3).
pub(crate) fn ecmascript(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let (negative, digits, exponent) = digits(number);
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let point = exponent + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let at = |point: i32| digits.split_at(usize::try_from(point).unwrap_or(0).min(digits.len()));
    let text = if count <= point && point <= 21 {
        format!("{digits}{}", zeros(point - count))
    } else if 0 < point && point <= 21 {
        let (whole, rest) = at(point);
        format!("{whole}.{rest}")
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else {
        let (first, rest) = at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{first}{dot}{rest}e{sign}{}", exponent.abs())
    };
    if negative { format!("-{text}") } else { text }
}

/// As the canonical `xsd:double` of JSON-LD (API §8.2.2 and §8.6): at most 15 digits behind the
/// point, at least one.
pub(crate) fn xsd_double(number: f64) -> String {
    let text = format!("{number:.15E}");
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0');
    let zero = if mantissa.ends_with('.') { "0" } else { "" };
    format!("{mantissa}{zero}E{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8785, appendix B.
    #[test]
    fn ecmascript_numbers() {
        for (bits, text) in [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(ecmascript(f64::from_bits(bits)), text);
        }
    }

    #[test]
    fn doubles_of_xsd() {
        for (number, text) in [
            (5.3, "5.3E0"),
            (0.0, "0.0E0"),
            (-12.5, "-1.25E1"),
            (1e21, "1.0E21"),
            (1e-7, "1.0E-7"),
            (1.0 / 3.0, "3.333333333333333E-1"),
        ] {
            assert_eq!(xsd_double(number), text);
        }
    }
}
