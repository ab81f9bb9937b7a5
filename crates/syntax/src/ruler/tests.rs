//! Are attributes set as the rules say?

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::doc::{Pos, Token};
use crate::lookups::tests::packed_json;

use super::*;

/// A token: its form, tag, part of speech, dependency label and features.
type Given<'g> = (&'g str, &'g str, Pos, &'g str, &'g str);

/// Words of a sentence about invented states.
const SENTENCE: [Given; 6] = [
    ("There", "EX", Pos::Unknown, "expl", ""),
    ("'s", "VBZ", Pos::Unknown, "ROOT", ""),
    ("Ostravia", "NNP", Pos::Propn, "attr", "Number=Sing"),
    (" ", "_SP", Pos::Unknown, "", ""),
    ("Let", "VB", Pos::Verb, "", "Gender=Fem,Masc|Number=Plur"),
    ("'s", "PRP", Pos::Unknown, "", ""),
];

fn load(rules: &Json, labels: &mut Labels) -> Result<Ruler, ModelError> {
    Ruler::load("patterns", &packed_json(rules), labels)
}

/// Returns the tokens of the sentence after a ruler.
fn applied(ruler: &Ruler, labels: &mut Labels) -> Vec<Token> {
    let mut lexicon = Lexicon::default();
    let mut draft = Draft { words: Vec::new(), tokens: Vec::new() };
    for (index, (form, tag, pos, dep, morph)) in SENTENCE.into_iter().enumerate() {
        let start = draft.tokens.last().map_or(0, |token| token.end);
        let mut token = Token::new(index as u32, start..start + form.len(), index == 2);
        (token.tag, token.dep, token.pos) = (labels.add(tag).unwrap(), labels.add(dep).unwrap(), pos);
        token.morph = labels.add(morph).unwrap();
        draft.tokens.push(token);
        draft.words.push(lexicon.id(form));
    }
    ruler.apply(&mut draft, &lexicon, labels, &mut Scratch::default());
    draft.tokens
}

/// Checks the indices of the tokens that a pattern finds with an index for what is set.
fn check_index(pattern: Json, index: i64, expect: &[usize]) {
    let mut labels = Labels::default();
    let rules = json!([{"patterns": [pattern], "attrs": {"LEMMA": "found"}, "index": index}]);
    let ruler = load(&rules, &mut labels).unwrap();
    let tokens = applied(&ruler, &mut labels);
    let found: Vec<usize> = (0..tokens.len()).filter(|index| &*tokens[*index].lemma == "found").collect();
    assert_eq!(found, expect, "{rules}");
}

fn check(pattern: Json, expect: &[usize]) {
    check_index(pattern, 0, expect);
}

fn check_error(rules: Json, expect: &str) {
    assert_eq!(load(&rules, &mut Labels::default()).unwrap_err().to_string(), expect);
}

#[test]
fn attributes_are_compared() {
    check(json!([{"ORTH": "Let"}]), &[4]);
    check(json!([{"text": "let"}]), &[]);
    check(json!([{"LOWER": "let"}]), &[4]);
    check(json!([{"SHAPE": "'x"}]), &[1, 5]);
    check(json!([{"PREFIX": "'", "TAG": "PRP"}]), &[5]);
    check(json!([{"SUFFIX": "via"}]), &[2]);
    check(json!([{"POS": "VERB"}]), &[4]);
    check(json!([{"POS": "Verb"}]), &[]);
    check(json!([{"DEP": ""}]), &[3, 4, 5]);
    check(json!([{"LEMMA": ""}]), &[0, 1, 2, 3, 4, 5]);
    check(json!([{"IS_SPACE": true}]), &[3]);
    check(json!([{"IS_ALPHA": false}]), &[1, 3, 5]);
    check(json!([{"SPACY": true}]), &[2]);
    check(json!([{}]), &[0, 1, 2, 3, 4, 5]);
}

#[test]
fn predicates_are_asked() {
    check(json!([{"LOWER": {"IN": ["let", "there"]}}]), &[0, 4]);
    check(json!([{"TAG": {"NOT_IN": ["VBZ", "VB"]}, "DEP": {"IN": ["", "ROOT"]}}]), &[3, 5]);
    check(json!([{"LOWER": {"REGEX": "^'?s$"}}]), &[1, 5]);
    check(json!([{"LENGTH": {">": 2, "<=": 5}}]), &[0, 4]);
    check(json!([{"POS": {"IS_SUPERSET": []}, "LENGTH": {"==": 8}}]), &[2]);
}

#[test]
fn features_are_sets() {
    check(json!([{"MORPH": "Number=Sing"}]), &[2]);
    check(json!([{"MORPH": "Number=Plur|Gender=Fem,Masc"}]), &[]);
    check(json!([{"MORPH": {"IN": ["Number=Plur|Gender=Masc,Fem"]}}]), &[4]);
    check(json!([{"MORPH": {"IS_SUPERSET": ["Gender=Masc"]}}]), &[4]);
    check(json!([{"MORPH": {"IS_SUBSET": ["Number=Sing", "Case=Nom"]}, "LENGTH": 8}]), &[2]);
    check(json!([{"MORPH": {"INTERSECTS": ["Gender=Fem", "Number=Sing"]}}]), &[2, 4]);
}

