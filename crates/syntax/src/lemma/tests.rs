//! Are lemmas those that the tables and rules give?

use proptest::prelude::*;
use serde_json::json;

use crate::doc::Token;
use crate::lookups::tests::packed_json;

use super::*;

fn english() -> serde_json::Value {
    json!({
        "lemma_index": {"noun": ["treaty", "axe", "axis", "cat"], "verb": ["veto", "lie"]},
        "lemma_exc": {"noun": {"axes": ["axis"], "oxen": ["ox", "oxen", "ox"]}, "verb": {"lay": ["lie"]}},
        "lemma_rules": {"noun": [["s", ""], ["es", "e"], ["ies", "y"], ["ses", "s"]], "verb": [["ed", ""], ["ing", ""]]},
        "unknown": {"1": [null, 1.5]},
    })
}

fn french() -> serde_json::Value {
    json!({
        "lemma_lookup": {"Traités": ["Traité"], "traités": ["traiter"], "abords": ["abord"], "deux": "deux-là"},
        "lemma_index": {"noun": ["traité", "bras"]},
        "lemma_exc": {"noun": {"yeux": ["œil", "yeux"]}, "det": {"ces": ["ce"]}},
        "lemma_rules": {"noun": [["s", ""], ["aux", "al"], ["-là", ""]]},
    })
}

fn load(lang: &str, mode: &str, tables: &serde_json::Value) -> Result<Lemmatizer, ModelError> {
    Lemmatizer::load("lookups.bin", Settings { lang, mode, overwrite: false }, packed_json(tables))
}

/// Returns the lemmas of forms, each alone with a part of speech and features, given twice to one cache.
fn lemmas(lemmatizer: &Lemmatizer, forms: &[(&str, Pos, &str)]) -> Vec<String> {
    let (mut lexicon, mut labels, mut cache) = (Lexicon::default(), Labels::default(), Cache::default());
    let mut lemma = |&(form, pos, morph): &(&str, Pos, &str)| {
        let token = Token { pos, morph: labels.add(morph).unwrap(), ..Token::new(0, 0..form.len(), false) };
        let mut draft = Draft { words: vec![lexicon.id(form)], tokens: vec![token] };
        lemmatizer.apply(&mut draft, &lexicon, &labels, &mut cache);
        draft.tokens[0].lemma.to_string()
    };
    let first: Vec<String> = forms.iter().map(&mut lemma).collect();
    assert_eq!(forms.iter().map(&mut lemma).collect::<Vec<_>>(), first);
    first
}

fn check(lemmatizer: &Lemmatizer, form: &str, pos: Pos, morph: &str, lemma: &str) {
    assert_eq!(lemmas(lemmatizer, &[(form, pos, morph)]), [lemma], "{form} as {pos:?} with {morph}");
}

#[test]
fn english_prefers_exceptions_and_then_the_index() {
    let lemmatizer = load("en", "rule", &english()).unwrap();
    check(&lemmatizer, "Treaties", Pos::Noun, "Number=Plur", "treaty");
    check(&lemmatizer, "cats", Pos::Noun, "", "cat");
    // The rules give `axe` and the exception `axis`, which is in no list of forms before it.
    check(&lemmatizer, "axes", Pos::Noun, "", "axis");
    check(&lemmatizer, "lay", Pos::Verb, "Tense=Past", "lie");
    // Of several exceptions the last that is not repeated comes first.
    check(&lemmatizer, "oxen", Pos::Noun, "", "oxen");
}

#[test]
fn english_takes_what_the_first_rule_gives_for_unknown_words() {
    let lemmatizer = load("en", "rule", &english()).unwrap();
    check(&lemmatizer, "Ostravians", Pos::Noun, "", "ostravian");
    check(&lemmatizer, "losses", Pos::Noun, "", "losse");
    // What is not of letters alone could not be in the index, and is preferred to what could.
    check(&lemmatizer, "mid-1990s", Pos::Noun, "", "mid-1990");
    // Where no rule fits, the capitals stay.
    check(&lemmatizer, "Quorum", Pos::Noun, "", "Quorum");
}

#[test]
fn english_leaves_base_forms() {
    let lemmatizer = load("en", "rule", &english()).unwrap();
    check(&lemmatizer, "Axes", Pos::Noun, "Number=Sing", "axes");
    check(&lemmatizer, "Axes", Pos::Noun, "Number=Sing,Plur", "axis");
    check(&lemmatizer, "Bring", Pos::Verb, "VerbForm=Inf", "bring");
    check(&lemmatizer, "Bring", Pos::Verb, "Tense=Pres|VerbForm=Fin", "bring");
    check(&lemmatizer, "Bring", Pos::Verb, "Number=Sing|Tense=Pres|VerbForm=Fin", "br");
}

#[test]
fn parts_of_speech_without_tables_are_put_in_lower_case() {
    let lemmatizer = load("en", "rule", &english()).unwrap();
    check(&lemmatizer, "Treaties", Pos::Propn, "", "Treaties");
    check(&lemmatizer, "Treaties", Pos::Adj, "", "treaties");
    check(&lemmatizer, "Treaties", Pos::Unknown, "", "treaties");
}

