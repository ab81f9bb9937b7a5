//! What is told of how things stand: the answer, the goals, what is coming, and what disagrees?

use casus_engine::page::{ComingLine, Disagreement, Evidence, Goal, GoalTest, Page, Promise};
use jiff::ToSpan;
use jiff::civil::Date;

use super::citations::Citations;
use super::{CITED_MAX, Detail, Group, Line, Section, TEXT_CHARS_MAX};
use crate::face::words;

/// What lies further ahead than this is counted and not told.
const WEEKS_AHEAD: i64 = 4;
/// The command that tells every line.
const WHOLE: &str = "casus brief";

/// Tells how things stand at the later of two moments.
pub(super) fn standing(page: &Page, between: [&str; 2], citations: &mut Citations) -> Vec<Section> {
    let mut sections = vec![answer(page, citations)];
    sections.extend(goals(page, citations));
    sections.push(coming(page, between, citations));
    sections.push(disagreements(page, citations));
    sections
}

fn section(id: &'static str, title: &'static str) -> Section {
    Section { id, title, sentences: vec![], groups: vec![] }
}

fn answer(page: &Page, citations: &mut Citations) -> Section {
    let mut section = section("answer", "How things stand");
    for sentence in &page.answer {
        let named = page.promises.iter().filter(|promise| is_named(&promise.reference, sentence));
        let numbers = cite(page, named.map(|promise| &promise.evidence), citations);
        section.sentences.push(Line::sentence(sentence.clone(), numbers));
    }
    if page.answer.is_empty() {
        section.sentences.push(Line::sentence("Nothing was read from which an answer follows.".to_owned(), vec![]));
    }
    if !page.promises.is_empty() {
        let holds = format!("This holds where {}: {}.", words::scenario(page), words::counts(page));
        section.sentences.push(Line::sentence(holds, vec![]));
    }
    section
}

/// Returns whether a sentence names an entry by its reference, and not by a part of another word.
fn is_named(reference: &str, sentence: &str) -> bool {
    let is_apart = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    !reference.is_empty()
        && sentence.match_indices(reference).any(|(at, found)| {
            is_apart(sentence[..at].chars().next_back()) && is_apart(sentence[at + found.len()..].chars().next())
        })
}

/// Returns the numbers of the citations for evidence, each once and not too many.
fn cite<'a>(page: &Page, evidence: impl Iterator<Item = &'a Evidence>, citations: &mut Citations) -> Vec<usize> {
    let mut numbers: Vec<usize> = evidence.take(CITED_MAX).map(|evidence| citations.evidence(page, evidence)).collect();
    let mut seen = std::collections::BTreeSet::new();
    numbers.retain(|number| seen.insert(*number));
    numbers
}

/// Tells how each declared goal stands; without one there is nothing to tell.
fn goals(page: &Page, citations: &mut Citations) -> Option<Section> {
    let declared = || page.goals.iter().filter_map(|goal| Some((goal, goal.test.as_ref()?)));
    let lines = declared().map(|(goal, test)| self::goal(page, goal, test, citations));
    let groups = Group::of(None, declared().count(), lines, WHOLE)?;
    Some(Section { groups: vec![groups], ..section("goals", "Goals") })
}

fn goal(page: &Page, goal: &Goal, test: &GoalTest, citations: &mut Citations) -> Line {
    let leads = |promise: &&Promise| promise.is_sure && goal.promises.contains(&promise.reference);
    let mut under = vec![Detail { label: "takes", text: words::goal_needs(page, test), citations: vec![] }];
    if !test.waits_on.is_empty() {
        under.push(Detail { label: "waits on", text: test.waits_on.join("; "), citations: vec![] });
    }
    Line {
        who: Some(words::clipped(&goal.label, TEXT_CHARS_MAX)),
        text: words::goal_value(test.value).to_owned(),
        state: None,
        citations: cite(page, page.promises.iter().filter(leads).map(|promise| &promise.evidence), citations),
        under: under.into_iter().map(cut).collect(),
    }
}

fn cut(detail: Detail) -> Detail {
    Detail { text: words::clipped(&detail.text, TEXT_CHARS_MAX), ..detail }
}

/// When something that is ahead is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ahead {
    /// Its day passed between the two moments.
    Passed,
    /// It begins within the next weeks, or has begun and not ended.
    Soon,
    /// It lies further ahead.
    Later,
    /// Its time cannot be told in days.
    Unknown,
    /// Its day passed before the earlier moment, so the last digest told it.
    Old,
}

