//! Which money is meant? Signs, codes and names beside a number.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::Unit;
use casus_text::Origin;
use rust_decimal::Decimal;

use super::piece::{Line, PieceKind};
use crate::lexicon::{LEXICON, cell, rows};
use crate::passage::Passage;

/// A currency beside a number: its unit, by what its sign multiplies (`MEUR`), and the piece where it begins or ends.
pub(super) struct Beside {
    pub unit: Unit,
    pub scale: Decimal,
    pub at: usize,
    /// Whether it is a part of a unit of money: a cent.
    pub is_coin: bool,
}

/// A name that several states use for their money, with their codes.
struct Shared {
    name: &'static str,
    codes: Vec<(&'static str, &'static str)>,
}

struct Table {
    /// Signs as they stand in a text; those with a dollar in capitals.
    signs: BTreeMap<String, &'static str>,
    names: BTreeMap<String, &'static str>,
    /// Codes, with whether they may stand before a number.
    codes: BTreeMap<&'static str, bool>,
    coins: BTreeMap<&'static str, &'static str>,
    shared: BTreeMap<&'static str, usize>,
    shared_rows: Vec<Shared>,
    /// States whose money is a dollar, with their codes and their top-level domains.
    dollars: Vec<[&'static str; 3]>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        signs: BTreeMap::new(),
        names: BTreeMap::new(),
        codes: BTreeMap::new(),
        coins: BTreeMap::new(),
        shared: BTreeMap::new(),
        shared_rows: Vec::new(),
        dollars: rows(include_str!("../../data/dollars.tsv"))
            .map(|row| [row[0], cell(&row, 1), cell(&row, 2)])
            .collect(),
    };
    for row in rows(include_str!("../../data/currencies.tsv")) {
        let code = row[0].trim_start_matches('-');
        let words = |column| cell(&row, column).split('|').filter(|word: &&str| !word.is_empty());
        table.codes.insert(code, code == row[0]);
        table.names.extend(words(1).map(|name| (name.to_lowercase(), code)));
        table.signs.extend(words(2).map(|sign| (folded(sign), code)));
    }
    for row in rows(include_str!("../../data/coins.tsv")) {
        table.coins.extend(row[0].split('|').map(|name| (name, cell(&row, 1))));
    }
    for (at, row) in rows(include_str!("../../data/shared_currencies.tsv")).enumerate() {
        let codes = cell(&row, 1).split('|').filter_map(|pair| pair.split_once('=')).collect();
        table.shared.extend(row[0].split('|').map(|name| (name, at)));
        let name = row[0].split('|').next().unwrap_or(row[0]);
        table.shared_rows.push(Shared { name, codes });
    }
    table
});

/// A sign is found whatever the case of the letters before its dollar.
fn folded(sign: &str) -> String {
    if sign.contains('$') { sign.to_uppercase() } else { sign.to_owned() }
}

/// A currency is written in so many pieces at most: `Trinidad and Tobago dollars`, `U.S. $`.
const PIECES_MAX: usize = 6;

/// Returns the currency that stands right before a number, from no earlier piece than `floor`.
pub(super) fn before(line: &Line<'_>, number: usize, floor: usize) -> Option<Beside> {
    let first = floor.max(number.saturating_sub(PIECES_MAX));
    let mut starts = (first..number).filter(|start| is_free(line, *start));
    let plain = |unit| Beside { unit, scale: Decimal::ONE, at: 0, is_coin: false };
    starts.find_map(|start| {
        let words = line.slice(start, number);
        let sign = TABLE.signs.get(&folded(words)).map(|code| plain(unit_of(code)));
        let is_code = |word: &str| TABLE.codes.get(word) == Some(&true);
        let code = || coded(words).filter(|(code, _)| is_code(code));
        let code = || code().map(|(code, scale)| Beside { scale, ..plain(unit_of(code)) });
        // `usd 200`, `rmb 10`, `dollar 22.5 million`: a name of one word, which a number seldom follows.
        let name = || TABLE.names.get(words).filter(|_| is_short_name(words)).map(|code| plain(unit_of(code)));
        let found = sign.or_else(code).or_else(name)?;
        Some(Beside { at: start, ..found })
    })
}

