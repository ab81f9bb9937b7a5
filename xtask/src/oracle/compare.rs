//! Where do two sides differ? Token by token, with how often they agree.

use serde::Serialize;

use super::tokens::{Column, Token};

/// How often casus says what spaCy says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many tokens spaCy has found.
    pub tokens: u64,
    /// How many tokens at least one of the two has found.
    pub spans: u64,
    /// How many tokens both have found.
    pub both: u64,
    /// Of those that both have found, how many have the same in each column, in the order of [`Column::ALL`].
    pub agree: [u64; Column::ALL.len()],
}

impl Tally {
    /// Adds up.
    pub fn add(&mut self, other: &Self) {
        self.tokens += other.tokens;
        self.spans += other.spans;
        self.both += other.both;
        self.agree.iter_mut().zip(other.agree).for_each(|(sum, count)| *sum += count);
    }
}

/// A difference, by its place among the tokens of one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The column, or none where the two disagree about where tokens begin and end.
    #[serde(skip)]
    pub column: Option<Column>,
    /// The index of spaCy's token.
    pub token: usize,
    /// Where the token, or the tokens, begin and end, in code points.
    pub span: (usize, usize),
    /// What spaCy says.
    pub spacy: String,
    /// What casus says.
    pub casus: String,
}

/// Compares what two sides say of one text.
pub fn compare(spacy: &[Token], casus: &[Token]) -> (Tally, Vec<Difference>) {
    let mut tally = Tally { tokens: spacy.len() as u64, ..Tally::default() };
    let mut differences = Vec::new();
    let (mut at, mut our) = (0, 0);
    while at < spacy.len() || our < casus.len() {
        let same = spacy.get(at).zip(casus.get(our)).is_some_and(|(a, b)| a.span == b.span);
        if same {
            tally.spans += 1;
            tally.both += 1;
            columns((spacy, at), (casus, our), &mut tally, &mut differences);
            (at, our) = (at + 1, our + 1);
        } else {
            let (next, our_next) = realigned(spacy, casus, (at, our));
            tally.spans += ((next - at) + (our_next - our)) as u64;
            differences.push(boundaries((spacy, at..next), (casus, our..our_next)));
            (at, our) = (next, our_next);
        }
    }
    (tally, differences)
}

fn columns(spacy: (&[Token], usize), casus: (&[Token], usize), tally: &mut Tally, differences: &mut Vec<Difference>) {
    for (place, column) in Column::ALL.into_iter().enumerate() {
        if column.agrees(casus, spacy) {
            tally.agree[place] += 1;
            continue;
        }
        differences.push(Difference {
            column: Some(column),
            token: spacy.1,
            span: spacy.0[spacy.1].span,
            spacy: column.value(spacy.0, spacy.1),
            casus: column.value(casus.0, casus.1),
        });
    }
}

/// Returns the next pair of tokens at which the two sides have the same span; the ends when there is none.
fn realigned(spacy: &[Token], casus: &[Token], (mut at, mut our): (usize, usize)) -> (usize, usize) {
    while let (Some(a), Some(b)) = (spacy.get(at), casus.get(our)) {
        if a.span == b.span {
            return (at, our);
        }
        // Whoever ends first moves on. Where both end at the same place, both do.
        let (end, our_end) = (a.span.1, b.span.1);
        at += usize::from(end <= our_end);
        our += usize::from(our_end <= end);
    }
    (spacy.len(), casus.len())
}

type Stretch<'a> = (&'a [Token], std::ops::Range<usize>);

