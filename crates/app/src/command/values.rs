//! How are the values of options written? Each parser says what is wrong with a word, and how to write it.

use casus_claim::{EntityKind, PropositionId};
use casus_engine::Interval;
use casus_engine::ledger::{DecisionId, Grade, Location};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::take::MODEL;

pub(crate) fn day(text: &str) -> Result<Date, String> {
    // A time after the day would be dropped in silence, so only a day is taken.
    let is_day = text.len() == "2031-05-02".len();
    text.parse().ok().filter(|_| is_day).ok_or_else(|| format!("`{text}` is not a day; write it as in `2031-05-02`"))
}

/// Reads an instant, or a day, which stands for its last moment in UTC.
pub(crate) fn instant(text: &str) -> Result<Timestamp, String> {
    let end_of_day = || Some(day(text).ok()?.at(23, 59, 59, 999_999_999).to_zoned(TimeZone::UTC).ok()?.timestamp());
    let instant = text.parse().ok().or_else(end_of_day);
    instant.ok_or_else(|| format!("`{text}` is not an instant; write it as in `2031-05-02T18:00:00Z` or `2031-05-02`"))
}

/// Reads where a ledger lies.
pub(crate) fn ledger(text: &str) -> Result<Location, String> {
    Ok(Location::parse(text))
}

/// Reads the name of a reader, which must be there also behind the word that tells a model from a person.
pub(crate) fn reader(text: &str) -> Result<String, String> {
    let name = text.strip_prefix(MODEL).unwrap_or(text);
    if name.trim().is_empty() {
        return Err(format!("`{text}` is no name; write it as in `Ida Holm` or `{MODEL}heron-3`"));
    }
    Ok(text.to_owned())
}

/// Reads the name of a model, which is also the name of a folder.
pub(crate) fn model_name(text: &str) -> Result<String, String> {
    let is_inside =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_');
    if text.len() <= 64 && text.chars().all(is_inside) && text.starts_with(|first: char| first.is_ascii_alphanumeric())
    {
        return Ok(text.to_owned());
    }
    Err(format!("`{text}` is no name of a model; write it in small letters, digits, `-` and `_`, as in `en`"))
}

/// Reads the digits of a SHA-256.
pub(crate) fn sha256(text: &str) -> Result<String, String> {
    let is_hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(format!("`{text}` is not a SHA-256, which has 64 digits from 0 to f"))
    }
}

/// Reads how probable a proposition is: a share, or two of them with two dots between.
pub(crate) fn chance(text: &str) -> Result<(PropositionId, Interval), String> {
    let wrong =
        || format!("`{text}` is no probability of a proposition; write it as in `truce=0.6` or `truce=0.4..0.7`");
    let (name, ends) = text.split_once('=').ok_or_else(wrong)?;
    let (least, most) = ends.split_once("..").unwrap_or((ends, ends));
    let (least, most) = (share(least).map_err(|_| wrong())?, share(most).map_err(|_| wrong())?);
    if name.trim().is_empty() || least > most {
        return Err(wrong());
    }
    Ok((PropositionId(name.trim().to_owned()), Interval { least, most }))
}

pub(crate) fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| format!("`{text}` is not a number from 0 to 1"))
}

pub(crate) fn assignment(text: &str) -> Result<(PropositionId, bool), String> {
    // The name comes first and may hold an equals sign of its own.
    let Some((name, value)) = text.rsplit_once('=').filter(|(name, _)| !name.is_empty()) else {
        return Err(format!("`{text}` is not an assignment; write it as in `truce=true`"));
    };
    let value = value.parse().map_err(|_| format!("`{value}` is neither `true` nor `false`"))?;
    Ok((PropositionId(name.to_owned()), value))
}

/// Reads a field of a record with its value.
pub(crate) fn field(text: &str) -> Result<(String, String), String> {
    let parted = text.split_once('=').filter(|(name, _)| !name.trim().is_empty());
    let (name, value) = parted.ok_or_else(|| format!("`{text}` is no field; write it as in `status=pledged`"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

pub(crate) fn record_kind(text: &str) -> Result<&'static str, String> {
    let kinds = ["statement", "commitment", "position", "event", "figure", "authority"];
    let found = kinds.into_iter().find(|kind| *kind == text);
    found.ok_or_else(|| format!("`{text}` is no kind of record; there are {}", one_of(&kinds)))
}

pub(crate) fn entity_kind(text: &str) -> Result<EntityKind, String> {
    let kinds: Vec<&str> = EntityKind::ALL.iter().map(|kind| kind.word()).collect();
    EntityKind::from_word(text).ok_or_else(|| format!("`{text}` is no kind of actor; there are {}", one_of(&kinds)))
}

fn one_of(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

pub(crate) fn grade(text: &str) -> Result<Grade, String> {
    let hint = "write a letter from A to F, a digit from 1 to 6, or both, as in `B2`";
    Grade::parse(text).ok_or_else(|| format!("`{text}` is no grade; {hint}"))
}

pub(crate) fn decision(text: &str) -> Result<DecisionId, String> {
    let number = text.strip_prefix('d').unwrap_or(text).parse().ok().map(DecisionId);
    number.ok_or_else(|| format!("`{text}` is no decision; write it as in `d7`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_shares_are_checked() {
        assert!(day("2031-05-02").is_ok());
        for wrong in ["2031-02-30", "2 May 2031", "2031-05-02T10:00", "", "20310502"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
        assert_eq!(share("0.5"), Ok(0.5));
        for wrong in ["-0.1", "1.1", "NaN", "half"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