/// Returns whether a currency may begin at a piece: not in the middle of a word.
fn is_free(line: &Line<'_>, at: usize) -> bool {
    let touches = |before: usize| line.get(before).is_some_and(|piece| piece.kind != PieceKind::Mark);
    !(line.is_tight(at) && at > 0 && touches(at - 1))
}

/// Returns whether a name may stand before its number as a code does: `usd 200`, but not `won 3 seats`.
fn is_short_name(words: &str) -> bool {
    TABLE.codes.contains_key(words.to_uppercase().as_str()) || matches!(words, "rmb" | "dollar")
}

/// Returns the currency that stands right behind a number.
pub(super) fn after(line: &Line<'_>, at: usize, states: &[&'static str]) -> Option<Beside> {
    let is_joined = line.is(at, "-") && line.is_tight(at) && line.is_tight(at + 1);
    let start = at + usize::from(is_joined || line.is(at, "of"));
    let ends = (start + 1..=start + PIECES_MAX).rev().filter(|end| *end <= line.pieces.len());
    let mut ends = ends.filter(|end| !is_of_next(line, start, *end));
    ends.find_map(|end| named(line.slice(start, end), states).map(|found| Beside { at: end, ..found }))
}

/// Returns whether a sign belongs to the number behind it: `1 $10 note`.
fn is_of_next(line: &Line<'_>, start: usize, end: usize) -> bool {
    let is_number = line.get(end).is_some_and(|piece| piece.kind == PieceKind::Number);
    is_number && line.is_tight(end) && !line.is_tight(start)
}

