//! What is asserted in which words, and what makes two assertions one?
//!
//! In goes `data/frames.txt`; out come its [`Frame`]s. A frame is one question that has one answer within an affair, such as
//! how many states came to a meeting, with the phrases by which it is told and what must agree or excuses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::ContradictionKind;
use super::super::kin::thing;
use super::phrase::is_known;

/// Documents longer apart speak of other times, unless a frame says otherwise.
const DAYS_MAX: i32 = 7;
/// So much must be kin around two assertions, unless a frame says otherwise.
const LINK_MIN: f64 = 2.5;

/// What the answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A number of one of these units.
    Number(Vec<Unit>),
    /// Who plays a part that one or a few have.
    Person,
    /// A yes or a no, each by a class of phrases.
    Side { yes: &'static str, no: &'static str },
    /// The day of what happens once.
    Day,
    /// The place or places of what has one.
    Place,
    /// The one name that has a word of this class in it.
    Named(&'static str),
    /// The members of a list.
    Members,
}

/// What a number measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Money,
    Share,
    Days,
    VotesFor,
    VotesAgainst,
    /// Things, by the set of `data/kin.txt` or the stem.
    Count(String),
    /// A number without a thing.
    Bare,
}

/// Of whom something is asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Of nobody that must be the same.
    None,
    /// Of the state or body that stands by it.
    Actor,
    /// Of whose delegation it is, or for whom somebody signs.
    Owner,
    /// Of the person who stands by it.
    Person,
    /// Of the body that stands by it.
    Body,
    /// Of the state that is named, or in which somebody holds an office.
    State,
}

/// A question that has one answer.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) name: &'static str,
    pub(super) kind: ContradictionKind,
    pub(super) asked: Asked,
    pub(super) subject: Subject,
    /// Of each of these lists a class must stand by the answer.
    pub(super) near: Vec<Vec<&'static str>>,
    /// Of each of these in the sentence.
    pub(super) need: Vec<Vec<&'static str>>,
    /// Of each of these in the sentence or beside it.
    pub(super) beside: Vec<Vec<&'static str>>,
    /// Where one of these stands in the sentence, nothing is asserted.
    pub(super) never: Vec<&'static str>,
    /// Where one of these stands by the answer, nothing is asserted.
    pub(super) nor: Vec<&'static str>,
    /// Classes that both or neither have.
    pub(super) apart: Vec<&'static str>,
    /// Groups of which both must tell the same, where both tell one.
    pub(super) key: Vec<&'static str>,
    /// Groups of which both must tell the same.
    pub(super) must: Vec<&'static str>,
    /// Where one of these stands in the sentence, no `no` is asserted.
    pub(super) unless: Vec<&'static str>,
    pub(super) days_max: i32,
    pub(super) link_min: f64,
    /// Whether it is of one day.
    pub(super) is_of_day: bool,
    /// Whether it is of one day or the two of one meeting.
    pub(super) is_of_days: bool,
    /// Whether it is of one year.
    pub(super) is_of_year: bool,
    /// Whether it is of the same years, where both name some.
    pub(super) is_of_years: bool,
    /// Whether a number is a limit, so that `at most so many` is just so many.
    pub(super) is_limit: bool,
    /// Whether days clash only where they are the same days of another month.
    pub(super) is_slip: bool,
    /// Whether people clash only where one of them is said not to have had the part.
    pub(super) is_denied: bool,
    /// Whether a document may well know both answers, since it tells of what follows too.
    pub(super) knows_both: bool,
    /// Whether a place may be told as what is home to something.
    pub(super) is_of_host: bool,
    /// Whether sentences with states of their own are of other things.
    pub(super) is_own: bool,
    /// Whether it is a rule, which is of what stands behind `on`.
    pub(super) is_rule: bool,
    /// Whether it is of who holds something, or in which state it lies.
    pub(super) is_of_holder: bool,
    /// Whether other words before the same ones do not set sentences apart.
    pub(super) is_loose: bool,
    /// Whether lists of other lengths clash too.
    pub(super) is_full: bool,
    /// Whether plans of other numbers of points are others.
    pub(super) is_of_plan: bool,
}

