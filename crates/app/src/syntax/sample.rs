//! Documents written by hand, for tests.

use std::sync::Arc;

use casus_engine::syntax::{Doc, Iob, Labels, Pos};
use casus_text::{Origin, Source};

use super::Token;

/// A token: form, tag, part of speech, lemma, the index of its head in the document, label, entity such as `B-FAC`.
pub(super) type Row<'a> = (&'a str, &'a str, &'a str, &'a str, u32, &'a str, &'a str);

/// Makes a source with a path that has a blank in it.
pub(super) fn source(text: &str) -> Source {
    Source::new(text.to_owned(), Origin { path: "dam one.txt".to_owned(), ..Origin::default() })
}

/// Makes a document of a text, one list of rows a sentence.
pub(super) fn doc(text: &str, sentences: &[&[Row]]) -> Doc {
    let mut labels = Labels::default();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    for sentence in sentences {
        for (place, (form, tag, pos, lemma, head, dep, entity)) in sentence.iter().enumerate() {
            let start = at + text[at..].find(form).unwrap();
            at = start + form.len();
            let (iob, ent_type) = entity.split_once('-').unwrap_or((entity, ""));
            let mut token = Token::new(tokens.len() as u32, start..at, text[at..].starts_with(' '));
            token.tag = labels.add(tag).unwrap();
            token.pos = Pos::named(pos).unwrap();
            token.lemma = Arc::from(*lemma);
            token.head = *head;
            token.dep = labels.add(dep).unwrap();
            token.sent_start = Some(place == 0);
            token.ent_type = labels.add(ent_type).unwrap();
            token.ent_iob = [Iob::Outside, Iob::Begin, Iob::Inside]
                .into_iter()
                .find(|known| known.as_str() == iob)
                .unwrap_or_default();
            tokens.push(token);
        }
    }
    Doc::new(tokens, Arc::new(labels))
}

/// A sentence with two entities and a letter of two bytes.
pub(super) const DAM: [Row; 6] = [
    ("Élodie", "NNP", "PROPN", "Élodie", 1, "nsubj", "B-PERSON"),
    ("built", "VBD", "VERB", "build", 1, "ROOT", "O"),
    ("the", "DT", "DET", "the", 4, "det", "B-FAC"),
    ("Callow", "NNP", "PROPN", "Callow", 4, "compound", "I-FAC"),
    ("dam", "NN", "NOUN", "dam", 1, "dobj", "I-FAC"),
    (".", ".", "PUNCT", ".", 1, "punct", "O"),
];

/// The text of the sentence.
pub(super) const DAM_TEXT: &str = "Élodie built the Callow dam.";
