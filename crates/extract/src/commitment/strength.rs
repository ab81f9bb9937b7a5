//! How far has somebody gone toward a deed? The words above its verb tell: `may be willing to lend`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casus_claim::Status;
use casus_syntax::Pos;

use crate::lexicon::rows;
use crate::lookup::{Lookup, Words};
use crate::passage::Passage;
use crate::tree::SUBJECTS;

/// What the words above a deed come to.
#[derive(Clone, Debug)]
pub(super) struct Strength {
    pub status: Status,
    /// The verb that is finite or stands under a modal: where the clause hangs.
    pub clause: usize,
    /// The last word that takes the deed and says how far somebody has gone.
    pub operator: Option<usize>,
    pub modal: Option<usize>,
    pub is_denied: bool,
}

/// What an operator says, by itself and denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Strength(Status),
    Same,
    Nothing,
}

type Operators = BTreeMap<(&'static str, &'static str), (Says, Says)>;

static OPERATORS: LazyLock<Operators> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/operators.tsv"));
    rows.map(|row| ((row[0], row[1]), (says(row[2]), says(row[3])))).collect()
});

/// What a verb tells of when it is past.
static DEEDS: LazyLock<Lookup<Option<Status>>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/deeds.tsv"));
    let told = rows.filter(|row| row[0] != "never");
    told.flat_map(|row| row[1].split('|').map(move |verb| (verb, Status::from_word(row[0])))).collect()
});

/// The verbs that tell of no deed at all.
static NEVER: LazyLock<Words> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/deeds.tsv"));
    rows.filter(|row| row[0] == "never").flat_map(|row| row[1].split('|')).collect()
});

/// The sorts of doing that each verb may tell.
static SORTS: LazyLock<Lookup<Vec<&'static str>>> = LazyLock::new(|| {
    let mut sorts: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for row in rows(include_str!("../../data/verbs.tsv")) {
        row[1].split('|').for_each(|verb| sorts.entry(verb).or_default().push(row[0]));
    }
    sorts.into_iter().collect()
});

/// Returns the sorts of doing that a verb may tell.
pub(super) fn sorts(lemma: &str) -> &'static [&'static str] {
    SORTS.get(lemma).map_or(&[], Vec::as_slice)
}

fn says(word: &str) -> Says {
    match word {
        "same" => Says::Same,
        "-" => Says::Nothing,
        word => Says::Strength(Status::from_word(word).unwrap_or_else(|| panic!("`{word}` is no strength"))),
    }
}

/// Returns how far somebody has gone toward what a verb tells; none where nothing is undertaken.
pub(super) fn strength(passage: &Passage<'_>, verb: usize, is_back_shifted: bool) -> Option<Strength> {
    // Who looks forward to something does nothing for it.
    let is_hope =
        passage.words[verb].lemma == "look" && passage.words.get(verb + 1).is_some_and(|word| word.is("forward"));
    if is_hope || NEVER.contains(lemma(passage, verb).as_str()) && !is_kept(passage, verb) {
        return None;
    }
    let mut weakest: Option<Status> = None;
    let mut operator = None;
    let mut at = verb;
    let mut is_denied = denies(passage, at);
    for _ in 0..LINKS_MAX {
        if is_finite(passage, at) || modal(passage, at).is_some() {
            break;
        }
        let Some((next, how)) = above(passage, at) else { break };
        if let Some(how) = how {
            let lemma = lemma(passage, next);
            let denied = denies(passage, next);
            match OPERATORS.get(&(lemma.as_str(), how)).map(|(plain, not)| if denied { *not } else { *plain }) {
                Some(Says::Nothing) => return None,
                Some(Says::Strength(status)) => {
                    let status = if is_denied { denial(status) } else { status };
                    weakest = Some(weakest.map_or(status, |weakest| weaker(weakest, status)));
                    operator = operator.or(Some(next));
                    is_denied = false;
                }
                Some(Says::Same) | None => is_denied |= denied,
            }
        } else {
            is_denied |= denies(passage, next);
        }
        at = next;
    }
    let modal = modal(passage, at);
    let base = base(passage, verb, at, modal, is_back_shifted, weakest.is_some())?;
    let base = if is_denied { denial(base) } else { base };
    let status = match (weakest, modal) {
        (Some(weakest), None) => weakest,
        (Some(weakest), Some(_)) => weaker(weakest, base),
        (None, _) => base,
    };
    Some(Strength { status, clause: at, operator, modal, is_denied })
}

/// Returns whether something is kept as it has been made, which somebody must do: `the assets will remain frozen`, `the ban
/// shall remain in force`.
fn is_kept(passage: &Passage<'_>, verb: usize) -> bool {
    let is_lasting = passage.words[verb].lemma == "remain" && modal(passage, verb).is_some();
    let is_made = passage.children(verb).any(|child| {
        let word = &passage.words[child];
        let is_state = matches!(word.dep, "acomp" | "oprd" | "xcomp" | "attr" | "advcl") && word.tag == "VBN";
        let link = word.dep == "prep" && word.is_any(&["in", "under", "at"]);
        is_state
            || link
                && passage.child(child, &["pobj"]).is_some_and(|noun| {
                    passage.words[noun].is_any(&["force", "place", "effect", "custody", "disposal"])
                })
    });
    is_lasting && is_made
}

