//! Which links of a tree cannot be, whatever the sentence says, and what are they instead?
//!
//! In go the words of a sentence as the parser has joined them; a few links that English rules out are made anew.

use casus_syntax::Pos;

use crate::lexicon::{Class, LEXICON};
use crate::tree::{SUBJECTS, children, plant, upward};
use crate::word::Word;

/// A link made anew.
struct Mend<'a> {
    at: usize,
    head: usize,
    dep: &'a str,
}

/// Mends a planted tree.
pub(crate) fn mend(words: &mut [Word<'_>]) {
    let mut mends: Vec<Mend<'_>> = Vec::new();
    for at in 0..words.len() {
        mends.extend(contact_clause(words, at));
        mends.extend(source_of_according(words, at).into_iter().flatten());
        mends.extend(set_beside(words, at));
        mends.extend(told_clause(words, at).into_iter().flatten());
        mends.extend(two_people(words, at));
        mends.extend(finite_again(words, at).into_iter().flatten());
        if let Some(pair) = plans_to(words, at) {
            (words[at].tag, words[at].pos) = ("VBZ", Pos::Verb);
            mends.extend(pair);
        }
        if let Some(pair) = joined_verb(words, at) {
            (words[at].tag, words[at].pos) = ("VBD", Pos::Verb);
            mends.extend(pair);
        }
    }
    if mends.is_empty() {
        return;
    }
    for Mend { at, head, dep } in mends {
        (words[at].head, words[at].dep) = (head, dep);
    }
    for word in words.iter_mut() {
        (word.first_child, word.next_sibling) = (None, None);
    }
    plant(words, Some);
}

fn child(words: &[Word<'_>], at: usize, deps: &[&str]) -> Option<usize> {
    children(words, at).find(|child| deps.contains(&words[*child].dep))
}

/// Reads `hoped for talks on the guarantees | it could offer`: a clause right behind a noun, without a mark and with a gap,
/// is about the noun where the verb above takes no clause.
fn contact_clause(words: &[Word<'_>], at: usize) -> Option<Mend<'static>> {
    let word = &words[at];
    let (first, head) = (word.edges.0, word.head);
    let noun = first.checked_sub(1).filter(|noun| word.dep == "ccomp" && *noun > head)?;
    let subject = child(words, at, &SUBJECTS)?;
    let is_bare = words[subject].edges.0 == first && child(words, at, &["mark"]).is_none();
    let is_noun = matches!(words[noun].tag, "NN" | "NNS") && !matches!(words[noun].ent, "DATE" | "TIME");
    if !is_bare || !is_noun {
        return None;
    }
    // `expressed the hope that …` takes no further clause.
    let object = child(words, head, &["dobj"]).filter(|object| words[*object].edges == (words[*object].edges.0, noun));
    let has_that = |object: usize| {
        children(words, object).any(|clause| child(words, clause, &["mark"]).is_some_and(|mark| words[mark].is("that")))
    };
    let is_full = object.is_some_and(has_that);
    // `turns on the concessions Callow makes`
    let link =
        children(words, head).find(|link| *link > head && words[*link].dep == "prep" && words[*link].edges.1 == noun);
    let is_turned = link.is_some_and(|link| words[link].is_any(&["around", "on", "upon", "over", "into"]))
        && LEXICON.telling(words[head].lemma).is_none();
    (is_full || is_turned).then_some(Mend { at, head: noun, dep: "relcl" })
}

/// Reads `According to Ada Korn, | the week will …`: the name goes with `to`, and what follows the comma is the subject.
fn source_of_according(words: &[Word<'_>], at: usize) -> Option<[Mend<'static>; 2]> {
    let to = at + 1;
    let is_bare = words[at].is("according") && words.get(to)?.is("to") && child(words, to, &["pobj"]).is_none();
    let is_source = |noun: &usize| words[*noun].edges.0 == to + 1 && SUBJECTS.contains(&words[*noun].dep);
    let source = (to + 1..words.len()).filter(|_| is_bare).find(is_source)?;
    let subject =
        child(words, source, &["appos"]).filter(|_| words.get(source + 1).is_some_and(|it| it.text == ","))?;
    let Word { head: verb, dep, .. } = words[source];
    let dep = SUBJECTS.into_iter().find(|known| *known == dep)?;
    (verb > subject).then_some([Mend { at: source, head: to, dep: "pobj" }, Mend { at: subject, head: verb, dep }])
}

/// Reads `stated behind a meeting with the members | that leaving would be wrong`: a clause with a subject of its own besides
/// `that` is about no noun, but what the verb above tells.
fn told_clause(words: &[Word<'_>], at: usize) -> Option<[Mend<'static>; 2]> {
    const STEPS_MAX: usize = 6;
    let Word { dep, edges: (first, _), head: noun, .. } = words[at];
    let that = children(words, at).next().filter(|that| dep == "relcl" && *that == first && words[*that].is("that"))?;
    let has_own = children(words, at).any(|child| child > that && child < at && SUBJECTS.contains(&words[child].dep));
    let is_full = child(words, at, &["acomp", "attr", "dobj"]).is_some_and(|part| part > at);
    if !has_own || !is_full || !matches!(words[that].dep, "nsubj" | "mark") {
        return None;
    }
    let verb =
        upward(words, noun).take(STEPS_MAX).find(|at| words[*at].pos == Pos::Verb && words[*at].dep != "prep")?;
    let is_open = LEXICON.telling(words[verb].lemma).is_some() && child(words, verb, &["ccomp", "dobj"]).is_none();
    (is_open && verb < that)
        .then_some([Mend { at, head: verb, dep: "ccomp" }, Mend { at: that, head: at, dep: "mark" }])
}

/// Reads `Callow and Dunmere, | members of the council,`: what `and` has closed takes no further member.
fn set_beside(words: &[Word<'_>], at: usize) -> Option<Mend<'static>> {
    let Word { dep, tag, edges: (first, _), head, .. } = words[at];
    let is_behind =
        dep == "conj" && matches!(tag, "NN" | "NNS") && first > 0 && words[first - 1].text == "," && head < first;
    let is_name = words[head].pos == Pos::Propn;
    let links = children(words, head).filter(|link| is_behind && is_name && words[*link].dep == "cc");
    let (before, behind): (Vec<usize>, Vec<usize>) = links.partition(|link| *link < first);
    let is_closed = !before.is_empty() && behind.is_empty() && child(words, at, &["cc"]).is_none();
    is_closed.then_some(Mend { at, head, dep: "appos" })
}

/// Reads `wants Callow to save water and | will put a plan`: what stands under a modal goes on with no infinitive, but with the
/// verb that is as finite as itself.
fn finite_again(words: &[Word<'_>], at: usize) -> Option<Vec<Mend<'static>>> {
    const STEPS_MAX: usize = 5;
    let Word { dep, tag, head, .. } = words[at];
    let has = |verb: usize, tags: &[&str]| children(words, verb).any(|child| tags.contains(&words[child].tag));
    let is_bare = child(words, at, &SUBJECTS).is_none();
    let is_infinitive = words[head].tag == "VB" && has(head, &["TO"]) && !has(head, &["MD"]);
    if dep != "conj" || tag != "VB" || !is_bare || !has(at, &["MD"]) || !is_infinitive {
        return None;
    }
    let is_finite = |verb: &usize| {
        let own = matches!(words[*verb].tag, "VBZ" | "VBD" | "VBP") || has(*verb, &["MD"]);
        own && child(words, *verb, &SUBJECTS).is_some()
    };
    let verb = upward(words, head).take(STEPS_MAX).skip(1).find(is_finite)?;
    let and = children(words, head).filter(|and| words[*and].dep == "cc" && *and < at).last();
    let and = and.map(|and| Mend { at: and, head: verb, dep: "cc" });
    Some(and.into_iter().chain([Mend { at, head: verb, dep: "conj" }]).collect())
}

/// Reads `has paid 30 million and | plans to pay the rest`: a bare noun that takes an infinitive is the verb that goes on.
fn plans_to(words: &[Word<'_>], at: usize) -> Option<Vec<Mend<'static>>> {
    let Word { tag, dep, head: noun, .. } = words[at];
    let verb = words[noun].head;
    let is_object = matches!(words[noun].dep, "dobj" | "pobj") && words[verb].pos == Pos::Verb;
    let is_bare = dep == "conj" && tag == "NNS" && words[at].edges.0 == at && at > 0 && words[at - 1].dep == "cc";
    let takes = child(words, at, &["xcomp", "acl"])?;
    let is_infinitive =
        takes > at && words[takes].tag == "VB" && words[takes].edges.0 == at + 1 && words[at + 1].is("to");
    let is_finite = matches!(words[verb].tag, "VBZ" | "VBD" | "VBN");
    (is_object && is_bare && is_infinitive && is_finite && LEXICON.is(Class::Aiming, &words[at].lower())).then(|| {
        vec![
            Mend { at, head: verb, dep: "conj" },
            Mend { at: at - 1, head: verb, dep: "cc" },
            Mend { at: takes, head: at, dep: "xcomp" },
        ]
    })
}

/// Reads `Ada Korn and | Ivo Lund agreed`: two names of people are no name of one, so the second is joined to the first.
fn two_people<'a>(words: &[Word<'a>], at: usize) -> Vec<Mend<'a>> {
    let person = |at: usize| words[at].ent == "PERSON" && words[at].pos == Pos::Propn;
    let Word { head, dep, edges: (first, _), .. } = words[at];
    let run = (first..at).rev().take_while(|other| person(*other)).last();
    let Some((start, and)) = run.filter(|_| person(at)).and_then(|start| Some((start, start.checked_sub(1)?))) else {
        return Vec::new();
    };
    let before = (first..and).rev().take_while(|other| person(*other)).last();
    let Some((begin, last)) = before.filter(|begin| begin + 1 < and).zip(and.checked_sub(1)) else { return Vec::new() };
    // Where the first is the head, or both are, the parser has seen it.
    if !words[and].is("and") || dep == "conj" || children(words, last).any(|child| child == at) {
        return Vec::new();
    }
    let inside = |from: usize, to: usize| (from..to).map(move |part| Mend { at: part, head: to, dep: "compound" });
    let mut mends: Vec<Mend<'a>> = inside(begin, last).chain(inside(start, at)).collect();
    // What stands before the first name goes with it.
    let outside = (first..begin).filter(|other| words[*other].head >= begin);
    mends.extend(outside.map(|other| Mend { at: other, head: last, dep: words[other].dep }));
    let top = if head == at { last } else { head };
    mends.extend([
        Mend { at: last, head: top, dep },
        Mend { at: and, head: last, dep: "cc" },
        Mend { at, head: last, dep: "conj" },
    ]);
    mends
}

/// Reads `hoped for talks but | admitted doubts`: a noun is not joined to a verb, and so the participle before it is one.
fn joined_verb(words: &[Word<'_>], at: usize) -> Option<[Mend<'static>; 2]> {
    let Word { tag, dep, head: noun, .. } = words[at];
    let is_participle = tag == "VBN" && dep == "amod" && noun > at && words[noun].edges.0 == at;
    let verb = words[noun].head;
    let is_joined = words[noun].dep == "conj" && matches!(words[verb].tag, "VBD") && verb < at;
    let follows = at > 0 && words[at - 1].dep == "cc" && words[at - 1].head == verb;
    let is_told = LEXICON.telling(words[at].lemma).is_some();
    (is_participle && is_joined && follows && is_told)
        .then_some([Mend { at, head: verb, dep: "conj" }, Mend { at: noun, head: at, dep: "dobj" }])
}
