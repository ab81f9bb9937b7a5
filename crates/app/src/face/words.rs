//! In which words is it said?
//!
//! Every phrase that both faces need: strengths, verdicts, amounts, conditions, days. A face may style a phrase but
//! never words it anew.

use casus_claim::{AuthorityClaim, Category, Condition, EventType, Stance, Standing, Status};
use casus_engine::OpenEnd;
use casus_engine::ledger::ContradictionKind;
use casus_engine::page::{ComingLine, Document, Evidence, GoalNeed, GoalTest, Page, Promise};
use casus_reason::{Truth, Verdict};
use casus_text::Source;
use jiff::civil::Date;

pub use super::amount::{amount, amount_in_full, figure_of, plural};
pub use super::dated::{published, published_day, stated_in};
pub use super::voices::{behind_number, relays, told_by, voices};

/// The strengths in the order in which promises are shown.
pub const STRENGTHS: [Status; 8] = [
    Status::Delivered,
    Status::Agreed,
    Status::Pledged,
    Status::Offered,
    Status::Considered,
    Status::Withheld,
    Status::Refused,
    Status::Withdrawn,
];

/// Returns the heading of the promises of one strength.
pub fn strength_heading(status: Status) -> &'static str {
    match status {
        Status::Delivered => "Delivered",
        Status::Agreed => "Agreed",
        Status::Pledged => "Pledged",
        Status::Offered => "Offered",
        Status::Considered => "Weighed",
        Status::Withheld => "Withheld",
        Status::Refused => "Refused",
        Status::Withdrawn => "Taken back",
    }
}

/// Returns what a strength means, in a few words.
pub fn strength_meaning(status: Status) -> &'static str {
    match status {
        Status::Delivered => "it has been done",
        Status::Agreed => "formally decided",
        Status::Pledged => "promised",
        Status::Offered => "there is readiness, no promise",
        Status::Considered => "being thought about, nothing more",
        Status::Withheld => "not given, or not yet",
        Status::Refused => "the answer was no",
        Status::Withdrawn => "was given and is no more",
    }
}

/// Returns the words that tie a verdict to a strength.
pub fn strength_clause(status: Status) -> &'static str {
    match status {
        Status::Delivered => "and delivered",
        Status::Agreed => "as a decision",
        Status::Pledged => "as a pledge",
        Status::Offered => "as an offer",
        Status::Considered => "as a possibility",
        Status::Withheld => "still withheld",
        Status::Refused => "but refused",
        Status::Withdrawn => "but taken back",
    }
}

/// Returns the word for a verdict; never shown without [`strength_clause`].
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Due => "due",
        Verdict::Open => "open",
        Verdict::Blocked => "blocked",
    }
}

/// Returns a sign for a verdict, so that colour is not the only cue.
pub fn verdict_sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Due => "●",
        Verdict::Open => "◐",
        Verdict::Blocked => "✕",
    }
}

/// Returns a verdict with its strength: "due, as an offer".
pub fn verdict(verdict: Verdict, status: Status) -> String {
    format!("{}, {}", verdict_word(verdict), strength_clause(status))
}

/// Returns a verdict with its sign and its strength: "● due, as an offer".
pub fn verdict_with_sign(verdict: Verdict, status: Status) -> String {
    format!("{} {}", verdict_sign(verdict), self::verdict(verdict, status))
}

/// Returns what stands before the verdict that a general claim would give.
pub fn cover_before(claim: &str) -> String {
    format!("if {} covers it: ", clipped(claim, 12))
}

/// Returns the word for a value.
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// Returns how many sure promises stand at each verdict: "3 due (1 of them delivered), 2 blocked, 4 open".
pub fn counts(page: &Page) -> String {
    let sure = || page.promises.iter().filter(|promise| promise.is_sure);
    let count = |verdict| sure().filter(|promise| promise.verdict == Some(verdict)).count();
    let is_done = |promise: &&Promise| promise.verdict == Some(Verdict::Due) && promise.status == Status::Delivered;
    let delivered = match sure().filter(is_done).count() {
        0 => String::new(),
        count => format!(" ({count} of them delivered)"),
    };
    format!(
        "{} due{delivered}, {} blocked, {} open",
        count(Verdict::Due),
        count(Verdict::Blocked),
        count(Verdict::Open)
    )
}

/// Returns the scenario that a page holds for: "US support is false; everything else is unknown".
pub fn scenario(page: &Page) -> String {
    let set: Vec<_> = page
        .gates
        .iter()
        .filter(|gate| gate.value != Truth::Unknown)
        .map(|gate| format!("“{}” is {}", gate.proposition.label, truth(gate.value)))
        .collect();
    match set.len() {
        0 => "no proposition is set, so each is unknown".to_owned(),
        n if n == page.gates.len() => set.join("; "),
        _ => format!("{}; everything else is unknown", set.join("; ")),
    }
}

