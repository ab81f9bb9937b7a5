//! Reading is total: whatever the words, marks and trees are, a reading comes out and its quotes stand where they say.

use std::sync::Arc;

use casus_claim::{Claim, Reading, Record, Registry};
use casus_extract::{Unwrapped, attributions, read};
use casus_syntax as syntax;
use casus_syntax::{Doc, Iob, Labels, Pos, Token};
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::Date;
use proptest::prelude::*;

mod installed;

/// Words that patterns look for, names, and what may stand between them.
const PIECES: &[&str] = &[
    "will",
    "would",
    "may",
    "pledged",
    "to",
    "agreed",
    "that",
    "if",
    "unless",
    "until",
    "without",
    "only",
    "once",
    "provided",
    "Callow",
    "Dunmere",
    "Ada Korn",
    "President",
    "the",
    "Northern Council",
    "26",
    "countries",
    "€210",
    "billion",
    "20-point",
    "plan",
    "said",
    "told",
    "reporters",
    "according",
    "called",
    "for",
    "welcomed",
    "is",
    "ready",
    "must",
    "approve",
    "post-truce",
    "summit",
    "in",
    "Rivermouth",
    "met",
    "signed",
    "May",
    "next",
    "week",
    "“",
    "”",
    "\"",
    "(",
    ")",
    ",",
    ".",
    ";",
    ":",
    "—",
    "-",
    "é",
    "ß",
    "🇪🇺",
    "\u{301}",
    "\u{200f}",
    "'s",
    "’",
    "\n",
    "\n\n",
    "  ",
    "\u{a0}",
    "ſ",
    "K",
    "İ",
    "0",
    "$",
    "%",
    "their",
    "its",
    "we",
    "next year",
    "last year",
    "the end of the year",
    "in three weeks",
    "two years ago",
    "Thursday",
    "tomorrow",
    "5",
    "ſſſſ",
    "carſs",
    "heavy",
    "tanks",
    "in March",
    "1 and 2 June",
    "this weekend",
    "US",
    "U.S.",
    "refusal",
    "depends",
    "on",
    "requires",
    "offers",
    "no",
    "veto",
    "over",
    "deployment",
    "of",
    "troops",
];

/// Tags and labels that the reader looks for, and what no tagger gives.
const TAGS: &[&str] = &[
    "VB", "VBD", "VBZ", "VBN", "VBG", "MD", "NN", "NNS", "NNP", "PRP", "PRP$", "WDT", "WP", "IN", "TO", "POS", ",", "?",
];
const DEPS: &[&str] = &[
    "ROOT",
    "nsubj",
    "nsubjpass",
    "dobj",
    "ccomp",
    "xcomp",
    "advcl",
    "relcl",
    "acl",
    "conj",
    "cc",
    "prep",
    "pobj",
    "aux",
    "auxpass",
    "mark",
    "neg",
    "appos",
    "poss",
    "amod",
    "compound",
    "det",
    "parataxis",
    "punct",
    "oprd",
    "?",
];
const POS: &[Pos] =
    &[Pos::Verb, Pos::Aux, Pos::Noun, Pos::Propn, Pos::Pron, Pos::Adj, Pos::Adp, Pos::Punct, Pos::Unknown];
const LEMMAS: &[&str] = &["say", "tell", "pledge", "agree", "will", "have", "be", "company", "accord", "call", ""];

/// What an arbitrary parser says of a token: its tag, label, part of speech and lemma, how far its head lies away, and
/// whether it begins a sentence.
type Parsed = (usize, usize, usize, usize, i32, bool);