/// The frames of `data/frames.txt`, in their order.
pub(super) static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let mut blocks: Vec<BTreeMap<&str, &str>> = Vec::new();
    let lines = include_str!("../../../data/frames.txt").lines().filter(|line| !line.starts_with('#'));
    for (key, value) in lines.filter_map(|line| line.split_once(": ")) {
        if key == "frame" {
            blocks.push(BTreeMap::new());
        }
        blocks.last_mut().expect("a line `frame` comes first").insert(key, value);
    }
    blocks.iter().map(frame).collect()
});

fn frame(block: &BTreeMap<&'static str, &'static str>) -> Frame {
    let words = |key: &str| -> Vec<&'static str> {
        block.get(key).map(|value| value.split_whitespace().collect()).unwrap_or_default()
    };
    let classes = |key: &str| -> Vec<&'static str> {
        let classes = words(key);
        classes.iter().for_each(|class| assert!(is_known(class), "`{class}` is a class of `phrases.txt`"));
        classes
    };
    let lists = |key: &str| -> Vec<Vec<&'static str>> {
        let lists: Vec<Vec<&str>> = words(key).into_iter().map(|list| list.split('|').collect()).collect();
        lists.iter().flatten().for_each(|class| assert!(is_known(class), "`{class}` is a class of `phrases.txt`"));
        lists
    };
    let flags = words("is");
    let number = |key: &str| words(key).first().map(|word| word.parse::<f64>().expect("a number"));
    Frame {
        name: block["frame"],
        kind: kind(block["kind"]),
        asked: asked(&words("asks")),
        subject: match words("of").first() {
            None => Subject::None,
            Some(&"owner") => Subject::Owner,
            Some(&"person") => Subject::Person,
            Some(&"body") => Subject::Body,
            Some(&"state") => Subject::State,
            Some(_) => Subject::Actor,
        },
        near: lists("near"),
        need: lists("need"),
        beside: lists("beside"),
        never: classes("never"),
        nor: classes("nor"),
        unless: classes("unless"),
        apart: classes("apart"),
        key: classes("key"),
        must: classes("must"),
        days_max: number("days").map_or(DAYS_MAX, |days| days as i32),
        link_min: number("link").unwrap_or(LINK_MIN),
        is_of_day: flags.contains(&"of-day") || flags.contains(&"of-days"),
        is_of_days: flags.contains(&"of-days"),
        is_of_years: flags.contains(&"of-years"),
        is_of_year: flags.contains(&"of-year"),
        is_limit: flags.contains(&"limit"),
        is_slip: flags.contains(&"slip"),
        is_denied: flags.contains(&"denied"),
        knows_both: flags.contains(&"both"),
        is_of_host: flags.contains(&"host"),
        is_own: flags.contains(&"own"),
        is_rule: flags.contains(&"rule"),
        is_of_holder: flags.contains(&"held"),
        is_loose: flags.contains(&"loose"),
        is_full: flags.contains(&"full"),
        is_of_plan: flags.contains(&"of-plan"),
    }
}

fn kind(word: &str) -> ContradictionKind {
    match word {
        "count" => ContradictionKind::Count,
        "amount" => ContradictionKind::Amount,
        "date" => ContradictionKind::Date,
        "place" => ContradictionKind::Place,
        "attendance" => ContradictionKind::Attendance,
        "status" => ContradictionKind::Status,
        "wording" => ContradictionKind::Wording,
        "speaker" => ContradictionKind::Speaker,
        "anachronism" => ContradictionKind::Anachronism,
        other => panic!("`{other}` is no kind of `frames.txt`"),
    }
}

fn asked(words: &[&'static str]) -> Asked {
    match words {
        ["number", units @ ..] => Asked::Number(units.iter().map(|word| unit(word)).collect()),
        ["person"] => Asked::Person,
        ["side", yes, no] => Asked::Side { yes, no },
        ["day"] => Asked::Day,
        ["place"] => Asked::Place,
        ["named", class] => Asked::Named(class),
        ["members"] => Asked::Members,
        other => panic!("`{other:?}` is nothing that `frames.txt` asks"),
    }
}

fn unit(word: &str) -> Unit {
    match word {
        "money" => Unit::Money,
        "share" => Unit::Share,
        "time" => Unit::Days,
        "for" => Unit::VotesFor,
        "against" => Unit::VotesAgainst,
        "bare" => Unit::Bare,
        noun => Unit::Count(thing(noun)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_frame_is_read_and_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = FRAMES.iter().map(|frame| frame.name).collect();
        assert_eq!(names.len(), FRAMES.len());
    }
}