/// Returns who says that a proposition exists.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Proposed => {
            "Proposed by Casus from the phrases below; nobody has confirmed that they mean one thing."
        }
        Standing::Declared => "Declared by the dossier.",
    }
}

/// Returns names as one phrase: "A, B and C".
pub fn names(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Returns the debtors of a promise, or words for their absence.
pub fn debtor(promise: &Promise) -> String {
    if promise.debtor.is_empty() { "somebody not named".to_owned() } else { names(&promise.debtor) }
}

/// Returns why there is no verdict where there is none.
pub fn no_verdict(status: Status) -> &'static str {
    match status {
        Status::Refused => "refused: nothing can fall due",
        Status::Withdrawn => "taken back: nothing can fall due",
        Status::Withheld => "withheld: nothing is promised that could fall due",
        _ => "no verdict",
    }
}

/// Returns a formula over named propositions: "“A” and (“B” or not “C”)".
pub fn formula<A>(condition: &Condition<A>, label: &impl Fn(&A) -> String) -> String {
    joined(condition, &|atom| format!("“{}”", label(atom)), false)
}

fn joined<A>(condition: &Condition<A>, label: &impl Fn(&A) -> String, is_inner: bool) -> String {
    let list = |parts: &[Condition<A>], word: &str| {
        let parts: Vec<_> = parts.iter().map(|part| joined(part, label, true)).collect();
        parts.join(word)
    };
    let bracketed = |parts: &[Condition<A>], word: &str| {
        let text = list(parts, word);
        if is_inner && parts.len() > 1 { format!("({text})") } else { text }
    };
    match condition {
        Condition::Atom(atom) => label(atom),
        Condition::Not(part) => format!("not {}", joined(part, label, true)),
        Condition::All(parts) if parts.is_empty() => "nothing".to_owned(),
        Condition::Any(parts) if parts.is_empty() => "what can never be".to_owned(),
        Condition::All(parts) => bracketed(parts, " and "),
        Condition::Any(parts) => bracketed(parts, " or "),
        Condition::AtLeast { count, of } => format!("at least {count} of ({})", list(of, "; ")),
    }
}

/// Returns words in quotation marks, unless they bring their own.
pub fn quoted(text: &str) -> String {
    if text.starts_with(['“', '"', '«', '„']) { text.to_owned() } else { format!("“{text}”") }
}

/// Returns a count with its noun: "1 promise", "2 promises".
pub fn count_of(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {}", plural(noun)) }
}

/// Returns a day as it is read: "12 December 2025".
pub fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Returns the days that something covers.
pub fn days(first: Date, last: Option<Date>) -> String {
    match last {
        None => format!("from {}", day(first)),
        Some(last) if last == first => day(first),
        Some(last) if (last.year(), last.month()) == (first.year(), first.month()) => {
            format!("{}–{}", first.day(), day(last))
        }
        Some(last) => format!("{} to {}", day(first), day(last)),
    }
}

/// Returns when something is to be, in the text's words and in days where they can be told.
pub fn when(line: &ComingLine) -> String {
    match (&line.when, line.days) {
        (Some(text), Some((first, last))) if *text == days(first, last) => text.clone(),
        (Some(text), Some((first, last))) => format!("“{text}”: {}", days(first, last)),
        (Some(text), None) => format!("“{text}”, which cannot be told in days"),
        (None, Some((first, last))) => days(first, last),
        (None, None) => "no time given".to_owned(),
    }
}

/// Returns the name of a document: its headline, else its path.
pub fn title(source: &Source) -> &str {
    let origin = source.origin();
    match origin.title.as_deref() {
        Some(title) if !title.trim().is_empty() => title,
        _ if origin.path.is_empty() => "untitled",
        _ => &origin.path,
    }
}

/// Returns where evidence comes from: "document 2, 4 September 2025".
pub fn place(page: &Page, evidence: &Evidence) -> String {
    let document = page.documents.get(evidence.source);
    let number = format!("{}{}", evidence.source + 1, document.map(behind_number).unwrap_or_default());
    match document.and_then(|document| document.source.published()) {
        Some(published) => format!("document {number}, {}", day(published)),
        None => format!("document {number}, no date"),
    }
}

/// Says when a document was published, and how far people trust its publisher.
pub fn dated(document: &Document) -> String {
    let grade = document.grade.map(|grade| format!(", graded {grade}"));
    published(&document.source) + &grade.unwrap_or_default()
}

