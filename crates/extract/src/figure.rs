//! How much? Money, percentages and counts.

use std::str::FromStr;
use std::sync::LazyLock;

use casus_claim::{Amount, Unit};
use casus_text::Span;
use regex::{Captures, Regex};
use rust_decimal::Decimal;

use crate::lexicon::LEXICON;
use crate::needed::Needed;
use crate::passage::Passage;

/// An amount with its place and with what it is an amount of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenAmount {
    pub span: Span,
    pub of: String,
    pub amount: Amount,
}

const NUMBER: &str = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?";
const WORDS: &str = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const SCALE: &str = r"trillion|billion|million|thousand|bn|tn|mn|m|k|trn";

static MONEY: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let mut symbols: Vec<&str> = LEXICON.currency_words().filter(|word| !is_name(word)).collect();
    symbols.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let symbols = symbols.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
    let mut names: Vec<&str> = LEXICON.currency_words().filter(|word| word.chars().count() > 1).collect();
    names.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let names = names.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
    let compile = |pattern: String| Regex::new(&pattern).expect("the forms of money compile");
    let before = format!(
        r"(?P<unit>{symbols})[ \x{{a0}}]?(?P<value>{NUMBER})(?:[ \x{{a0}}-]?(?P<low>{SCALE})(?-u:\b))?(?:[ \x{{a0}}]?(?:[-–]|to|and)[ \x{{a0}}]?(?:{symbols})?(?P<high>{NUMBER})(?:[ \x{{a0}}-]?(?P<scale>{SCALE})(?-u:\b))|[ \x{{a0}}-]?(?P<only>{SCALE})(?-u:\b))?"
    );
    let after = format!(
        r"(?-u:\b)(?i:(?P<value>{NUMBER}|(?:{WORDS}))(?:[ \x{{a0}}]?(?P<low>{SCALE})?[ \x{{a0}}]?(?:[-–]|to)[ \x{{a0}}]?(?P<high>{NUMBER}))?(?:[ \x{{a0}}-](?P<scale>{SCALE})|(?P<only>bn|tn|mn|m))?[ \x{{a0}}](?:of[ \x{{a0}}])?(?P<unit>{names}))(?-u:\b)"
    );
    [compile(before), compile(after)]
});

static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?:(?-u:\b)(?P<value>{NUMBER}|(?i-u:{WORDS}))(?:[ \x{{a0}}]?(?:[-–]|(?i-u:to|and))[ \x{{a0}}]?(?P<high>{NUMBER}))?[ \x{{a0}}]?(?:%|(?i-u:per)[ \x{{a0}}]?(?i-u:cent\b)|(?i-u:percent\b)|(?i-u:percentage points\b)))"
    );
    Regex::new(&pattern).expect("the form of a percentage compiles")
});

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?-u:\b)(?P<value>{NUMBER}|(?i-u:{WORDS})(?i-u:-(?:one|two|three|four|five|six|seven|eight|nine))?)(?:[ \x{{a0}}](?P<only>(?i-u:million|billion|thousand|hundred)))?(?:[ \x{{a0}}]?(?:[-–]|(?i-u:to))[ \x{{a0}}]?(?P<high>{NUMBER}))?(?P<join>[ \x{{a0}}-])(?P<noun>[A-Za-z][A-Za-z’'-]*(?:[ \x{{a0}}][A-Za-z][A-Za-z’'-]*){{0,3}})"
    );
    Regex::new(&pattern).expect("the form of a count compiles")
});

/// The places of the forms of percentages and counts in [`FORMS`]; those of money stand before them.
const PERCENT_AT: usize = 2;
const COUNT_AT: usize = 3;

/// What each form of an amount needs.
static FORMS: LazyLock<Needed> = LazyLock::new(|| {
    let forms = MONEY.iter().chain([&*PERCENT, &*COUNT]);
    Needed::of(forms.map(Regex::as_str))
});

