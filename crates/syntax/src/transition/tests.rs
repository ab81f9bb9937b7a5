//! Do parser and recogniser do what their networks say, on any text and with any file?

use proptest::prelude::*;

use super::tiny::{self, Sizes, Weights};
use super::{EntityRecogniser, Parser, Scratch};
use crate::ModelError;
use crate::doc::{Iob, Token};
use crate::draft::{Draft, Matrix};
use crate::label::{Label, Labels};
use crate::lexicon::Lexicon;
use crate::thinc::Network;

const PARSER_MOVES: &str = r#"{"0":{"":9},"1":{"":9},"2":{"nsubj":5},"3":{"dobj":5,"punct":3},"4":{"ROOT":1}}"#;
const LIFTING_MOVES: &str = r#"{"0":{"":9},"1":{"":9},"2":{"a":5,"b":2,"subtok":1,"a||b":1},
    "3":{"a":5,"c":3,"subtok":1,"c||a":1},"4":{"ROOT":1}}"#;
const ENTITY_MOVES: &str = r#"{"0":{},"1":{"PER":2,"ORG":1},"2":{"PER":2,"ORG":1},"3":{"PER":2,"ORG":1},"4":{"PER":2,"ORG":1,"":1},"5":{"":1}}"#;

fn parser(file: &[u8], moves: &str, labels: &mut Labels) -> Result<Parser, ModelError> {
    Parser::load(&Network::from_bytes("parser/model", file)?, b"{}", &tiny::moves(moves), labels)
}

fn recogniser(file: &[u8], moves: &str, labels: &mut Labels) -> Result<EntityRecogniser, ModelError> {
    EntityRecogniser::load(&Network::from_bytes("ner/model", file)?, b"{}", &tiny::moves(moves), labels)
}

/// A network without an upper layer that sees which of some kinds each token has: the score of a class is the sum of what
/// `score` says of (feature, class, kind).
fn by_kind(kinds: usize, features: usize, classes: usize, score: impl Fn(usize, usize, usize) -> f32) -> Vec<u8> {
    let sizes = Sizes { width: kinds, inputs: kinds, features, hidden: classes, pieces: 1, upper: None };
    let indices = |index: usize| (index / kinds / classes, index / kinds % classes, index % kinds);
    let lower = (0..features * classes * kinds).map(|index| {
        let (feature, class, kind) = indices(index);
        score(feature, class, kind)
    });
    let weights = Weights {
        linear: (0..kinds * kinds).map(|index| if index / kinds == index % kinds { 1.0 } else { 0.0 }).collect(),
        lower: lower.collect(),
        lower_bias: vec![0.0; classes],
        pad: vec![0.0; features * classes],
        upper: Vec::new(),
    };
    sizes.file(&weights)
}

/// Makes tokens and vectors of a text in which each word has a kind.
fn read(text: &str, kinds: &[(&str, usize)], lexicon: &mut Lexicon) -> (Draft, Matrix) {
    let width = kinds.iter().map(|(_, kind)| kind + 1).max().unwrap();
    let mut vectors = Matrix { values: Vec::new(), width };
    let mut draft = Draft { words: Vec::new(), tokens: Vec::new() };
    for (index, word) in text.split(' ').enumerate() {
        let (_, kind) = kinds.iter().find(|(name, _)| *name == word).unwrap();
        vectors.values.extend((0..width).map(|other| if other == *kind { 1.0 } else { 0.0 }));
        draft.words.push(lexicon.id(if word == "_" { " " } else { word }));
        draft.tokens.push(Token::new(u32::try_from(index).unwrap(), 0..0, true));
    }
    (draft, vectors)
}

