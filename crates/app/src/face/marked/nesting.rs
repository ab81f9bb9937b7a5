//! Where does each mark begin and end, so that none crosses another?
//!
//! Marks may lie in one another, and brackets and elements can show that. Where two cross, the one that began later is
//! cut where the other ends, and goes on behind it.

use super::Mark;

/// A place where a mark begins or ends; what comes first is drawn first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// The byte of the text.
    pub(super) at_bytes: usize,
    /// The place of the mark in the list of marks.
    pub(super) mark: usize,
    /// Whether it begins here.
    pub(super) opens: bool,
}

/// Lists the edges of marks in the order in which they are drawn. Empty marks have none.
pub(super) fn edges(marks: &[Mark]) -> Vec<Edge> {
    let mut order: Vec<usize> = (0..marks.len()).filter(|&mark| !marks[mark].span.is_empty()).collect();
    order.sort_by_key(|&mark| {
        let span = marks[mark].span;
        (span.start_bytes(), usize::MAX - span.end_bytes(), marks[mark].ink, marks[mark].thing, mark)
    });
    let mut edges = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for mark in order {
        close_until(&mut edges, &mut open, marks, marks[mark].span.start_bytes());
        edges.push(Edge { at_bytes: marks[mark].span.start_bytes(), mark, opens: true });
        open.push(mark);
    }
    close_until(&mut edges, &mut open, marks, usize::MAX);
    edges
}

/// Closes every open mark that ends by a byte, the one that ends first before the others.
fn close_until(edges: &mut Vec<Edge>, open: &mut Vec<usize>, marks: &[Mark], until_bytes: usize) {
    loop {
        // The innermost of those that end first, so that nothing is cut without need.
        let ends = open.iter().map(|&mark| marks[mark].span.end_bytes()).enumerate();
        let Some((place, end)) = ends.min_by_key(|&(place, end)| (end, usize::MAX - place)) else { return };
        if end > until_bytes {
            return;
        }
        let cut = open.split_off(place);
        edges.extend(cut.iter().rev().map(|&mark| Edge { at_bytes: end, mark, opens: false }));
        for &mark in &cut[1..] {
            edges.push(Edge { at_bytes: end, mark, opens: true });
            open.push(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use casus_claim::EntityKind;
    use casus_text::{Origin, Source};

    use super::*;
    use crate::face::marked::Ink;

    /// Draws marks on a text as brackets: `a(0b(1c)1)0`.
    fn check(marks: &[(usize, usize)], expect: &str) {
        let source = Source::new("abcdefgh".to_owned(), Origin::default());
        let mark = |(thing, &(start, end)): (usize, &(usize, usize))| Mark {
            span: source.span(start, end).expect("it lies in the text"),
            thing,
            ink: Ink::Mention(EntityKind::State),
        };
        let marks: Vec<Mark> = marks.iter().enumerate().map(mark).collect();
        let mut drawn = String::new();
        let mut done = 0;
        for edge in edges(&marks) {
            drawn.push_str(&source.text()[done..edge.at_bytes]);
            done = edge.at_bytes;
            let mark = edge.mark;
            drawn.push_str(&if edge.opens { format!("({mark}") } else { format!("){mark}") });
        }
        drawn.push_str(&source.text()[done..]);
        assert_eq!(drawn, expect, "{marks:?}");
    }

    #[test]
    fn marks_lie_in_one_another() {
        check(&[], "abcdefgh");
        check(&[(0, 8), (1, 3), (2, 3)], "(0a(1b(2c)2)1defgh)0");
        check(&[(1, 3), (1, 5)], "a(1(0bc)0de)1fgh");
        check(&[(1, 3), (3, 5)], "a(0bc)0(1de)1fgh");
        check(&[(1, 3), (1, 3)], "a(0(1bc)1)0defgh");
    }

    #[test]
    fn marks_that_cross_are_cut() {
        check(&[(0, 4), (2, 6)], "(0ab(1cd)1)0(1ef)1gh");
        check(&[(0, 4), (2, 6), (3, 8)], "(0ab(1c(2d)2)1)0(1(2ef)2)1(2gh)2");
    }

    #[test]
    fn an_empty_mark_is_not_drawn() {
        check(&[(2, 2), (8, 8)], "abcdefgh");
    }
}