fn boundaries(spacy: Stretch<'_>, casus: Stretch<'_>) -> Difference {
    let spans = |(tokens, range): &Stretch<'_>| tokens[range.clone()].iter().map(|it| it.span).collect::<Vec<_>>();
    let (theirs, ours) = (spans(&spacy), spans(&casus));
    let all = || theirs.iter().chain(&ours);
    let shown =
        |spans: &[(usize, usize)]| spans.iter().map(|it| format!("{}-{}", it.0, it.1)).collect::<Vec<_>>().join(" ");
    let start = all().map(|it| it.0).min().expect("a stretch that differs has a token");
    let end = all().map(|it| it.1).max().expect("a stretch that differs has a token");
    Difference { column: None, token: spacy.1.start, span: (start, end), spacy: shown(&theirs), casus: shown(&ours) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(start: usize, end: usize, tag: &str, head: usize) -> Token {
        Token {
            span: (start, end),
            tag: tag.to_owned(),
            pos: "NOUN".to_owned(),
            lemma: "salt".to_owned(),
            head,
            dep: "dep".to_owned(),
            sent_start: 0,
            ent_type: String::new(),
            ent_iob: "O".to_owned(),
        }
    }

    #[test]
    fn two_sides_that_agree_have_no_difference() {
        let tokens = [token(0, 4, "NN", 1), token(5, 7, "VB", 1)];
        let (tally, differences) = compare(&tokens, &tokens);
        assert_eq!(tally, Tally { tokens: 2, spans: 2, both: 2, agree: [2; 7] });
        assert_eq!(differences, []);
    }

    #[test]
    fn each_column_that_differs_is_told() {
        let spacy = [token(0, 4, "NN", 0), token(5, 7, "VB", 0)];
        let mut casus = [token(0, 4, "NN", 0), token(5, 7, "NN", 1)];
        casus[1].ent_iob = "B".to_owned();
        let (tally, differences) = compare(&spacy, &casus);
        assert_eq!(tally, Tally { tokens: 2, spans: 2, both: 2, agree: [1, 2, 2, 1, 2, 2, 1] });
        let told: Vec<_> = differences
            .iter()
            .map(|it| (it.column.map(Column::name), it.token, it.spacy.as_str(), it.casus.as_str()))
            .collect();
        let tag = (Some("tag"), 1, "VB", "NN");
        assert_eq!(told, [tag, (Some("head"), 1, "0-4", "5-7"), (Some("entity"), 1, "O-", "B-")]);
    }

    #[test]
    fn a_token_cut_in_two_is_told_and_what_follows_is_compared() {
        let spacy = [token(0, 4, "NN", 2), token(5, 9, "NN", 2), token(10, 12, "VB", 2)];
        let casus = [token(0, 4, "NN", 3), token(5, 7, "NN", 3), token(7, 9, "NN", 3), token(10, 12, "VB", 3)];
        let (tally, differences) = compare(&spacy, &casus);
        assert_eq!(tally, Tally { tokens: 3, spans: 5, both: 2, agree: [2; 7] });
        let cut =
            Difference { column: None, token: 1, span: (5, 9), spacy: "5-9".to_owned(), casus: "5-7 7-9".to_owned() };
        assert_eq!(differences, [cut]);
    }

    #[test]
    fn tokens_that_one_side_lacks_are_told() {
        let spacy = [token(0, 4, "NN", 0), token(5, 9, "NN", 0)];
        let (tally, differences) = compare(&spacy, &spacy[..1]);
        assert_eq!((tally.spans, tally.both), (2, 1));
        // The first token's head is there on both sides.
        assert_eq!(differences.len(), 1);
        assert_eq!((differences[0].spacy.as_str(), differences[0].casus.as_str()), ("5-9", ""));
        let (tally, differences) = compare(&[], &spacy);
        assert_eq!((tally.tokens, tally.spans, differences.len()), (0, 2, 1));
    }

    #[test]
    fn a_head_beyond_the_tokens_agrees_with_nothing() {
        let tokens = [token(0, 4, "NN", 9)];
        let (tally, differences) = compare(&tokens, &tokens);
        assert_eq!(tally.agree[3], 0);
        assert_eq!(differences[0].casus, "token 9 of 1");
    }
}
