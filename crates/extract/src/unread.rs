//! What of a text cannot be read? All of it in another language, and what is too long to be a sentence.

use casus_claim::{Note, NoteKind};
use casus_syntax::Doc;
use casus_text::Source;

use crate::lexicon::LEXICON;
use crate::sentence::{LEN_BYTES_MAX, Sentence, sentences};
use crate::word::lower;

/// Returns notes on what of a text is not read; `doc` is what syntax found out about it.
pub fn unread(source: &Source, doc: &Doc) -> Vec<Note> {
    match foreign(source) {
        Some(note) => vec![note],
        None => sentences(source, doc).iter().filter_map(overlong).collect(),
    }
}

/// Returns a note where a text cannot be read with English rules. Short texts are given the benefit of the doubt.
pub(crate) fn foreign(source: &Source) -> Option<Note> {
    const SAMPLE_BYTES: usize = 20_000;
    let text = source.text();
    let end = (0..=text.len().min(SAMPLE_BYTES)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    // To count words is much cheaper than to guess a language.
    if speaks_english(&text[..end]) {
        return None;
    }
    let info = whatlang::detect(&text[..end]).filter(whatlang::Info::is_reliable)?;
    if info.lang() == whatlang::Lang::Eng {
        return None;
    }
    let sentence = format!("the text seems to be in {}; only English is read", info.lang().eng_name());
    Some(Note { kind: NoteKind::Language, span: None, sentence })
}

/// Returns a note where a stretch of text is too long to be a sentence.
pub(crate) fn overlong(sentence: &Sentence) -> Option<Note> {
    let len_bytes = sentence.span.len_bytes();
    let is_overlong = len_bytes > LEN_BYTES_MAX;
    let said = || format!("a passage of {len_bytes} bytes has no sentence in it and was not read");
    is_overlong.then(|| Note { kind: NoteKind::Overlong, span: Some(sentence.span), sentence: said() })
}

/// Returns whether a text has as many of the small words of English as English has: names alone may mislead a guess.
fn speaks_english(text: &str) -> bool {
    const SHARE_MIN: usize = 6;
    let words = text.split_whitespace().map(|word| lower(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let (mut small, mut all) = (0, 0);
    for word in words {
        all += 1;
        small += usize::from(word.len() > 1 && LEXICON.is_function_word(&word));
    }
    all > 0 && small * SHARE_MIN >= all
}