/// Parses a text of nouns (0), verbs (1) and stops (2) with a network that knows subjects, objects and stops. `|` stands
/// before what begins a sentence.
fn check_parse(text: &str, expect: &str) {
    // The classes are shift, reduce, nsubj to the left, dobj and punct to the right, and break. Feature 0 is the next word
    // and feature 2 the one on top of the stack.
    let file = by_kind(3, 8, 6, |feature, class, kind| match (class, feature, kind) {
        (0, 0, _) => 0.5,
        (1, 0, 2) | (2, 0, 1) | (2, 2, 0) | (3, 0, 0) | (3, 2, 1) | (4, 0, 2) | (4, 2, 1) => 1.0,
        (1, 2, 0) => 1.2,
        (5, 0, 2) => 3.0,
        _ => 0.0,
    });
    let (mut labels, mut lexicon) = (Labels::default(), Lexicon::default());
    let parser = parser(&file, PARSER_MOVES, &mut labels).unwrap();
    let (mut draft, vectors) = read(text, &[("Ada", 0), ("Bo", 0), ("saw", 1), (".", 2)], &mut lexicon);
    parser.apply(&vectors, &mut draft, &lexicon, &mut Scratch::default());
    let shown = draft.tokens.iter().map(|token| {
        let start = if token.sent_start == Some(true) { "|" } else { "" };
        format!("{start}{}:{}", token.head, labels.text(token.dep))
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" "), expect);
}

#[test]
fn sentences_are_parsed_one_after_the_other() {
    check_parse("Ada", "|0:ROOT");
    check_parse("Ada saw Bo .", "|1:nsubj 1:ROOT 1:dobj 1:punct");
    check_parse(
        "Ada saw Bo . Bo saw Ada . Ada saw",
        "|1:nsubj 1:ROOT 1:dobj 1:punct |5:nsubj 5:ROOT 5:dobj 5:punct |9:nsubj 9:ROOT",
    );
}

/// Finds persons in a text of given names (0), surnames (1) and other words (2); `_` is white space, and `.` ends a
/// sentence.
fn check_entities(text: &str, expect: &str) {
    // The classes are B-PER, B-ORG, I-…, L-…, U-PER, U-ORG, U- and O. Feature 0 is the next word.
    let file = by_kind(3, 3, 10, |feature, class, kind| match (class, feature, kind) {
        (0, 0, 0) | (4, 0, 1) | (9, 0, 2) => 1.0,
        (2, 0, 0) => 0.5,
        (6, 0, 1) => 0.6,
        (6, 0, 0) => 0.3,
        _ => 0.0,
    });
    let (mut labels, mut lexicon) = (Labels::default(), Lexicon::default());
    let recogniser = recogniser(&file, ENTITY_MOVES, &mut labels).unwrap();
    let kinds = [("Ada", 0), ("Bell", 1), ("met", 2), (".", 2), ("_", 0)];
    let (mut draft, vectors) = read(text, &kinds, &mut lexicon);
    for (index, word) in text.split(' ').enumerate() {
        if let (".", Some(token)) = (word, draft.tokens.get_mut(index + 1)) {
            token.sent_start = Some(true);
        }
    }
    recogniser.apply(&vectors, &mut draft, &lexicon, &mut Scratch::default());
    let shown = draft.tokens.iter().map(|token| {
        let dash = if token.ent_type == Label::EMPTY { "" } else { "-" };
        format!("{}{dash}{}", token.ent_iob.as_str(), labels.text(token.ent_type))
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" "), expect);
}

#[test]
fn entities_are_found() {
    check_entities("Ada Bell met Bell", "B-PER I-PER O B-PER");
    check_entities("Ada Ada Bell .", "B-PER I-PER I-PER O");
    check_entities("Bell met Ada", "B-PER O B-PER");
}

#[test]
fn no_entity_begins_on_white_space_or_crosses_a_sentence_start() {
    check_entities("_ Ada Bell", "O B-PER I-PER");
    check_entities("_ _", "O O");
    check_entities("met Ada . Bell", "O B-PER I-PER B-PER");
}