fn coming(page: &Page, between: [&str; 2], citations: &mut Citations) -> Section {
    let mut section = section("coming", "What is coming");
    let [from, to] = between.map(day_of);
    let to = page.dossier.as_ref().and_then(|about| about.as_of).or(to);
    let sure: Vec<(Ahead, &ComingLine)> =
        page.coming.iter().filter(|line| line.is_sure).map(|line| (ahead(line, from, to), line)).collect();
    let until = to.and_then(|day| day.checked_add(WEEKS_AHEAD.weeks()).ok());
    let soon = until.map_or_else(|| "Ahead".to_owned(), |day| format!("Until {}", words::day(day)));
    let told = [
        (Ahead::Passed, "Past by now, and nothing says whether it came about".to_owned()),
        (Ahead::Soon, soon),
        (Ahead::Unknown, "At a time that cannot be told in days".to_owned()),
    ];
    for (when, title) in told {
        let of = || sure.iter().filter(|(ahead, _)| *ahead == when);
        let lines = of().map(|(_, line)| ahead_line(page, line, citations));
        section.groups.extend(Group::of(Some(&title), of().count(), lines, WHOLE));
    }
    let later = sure.iter().filter(|(ahead, _)| *ahead == Ahead::Later).count();
    let later = (later > 0).then(|| format!("{} further ahead; `{WHOLE}` has them.", words::count_of(later, "line")));
    match (section.groups.last_mut(), later) {
        (None, later) => {
            let none = later.unwrap_or_else(|| "Nothing ahead was read.".to_owned());
            section.sentences.push(Line::sentence(none, vec![]));
        }
        (Some(last), later) => {
            let rests: Vec<String> = last.rest.take().into_iter().chain(later).collect();
            last.rest = (!rests.is_empty()).then(|| rests.join(" "));
        }
    }
    section
}

fn ahead(line: &ComingLine, from: Option<Date>, to: Option<Date>) -> Ahead {
    let Some((first, last)) = line.days else { return Ahead::Unknown };
    let Some(to) = to else { return Ahead::Soon };
    let soon = to.checked_add(WEEKS_AHEAD.weeks()).unwrap_or(Date::MAX);
    match last.unwrap_or(first) {
        last if last < to && from.is_some_and(|from| last < from) => Ahead::Old,
        last if last < to => Ahead::Passed,
        _ if first <= soon => Ahead::Soon,
        _ => Ahead::Later,
    }
}

/// Returns the day of a moment as it was written: the day itself, or that of an instant.
fn day_of(moment: &str) -> Option<Date> {
    moment.get(..10)?.parse().ok()
}

fn ahead_line(page: &Page, line: &ComingLine, citations: &mut Citations) -> Line {
    let who = (!line.who.is_empty()).then(|| format!("{}{}", words::coming_role(line), words::names(&line.who)));
    let place = line.place.as_ref().map(|place| format!(" · in {place}"));
    // What cannot be told in days stands under a heading that says so.
    let when = match line.days {
        None => line.when.as_deref().map(words::quoted),
        Some(_) => Some(words::when(line)),
    };
    let text: String = [line.what.clone()].into_iter().chain(who).chain(place).collect();
    Line {
        who: when.map(|when| words::clipped(&when, 160)),
        text: words::clipped(&text, TEXT_CHARS_MAX),
        state: Some(words::coming_kind(line)),
        citations: vec![citations.evidence(page, &line.evidence)],
        under: vec![],
    }
}

fn disagreements(page: &Page, citations: &mut Citations) -> Section {
    let mut section = section("disagreements", "What disagrees");
    let lines = page.disagreements.iter().map(|disagreement| disagree(page, disagreement, citations));
    let group = Group::of(None, page.disagreements.len(), lines, "casus contradictions");
    section.groups.extend(group);
    if section.groups.is_empty() {
        let none = "No two sentences were found that cannot both be right.".to_owned();
        section.sentences.push(Line::sentence(none, vec![]));
    }
    section
}

fn disagree(page: &Page, disagreement: &Disagreement, citations: &mut Citations) -> Line {
    Line {
        who: Some(words::clipped(&disagreement.about, 160)),
        text: words::clipped(&disagreement.why, TEXT_CHARS_MAX),
        state: Some(words::contradiction(disagreement.kind).to_owned()),
        citations: cite(page, disagreement.sides.iter(), citations),
        under: vec![],
    }
}
