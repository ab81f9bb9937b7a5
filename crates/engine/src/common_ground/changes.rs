//! How did the common ground change between two days?

use std::collections::BTreeSet;

use casus_reason::common_ground::{Answer, Reading, Shift, shift};

use super::{Cell, CommonGround, Ground};
use crate::said::Saying;

/// What is different between two states of the common ground.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Where actors stand elsewhere, by issue, option and actor.
    pub cells: Vec<Change>,
    /// The issues whose zone of agreement is another one.
    pub zones: Vec<ZoneChange>,
}

/// An actor that stands elsewhere on an option.
#[derive(Clone, Debug)]
pub struct Change {
    /// The issue, counted from 0.
    pub issue: usize,
    /// The option, counted from 0.
    pub option: usize,
    /// The actor.
    pub actor: String,
    /// Where it stood; `None` where that was not stated.
    pub before: Option<Answer>,
    /// Where it stands; `None` where that is not stated any more.
    pub after: Option<Answer>,
    /// How it moved, where that has a direction.
    pub shift: Option<Shift>,
    /// What the earlier state rests on; its documents are those of the earlier state.
    pub was_told: Vec<Saying>,
    /// What the later state rests on.
    pub told: Vec<Saying>,
}

/// A zone of agreement that is another one, in the cautious reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneChange {
    /// The issue, counted from 0.
    pub issue: usize,
    /// The options that came into it.
    pub entered: Vec<usize>,
    /// The options that fell out of it.
    pub left: Vec<usize>,
}

/// Holds two states of the common ground of one dossier side by side; the issues are those of the later one.
pub fn changes(before: &CommonGround, after: &CommonGround) -> Changes {
    let mut changes = Changes::default();
    let actors: BTreeSet<&String> = before.actors.iter().chain(&after.actors).collect();
    for (issue, ground) in after.issues.iter().enumerate() {
        let earlier = before.issues.iter().find(|earlier| earlier.rule.id == ground.rule.id);
        for option in 0..ground.rule.options.len() {
            for &actor in &actors {
                let was = earlier.and_then(|earlier| cell(before, earlier, actor, &ground.rule.options[option].id));
                let is = cell(after, ground, actor, &ground.rule.options[option].id);
                changes.cells.extend(change((issue, option), actor, was, is));
            }
        }
        let zone = |ground: &Ground| -> BTreeSet<String> {
            let zone = ground.issue.zone(Reading::Cautious).into_iter();
            zone.map(|option| ground.rule.options[option].id.clone()).collect()
        };
        let (was, is) = (earlier.map(zone).unwrap_or_default(), zone(ground));
        let places = |ids: BTreeSet<&String>| -> Vec<usize> {
            let all = ground.rule.options.iter().enumerate();
            all.filter(|(_, option)| ids.contains(&option.id)).map(|(at, _)| at).collect()
        };
        let (entered, left) = (places(is.difference(&was).collect()), places(was.difference(&is).collect()));
        if !entered.is_empty() || !left.is_empty() {
            changes.zones.push(ZoneChange { issue, entered, left });
        }
    }
    changes
}

fn cell<'g>(of: &CommonGround, ground: &'g Ground, actor: &String, option: &str) -> Option<&'g Cell> {
    let row = of.actors.binary_search(actor).ok()?;
    let option = ground.rule.options.iter().position(|known| known.id == option)?;
    ground.cells.get(row)?.get(option)
}

fn change((issue, option): (usize, usize), actor: &str, was: Option<&Cell>, is: Option<&Cell>) -> Option<Change> {
    let answer = |cell: Option<&Cell>| cell.and_then(Cell::answer).cloned();
    let (before, after) = (answer(was), answer(is));
    if before == after {
        return None;
    }
    let told = |cell: Option<&Cell>| -> Vec<Saying> {
        let state = cell.and_then(|cell| Some((cell, cell.stand.now.as_ref()?)));
        state.map(|(cell, state)| cell.sayings(state).cloned().collect()).unwrap_or_default()
    };
    let shift = before.as_ref().zip(after.as_ref()).and_then(|(before, after)| shift(before, after));
    let (was_told, told) = (told(was), told(is));
    Some(Change { issue, option, actor: actor.to_owned(), before, after, shift, was_told, told })
}
