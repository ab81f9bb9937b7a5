//! What is a phrase about? Its content words in base form, near synonyms made one.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use casus_claim::{Atom, Category, EntityId, EntityKind};
use casus_syntax::Pos;
use casus_text::Span;

use crate::cast::{Cast, Mention};
use crate::lexicon::LEXICON;
use crate::passage::Passage;
use crate::tree::SUBJECTS;
use crate::word::{Kind, Word, phrase};

/// Builds an atom from a span: the words, the actors named in them, the theme of the rest, and how they are built.
pub(crate) fn atom(passage: &Passage<'_>, cast: &Cast, span: Span) -> Atom {
    let is_name = |mention: &&Mention| passage.source.slice(mention.span).contains(char::is_uppercase);
    let mut actors: Vec<EntityId> =
        passage.mentions_in(span).filter(is_name).flat_map(|mention| passage.bearers(mention)).collect();
    if actors.is_empty() {
        actors = passage
            .mentions_in(span)
            .filter(|mention| passage.is_possessor(mention))
            .flat_map(|mention| passage.bearers(mention))
            .collect();
    }
    actors.dedup();
    actors.retain(|id| !matches!(cast.entity(*id).kind, EntityKind::Instrument));
    for id in adjective_states(passage, cast, span) {
        if !actors.contains(&id) {
            actors.push(id);
        }
    }
    let head = head(passage, span);
    let is_denied = head.is_some_and(|at| is_denied(passage, span, at));
    let mut theme = theme(passage, span);
    // What is denied is about the same as what is not.
    theme.retain(|word| !is_denied || !DENIALS.contains(&word.as_str()));
    let head = head.map(|at| passage.words[at].lemma.to_lowercase());
    Atom { quote: passage.quote(span), actors, theme, head, is_denied }
}

/// The words that deny, and what stands with them: `no longer`.
const DENIALS: [&str; 9] = ["longer", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing"];

/// Returns the word of a span that the others depend on; behind a preposition it is the noun.
fn head(passage: &Passage<'_>, span: Span) -> Option<usize> {
    let top = passage.top(span)?;
    let noun = passage.child(top, &["pobj"]).filter(|noun| span.contains(passage.words[*noun].span));
    Some(noun.filter(|_| passage.words[top].pos == Pos::Adp).unwrap_or(top))
}

/// Returns whether the words of a span deny what they name: `does not apply`, `no truce holds`, `no longer`, `no vote`.
fn is_denied(passage: &Passage<'_>, span: Span, head: usize) -> bool {
    let inside = |at: usize| passage.children(at).filter(|child| span.contains(passage.words[*child].span));
    let has_no = |at: usize| inside(at).any(|child| passage.words[child].is_any(&["no", "neither"]));
    let denies = |child: usize| {
        let word = &passage.words[child];
        let is_part = SUBJECTS.contains(&word.dep) || matches!(word.dep, "dobj" | "attr");
        let is_nobody = word.is_any(&["none", "nobody", "nothing", "neither"]);
        word.dep == "neg"
            || word.is_any(&["not", "never", "no"])
            || word.is("longer") && has_no(child)
            || is_part && (is_nobody || has_no(child))
    };
    inside(head).any(denies)
}

/// Returns the content words of a span in base form, sorted, each once, without names.
pub(crate) fn theme(passage: &Passage<'_>, span: Span) -> Vec<String> {
    let is_named = |word: Span| {
        passage.mentions.iter().any(|mention| mention.span.contains(word) && !is_described(passage, mention.span))
    };
    let words = passage.words.iter().filter(|word| span.contains(word.span) && word.kind == Kind::Word);
    // `in force` is no force.
    let is_idiom = |word: &Word<'_>| {
        let at = passage.word_from(word.span.start_bytes());
        word.is("force") && at > 0 && passage.words[at - 1].is_any(&["in", "into"])
    };
    let words = words.filter(|word| !is_idiom(word));
    let words = words.filter(|word| !is_named(word.span) && LEXICON.name(word.text).is_none());
    let runs = runs(passage, span);
    let is_in_run = |word: Span| runs.iter().any(|(run, _)| run.contains(word));
    let words = words.filter(|word| !is_in_run(word.span));
    let mut theme: Vec<String> = words.filter_map(|word| content(&word.lower())).collect();
    theme.extend(runs.iter().map(|(_, concept)| (*concept).to_owned()));
    theme.sort();
    theme.dedup();
    theme
}

