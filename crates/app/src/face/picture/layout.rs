//! Where does each part of the picture stand?

use casus_claim::{Condition, PropositionId};
use casus_engine::page::{Gate, Goal, Page, Promise};

use crate::face::scenario::Numbers;
use crate::face::words;

/// The left edge of the gates.
pub const GATE_X: u32 = 1;

/// The measures of a picture.
pub struct Measure {
    /// The name by which the style sheet knows it.
    pub name: &'static str,
    /// Its width.
    pub width: u32,
    /// The left edge of the promises.
    pub promise_x: u32,
    /// The left edge of the goals; `None` where each promise names its own.
    pub goal_x: Option<u32>,
    /// How many general claims a promise names.
    pub covers_max: usize,
    gate_width: u32,
    promise_width: u32,
    goal_width: u32,
    text_lines_max: usize,
    padding: u32,
}

/// Three columns.
pub const WIDE: Measure = Measure {
    name: "wide",
    width: 880,
    promise_x: 270,
    goal_x: Some(696),
    covers_max: 2,
    gate_width: 200,
    promise_width: 356,
    goal_width: 183,
    text_lines_max: 2,
    padding: 12,
};

/// Two columns, for the width of a telephone.
pub const NARROW: Measure = Measure {
    name: "narrow",
    width: 352,
    promise_x: 136,
    goal_x: None,
    covers_max: 0,
    gate_width: 108,
    promise_width: 215,
    goal_width: 0,
    text_lines_max: 3,
    padding: 8,
};

const TOP: u32 = 30;
const LINE: u32 = 18;
const GAP: u32 = 12;
/// Room for one column of text at the size that the style sheet gives it.
const COLUMN_WIDTH: f32 = 6.9;
/// A picture of more promises than this cannot be taken in.
const PROMISES_MAX: usize = 20;

/// A box with its text.
pub struct Card {
    /// The place of what it shows in its list on the page.
    pub idx: usize,
    /// Its left edge.
    pub x: u32,
    /// Its upper edge.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Its text, broken into lines.
    pub lines: Vec<String>,
    /// The distance of its text from its edge.
    pub padding: u32,
}

impl Card {
    fn new(idx: usize, (x, width): (u32, u32), measure: &Measure, text: Text) -> Self {
        let rows = u32::try_from(text.lines.len() + text.rows_below).unwrap_or(u32::MAX / (2 * LINE));
        Self { idx, x, y: TOP, width, height: rows * LINE + 12, lines: text.lines, padding: measure.padding }
    }

    /// Returns the left edge of its text.
    pub fn text_x(&self) -> u32 {
        self.x + self.padding
    }

    /// Returns the base line of a row of text, counted from 0.
    pub fn line_y(&self, row: usize) -> u32 {
        self.y + LINE * (u32::try_from(row).unwrap_or(0) + 1)
    }

    fn middle(&self) -> u32 {
        self.y + self.height / 2
    }
}

/// What stands in a card: lines that are known, and rows that the painter fills.
struct Text {
    lines: Vec<String>,
    rows_below: usize,
}

/// A line between two cards.
pub struct Edge {
    /// Where it starts.
    pub from: (u32, u32),
    /// Where it ends.
    pub to: (u32, u32),
    /// The gate that it starts from; `None` when it starts from a promise.
    pub gate: Option<usize>,
    /// The number of the gate or promise it starts from.
    pub number: Option<usize>,
    /// Whether the promise waits on the contrary.
    pub is_negated: bool,
}

impl Edge {
    /// Returns the SVG path, a curve that leaves and arrives level.
    pub fn path(&self) -> String {
        let ((x0, y0), (x1, y1)) = (self.from, self.to);
        let middle = x0.midpoint(x1);
        format!("M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}")
    }
}

/// The picture with everything in its place.
pub struct Layout {
    /// The gates that a drawn promise waits on.
    pub gates: Vec<Card>,
    /// The promises that are drawn.
    pub promises: Vec<Card>,
    /// The goals that a drawn promise leads to.
    pub goals: Vec<Card>,
    /// What connects them.
    pub edges: Vec<Edge>,
    /// How many promises found no room.
    pub crowded_out: usize,
    /// The height of the picture.
    pub height: u32,
}

