//! How is the comparison told? Every difference in its context, then a table, and a verdict.

use std::fmt;

use serde::Serialize;

use super::compare::{Difference, Tally};
use super::margins::Margin;
use super::sides::Versions;
use super::tokens::Column;
use crate::failure::Failure;

/// The share of tokens on which each column has to agree. Where tokens begin and end has to agree throughout.
const SHARE_MIN: f64 = 0.9995;

/// How many code points are shown on either side of a token that differs.
const CONTEXT_CHARS: usize = 24;

/// What has been found.
pub struct Report {
    versions: Versions,
    /// How often both sides agree.
    pub tally: Tally,
    /// Where they do not.
    pub differences: Vec<Shown>,
}

/// A difference in its context.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// The index of the text.
    #[serde(skip)]
    pub text: usize,
    /// Where the text came from.
    pub path: String,
    /// What differs: a column, or `boundary`.
    pub column: &'static str,
    /// The difference.
    #[serde(flatten)]
    pub difference: Difference,
    /// The token, or the tokens.
    pub form: String,
    /// What stands around it.
    pub context: String,
    /// How close spaCy's decision was, if that was asked for and can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<Margin>,
    /// Whether spaCy itself says something else when it reads the text alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wavers: bool,
}

impl Shown {
    /// Adds to a difference what a person needs to see it. Heads and boundaries get their words.
    pub fn of(difference: Difference, text: usize, path: &str, chars: &[char]) -> Self {
        let (start, end) = difference.span;
        let words = |value: &str| value.split(' ').map(|span| with_words(span, chars)).collect::<Vec<_>>().join(" ");
        let has_spans = matches!(difference.column, None | Some(Column::Head));
        let difference = if has_spans {
            Difference { spacy: words(&difference.spacy), casus: words(&difference.casus), ..difference }
        } else {
            difference
        };
        Self {
            text,
            path: path.to_owned(),
            column: difference.column.map_or("boundary", Column::name),
            form: slice(chars, start, end),
            context: slice(chars, start.saturating_sub(CONTEXT_CHARS), end.saturating_add(CONTEXT_CHARS)),
            difference,
            margin: None,
            wavers: false,
        }
    }
}

fn slice(chars: &[char], start: usize, end: usize) -> String {
    let end = end.min(chars.len());
    chars[start.min(end)..end].iter().collect()
}

fn with_words(span: &str, chars: &[char]) -> String {
    let bounds = span.split_once('-').and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
    bounds.map_or(span.to_owned(), |(start, end)| format!("{:?}@{start}", slice(chars, start, end)))
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { span, spacy, casus, .. } = &self.difference;
        let (form, context) = (&self.form, &self.context);
        write!(
            f,
            "{}@{}: {form:?} in {context:?}: {}: spaCy `{spacy}`, casus `{casus}`",
            self.path, span.0, self.column
        )?;
        self.margin.iter().try_for_each(|margin| write!(f, "; {margin}"))?;
        if self.wavers { write!(f, "; spaCy alone says otherwise") } else { Ok(()) }
    }
}

/// A line of the table.
#[derive(Serialize)]
struct Share {
    name: &'static str,
    agree: u64,
    of: u64,
    share: f64,
}

impl Share {
    fn new(name: &'static str, agree: u64, of: u64) -> Self {
        let share = if of == 0 { 1.0 } else { agree as f64 / of as f64 };
        Self { name, agree, of, share }
    }

    fn is_enough(&self) -> bool {
        if self.name == "boundary" { self.agree == self.of } else { self.share >= SHARE_MIN }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_enough() { "" } else { "  too few" };
        // Rounded down: 100 % means all.
        let percent = (self.share * 1e6).floor() / 1e4;
        write!(f, "{:<10} {percent:>9.4} %  {:>9} of {:>9}{word}", self.name, self.agree, self.of)
    }
}

impl Report {
    /// Begins a report about nothing yet.
    pub fn new(versions: Versions) -> Self {
        Self { versions, tally: Tally::default(), differences: Vec::new() }
    }

