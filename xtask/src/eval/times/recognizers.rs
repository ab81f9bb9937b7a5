//! How well do days agree with the specifications of Recognizers-Text? Its English dates and ranges that have one meaning.
//!
//! A range there ends exclusively: `next week` ends on the Monday behind it. Where a range is worded by its two ends, as in
//! `from 4 June to 6 June`, they give the second end itself, so that it is shut out; casus, for which the sixth is a part of
//! it, is told apart by two counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use super::{Seen, Text, share};
use crate::failure::Failure;

/// The languages in which the specifications were built; a case that none of them supports is no case.
const BUILDS: [&str; 4] = ["dotnet", "java", "javascript", "python"];

/// Words at the head of an expression that the specifications have in one case and not in the next.
const LOOSE: [&str; 10] = ["the", "a", "in", "on", "at", "for", "around", "about", "of", "sometime"];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    input: String,
    #[serde(default)]
    context: BTreeMap<String, String>,
    #[serde(default)]
    not_supported: String,
    #[serde(default)]
    not_supported_by_design: String,
    results: Vec<Outcome>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Outcome {
    #[serde(alias = "Typename")]
    type_name: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    resolution: Option<Resolution>,
}

#[derive(Deserialize)]
struct Resolution {
    #[serde(default)]
    values: Vec<BTreeMap<String, String>>,
}

/// A text with the dates in it.
pub struct Case {
    pub text: Text,
    expected: Vec<Expected>,
}

struct Expected {
    kind: &'static str,
    /// How its days are bounded, such as `before`.
    bound: String,
    span: [usize; 2],
    start: Option<Date>,
    /// The day behind its last.
    behind: Option<Date>,
}

/// Reads the dates and ranges with one meaning.
pub fn cases(path: &Path) -> Result<Vec<Case>, Failure> {
    let file = fs::read_to_string(path).map_err(Failure::disk(path))?;
    let rows: Result<Vec<Row>, _> = serde_json::from_str(file.trim_start_matches('\u{feff}'));
    let rows = rows.map_err(|error| Failure::Format { path: path.to_owned(), error: error.to_string() })?;
    let cases = rows.into_iter().filter(|row| {
        let refused = format!("{},{}", row.not_supported, row.not_supported_by_design);
        !BUILDS.iter().all(|build| refused.split(',').any(|it| it.trim() == *build))
    });
    let cases = cases.map(|row| {
        let day = row.context.get("ReferenceDateTime").map(|day| day.chars().take(10).collect());
        let expected = row.results.iter().filter_map(expected).collect();
        Case { text: Text { words: row.input, published: day }, expected }
    });
    Ok(cases.filter(|case| !case.expected.is_empty()).collect())
}

fn expected(outcome: &Outcome) -> Option<Expected> {
    let kind = match outcome.type_name.as_deref()? {
        "datetimeV2.date" => "date",
        "datetimeV2.daterange" => "date range",
        _ => return None,
    };
    let [values] = &outcome.resolution.as_ref()?.values[..] else { return None };
    let day = |key: &str| values.get(key).and_then(|day| day.parse::<Date>().ok());
    let single = day("value");
    Some(Expected {
        kind,
        bound: values.get("Mod").cloned().unwrap_or_default(),
        span: [outcome.start?, outcome.end? + 1],
        start: single.or(day("start")),
        behind: single.and_then(|day| day.tomorrow().ok()).or(day("end")),
    })
}

/// How far casus agrees with one of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// The same characters and the same days.
    Exact,
    /// The same words but for an article or a preposition, and the same days.
    Worded,
    /// A range worded by its two ends, of which casus takes the second in.
    Closed,
    OtherDays,
    Missed,
}

/// A case that has been judged.
pub struct Judged<'c> {
    case: &'c Case,
    expected: &'c Expected,
    verdict: Verdict,
    seen: Vec<Seen>,
}

/// Judges all cases.
pub fn judge<'c>(cases: &'c [Case], seen: &[Vec<Seen>]) -> Vec<Judged<'c>> {
    let of_case = |(case, seen): (&'c Case, &Vec<Seen>)| {
        let judged = |expected: &'c Expected| {
            let near = seen.iter().filter(|it| it.span[0] < expected.span[1] && expected.span[0] < it.span[1]);
            let near = near.cloned().collect::<Vec<_>>();
            Judged { case, expected, verdict: verdict(&case.text.words, expected, &near), seen: near }
        };
        case.expected.iter().map(judged).collect::<Vec<_>>()
    };
    cases.iter().zip(seen).flat_map(of_case).collect()
}