impl Layout {
    /// Places the promises that have a condition or are strongest, and what they are tied to.
    pub fn new(page: &Page, numbers: &Numbers<'_>, measure: &Measure) -> Self {
        let (drawn, crowded_out) = drawn(page, numbers);
        let mut promises: Vec<_> = drawn.iter().map(|&idx| promise_card(page, idx, measure)).collect();
        stack(&mut promises);
        let mut gates = gate_cards(page, numbers, &promises, measure);
        let mut goals = goal_cards(page, &promises, measure);
        settle(&mut gates);
        settle(&mut goals);
        let columns = [&gates, &promises, &goals];
        let height =
            columns.iter().flat_map(|cards| cards.iter()).map(|card| card.y + card.height).max().unwrap_or(0) + 4;
        let mut edges = gate_edges(page, numbers, &gates, &promises);
        edges.extend(goal_edges(page, &promises, &goals));
        Self { gates, promises, goals, edges, crowded_out, height }
    }
}

/// Chooses the promises to draw, in an order that keeps those with the same gate together, and counts the others.
fn drawn(page: &Page, numbers: &Numbers<'_>) -> (Vec<usize>, usize) {
    let worth = |promise: &Promise| promise.is_sure && promise.verdict.is_some();
    let mut drawn: Vec<_> = (0..page.promises.len()).filter(|&idx| worth(&page.promises[idx])).collect();
    let crowded_out = drawn.len().saturating_sub(PROMISES_MAX);
    drawn.sort_by_key(|&idx| {
        let promise = &page.promises[idx];
        let strength = words::STRENGTHS.iter().position(|&status| status == promise.status);
        (promise.antecedent.is_none(), strength, idx)
    });
    drawn.truncate(PROMISES_MAX);
    drawn.sort_by_key(|&idx| {
        (gates_of(&page.promises[idx], numbers).first().map_or(usize::MAX, |&(gate, _)| gate), idx)
    });
    (drawn, crowded_out)
}

/// Lists the gates that a promise waits on, each with whether it waits on the contrary.
fn gates_of(promise: &Promise, numbers: &Numbers<'_>) -> Vec<(usize, bool)> {
    let mut gates = Vec::new();
    if let Some(antecedent) = &promise.antecedent {
        collect(antecedent, false, numbers, &mut gates);
    }
    gates.sort_unstable();
    gates.dedup();
    gates
}

fn collect(condition: &Condition<PropositionId>, negated: bool, numbers: &Numbers<'_>, found: &mut Vec<(usize, bool)>) {
    match condition {
        Condition::Atom(id) => found.push((numbers.of(id), negated)),
        Condition::Not(part) => collect(part, !negated, numbers, found),
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| collect(part, negated, numbers, found));
        }
    }
}

fn promise_card(page: &Page, idx: usize, measure: &Measure) -> Card {
    let promise = &page.promises[idx];
    let inner = measure.promise_width - 2 * measure.padding;
    let mut lines = wrapped(&words::debtor(promise), inner - 76, 1);
    lines.extend(wrapped(&promise.consequent, inner, measure.text_lines_max));
    if measure.goal_x.is_none() {
        lines.extend(goals_of(page, promise).flat_map(|goal| wrapped(&format!("→ {}", goal.label), inner, 2)));
    }
    let rows_below = 1 + promise.covered_by.len().min(measure.covers_max);
    Card::new(idx, (measure.promise_x, measure.promise_width), measure, Text { lines, rows_below })
}

/// Returns the goals that a promise leads to, as many as a card can name.
fn goals_of<'a>(page: &'a Page, promise: &'a Promise) -> impl Iterator<Item = &'a Goal> {
    page.goals.iter().filter(|goal| goal.promises.contains(&promise.reference)).take(2)
}