/// Returns what the tense and the modal of a clause come to; none where they say what ought to be.
fn base(
    passage: &Passage<'_>,
    verb: usize,
    clause: usize,
    modal: Option<usize>,
    is_back_shifted: bool,
    has_operator: bool,
) -> Option<Status> {
    if let Some(modal) = modal {
        return match lemma(passage, modal).as_str() {
            "will" | "shall" | "'ll" | "’ll" | "wo" | "sha" => Some(Status::Pledged),
            "would" | "'d" | "’d" if is_back_shifted => Some(Status::Pledged),
            "would" | "'d" | "’d" => Some(Status::Offered),
            "may" | "might" | "could" | "can" | "ca" => Some(Status::Considered),
            _ => None,
        };
    }
    if has_operator {
        return Some(Status::Pledged);
    }
    let told = DEEDS.get(lemma(passage, verb).as_str());
    let is_past = matches!(passage.words[clause].tag, "VBD" | "VBN")
        || passage.children(clause).any(|child| passage.words[child].dep == "aux" && lemma(passage, child) == "have");
    match told {
        Some(None) => None,
        Some(Some(status)) => Some(*status),
        None if is_past => Some(Status::Delivered),
        None => Some(Status::Pledged),
    }
}

/// Returns what is left of a strength that is denied.
pub(super) fn denial(status: Status) -> Status {
    match status {
        Status::Pledged | Status::Offered | Status::Considered => Status::Refused,
        Status::Refused => Status::Considered,
        Status::Withheld | Status::Withdrawn => status,
        _ => Status::Withheld,
    }
}

/// Returns the weaker of two strengths; a no is weaker than any yes.
fn weaker(one: Status, other: Status) -> Status {
    const LADDER: [Status; 8] = [
        Status::Refused,
        Status::Withdrawn,
        Status::Withheld,
        Status::Considered,
        Status::Offered,
        Status::Pledged,
        Status::Agreed,
        Status::Delivered,
    ];
    LADDER.into_iter().find(|status| *status == one || *status == other).unwrap_or(one)
}

/// A deed stands under so many words at most.
const LINKS_MAX: usize = 8;

/// Returns the word that a verb goes with, and how that word takes it; a verb joined to another takes over what stands
/// above that one.
fn above(passage: &Passage<'_>, at: usize) -> Option<(usize, Option<&'static str>)> {
    let word = &passage.words[at];
    let head = word.head;
    if head == at {
        return None;
    }
    match word.dep {
        "conj" if passage.is_verbal(head) => Some((head, None)),
        "xcomp" | "ccomp" | "acl" | "advcl" | "dobj" => Some((head, Some(taken(passage, head)))),
        "pcomp" => {
            let over = passage.words[head].head;
            (over != head).then(|| (over, Some(taken(passage, over))))
        }
        "auxpass" | "aux" => Some((head, None)),
        _ => None,
    }
}

/// Returns how strong what stands under a verb is by that verb alone: `has offered` of `Callow has offered:`.
pub(super) fn of_operator(passage: &Passage<'_>, verb: usize) -> Option<Status> {
    match OPERATORS.get(&(lemma(passage, verb).as_str(), "verb"))?.0 {
        Says::Strength(status) => Some(status),
        _ => None,
    }
}

fn taken(passage: &Passage<'_>, head: usize) -> &'static str {
    let is_passive = passage.child(head, &["auxpass"]).is_some();
    match passage.words[head].pos {
        Pos::Verb | Pos::Aux if is_passive => "passive",
        Pos::Verb | Pos::Aux => "verb",
        Pos::Adj => "adjective",
        _ => "noun",
    }
}

fn is_finite(passage: &Passage<'_>, at: usize) -> bool {
    let is_finite = |at: usize| matches!(passage.words[at].tag, "VBD" | "VBZ" | "VBP");
    let own = passage.child(at, &SUBJECTS).is_some() || passage.words[at].dep == "ROOT";
    let helper =
        passage.children(at).any(|child| matches!(passage.words[child].dep, "aux" | "auxpass") && is_finite(child));
    (is_finite(at) || helper) && (own || passage.words[at].dep != "conj" || helper)
}

fn modal(passage: &Passage<'_>, at: usize) -> Option<usize> {
    passage.children(at).find(|child| passage.words[*child].tag == "MD")
}

/// Returns whether a verb is denied, by itself or by its subject or object: `will not pay`, `none has paid`.
pub(super) fn denies(passage: &Passage<'_>, at: usize) -> bool {
    let is_no = |child: usize| {
        let word = &passage.words[child];
        let subject = SUBJECTS.contains(&word.dep) || word.dep == "dobj";
        word.dep == "neg"
            || word.is("never")
            || subject && (word.is_any(&["none", "nobody", "nothing", "neither"]) || has_no(passage, child))
    };
    passage.children(at).any(is_no)
}

fn has_no(passage: &Passage<'_>, noun: usize) -> bool {
    passage.children(noun).any(|child| passage.words[child].is_any(&["no", "neither"]))
}

pub(super) fn lemma(passage: &Passage<'_>, at: usize) -> String {
    passage.words[at].lemma.to_lowercase()
}