/// Returns the amounts of a sentence in order, without overlap.
pub(crate) fn amounts(passage: &Passage<'_>, taken: &[Span]) -> Vec<SeenAmount> {
    let mut seen: Vec<SeenAmount> = Vec::new();
    let free = |seen: &[SeenAmount], span: Span| {
        seen.iter().all(|amount| !amount.span.overlaps(span)) && taken.iter().all(|time| !time.overlaps(span))
    };
    for form in FORMS.in_text(passage.text()) {
        for amount in of_form(passage, form) {
            if free(&seen, amount.span) {
                seen.push(amount);
            }
        }
    }
    seen.sort_by_key(|amount| amount.span);
    seen
}

fn of_form(passage: &Passage<'_>, form: usize) -> Vec<SeenAmount> {
    let text = passage.text();
    match form {
        PERCENT_AT => PERCENT.captures_iter(text).filter_map(|c| percent(passage, &c, whole(passage, &c))).collect(),
        COUNT_AT => counts(passage),
        money_at => {
            MONEY[money_at].captures_iter(text).filter_map(|c| money(passage, &c, whole(passage, &c))).collect()
        }
    }
}

fn counts(passage: &Passage<'_>) -> Vec<SeenAmount> {
    let (mut counts, mut at) = (Vec::new(), 0);
    while let Some(c) = COUNT.captures_at(passage.text(), at) {
        at = c.name("value").map_or(at + 1, |value| value.end()).max(at + 1);
        counts.extend(counted(passage, &c));
    }
    counts
}

fn is_name(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '.') && word.chars().any(char::is_lowercase)
}

fn whole(passage: &Passage<'_>, c: &Captures<'_>) -> Span {
    let range = c.get(0).expect("a match has a whole").range();
    passage.part(range.start, range.end)
}

fn money(passage: &Passage<'_>, c: &Captures<'_>, span: Span) -> Option<SeenAmount> {
    let word = c.name("unit")?.as_str();
    let code = LEXICON.currency(word).or_else(|| LEXICON.currency(&word.to_lowercase()))?;
    let group = |name| c.name(name).map(|group| group.as_str());
    let scale = group("scale").or(group("only"));
    let low = group("low").or(scale);
    let value = scaled(group("value")?, low)?;
    let high = group("high").and_then(|high| scaled(high, scale.or(low)));
    let amount = amount(passage, span, value, high, Unit::Currency(code.to_owned()));
    Some(SeenAmount { span, of: measured(passage, span), amount })
}

fn percent(passage: &Passage<'_>, c: &Captures<'_>, span: Span) -> Option<SeenAmount> {
    let value = scaled(&c["value"], None)?;
    let high = c.name("high").and_then(|high| scaled(high.as_str(), None));
    Some(SeenAmount { span, of: measured(passage, span), amount: amount(passage, span, value, high, Unit::Percent) })
}

fn amount(passage: &Passage<'_>, span: Span, value: Decimal, high: Option<Decimal>, unit: Unit) -> Amount {
    let high = high.filter(|high| *high > value);
    Amount { value, high, unit, is_approximate: is_approximate(passage, span) }
}

/// Reads a number in digits or in words with its scale.
fn scaled(number: &str, scale: Option<&str>) -> Option<Decimal> {
    let digits = number.replace(',', "");
    let value = Decimal::from_str(&digits).ok().or_else(|| in_words(number))?;
    let zeros = match scale.map(str::to_lowercase).as_deref() {
        Some("trillion" | "tn" | "trn") => 12,
        Some("billion" | "bn") => 9,
        Some("million" | "m" | "mn") => 6,
        Some("thousand" | "k") => 3,
        Some("hundred") => 2,
        _ => 0,
    };
    value.checked_mul(Decimal::from(10_i64.pow(zeros))).map(|value| value.normalize())
}