fn named(words: &str, states: &[&'static str]) -> Option<Beside> {
    let lower = words.to_lowercase();
    let plain = |unit| Beside { unit, scale: Decimal::ONE, at: 0, is_coin: false };
    if let Some((code, scale)) = coded(words).filter(|(code, _)| TABLE.codes.contains_key(code)) {
        return Some(Beside { scale, ..plain(unit_of(code)) });
    }
    if let Some(coin) = TABLE.coins.get(lower.as_str()) {
        return Some(Beside { is_coin: true, ..plain(Unit::Noun((*coin).to_owned())) });
    }
    if let Some(row) = TABLE.shared.get(lower.as_str()) {
        return Some(plain(shared(&TABLE.shared_rows[*row], states)));
    }
    let code = TABLE.names.get(&lower).or_else(|| TABLE.signs.get(&folded(words)))?;
    Some(plain(unit_of(code)))
}

/// Returns a code and by what a letter before it multiplies: `EUR`, `MEUR`.
fn coded(words: &str) -> Option<(&str, Decimal)> {
    let is_code = |word: &str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
    if is_code(words) {
        return Some((words, Decimal::ONE));
    }
    let (scale, code) = words.split_at_checked(1)?;
    let zeros: i64 = match scale {
        "k" | "K" => 1_000,
        "M" => 1_000_000,
        "B" => 1_000_000_000,
        _ => return None,
    };
    is_code(code).then_some((code, Decimal::from(zeros)))
}

fn shared(row: &Shared, states: &[&'static str]) -> Unit {
    let of = |state: &&str| row.codes.iter().find(|(known, _)| known == state);
    states.iter().find_map(of).map_or_else(|| Unit::Noun(row.name.to_owned()), |(_, code)| unit_of(code))
}

fn unit_of(code: &str) -> Unit {
    match coded(code) {
        Some((_, scale)) if scale == Decimal::ONE => Unit::Currency(code.to_owned()),
        _ => Unit::Noun(code.to_owned()),
    }
}

/// Returns whether a unit is one of money, be its currency known or not.
pub(super) fn is_money(unit: &Unit) -> bool {
    match unit {
        Unit::Currency(_) => true,
        Unit::Noun(noun) => TABLE.shared.contains_key(noun.as_str()) || TABLE.codes.contains_key(noun.as_str()),
        Unit::Percent => false,
    }
}

/// Returns the currency that a text means by `$40` and by `40 dollars`, where it is published in a state whose dollar is
/// not that of the United States.
pub(super) fn dollar_of(origin: &Origin) -> Option<&'static str> {
    let host = origin.url.as_deref().and_then(|url| url.split_once("://")?.1.split(['/', ':', '?', '#']).next());
    let domain = host.and_then(|host| host.rsplit_once('.')).map(|(_, last)| last.to_lowercase());
    let words: Vec<&str> = origin.publisher.as_deref().unwrap_or_default().split_whitespace().collect();
    let named = |count: usize| words.windows(count).filter_map(|words| LEXICON.name(&words.join(" ")));
    let states: Vec<&str> = (1..=3).flat_map(named).map(|known| known.name).collect();
    let by_name = TABLE.dollars.iter().find(|[state, ..]| states.contains(state));
    let by_domain = || TABLE.dollars.iter().find(|[_, _, known]| domain.as_deref() == Some(*known));
    by_name.or_else(by_domain).map(|[_, code, _]| *code)
}

/// Returns whether the words of a sum leave open whose dollars they are: `$40 million`, `40 million dollars`.
pub(super) fn is_any_dollar(words: &str) -> bool {
    let lower = words.to_lowercase();
    let is_told = |word: &str| matches!(word, "us" | "u" | "usd" | "american" | "greenbacks" | "bucks");
    (lower.contains('$') || lower.contains("dollar")) && !lower.split(|c: char| !c.is_alphabetic()).any(is_told)
}

/// Returns the states that a sentence names, whose money may be meant.
pub(super) fn states(passage: &Passage<'_>) -> Vec<&'static str> {
    let names = passage.words.iter().filter(|word| word.is_capitalised());
    names.filter_map(|word| LEXICON.name(word.text)).map(|known| known.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, number: usize, expected: &str) {
        let line = Line::of(text);
        let found = before(&line, number, 0).or_else(|| after(&line, number + 1, &["Norway"]));
        assert_eq!(found.map(|it| it.unit.word().to_owned()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn a_dollar_is_that_of_the_state_where_the_text_is_published() {
        let of = |publisher: &str, url: &str| {
            let known = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
            dollar_of(&Origin { publisher: known(publisher), url: known(url), ..Origin::default() })
        };
        assert_eq!(of("Canadian Harbour News", ""), Some("CAD"));
        assert_eq!(of("Herald of New Zealand", "https://herald.example/a.ca"), Some("NZD"));
        assert_eq!(of("Harbour News", "https://news.harbour.com.au/rates?for=ca"), Some("AUD"));
        assert_eq!(of("Harbour News", "https://harbour.example/ca"), None);
        assert_eq!(of("", ""), None);
        assert!(is_any_dollar("$40 million") && is_any_dollar("40 million dollars"));
        assert!(!is_any_dollar("US$40 million") && !is_any_dollar("40 U.S. dollars") && !is_any_dollar("40 USD"));
    }

    #[test]
    fn each_name_and_sign_leads_to_one_currency() {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for row in rows(include_str!("../../data/currencies.tsv")) {
            let words = [1, 2].into_iter().flat_map(|column| cell(&row, column).split('|'));
            for word in words.filter(|word| !word.is_empty()) {
                let code = known.entry(folded(word)).or_insert(row[0]);
                assert_eq!(*code, row[0], "`{word}` stands for both");
            }
        }
        let shared = TABLE.shared.keys().chain(TABLE.coins.keys());
        let twice: Vec<_> = shared.filter(|name| known.contains_key(**name)).collect();
        assert!(twice.is_empty(), "{twice:?} are names of one currency too");
    }

    #[test]
    fn signs_and_codes_stand_before() {
        check("US$4", 2, "USD");
        check("HK $ 4", 2, "HKD");
        check("pays a $4", 3, "USD");
        check("EUR 4", 1, "EUR");
        check("MAUD 4", 1, "AUD");
        check("ALL 4", 1, "");
        check("won 4", 1, "");
        check("usd 4", 1, "USD");
        check("the $ 4", 2, "USD");
    }

    #[test]
    fn names_and_signs_stand_behind() {
        check("4 Swiss francs", 0, "CHF");
        check("4 US dollars", 0, "USD");
        check("4 kroner", 0, "NOK");
        check("4 crowns", 0, "NOK");
        check("4 pesos", 0, "peso");
        check("4 cents", 0, "cent");
        check("4 ALL", 0, "ALL");
        check("4 €", 0, "EUR");
        check("4 solutions", 0, "");
    }
}