#[test]
fn what_is_not_supported_is_named() {
    let sizes = Sizes { width: 2, inputs: 2, features: 3, hidden: 4, pieces: 2, upper: Some(6) };
    let message = |file: &[u8], moves: &str| {
        let loaded = parser(file, moves, &mut Labels::default());
        loaded.map(|_| ()).unwrap_err().to_string()
    };
    let file = |sizes: &Sizes| sizes.file(&sizes.weights(1));
    let entity_features = "a dependency parser with a number of features of `3` is not supported";
    assert_eq!(message(&file(&sizes), PARSER_MOVES), entity_features);
    let sizes = Sizes { features: 8, ..sizes };
    let count = "`parser/moves` of the pipeline is damaged: it lists 8 moves, but the network scores 6";
    assert_eq!(message(&file(&sizes), r#"{"0":{"":1},"1":{"":1},"3":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}}"#), count);
    let no_shift = "`parser/moves` of the pipeline is damaged: it has no move to shift or to reduce";
    assert_eq!(message(&file(&sizes), r#"{"3":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}}"#), no_shift);
    let action = "`parser/moves` of the pipeline is damaged: `7` is no action of a parser";
    assert_eq!(message(&file(&sizes), r#"{"0":{"":1},"1":{"":1},"7":{"c":1,"d":1,"e":1,"f":1}}"#), action);
    let sizes = Sizes { features: 5, ..sizes };
    let five = "a parser with a number of features of `5` is not supported";
    assert_eq!(message(&file(&sizes), PARSER_MOVES), five);
}

#[test]
fn a_text_without_tokens_is_left_alone() {
    let (mut labels, lexicon) = (Labels::default(), Lexicon::default());
    let sizes = Sizes { width: 2, inputs: 2, features: 8, hidden: 4, pieces: 2, upper: Some(6) };
    let parser = parser(&sizes.file(&sizes.weights(1)), PARSER_MOVES, &mut labels).unwrap();
    let mut draft = Draft { words: Vec::new(), tokens: Vec::new() };
    parser.apply(&Matrix::default(), &mut draft, &lexicon, &mut Scratch::default());
    assert!(draft.tokens.is_empty());
}

/// Networks of a parser with [`LIFTING_MOVES`], or of a recogniser with [`ENTITY_MOVES`].
fn sizes(features: [usize; 2], classes: usize) -> impl Strategy<Value = Sizes> {
    (1..4usize, 1..20usize, prop::sample::select(features.to_vec()), 1..40usize, 1..4usize, any::<bool>()).prop_map(
        move |(width, inputs, features, hidden, pieces, has_upper)| {
            let (hidden, upper) = if has_upper { (hidden, Some(classes)) } else { (classes, None) };
            Sizes { width, inputs, features, hidden, pieces, upper }
        },
    )
}

/// Returns whether every token reaches a root, each in time that does not add up.
fn is_forest(tokens: &[Token]) -> bool {
    let mut reaches = vec![false; tokens.len()];
    for start in 0..tokens.len() {
        let mut path = vec![start];
        while let Some(&word) = path.last().filter(|word| !reaches[**word]) {
            let head = tokens[word].head as usize;
            if head == word {
                break;
            }
            if path.len() > tokens.len() {
                return false;
            }
            path.push(head);
        }
        path.into_iter().for_each(|word| reaches[word] = true);
    }
    true
}

proptest! {
    #[test]
    fn a_parse_is_a_forest_of_sentences(
        sizes in sizes([8, 13], 11),
        (seed, tokens) in (any::<u32>(), 0..120usize),
    ) {
        let (mut labels, mut lexicon) = (Labels::default(), Lexicon::default());
        let parser = parser(&sizes.file(&sizes.weights(seed)), LIFTING_MOVES, &mut labels).unwrap();
        prop_assert_eq!(parser.width(), sizes.width);
        let mut draft = tiny::draft(seed, tokens, &mut lexicon, &mut labels);
        let known: Vec<_> = draft.tokens.iter().map(|token| token.sent_start).collect();
        let vectors = tiny::vectors(seed, tokens, sizes.width);
        let mut scratch = Scratch::default();
        parser.apply(&vectors, &mut draft, &lexicon, &mut scratch);
        prop_assert!(is_forest(&draft.tokens));
        for (index, (token, known)) in draft.tokens.iter().zip(&known).enumerate() {
            prop_assert!(!labels.text(token.dep).contains("||"));
            prop_assert_eq!(token.head as usize == index, labels.text(token.dep) == "ROOT");
            prop_assert!(*known != Some(true) || token.sent_start == Some(true), "token {}", index);
        }
        let starts: Vec<_> = draft.tokens.iter().scan(0, |sentence, token| {
            *sentence += usize::from(token.sent_start == Some(true));
            Some(*sentence)
        }).collect();
        for (index, token) in draft.tokens.iter().enumerate() {
            prop_assert_eq!(starts[index], starts[token.head as usize], "an arc leaves its sentence");
        }

        let mut again = tiny::draft(seed, tokens, &mut lexicon, &mut labels);
        parser.apply(&vectors, &mut again, &lexicon, &mut scratch);
        prop_assert_eq!(draft.tokens, again.tokens, "what was read before does not matter");
    }

    #[test]
    fn entities_are_whole_and_keep_what_was_known(
        sizes in sizes([3, 6], 10),
        (seed, tokens) in (any::<u32>(), 0..120usize),
    ) {
        let (mut labels, mut lexicon) = (Labels::default(), Lexicon::default());
        let recogniser = recogniser(&sizes.file(&sizes.weights(seed)), ENTITY_MOVES, &mut labels).unwrap();
        let known = tiny::draft(seed, tokens, &mut lexicon, &mut labels).tokens;
        let mut draft = tiny::draft(seed, tokens, &mut lexicon, &mut labels);
        recogniser.apply(&tiny::vectors(seed, tokens, sizes.width), &mut draft, &lexicon, &mut Scratch::default());
        for (index, token) in draft.tokens.iter().enumerate() {
            prop_assert!(token.ent_iob != Iob::Unknown);
            if index > 0 && token.ent_iob == Iob::Inside {
                let previous = &draft.tokens[index - 1];
                prop_assert!(matches!(previous.ent_iob, Iob::Begin | Iob::Inside), "token {}", index);
                prop_assert_eq!(previous.ent_type, token.ent_type);
            }
            let was_set = matches!(known[index].ent_iob, Iob::Begin | Iob::Inside);
            prop_assert!(was_set || token.ent_iob == Iob::Outside || token.ent_type != Label::EMPTY);
            if known[index].ent_iob == Iob::Begin {
                prop_assert_eq!((token.ent_iob, token.ent_type), (known[index].ent_iob, known[index].ent_type));
            }
        }
    }

    #[test]
    fn damaged_files_never_panic(
        seed in any::<u32>(),
        (cut, flips) in (any::<prop::sample::Index>(), prop::collection::vec((any::<prop::sample::Index>(), 0..8u8), 0..6)),
        which in 0..3usize,
    ) {
        let damage = |mut bytes: Vec<u8>, at: usize| {
            if at == which {
                let length = bytes.len();
                flips.iter().for_each(|(place, bit)| bytes[place.index(length)] ^= 1 << bit);
                if flips.len() % 2 == 0 {
                    bytes.truncate(cut.index(bytes.len()));
                }
            }
            bytes
        };
        let sizes = Sizes { width: 2, inputs: 3, features: 8, hidden: 4, pieces: 2, upper: Some(11) };
        let parser_file = damage(sizes.file(&sizes.weights(seed)), 0);
        let sizes = Sizes { features: 3, upper: Some(10), ..sizes };
        let entity_file = damage(sizes.file(&sizes.weights(seed)), 0);
        let cfg = damage(br#"{"beam_width": 1, "learn_tokens": false, "moves": null}"#.to_vec(), 1);
        let (mut labels, mut lexicon) = (Labels::default(), Lexicon::default());
        let mut draft = tiny::draft(seed, 40, &mut lexicon, &mut labels);
        let mut scratch = Scratch::default();
        if let Ok(network) = Network::from_bytes("parser/model", &parser_file) {
            let moves = damage(tiny::moves(LIFTING_MOVES), 2);
            if let Ok(parser) = Parser::load(&network, &cfg, &moves, &mut labels) {
                let vectors = tiny::vectors(seed, 40, parser.width());
                parser.apply(&vectors, &mut draft, &lexicon, &mut scratch);
            }
        }
        if let Ok(network) = Network::from_bytes("ner/model", &entity_file) {
            let moves = damage(tiny::moves(ENTITY_MOVES), 2);
            if let Ok(recogniser) = EntityRecogniser::load(&network, &cfg, &moves, &mut labels) {
                let vectors = tiny::vectors(seed, 40, recogniser.width());
                recogniser.apply(&vectors, &mut draft, &lexicon, &mut scratch);
            }
        }
    }
}