/// Cuts a text anywhere between characters and hangs the tokens on one another anyhow.
fn any_doc(text: &str, parsed: &[Parsed]) -> Doc {
    let mut labels = Labels::default();
    let mut label = |string: &str| labels.add(string).expect("there are few labels");
    let pieces: Vec<(usize, &str)> = text
        .split_inclusive([' ', '\n', '.', ',', '”', '-'])
        .scan(0, |start, piece| {
            let at = *start;
            *start += piece.len();
            Some((at, piece))
        })
        .collect();
    let count = i32::try_from(pieces.len()).expect("a case is short");
    let token = |(index, (start, piece)): (usize, &(usize, &str))| {
        let (tag, dep, pos, lemma, away, starts) = parsed.get(index % parsed.len().max(1)).copied().unwrap_or_default();
        let place = u32::try_from(index).expect("a case is short");
        let head = (place.cast_signed() + away).clamp(0, count - 1).cast_unsigned();
        Token {
            tag: label(TAGS[tag % TAGS.len()]),
            dep: label(DEPS[dep % DEPS.len()]),
            pos: POS[pos % POS.len()],
            lemma: LEMMAS[lemma % LEMMAS.len()].into(),
            head,
            sent_start: Some(starts),
            ent_iob: Iob::Outside,
            ..Token::new(place, *start..start + piece.trim_end().len().max(1).min(piece.len()), false)
        }
    };
    let tokens = pieces.iter().enumerate().map(token).filter(|token| text.is_char_boundary(token.end)).collect();
    Doc::new(tokens, Arc::new(labels))
}

/// Reads a text with the model, without a day, or with one at either end of the calendar or in its midst.
fn check(text: String, day: Option<Date>) -> Result<(), TestCaseError> {
    let source = source(text, day);
    let reading = reading(&source);
    check_reading(&source, &reading)?;
    prop_assert_eq!(self::reading(&source), reading, "the same text is read the same way");
    Ok(())
}

/// Reads a text with any trees.
fn check_with(text: String, doc: &Doc) -> Result<(), TestCaseError> {
    let source = source(text, None);
    check_attributions(&source, doc)?;
    check_reading(&source, &read(&source, &Registry::default(), doc))
}

/// The pieces of each part stand in the order of the text, and none is empty.
fn check_attributions(source: &Source, doc: &Doc) -> Result<(), TestCaseError> {
    for found in attributions(source, doc) {
        for pieces in [&found.source, &found.cue, &found.content] {
            prop_assert!(pieces.iter().all(|piece| !piece.is_empty()));
            prop_assert!(pieces.windows(2).all(|two| two[0].end_bytes() <= two[1].start_bytes()));
        }
    }
    Ok(())
}

fn source(text: String, day: Option<Date>) -> Source {
    let published = day.map(|day| Published { day, origin: DateOrigin::Given });
    Source::new(text, Origin { published, ..Origin::default() })
}

fn reading(source: &Source) -> Reading {
    let unwrapped = Unwrapped::of(source);
    let text = unwrapped.source().text();
    let doc = installed::with_reader(|reader| reader.read_parts(text, &unwrapped.paragraphs()));
    check_attributions(unwrapped.source(), &doc).expect("what is attributed stands in order");
    unwrapped.back(read(unwrapped.source(), &Registry::default(), &doc))
}

fn check_reading(source: &Source, reading: &Reading) -> Result<(), TestCaseError> {
    for record in reading.records() {
        prop_assert_eq!(source.slice(record.quote.span()), record.quote.text());
        if let Claim::Commitment(commitment) = &record.claim {
            let consequent = &commitment.consequent.quote;
            prop_assert_eq!(source.slice(consequent.span()), consequent.text());
            prop_assert!(!consequent.text().is_empty());
        }
    }
    let inside = |span: casus_text::Span| span.end_bytes() <= source.text().len();
    prop_assert!(reading.sentences().iter().all(|span| inside(*span)));
    Ok(())
}

/// Sentences that wording and names make into records, with breaks before small words and before names.
const SENTENCES: &[&str] = &[
    "Callow has pledged to send six pumps to Port Sabel before the end of the month if the dam of the valley is still leaking.",
    "Ada Korn, the president of the Northern Council, told reporters in Rivermouth that “the talks will go on until both sides have signed”.",
    "Dunmere and Estavel will not sign the protocol without a guarantee from the United States, said Prime Minister Ivo Lund.",
    "The 26 members agreed on Friday to lend Norland €210 million, and Fornland may send troops once a ceasefire holds.",
    "According to the ministry, Ostrand has yet to decide whether it is prepared to free the crew in exchange for fuel.",
];

