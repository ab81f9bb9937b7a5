//! How long is it until the next try? Twice as long each time, with a jitter that the seed settles, or what the host asks.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use ring::digest::{SHA256, digest};

use crate::settings::Settings;

/// A host may ask to be left alone so long; what asks for more is taken for a slip.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(30 * 24 * 3600);

/// Returns the wait before a retry, the first of which has the number 0.
///
/// The jitter depends on the seed, the address and the number alone, so that it is the same whatever else goes on.
pub fn backoff(settings: &Settings, address: &str, retry: u32) -> Duration {
    let full = settings.backoff.saturating_mul(2_u32.saturating_pow(retry)).min(settings.wait_max);
    full.mul_f64(0.5 + 0.5 * share(settings.seed, address, retry))
}

/// Returns a number from 0 up to 1.
fn share(seed: u64, address: &str, retry: u32) -> f64 {
    let text = format!("{seed} {retry} {address}");
    let hash = digest(&SHA256, text.as_bytes());
    let first = hash.as_ref().iter().take(4).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    f64::from(first) / (f64::from(u32::MAX) + 1.0)
}

/// Reads the header `Retry-After`: seconds, or the instant of HTTP.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse().map_or(RETRY_AFTER_MAX, Duration::from_secs).min(RETRY_AFTER_MAX));
    }
    let instant = DateTimeParser::new().parse_timestamp(value).ok()?;
    let wait = Duration::try_from(instant.duration_since(now)).unwrap_or(Duration::ZERO);
    Some(wait.min(RETRY_AFTER_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_an_instant() {
        let now = "2031-05-03T10:00:00Z".parse().unwrap();
        let check = |value: &str, seconds: Option<u64>| {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        };
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Sat, 03 May 2031 10:02:00 GMT", Some(120));
        check("Sat, 03 May 2031 09:00:00 GMT", Some(0));
        check("99999999999999999999999999", Some(30 * 24 * 3600));
        check("Mon, 01 Jan 9999 00:00:00 GMT", None);
        check("Fri, 01 Jan 9999 00:00:00 GMT", Some(30 * 24 * 3600));
        check("-5", None);
        check("soon", None);
        check("", None);
    }

    #[test]
    fn waits_double_and_the_seed_settles_them() {
        let of = |seed, retry| backoff(&Settings { seed, ..Settings::default() }, "https://ferry.example/", retry);
        assert_eq!(of(1, 0), of(1, 0));
        assert_ne!(of(1, 0), of(2, 0));
        for retry in 0..40 {
            let full = Duration::from_secs(2_u64.saturating_pow(retry).min(300));
            assert!(of(7, retry) >= full / 2 && of(7, retry) < full, "{retry}");
        }
    }
}
