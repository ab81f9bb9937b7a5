//! Which documents belong together, given which are alike?
//!
//! In go the pairs that are alike; out comes for each document the group it is in. The two groups whose documents are the most alike
//! on average are put together, again and again, until no two are alike enough. The average keeps two happenings apart between which
//! one document leads over, because it is not like all the others; and a document without a day leads over no gap of weeks.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::alike::{Alike, NEIGHBOURS_MAX, WINDOW_DAYS};

/// Groups whose documents are alike by less on average are different stories.
const ALIKE_MIN: f64 = 0.05;

/// Returns the group of each document, given their days, by the number of one of its documents.
pub(super) fn groups(days: &[Option<i32>], pairs: &[Alike]) -> Vec<usize> {
    let mut linkage = Linkage::new(days, pairs);
    while let Some(link) = linkage.links.pop() {
        if linkage.is_current(&link) {
            linkage.join(link.one, link.other);
        }
    }
    (0..days.len()).map(|document| linkage.root(document)).collect()
}

/// That two groups could be put together.
#[derive(Clone, Copy, Debug)]
struct Link {
    average: f64,
    one: usize,
    other: usize,
    /// How many documents both had together when the average was taken.
    size: usize,
}

impl Ord for Link {
    fn cmp(&self, other: &Self) -> Ordering {
        let places = |link: &Self| (link.one.min(link.other), link.one.max(link.other));
        self.average.total_cmp(&other.average).then_with(|| places(other).cmp(&places(self)))
    }
}

impl PartialOrd for Link {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Link {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Link {}

struct Linkage {
    /// The group that a group went into; itself while it stands.
    into: Vec<usize>,
    sizes: Vec<usize>,
    /// The first and the last day of each group, where one of its documents has a day.
    spans: Vec<Option<(i32, i32)>>,
    /// Of each group the groups that it is like, with the sum over the pairs of their documents.
    sums: Vec<BTreeMap<usize, f64>>,
    links: BinaryHeap<Link>,
}

impl Linkage {
    fn new(days: &[Option<i32>], pairs: &[Alike]) -> Self {
        let documents = days.len();
        let mut sums = vec![BTreeMap::new(); documents];
        for &Alike { later, earlier, measure } in pairs {
            sums[later].insert(earlier, measure);
            sums[earlier].insert(later, measure);
        }
        let mut linkage = Self {
            into: (0..documents).collect(),
            sizes: vec![1; documents],
            spans: days.iter().map(|day| day.map(|day| (day, day))).collect(),
            sums,
            links: BinaryHeap::new(),
        };
        for &Alike { later, earlier, measure } in pairs {
            linkage.offer(later, earlier, measure);
        }
        linkage
    }

    fn root(&self, mut group: usize) -> usize {
        while self.into[group] != group {
            group = self.into[group];
        }
        group
    }

    fn offer(&mut self, one: usize, other: usize, sum: f64) {
        let (less, more) = (self.sizes[one].min(self.sizes[other]), self.sizes[one].max(self.sizes[other]));
        // No document has more neighbours than it was compared with.
        let average = sum / (less * more.min(NEIGHBOURS_MAX)) as f64;
        if average >= ALIKE_MIN && self.days_between(one, other) <= WINDOW_DAYS {
            self.links.push(Link { average, one, other, size: less + more });
        }
    }

    /// Returns how many days lie between two groups at the least; none where it is not known.
    fn days_between(&self, one: usize, other: usize) -> i32 {
        match (self.spans[one], self.spans[other]) {
            (Some((first, last)), Some((other_first, other_last))) => {
                (first - other_last).max(other_first - last).max(0)
            }
            _ => 0,
        }
    }

    fn is_current(&self, link: &Link) -> bool {
        let stands = |group: usize| self.into[group] == group;
        stands(link.one) && stands(link.other) && self.sizes[link.one] + self.sizes[link.other] == link.size
    }

    /// Puts the group with fewer neighbours into the other.
    fn join(&mut self, one: usize, other: usize) {
        let goes_first = |&group: &usize| (self.sums[group].len(), group);
        let (from, to) = if goes_first(&one) < goes_first(&other) { (one, other) } else { (other, one) };
        self.into[from] = to;
        self.sizes[to] += self.sizes[from];
        self.spans[to] = match (self.spans[from], self.spans[to]) {
            (Some((first, last)), Some((to_first, to_last))) => Some((first.min(to_first), last.max(to_last))),
            (from, to) => from.or(to),
        };
        let moved = std::mem::take(&mut self.sums[from]);
        for (neighbour, sum) in moved {
            self.sums[neighbour].remove(&from);
            if neighbour != to {
                *self.sums[to].entry(neighbour).or_default() += sum;
                *self.sums[neighbour].entry(to).or_default() += sum;
            }
        }
        let sums: Vec<(usize, f64)> = self.sums[to].iter().map(|(&neighbour, &sum)| (neighbour, sum)).collect();
        for (neighbour, sum) in sums {
            self.offer(to, neighbour, sum);
        }
    }
}