    fn shares(&self) -> Vec<Share> {
        let Tally { spans, both, agree, .. } = self.tally;
        let columns = Column::ALL.into_iter().zip(agree).map(|(column, agree)| Share::new(column.name(), agree, both));
        [Share::new("boundary", both, spans)].into_iter().chain(columns).collect()
    }

    /// Returns the figures and the differences as JSON.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Whole<'a> {
            versions: &'a Versions,
            tokens: u64,
            agreement: Vec<Share>,
            differences: &'a [Shown],
        }
        let (versions, tokens, agreement) = (&self.versions, self.tally.tokens, self.shares());
        let whole = Whole { versions, tokens, agreement, differences: &self.differences };
        serde_json::to_string_pretty(&whole).expect("a report is made of numbers and words") + "\n"
    }

    /// Fails when the two sides agree on too few tokens.
    pub fn verdict(&self) -> Result<(), Failure> {
        let few: Vec<_> = self.shares().into_iter().filter(|it| !it.is_enough()).map(|it| it.name).collect();
        if few.is_empty() { Ok(()) } else { Err(Failure::Differs(few.join(", "))) }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.differences.iter().try_for_each(|difference| writeln!(f, "{difference}"))?;
        let Versions { pipeline, python, spacy, thinc, blis, numpy } = &self.versions;
        writeln!(f, "\n{pipeline}; spaCy {spacy}, thinc {thinc}, blis {blis}, numpy {numpy}, Python {python}")?;
        writeln!(f, "spaCy's tokens: {}; differences: {}", self.tally.tokens, self.differences.len())?;
        self.shares().iter().try_for_each(|share| writeln!(f, "{share}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(tally: Tally) -> Report {
        let word = || "1".to_owned();
        let versions =
            Versions { pipeline: word(), python: word(), spacy: word(), thinc: word(), blis: word(), numpy: word() };
        Report { tally, ..Report::new(versions) }
    }

    fn tally(spans: u64, both: u64, agree: [u64; 7]) -> Tally {
        Tally { tokens: spans, spans, both, agree }
    }

    #[test]
    fn one_boundary_that_differs_is_too_many() {
        assert!(report(tally(1_000_000, 1_000_000, [1_000_000; 7])).verdict().is_ok());
        let failure = report(tally(1_000_000, 999_999, [999_999; 7])).verdict().expect_err("a boundary differs");
        assert_eq!(failure.to_string(), "casus and spaCy agree on too few tokens: boundary");
    }

    #[test]
    fn a_column_may_differ_on_five_tokens_in_ten_thousand() {
        let mut agree = [10_000; 7];
        agree[2] = 9_995;
        assert!(report(tally(10_000, 10_000, agree)).verdict().is_ok());
        agree[2] = 9_994;
        let failure = report(tally(10_000, 10_000, agree)).verdict().expect_err("too many lemmas differ");
        assert_eq!(failure.to_string(), "casus and spaCy agree on too few tokens: lemma");
    }

    #[test]
    fn a_share_just_below_all_is_not_shown_as_all() {
        assert!(Share::new("tag", 9_999_999, 10_000_000).to_string().contains(" 99.9999 %"));
        assert!(Share::new("tag", 0, 0).to_string().contains("100.0000 %"));
    }

    #[test]
    fn a_difference_is_shown_in_its_context() {
        let chars: Vec<char> = "Salt—\u{1F600} won't run.".chars().collect();
        let difference = Difference {
            column: None,
            token: 3,
            span: (8, 13),
            spacy: "8-10 10-13".to_owned(),
            casus: "8-13".to_owned(),
        };
        let shown = Shown::of(difference, 0, "a.txt", &chars).to_string();
        let expected = "a.txt@8: \"on't \" in \"Salt—\u{1F600} won't run.\": boundary: \
                        spaCy `\"on\"@8 \"'t \"@10`, casus `\"on't \"@8`";
        assert_eq!(shown, expected);
    }
}