/// Finds the runs of words that are one concept: `cease-fire`, `end of hostilities`.
fn runs(passage: &Passage<'_>, span: Span) -> Vec<(Span, &'static str)> {
    let mut runs: Vec<(Span, &'static str)> = Vec::new();
    let first = passage.word_from(span.start_bytes());
    let last = passage.word_from(span.end_bytes());
    let mut at = first;
    while at < last {
        let words_max = LEXICON.run_words_max(&passage.words[at].lower());
        let longest = (2..=words_max.min(last - at)).rev().find_map(|len| {
            let words = &passage.words[at..at + len];
            LEXICON.run(&phrase(words).to_lowercase()).map(|concept| (len, concept))
        });
        if let Some((len, concept)) = longest {
            runs.push((passage.words[at].span.cover(passage.words[at + len - 1].span), concept));
        }
        at += longest.map_or(1, |(len, _)| len);
    }
    runs
}

/// Returns whether a mention is a description, whose words say something (`the peace agreement`), and no name.
fn is_described(passage: &Passage<'_>, span: Span) -> bool {
    !passage.source.slice(span).chars().next().is_some_and(char::is_uppercase)
}

/// Returns the concept of a word that says something.
pub(crate) fn content(word: &str) -> Option<String> {
    if LEXICON.is_function_word(word) || LEXICON.is_weak(word) || word.chars().count() < 3 {
        return None;
    }
    let base = base(word);
    let concept = LEXICON.concept(word);
    Some(if concept == word { LEXICON.concept(&base).to_owned() } else { concept.to_owned() })
}

/// Takes a plural's or a verb's ending off.
fn base(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")).filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']));
    stem.unwrap_or(word).to_owned()
}

/// Returns the states whose adjectives stand in a span: `US support`, `American backing`.
pub(crate) fn adjective_states(passage: &Passage<'_>, cast: &Cast, span: Span) -> Vec<EntityId> {
    let words = passage.words.iter().filter(|word| span.contains(word.span) && word.is_capitalised());
    let names = words.filter_map(|word| LEXICON.name(word.text)).map(|known| known.name);
    names.filter_map(|name| cast.find(name)).collect()
}

/// Every cue word of every category, looked for at once; the place of a word tells its row.
static CUES: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
    let rows = LEXICON.categories().iter().enumerate();
    let cues = rows.flat_map(|(row, (_, cues))| cues.iter().map(move |cue| (*cue, row)));
    let (cues, rows): (Vec<&str>, Vec<usize>) = cues.unzip();
    (AhoCorasick::new(cues).expect("the cue words are few"), rows)
});

/// Returns the category that the words of a span show, as they stand or as the dictionary has them.
pub(crate) fn category_of(passage: &Passage<'_>, span: Span, is_money: bool) -> Category {
    let (first, after) = (passage.word_from(span.start_bytes()), passage.word_from(span.end_bytes()));
    let mut text = passage.source.slice(span).to_owned();
    for word in passage.words.get(first..after).unwrap_or_default() {
        text.push(if word.span.start_bytes() == span.start_bytes() { '\n' } else { ' ' });
        text.push_str(word.lemma);
    }
    category(&text, is_money)
}

/// Returns the category whose cue words stand in a text; of several the first of the table.
fn category(text: &str, is_money: bool) -> Category {
    let lower = text.to_lowercase();
    let (cues, rows) = &*CUES;
    let is_whole = |start: usize, end: usize| {
        let before = lower[..start].chars().next_back();
        let after = lower[end..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(|c| c.is_alphanumeric() && c != 's')
    };
    let found = cues.find_overlapping_iter(&lower).filter(|found| is_whole(found.start(), found.end()));
    let first = found.map(|found| rows[found.pattern().as_usize()]).min();
    let named = first.and_then(|row| Category::from_word(LEXICON.categories()[row].0));
    named.unwrap_or(if is_money { Category::Finance } else { Category::Other })
}

#[cfg(test)]
mod tests {
    use casus_claim::{Claim, Condition, Registry};
    use casus_syntax::paragraphs;
    use casus_text::{Origin, Source};

    /// Reads a sentence with one condition and compares the atoms' heads, those that are denied with a `not`, and themes.
    fn check(text: &str, expect: &[&str]) {
        let doc = crate::installed::with_reader(|reader| reader.read_parts(text, &paragraphs(text)));
        let source = Source::new(text.to_owned(), Origin::default());
        let reading = crate::read(&source, &Registry::default(), &doc);
        let antecedents = reading.records().iter().filter_map(|record| match &record.claim {
            Claim::Commitment(commitment) => commitment.antecedent.as_ref(),
            _ => None,
        });
        let atoms = antecedents.flat_map(Condition::atoms).map(|atom| {
            let not = if atom.is_denied { "not " } else { "" };
            format!("{not}{}: {}", atom.head.as_deref().unwrap_or("-"), atom.theme.join(" "))
        });
        assert_eq!(atoms.collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn an_atom_has_a_head_and_may_be_denied() {
        check("Callow will pay if the truce holds.", &["hold: hold truce"]);
        check("Callow will pay if no truce holds.", &["not hold: hold truce"]);
        check("Callow will pay if the old clause does not apply.", &["not apply: apply clause old"]);
        check("Callow will pay once the road is no longer closed.", &["not close: closed road"]);
        check("Callow will pay if there is no quorum.", &["not quorum: quorum"]);
        check("Callow will not sign without a clean audit.", &["audit: audit clean"]);
        check("Callow will pay if nobody objects.", &["not object: object"]);
        check("Callow will pay if the no-fly zone holds.", &["hold: fly hold zone"]);
    }
}