fn in_words(number: &str) -> Option<Decimal> {
    let lower = number.to_lowercase();
    let (tens, ones) = lower.split_once('-').unwrap_or((&lower, ""));
    let one = |word: &str| -> Option<i64> {
        let at = WORDS.split('|').position(|name| name == word)?;
        let at = i64::try_from(at).ok()?;
        Some(if at <= 18 { at + 2 } else { (at - 18) * 10 + 20 })
    };
    let ones = match ones {
        "" => 0,
        "one" => 1,
        other => one(other)?,
    };
    Some(Decimal::from(one(tens)? + ones))
}

/// Returns whether the words before an amount make it approximate.
fn is_approximate(passage: &Passage<'_>, span: Span) -> bool {
    const HEDGES: &[&str] = &[
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "approximately",
        "roughly",
        "least",
        "than",
        "to",
        "over",
        "above",
        "below",
        "under",
        "near",
        "estimated",
        "exceeding",
        "circa",
        "most",
    ];
    let at = passage.word_from(span.start_bytes());
    let before = |back: usize| at.checked_sub(back).map_or("", |i| passage.words[i].text);
    let hedge = |word: &str| HEDGES.iter().any(|hedge| hedge.eq_ignore_ascii_case(word));
    match before(1) {
        "than" => {
            matches!(before(2).to_lowercase().as_str(), "more" | "less" | "fewer" | "greater" | "higher" | "lower")
        }
        "to" => matches!(before(2).to_lowercase().as_str(), "up" | "close"),
        "least" | "most" => before(2).eq_ignore_ascii_case("at"),
        word => hedge(word),
    }
}

/// Returns the words for what is measured: what follows `in`, `of`, `for`, else what stands before.
fn measured(passage: &Passage<'_>, span: Span) -> String {
    let text = passage.text();
    let base = passage.span.start_bytes();
    let after = &text[span.end_bytes() - base..];
    let noun = after.trim_start();
    let opener = ["in ", "of ", "for "].iter().find(|opener| noun.starts_with(**opener));
    if let Some(opener) = opener {
        let phrase = noun_phrase(&noun[opener.len()..]);
        if !phrase.is_empty() {
            return phrase;
        }
    }
    let before = &text[..span.start_bytes() - base];
    let head = before_phrase(before);
    if !head.is_empty() {
        return head;
    }
    let direct = noun_phrase(noun);
    if direct.is_empty() { passage.source.slice(span).to_owned() } else { direct }
}

/// Takes the words of a noun phrase from the head of a text.
fn noun_phrase(text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ').take(8) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', '”', '"', '?', '!']);
        let lower = bare.to_lowercase();
        let is_article = words.is_empty() && matches!(lower.as_str(), "the" | "a" | "an" | "its" | "their");
        let is_end = LEXICON.is_function_word(&lower) && !matches!(lower.as_str(), "of" | "for") || bare.is_empty();
        if is_article {
            continue;
        }
        if is_end {
            break;
        }
        words.push(bare);
        if bare.len() != word.len() {
            break;
        }
    }
    while words.last().is_some_and(|word| matches!(*word, "of" | "for")) {
        words.pop();
    }
    words.join(" ")
}

/// Takes the noun phrase that ends right before an amount: `a loan of`, `reserves (`.
fn before_phrase(text: &str) -> String {
    let text = text.trim_end().trim_end_matches('(').trim_end();
    let text = ["about", "around", "some", "nearly", "up to", "at least", "more than", "another", "worth"]
        .iter()
        .fold(text, |text, hedge| text.strip_suffix(hedge).map_or(text, str::trim_end));
    let Some(text) =
        ["of", "to", "at", "is", "by", "worth"].iter().find_map(|link| text.strip_suffix(&format!(" {link}")))
    else {
        return String::new();
    };
    let mut words: Vec<&str> = Vec::new();
    for word in text.rsplit(' ').take(4) {
        if LEXICON.is_function_word(&word.to_lowercase()) || word.ends_with([',', ';', '.']) {
            break;
        }
        words.push(word);
    }
    words.reverse();
    words.join(" ")
}