#[test]
fn french_prefers_the_index_to_exceptions_and_rules() {
    let lemmatizer = load("fr", "rule", &french()).unwrap();
    check(&lemmatizer, "Bras", Pos::Noun, "", "bras");
    check(&lemmatizer, "yeux", Pos::Noun, "", "œil");
    check(&lemmatizer, "traités", Pos::Noun, "", "traité");
    check(&lemmatizer, "canaux", Pos::Noun, "", "canal");
    check(&lemmatizer, "Ces", Pos::Det, "", "ce");
}

#[test]
fn french_looks_up_what_is_left() {
    let lemmatizer = load("fr", "rule", &french()).unwrap();
    check(&lemmatizer, "Traités", Pos::Verb, "", "traiter");
    check(&lemmatizer, "Traités", Pos::Propn, "", "Traité");
    check(&lemmatizer, "Abords", Pos::Num, "", "Abords");
    check(&lemmatizer, "Là", Pos::Adv, "", "là");
    check(&lemmatizer, "deux", Pos::Num, "", "deux-là");
}

#[test]
fn a_lookup_is_asked_for_the_form() {
    check(&load("xx", "lookup", &french()).unwrap(), "Traités", Pos::Noun, "", "Traité");
    check(&load("xx", "lookup", &french()).unwrap(), "Abords", Pos::Noun, "", "Abords");
    check(&load("nl", "lookup", &french()).unwrap(), "Abords", Pos::Noun, "", "abord");
}

#[test]
fn lemmas_that_are_set_stay() {
    for (overwrite, lemma) in [(false, "given"), (true, "cat")] {
        let settings = Settings { lang: "en", mode: "rule", overwrite };
        let lemmatizer = Lemmatizer::load("lookups.bin", settings, packed_json(&english())).unwrap();
        let mut lexicon = Lexicon::default();
        let token = Token { pos: Pos::Noun, lemma: "given".into(), ..Token::new(0, 0..4, false) };
        let mut draft = Draft { words: vec![lexicon.id("cats")], tokens: vec![token] };
        lemmatizer.apply(&mut draft, &lexicon, &Labels::default(), &mut Cache::default());
        assert_eq!(&*draft.tokens[0].lemma, lemma);
    }
}

#[test]
fn a_cache_forgets_with_its_lexicon() {
    let lemmatizer = load("en", "rule", &english()).unwrap();
    let (mut lexicon, mut cache) = (Lexicon::default(), Cache::default());
    for (form, lemma) in [("cats", "cat"), ("treaties", "treaty")] {
        let token = Token { pos: Pos::Noun, ..Token::new(0, 0..form.len(), false) };
        let mut draft = Draft { words: vec![lexicon.id(form)], tokens: vec![token] };
        lemmatizer.apply(&mut draft, &lexicon, &Labels::default(), &mut cache);
        assert_eq!(&*draft.tokens[0].lemma, lemma);
        lexicon.clear();
    }
}

#[test]
fn what_is_missing_is_named() {
    let message = |lang, mode, tables| load(lang, mode, &tables).unwrap_err().to_string();
    assert_eq!(
        message("fr", "rule", english()),
        "`lookups.bin` of the pipeline is damaged: it has no table `lemma_lookup`"
    );
    assert_eq!(message("pl", "pos_lookup", english()), "lemmatizer `pl in mode pos_lookup` is not supported");
    assert_eq!(message("es", "rule", english()), "lemmatizer `es in mode rule` is not supported");
    let rules = json!({"lemma_rules": {"noun": [["s"]]}});
    assert_eq!(
        message("en", "rule", rules),
        "`lookups.bin` of the pipeline is damaged: at byte 21 is a rule that is no pair"
    );
    let lookup = json!({"lemma_lookup": {"is": []}});
    assert_eq!(
        message("xx", "lookup", lookup),
        "`lookups.bin` of the pipeline is damaged: at byte 19 is the end of an empty list of lemmas"
    );
}

/// The forms that damaged tables are asked about.
const FORMS: [(&str, Pos, &str); 6] = [
    ("Treaties", Pos::Noun, "Number=Plur"),
    ("axes", Pos::Noun, ""),
    ("laying", Pos::Verb, ""),
    ("yeux", Pos::Noun, ""),
    ("deux", Pos::Num, ""),
    ("ces", Pos::Det, ""),
];

proptest! {
    #[test]
    fn damaged_tables_do_not_panic(flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 0..4), cut in any::<usize>()) {
        for (lang, tables) in [("en", english()), ("fr", french())] {
            let mut bytes = packed_json(&tables);
            for (place, byte) in &flips {
                let length = bytes.len();
                bytes[place % length] = *byte;
            }
            if cut % 3 == 0 {
                bytes.truncate(cut % bytes.len());
            }
            let settings = Settings { lang, mode: "rule", overwrite: false };
            if let Ok(lemmatizer) = Lemmatizer::load("lookups.bin", settings, bytes) {
                lemmas(&lemmatizer, &FORMS);
            }
        }
    }
}