fn gate_cards(page: &Page, numbers: &Numbers<'_>, promises: &[Card], measure: &Measure) -> Vec<Card> {
    let tied = |gate: usize| {
        let waits = |card: &&Card| gates_of(&page.promises[card.idx], numbers).iter().any(|&(of, _)| of == gate);
        promises.iter().filter(waits).map(Card::middle).collect::<Vec<_>>()
    };
    let card = |(idx, gate): (usize, &Gate)| {
        let lines =
            wrapped(&gate.proposition.label, measure.gate_width - 2 * measure.padding, measure.text_lines_max + 1);
        beside(Card::new(idx, (GATE_X, measure.gate_width), measure, Text { lines, rows_below: 1 }), &tied(idx))
    };
    page.gates.iter().enumerate().filter_map(card).collect()
}

fn goal_cards(page: &Page, promises: &[Card], measure: &Measure) -> Vec<Card> {
    let Some(x) = measure.goal_x else { return Vec::new() };
    let card = |(idx, goal): (usize, &Goal)| {
        let lines = wrapped(&goal.label, measure.goal_width - 2 * measure.padding, 3);
        let leads = |card: &&Card| goal.promises.contains(&page.promises[card.idx].reference);
        let tied: Vec<_> = promises.iter().filter(leads).map(Card::middle).collect();
        beside(
            Card::new(
                idx,
                (x, measure.goal_width),
                measure,
                Text { lines, rows_below: usize::from(goal.test.is_some()) },
            ),
            &tied,
        )
    };
    page.goals.iter().enumerate().filter_map(card).collect()
}

/// Wishes a card to the middle of the cards that it is tied to; a card without ties is not drawn.
fn beside(mut card: Card, tied: &[u32]) -> Option<Card> {
    let count = u32::try_from(tied.len()).ok().filter(|&count| count > 0)?;
    card.y = (tied.iter().sum::<u32>() / count).saturating_sub(card.height / 2).max(TOP);
    Some(card)
}

/// Puts cards under one another.
fn stack(cards: &mut [Card]) {
    let mut y = TOP;
    for card in cards {
        card.y = y;
        y += card.height + GAP;
    }
}

/// Orders cards by the place they wish for and moves them down until none overlaps.
fn settle(cards: &mut [Card]) {
    cards.sort_by_key(|card| (card.middle(), card.idx));
    let mut free = TOP;
    for card in cards {
        card.y = card.y.max(free);
        free = card.y + card.height + GAP;
    }
}

fn gate_edges(page: &Page, numbers: &Numbers<'_>, gates: &[Card], promises: &[Card]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for promise in promises {
        for (number, is_negated) in gates_of(&page.promises[promise.idx], numbers) {
            let Some(gate) = gates.iter().find(|gate| gate.idx == number) else { continue };
            edges.push(Edge {
                from: (gate.x + gate.width, gate.middle()),
                to: (promise.x, promise.middle()),
                gate: Some(number),
                number: Some(number),
                is_negated,
            });
        }
    }
    edges
}

fn goal_edges(page: &Page, promises: &[Card], goals: &[Card]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for goal in goals {
        let leads = |card: &&Card| page.goals[goal.idx].promises.contains(&page.promises[card.idx].reference);
        edges.extend(promises.iter().filter(leads).map(|promise| Edge {
            from: (promise.x + promise.width, promise.middle()),
            to: (goal.x, goal.middle()),
            gate: None,
            number: Some(promise.idx),
            is_negated: false,
        }));
    }
    edges
}

/// Breaks a text into at most `lines_max` lines of a width, with an ellipsis where it is cut.
fn wrapped(text: &str, width: u32, lines_max: usize) -> Vec<String> {
    // The cast is exact for every width of a card.
    let columns = (width as f32 / COLUMN_WIDTH) as usize;
    // Breaking a text of any length costs time, and no more than this can be shown.
    let text = words::clipped(text, columns * (lines_max + 1));
    let mut lines: Vec<_> = textwrap::wrap(&text, columns).into_iter().map(std::borrow::Cow::into_owned).collect();
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", words::clipped(last, columns - 1).trim_end_matches('…'));
        }
    }
    lines
}