#[test]
fn patterns_span_tokens() {
    check_index(json!([{"DEP": "expl"}, {"LOWER": {"IN": ["is", "'s"]}}]), 1, &[1]);
    check_index(json!([{"LOWER": "let"}, {"LOWER": "'s"}]), -1, &[5]);
    check(json!([{}, {"LOWER": "'s"}]), &[0, 4]);
    check(json!([{"LOWER": "'s"}, {}]), &[1]);
}

#[test]
fn operators_are_written_out() {
    check(json!([{"TAG": "EX"}, {"OP": "?", "TAG": "VB"}, {"TAG": "VBZ"}]), &[0]);
    check_index(json!([{"IS_SPACE": true, "OP": "!"}, {"IS_SPACE": true}]), 1, &[3]);
    check_index(json!([{"TAG": "EX"}, {"OP": "{2}"}]), -1, &[2]);
    check_index(json!([{"TAG": "EX"}, {"OP": "{,2}"}]), -1, &[0, 1, 2]);
    check(json!([{"TAG": "EX", "OP": "{0}"}]), &[]);
}

#[test]
fn later_rules_prevail_and_see_the_text_as_it_came_in() {
    let rules = json!([
        {"patterns": [[{"TAG": "VBZ"}]], "attrs": {"POS": "VERB", "MORPH": "Person=3|Number=Sing", "TAG": "AUX"}, "index": 0},
        {"patterns": [[{"TAG": "AUX"}]], "attrs": {"LEMMA": "seen"}, "index": 0},
        {"patterns": [[{"LOWER": "'s", "TAG": "VBZ"}], [{"TAG": "VBZ"}]], "attrs": {"POS": "AUX", "DEP": "aux"}, "index": 0},
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"MORPH": "_", "SENT_START": -1}, "index": 0},
    ]);
    let mut labels = Labels::default();
    let ruler = load(&rules, &mut labels).unwrap();
    let tokens = applied(&ruler, &mut labels);
    let is = &tokens[1];
    let known = (labels.text(is.tag), is.pos, labels.text(is.morph), labels.text(is.dep), &*is.lemma);
    assert_eq!(known, ("AUX", Pos::Aux, "Number=Sing|Person=3", "aux", ""));
    assert_eq!((labels.text(tokens[3].morph), tokens[3].sent_start), ("", Some(false)));
}

#[test]
fn what_is_not_supported_is_named() {
    let rule =
        |pattern: Json, attrs: Json, index: i64| json!([{"patterns": [[pattern]], "attrs": attrs, "index": index}]);
    let pattern = |pattern| rule(pattern, json!({"POS": "X"}), 0);
    check_error(
        pattern(json!({"IS_STOP": true})),
        "the attribute of an attribute ruler's pattern `IS_STOP` is not supported",
    );
    check_error(
        pattern(json!({"LOWER": {"FUZZY": "a"}})),
        "the predicate of an attribute ruler's pattern `FUZZY` is not supported",
    );
    check_error(pattern(json!({"OP": "+"})), "the operator of an attribute ruler's pattern `\"+\"` is not supported");
    check_error(
        pattern(json!({"OP": "{1001}"})),
        "the operator of an attribute ruler's pattern `\"{1001}\"` is not supported",
    );
    check_error(
        pattern(json!({"MORPH": "_"})),
        "the predicate of an attribute ruler's pattern `MORPH without features` is not supported",
    );
    check_error(rule(json!({}), json!({"NORM": "x"}), 0), "an attribute ruler that sets `NORM` is not supported");
    check_error(
        rule(json!({}), json!({"POS": "x"}), 0),
        "`patterns` of the pipeline is damaged: a rule sets `POS` to \"x\"",
    );
    check_error(
        rule(json!({}), json!({"POS": "X"}), 1),
        "`patterns` of the pipeline is damaged: its rule 0 has no token with its index",
    );
}

#[test]
fn a_pattern_cannot_be_written_out_without_end() {
    let place = json!({"OP": "{,900}"});
    let rules = json!([{"patterns": [[place, place, place]], "attrs": {}, "index": 0}]);
    let error = load(&rules, &mut Labels::default()).unwrap_err();
    assert_eq!(error.to_string(), "an attribute ruler's pattern of the size `3` is not supported");
    // Without operators, a pattern may be as long as it is.
    let places = vec![json!({}); 5000];
    let rules = json!([{"patterns": [places], "attrs": {}, "index": 0}]);
    assert!(load(&rules, &mut Labels::default()).is_ok());
}

proptest! {
    #[test]
    fn damaged_rules_do_not_panic(flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 0..4), cut in any::<usize>()) {
        let mut bytes = packed_json(&json!([
            {"patterns": [[{"TAG": "EX"}, {"LOWER": {"REGEX": "^'?s$"}}]], "attrs": {"POS": "X"}, "index": -1},
            {"patterns": [[{"DEP": {"NOT_IN": [""]}, "LENGTH": {">": 1}, "OP": "{1,2}"}]], "attrs": {"MORPH": "A=b"}, "index": 0},
            {"patterns": [[{"IS_SPACE": true}], [{}, {}]], "attrs": {"SENT_START": 1, "LEMMA": "a"}},
        ]));
        for (place, byte) in flips {
            let length = bytes.len();
            bytes[place % length] = byte;
        }
        if cut % 3 == 0 {
            bytes.truncate(cut % bytes.len());
        }
        let mut labels = Labels::default();
        if let Ok(ruler) = Ruler::load("patterns", &bytes, &mut labels) {
            applied(&ruler, &mut labels);
        }
    }
}