/// Breaks a text into lines of a width, each as late as it can be.
fn wrapped(text: &str, width_chars: usize) -> String {
    let mut wrapped = String::new();
    let mut len_chars = 0;
    for word in text.split(' ') {
        let word_chars = word.chars().count();
        if len_chars > 0 && len_chars + 1 + word_chars > width_chars {
            wrapped.push('\n');
            len_chars = 0;
        } else if len_chars > 0 {
            wrapped.push(' ');
            len_chars += 1;
        }
        wrapped.push_str(word);
        len_chars += word_chars;
    }
    wrapped
}

/// Tells what was read, all white space single.
fn told(reading: &Reading) -> String {
    let record =
        |record: &Record| format!("{} → {} {}\n", record.quote.text(), claim(&record.claim), record.confidence.share());
    let records: String = reading.records().iter().map(record).collect();
    let names = reading.entities().iter().map(|entity| format!("{} {} times\n", entity.name, entity.mentions.len()));
    let all = records + &names.collect::<String>();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn claim(claim: &Claim) -> String {
    match claim {
        Claim::Statement(it) => format!("{:?} {} {} {:?}", it.speaker, it.cue, it.content.text(), it.mode),
        Claim::Commitment(it) => {
            let atoms = it.antecedent.iter().flat_map(|condition| condition.atoms()).map(|atom| atom.quote.text());
            let atoms = atoms.collect::<Vec<_>>().join(" + ");
            format!("{:?} {} {:?} {:?} {atoms}", it.debtor, it.consequent.quote.text(), it.status, it.creditor)
        }
        Claim::Position(it) => format!("{:?} {:?} {}", it.holder, it.stance, it.content.text()),
        Claim::Authority(it) => format!("{:?} {}", it.holder, it.over.text()),
        Claim::Event(_) | Claim::Figure(_) => format!("{claim:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn pieces_of_english_in_any_order(
        pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60),
        day in prop::sample::select(vec![None, Some(Date::MIN), Some(Date::MAX), Some(Date::constant(2031, 5, 7))]),
    ) {
        let text = pieces.iter().map(|(piece, space)| if *space { format!("{piece} ") } else { (*piece).to_owned() });
        check(text.collect(), day)?;
    }

    #[test]
    fn any_trees(
        pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60),
        parsed in prop::collection::vec((0..40_usize, 0..40_usize, 0..20_usize, 0..20_usize, -9..9_i32, prop::bool::weighted(0.05)), 1..60),
    ) {
        let text = pieces.iter().map(|(piece, space)| if *space { format!("{piece} ") } else { (*piece).to_owned() });
        let text: String = text.collect();
        let doc = any_doc(&text, &parsed);
        check_with(text, &doc)?;
    }

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        check(text, None)?;
    }

    #[test]
    fn broken_lines_read_like_whole_ones(
        paragraphs in prop::collection::vec(prop::collection::vec(prop::sample::select(SENTENCES), 3..7), 1..4),
        width_chars in 60..90_usize,
    ) {
        let paragraphs: Vec<String> = paragraphs.iter().map(|sentences| sentences.join(" ")).collect();
        let broken: Vec<String> = paragraphs.iter().map(|paragraph| wrapped(paragraph, width_chars)).collect();
        // Two lines that begin in lower case tell the width.
        let starts = broken.iter().flat_map(|paragraph| paragraph.lines()).filter_map(|line| line.chars().next());
        prop_assume!(starts.filter(|first| first.is_lowercase()).count() >= 2);
        let whole = reading(&source(paragraphs.join("\n\n"), Some(Date::constant(2031, 5, 7))));
        let broken = source(broken.join("\n\n"), Some(Date::constant(2031, 5, 7)));
        let reading = reading(&broken);
        check_reading(&broken, &reading)?;
        prop_assert_eq!(told(&reading), told(&whole));
    }
}