/// Returns by which name an entry goes, who stands behind it, and who else than the rules of Casus read it: " · 7km2w9q4, read by Ann Berg".
pub fn entry(evidence: &Evidence) -> String {
    let reference = evidence.reference.as_ref().map(|reference| format!(" · {}", clipped(reference, 52)));
    let read_by = (!evidence.read_by.is_empty()).then(|| format!(", read by {}", names(&evidence.read_by)));
    let vouched = evidence.vouched.as_ref().map(|it| format!(", {} by {}", it.state, clipped(&it.by, 52)));
    [reference, read_by, vouched].into_iter().flatten().collect()
}

/// Sums up many documents: how many, from which days, and how many of them are odd.
pub fn sources(page: &Page) -> String {
    let days: Vec<Date> = page.documents.iter().filter_map(|document| document.source.published()).collect();
    let span = match (days.iter().min(), days.iter().max()) {
        (Some(&first), Some(&last)) => format!(", {}", days_of(first, last)),
        _ => String::new(),
    };
    let undated = page.documents.len() - days.len();
    let undated = if undated == 0 { String::new() } else { format!(", {undated} without a date") };
    let odd = page.documents.iter().filter(|document| !document.oddities.is_empty()).count();
    let odd = if odd == 0 { String::new() } else { format!("; something is odd about {odd}") };
    let voices = voices(page).map(|sentence| format!(" {sentence}")).unwrap_or_default();
    format!("{}{span}{undated}{odd}.{voices}", count_of(page.documents.len(), "document"))
}

fn days_of(first: Date, last: Date) -> String {
    if first == last { day(first) } else { format!("{} to {}", day(first), day(last)) }
}

/// Returns the words for how a goal stands.
pub fn goal_value(value: Truth) -> &'static str {
    match value {
        Truth::True => "reached",
        Truth::Unknown => "open",
        Truth::False => "out of reach",
    }
}

/// Returns what a goal takes, in words.
pub fn goal_needs(page: &Page, test: &GoalTest) -> String {
    let part = |need: &GoalNeed| match need {
        GoalNeed::Proposition(id) => format!("“{}”", super::order::label(page, id)),
        GoalNeed::Promises { words, .. } | GoalNeed::Money { words, .. } => words.clone(),
    };
    joined(&test.needs, &part, false)
}

/// Returns the heading of a page: the name of its dossier, or what every page is about.
pub fn heading(page: &Page) -> String {
    let title = page.dossier.as_ref().and_then(|about| about.title.clone());
    title.unwrap_or_else(|| "What is promised, and what it waits on".to_owned())
}

/// Returns what the page of a dossier says of the days that it is asked about; nothing when no day is asked about.
pub fn as_of(page: &Page) -> Option<String> {
    let about = page.dossier.as_ref()?;
    let left_out = |count: usize, when: &str| match count {
        0 => String::new(),
        1 => format!(" 1 document that was published {when} is left out."),
        count => format!(" {count} documents that were published {when} are left out."),
    };
    let left_out = left_out(about.earlier, "earlier") + &left_out(about.left_out, "later");
    let asked = match (about.since, about.as_of) {
        (None, None) => return None,
        (None, Some(to)) => format!("As of {}.", day(to)),
        (Some(from), None) => format!("Since {}.", day(from)),
        (Some(from), Some(to)) => format!("Since {}, as of {}.", day(from), day(to)),
    };
    let undated = page.documents.iter().filter(|document| document.source.published().is_none()).count();
    let undated = match undated {
        0 => String::new(),
        1 => " 1 document carries no date and is in.".to_owned(),
        count => format!(" {count} documents carry no date and are in."),
    };
    Some(format!("{asked}{left_out}{undated}"))
}

/// Returns whom the document names for its words: "says Anna Berg"; empty when it speaks in its own voice.
pub fn speaker(evidence: &Evidence) -> String {
    match evidence.attributed_to.as_slice() {
        [] => String::new(),
        [one] => format!("says {}", marked(one, evidence)),
        several => {
            let speakers: Vec<String> = several.iter().map(|name| marked(name, evidence)).collect();
            format!("say {}", names(&speakers))
        }
    }
}

/// Returns the name of a speaker, with a remark where it is none.
fn marked(name: &str, evidence: &Evidence) -> String {
    let is_unnamed = evidence.unnamed.iter().any(|unnamed| unnamed == name);
    if is_unnamed { format!("{name} (not named)") } else { name.to_owned() }
}

