//! Where was it done, or where is it? Kind `place`.
//!
//! Two towns exclude one another, and so do a monastery and a ferry; a town and a building in it do not.

use casus_claim::EntityKind;

use super::super::deeds::is_of_kind;
use super::*;
use crate::contradiction::assertion::name::Name;

/// So much must be the same.
const WEIGHT_MIN: f64 = 2.0;
/// Documents so far apart may be of one day where none of them says of which.
const DAYS_MAX: i32 = 1;
/// What may stand on one side alone.
const STAGES: [&str; 6] = ["sofar", "whole", "share", "record", "average", "last"];

/// Where a sentence puts something.
struct Place {
    towns: Vec<Name>,
    sites: BTreeSet<&'static str>,
}

pub(super) fn clash(Pair { told, one, other, weight }: Pair<'_, '_>) -> Option<Clash> {
    let deed = both_done(one, other).into_iter().find(|deed| is_of_kind("placed", deed))?;
    let is_lasting = is_of_kind("lasting", deed);
    let (ours, theirs) = (place(told, one, deed)?, place(told, other, deed)?);
    let sorts =
        |clause: &Clause<'_>| told[clause.document].phrases(clause.at).of_group("sort", &(0..clause.words().len()));
    let is_one_time = if is_lasting {
        !moves(told, one) && !moves(told, other)
    } else {
        may_be_of_one_day(one, other, DAYS_MAX) && sorts(one) == sorts(other)
    };
    let is_one = exclude(&ours, &theirs)
        && is_one_time
        && weight.all() >= WEIGHT_MIN
        && is_of_something(one, other, weight)
        && !are_of_other_stages(one, other, &STAGES)
        && !knows(&told[one.document], &theirs)
        && !knows(&told[other.document], &ours);
    is_one.then(|| Clash {
        kind: ContradictionKind::Place,
        why: format!("It has one place, and is put at {} and at {}.", written(&ours), written(&theirs)),
    })
}

fn place(told: &[Told<'_>], clause: &Clause<'_>, deed: &str) -> Option<Place> {
    /// Behind one of these begins another clause.
    const CLAUSES: [&str; 9] = ["while", "whose", "which", "where", "who", "after", "before", "as", "when"];
    /// By what somebody takes part from afar.
    const AFAR: [&str; 8] = ["video", "link", "videolink", "telephone", "phone", "screen", "online", "remotely"];
    let words = clause.words();
    let deed = &clause.deeds[deed].words;
    let is_cut = |at: usize| {
        let (from, to) = if at < deed.start { (at, deed.start) } else { (deed.end.min(at), at) };
        words[from..to].iter().any(|word| CLAUSES.contains(&word.lower.as_str()))
    };
    let before = |at: usize, back: usize| at.checked_sub(back).map_or("", |at| words[at].lower.as_str());
    let lies = |name: &&Name| {
        let at = name.words.start;
        let first = if before(at, 1) == "the" { before(at, 2) } else { before(at, 1) };
        // `In the Estavellian town` names no town.
        let is_adjective = before(at, 1) == "the"
            && words
                .get(name.words.end)
                .is_some_and(|next| !next.is_capital() && next.start_bytes == words[name.words.end - 1].end_bytes + 1);
        // Who takes part by telephone from a town is there, and what is held need not be.
        let is_afar = first == "from" && (2..=5).any(|back| AFAR.contains(&before(at, back)));
        !name.is_person() && !is_adjective && !is_afar && !is_cut(at) && matches!(first, "in" | "at" | "from")
    };
    let mut towns: Vec<Name> = clause.names.iter().filter(lies).cloned().collect();
    // Of `at the mill in Eastport` the town is what stands behind `in`.
    let is_in = |name: &Name| before(name.words.start, 1) == "in";
    if towns.iter().any(is_in) {
        towns.retain(is_in);
    }
    let phrases = told[clause.document].phrases(clause.at);
    let is_site = |at: usize| {
        matches!(before(at, 1), "the" | "a" | "an" | "on" | "in" | "at")
            && (1..=3).any(|back| matches!(before(at, back), "at" | "in" | "on" | "aboard"))
    };
    let sites = phrases.each_of("site").filter(|(_, place)| is_site(place.start)).map(|(site, _)| site).collect();
    let place = Place { towns, sites };
    (!place.towns.is_empty() || !place.sites.is_empty()).then_some(place)
}

fn exclude(one: &Place, other: &Place) -> bool {
    match (one.sites.is_empty(), other.sites.is_empty()) {
        (false, false) => one.sites.is_disjoint(&other.sites),
        (true, true) => match (&one.towns[..], &other.towns[..]) {
            // A town may lie in a state.
            ([ours], [theirs]) => !ours.is_name_of(theirs) && is_state(ours) == is_state(theirs),
            _ => false,
        },
        _ => false,
    }
}

fn is_state(name: &Name) -> bool {
    name.kind == Some(EntityKind::State)
}

fn knows(told: &Told<'_>, place: &Place) -> bool {
    place.towns.iter().any(|town| told.text.source.text().contains(&town.text))
}

fn moves(told: &[Told<'_>], clause: &Clause<'_>) -> bool {
    let phrases = told[clause.document].phrases(clause.at);
    phrases.has("moving") || phrases.has("year/first") || phrases.has("year/second")
}

fn written(place: &Place) -> String {
    let sites = place.sites.iter().map(|site| format!("a {site}"));
    let all: Vec<String> = sites.chain(place.towns.iter().map(|town| town.text.clone())).collect();
    crate::contradiction::list(&all)
}