/// Reads `26 countries`, `a 20-point plan`, `fifteen experts`.
fn counted(passage: &Passage<'_>, c: &Captures<'_>) -> Option<SeenAmount> {
    const NOT_COUNTED: &[&str] = &[
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "decade",
        "century",
        "time",
        "percent",
        "cent",
        "o'clock",
        "am",
        "pm",
        "round",
        "quarter",
        "phase",
        "version",
        "article",
        "paragraph",
        "chapter",
        "night",
        "third",
        "half",
        "tier",
        "morning",
        "second",
    ];
    let value = c.name("value")?;
    let noun = c.name("noun")?;
    let words: Vec<&str> = noun.as_str().split([' ', '\u{a0}']).collect();
    let is_compound = c.name("join").is_some_and(|join| join.as_str() == "-");
    let (at, unit) = if is_compound {
        (0, words.first()?.split('-').next()?.to_lowercase())
    } else {
        words.iter().enumerate().find_map(|(at, word)| singular(word).map(|unit| (at, unit)))?
    };
    let is_foreign = words[..at].iter().any(|word| LEXICON.is_function_word(&word.to_lowercase()));
    let text = passage.text();
    let is_part =
        text[..value.start()].ends_with(['-', '.', ',', '/', ':', '–', '$', '€', '£']) || is_date_like(value.as_str());
    if is_foreign || is_part || NOT_COUNTED.contains(&unit.as_str()) || unit.len() < 3 {
        return None;
    }
    let before: usize = words[..at].iter().map(|word| word.len()).sum();
    let joints: usize =
        noun.as_str().chars().filter(|c| matches!(c, ' ' | '\u{a0}')).take(at).map(char::len_utf8).sum();
    let span = passage.part(value.start(), noun.start() + before + joints + words[at].len());
    let number = scaled(value.as_str(), c.name("only").map(|scale| scale.as_str()))?;
    let high = c.name("high").and_then(|high| scaled(high.as_str(), None));
    // The counted noun with what stands before it, and with what it is `of`.
    let rest = &text[span.end_bytes() - passage.span.start_bytes()..];
    let counted = words[..=at].join(" ");
    let of = match rest.strip_prefix(" of ").map(noun_phrase).filter(|owner| !owner.is_empty()) {
        Some(owner) => format!("{counted} of {owner}"),
        None if is_compound => noun_phrase(&text[noun.start()..]),
        None => counted,
    };
    let of = match of.split_once(' ') {
        // `a 20-point plan`: the points are those of the plan.
        Some((_, owner)) if is_compound => format!("{unit}s of the {owner}"),
        _ if of.is_empty() => noun.as_str().to_owned(),
        _ => of,
    };
    Some(SeenAmount { span, of, amount: amount(passage, span, number, high, Unit::Noun(unit)) })
}

fn is_date_like(value: &str) -> bool {
    value.len() == 4
        && (value.starts_with("19") || value.starts_with("20"))
        && value.chars().all(|c| c.is_ascii_digit())
}

/// Returns the singular of a word that looks like a plural noun.
fn singular(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if let Some(known) = LEXICON.group_head(&word) {
        return Some(known.to_owned());
    }
    if LEXICON.is_function_word(&word) || word.len() < 4 {
        return None;
    }
    match word.as_str() {
        "people" | "persons" => return Some("person".to_owned()),
        "men" => return Some("man".to_owned()),
        "women" => return Some("woman".to_owned()),
        "children" => return Some("child".to_owned()),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if ["ches", "shes", "xes", "sses"].iter().any(|end| word.ends_with(end)) {
        return Some(word[..word.len() - 2].to_owned());
    }
    let stem = word.strip_suffix('s')?;
    (!stem.ends_with(['s', 'u', 'i'])).then(|| stem.to_owned())
}