/// Returns the words for what a promise leaves open: "how much, by when"; empty where it leaves nothing open.
pub fn leaves_open(promise: &Promise) -> String {
    let words = |end: &OpenEnd| match end {
        OpenEnd::Amount => "how much",
        OpenEnd::Deadline => "by when",
        OpenEnd::Debtor => "who by name",
        OpenEnd::Condition => "on which condition exactly",
        OpenEnd::Stage => "in what legal form",
    };
    promise.leaves_open.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// Returns the words for a stance that stand between holder and content.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports",
        Stance::Opposes => "opposes",
        Stance::Demands => "demands",
        Stance::Concerned => "has concerns",
        Stance::Doubtful => "doubts",
        Stance::Hopeful => "is hopeful",
    }
}

/// Returns the words for a kind of say.
pub fn authority(claim: AuthorityClaim) -> &'static str {
    match claim {
        AuthorityClaim::Decides => "decides",
        AuthorityClaim::MustConsent => "must consent",
        AuthorityClaim::Denied => "is denied a say",
    }
}

/// Returns what lies ahead, as a kind with its likelihood: "meeting, planned".
pub fn coming_kind(line: &ComingLine) -> String {
    let kind = line.kind.map_or("promise falls due", event_type);
    let status = line.status.map(|status| format!(", {status}")).unwrap_or_default();
    let past = if line.is_past { ", past by then, and nothing says whether it came about" } else { "" };
    format!("{kind}{status}{past}")
}

/// Returns what lies ahead with its kind, for a line whose evidence stands right under it: an event has no other words than
/// those, and they are not told twice.
pub fn coming(line: &ComingLine) -> String {
    let kind = coming_kind(line);
    if line.kind.is_some() { format!(": {kind}") } else { format!(" ({kind}): {}", line.what) }
}

/// Returns the words before those who take part in what lies ahead, or who owe it.
pub fn coming_role(line: &ComingLine) -> &'static str {
    if line.kind.is_none() { " · owed by " } else { " · with " }
}

fn event_type(kind: EventType) -> &'static str {
    match kind {
        EventType::Other => "event",
        kind => kind.word(),
    }
}

/// Returns the name of a field.
pub fn category(category: Category) -> &'static str {
    match category {
        Category::AirDefence => "air defence",
        category => category.word(),
    }
}

/// Returns a text cut to a number of characters, with an ellipsis where something is left out.
pub fn clipped(text: &str, chars_max: usize) -> String {
    let mut characters = text.chars();
    let head: String = characters.by_ref().take(chars_max).collect();
    if characters.next().is_none() { head } else { format!("{}…", head.trim_end()) }
}

/// Names a kind of contradiction as a person would.
pub fn contradiction(kind: ContradictionKind) -> &'static str {
    match kind {
        ContradictionKind::Count => "another count",
        ContradictionKind::Amount => "another amount",
        ContradictionKind::Date => "another date",
        ContradictionKind::Place => "another place",
        ContradictionKind::Attendance => "another attendance",
        ContradictionKind::Status => "another status",
        ContradictionKind::Wording => "another wording",
        ContradictionKind::Speaker => "another speaker or holder",
        ContradictionKind::Sum => "a sum that does not add up",
        ContradictionKind::Anachronism => "an office at another time",
        ContradictionKind::SelfRevision => "a change into the same",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn formulas_bracket_only_what_needs_it() {
        use Condition::{All, Any, AtLeast, Atom};
        let check = |condition: Condition<&str>, expect: &str| {
            assert_eq!(formula(&condition, &|atom| (*atom).to_owned()), expect);
        };
        check(Atom("a"), "“a”");
        check(All(vec![Atom("a"), Any(vec![Atom("b"), Atom("c").negated()])]), "“a” and (“b” or not “c”)");
        check(All(vec![Atom("a"), Atom("b")]).negated(), "not (“a” and “b”)");
        check(AtLeast { count: 2, of: vec![Atom("a"), Atom("b")] }, "at least 2 of (“a”; “b”)");
    }

    #[test]
    fn days_name_a_shared_month_once() {
        assert_eq!(days(date(2031, 5, 19), Some(date(2031, 5, 25))), "19–25 May 2031");
        assert_eq!(days(date(2031, 5, 30), Some(date(2031, 6, 2))), "30 May 2031 to 2 June 2031");
        assert_eq!(days(date(2031, 5, 30), Some(date(2031, 5, 30))), "30 May 2031");
        assert_eq!(days(date(2031, 5, 30), None), "from 30 May 2031");
    }

    #[test]
    fn clipping_counts_characters() {
        assert_eq!(clipped("äöü", 3), "äöü");
        assert_eq!(clipped("äöü ß", 4), "äöü…");
    }
}