fn verdict(text: &str, expected: &Expected, seen: &[Seen]) -> Verdict {
    let day = |day: &Option<String>| day.as_ref().and_then(|day| day.parse::<Date>().ok());
    let last = expected.behind.and_then(|day| day.yesterday().ok());
    let agrees = |it: &&Seen| day(&it.start) == expected.start && day(&it.end) == last;
    if seen.iter().filter(|it| it.span == expected.span).any(|it| agrees(&it)) {
        return Verdict::Exact;
    }
    let length = expected.span[1] - expected.span[0];
    let words: String = text.chars().skip(expected.span[0]).take(length).collect();
    let worded = || seen.iter().filter(|it| core(&it.text) == core(&words));
    if worded().any(|it| agrees(&it)) {
        return Verdict::Worded;
    }
    let ends_with = |it: &Seen| {
        let second =
            |end: &&Seen| end.span[1] == it.span[1] && end.span != it.span && day(&end.start) == expected.behind;
        day(&it.start) == expected.start && seen.iter().filter(second).any(|end| end.end == it.end)
    };
    if expected.behind.is_some() && worded().any(ends_with) {
        return Verdict::Closed;
    }
    if worded().next().is_some() { Verdict::OtherDays } else { Verdict::Missed }
}

/// Returns the words of an expression without what the specifications are not of one mind about.
fn core(words: &str) -> String {
    let words = words.to_lowercase();
    let words = words.trim_end_matches('.').split_whitespace().skip_while(|word| LOOSE.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Lays out how many are right, by kind, and what is wrong with the others.
pub fn table(judged: &[Judged<'_>]) -> String {
    let mut table =
        "| | cases | same characters and days | articles and prepositions aside | second end of a range taken in |\n\
                     | --- | --- | --- | --- | --- |\n"
            .to_owned();
    for kind in ["date", "date range", ""] {
        let of_kind = || judged.iter().filter(|it| kind.is_empty() || it.expected.kind == kind);
        let all = of_kind().count();
        let up_to = |verdict: Verdict| share(of_kind().filter(|it| it.verdict <= verdict).count(), all);
        let name = if kind.is_empty() { "both" } else { kind };
        let [exact, worded, closed] = [Verdict::Exact, Verdict::Worded, Verdict::Closed].map(up_to);
        let _ = writeln!(table, "| {name} | {all} | {exact:.1} % | {worded:.1} % | {closed:.1} % |");
    }
    let mut kinds: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for it in judged.iter().filter(|it| it.verdict > Verdict::Closed) {
        let what = if it.verdict == Verdict::Missed { "other words, or none" } else { "other days" };
        *kinds.entry((it.expected.kind, &it.expected.bound, what)).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    table.push_str("\n| not right | bound | what is wrong | cases |\n| --- | --- | --- | --- |\n");
    for ((kind, bound, what), count) in kinds {
        let _ = writeln!(table, "| {kind} | {bound} | {what} | {count} |");
    }
    table
}

/// Tells the cases that are not right.
pub fn wrong<'j>(judged: &'j [Judged<'_>]) -> impl Iterator<Item = String> + 'j {
    judged.iter().filter(|it| it.verdict > Verdict::Closed).map(|it| {
        let day = |day: Option<Date>| day.map_or("–".to_owned(), |day| day.to_string());
        let last = it.expected.behind.map(|day| day.saturating_sub(1.days()));
        let seen = it.seen.iter().map(|it| format!("{} ({:?} to {:?})", it.text, it.start, it.end)).collect::<Vec<_>>();
        let words = it.case.text.words.chars().skip(it.expected.span[0]);
        let words: String = words.take(it.expected.span[1] - it.expected.span[0]).collect();
        let on = it.case.text.published.as_deref().unwrap_or("–");
        format!("{on} {words}: {} to {}; seen: {}", day(it.expected.start), day(last), seen.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(span: [usize; 2], text: &str, days: [&str; 2]) -> Seen {
        let [start, end] = days.map(|day| Some(day.to_owned()));
        Seen { span, text: text.to_owned(), value: String::new(), start, end }
    }

    fn check(seen: &[Seen], expected: Verdict) {
        let text = "They meet in the next week.";
        let [start, behind] = ["2031-05-05", "2031-05-12"].map(|day| day.parse().ok());
        let case = Expected { kind: "date range", bound: String::new(), span: [17, 26], start, behind };
        assert!(verdict(text, &case, seen) == expected, "{:?}", seen.iter().map(|it| &it.text).collect::<Vec<_>>());
    }

    #[test]
    fn words_and_days_are_judged_apart() {
        check(&[seen([17, 26], "next week", ["2031-05-05", "2031-05-11"])], Verdict::Exact);
        check(&[seen([13, 26], "the next week", ["2031-05-05", "2031-05-11"])], Verdict::Worded);
        check(&[seen([13, 26], "the next week", ["2031-05-05", "2031-05-12"])], Verdict::OtherDays);
        check(&[seen([22, 26], "week", ["2031-05-05", "2031-05-11"])], Verdict::Missed);
        let range = seen([17, 26], "next week", ["2031-05-05", "2031-05-12"]);
        check(&[range, seen([22, 26], "week", ["2031-05-12", "2031-05-12"])], Verdict::Closed);
    }
}
