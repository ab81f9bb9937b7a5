//! How does the common ground of a dossier look, as text and as Markdown?
//!
//! Each issue has its options, then each actor who spoke with where it stands and its sentences, then where all could meet
//! and who would have to move. What is not stated is said to be so.

use casus_engine::dossier::IssueRule;
use casus_engine::ground::{Answer, Mover, Package, Reading, State, shift};
use casus_engine::{Cell, Change, Changes, CommonGround, Ground, Saying};
use casus_text::Source;

use super::history::quoted;
use super::html::ground::file;
use super::outline::Outline;
use super::words;

/// Draws the common ground as text.
pub(crate) fn ground(found: &CommonGround, width: usize) -> String {
    outline(found).text(width)
}

/// Draws the common ground as Markdown.
pub(crate) fn ground_markdown(found: &CommonGround) -> String {
    outline(found).markdown()
}

/// Draws what changed between two days as text.
pub(crate) fn ground_changes(states: [&CommonGround; 2], found: &Changes, between: [&str; 2], width: usize) -> String {
    changed(states, found, between).text(width)
}

/// Draws what changed between two days as Markdown.
pub(crate) fn ground_changes_markdown(states: [&CommonGround; 2], found: &Changes, between: [&str; 2]) -> String {
    changed(states, found, between).markdown()
}

/// Draws what changed between two days as one self-contained HTML file.
pub(crate) fn ground_changes_html(states: [&CommonGround; 2], found: &Changes, between: [&str; 2]) -> String {
    let [from, to] = between;
    let heading = format!("How the common ground changed between {from} and {to}");
    file(&heading, "Each change stands with its sentences.", &changed(states, found, between).markup())
}

/// Says how much of the common ground is stated.
pub(super) fn summary(found: &CommonGround) -> String {
    let (stated, cells) = found.stated();
    let issues = words::count_of(found.issues.len(), "issue");
    let actors = words::count_of(found.actors.len(), "actor");
    match (found.issues.len(), stated) {
        (0, _) => "The dossier declares no issue.".to_owned(),
        (_, 0) => format!("{issues}: nobody is known to have said anything on an option."),
        _ if stated == cells => format!("{issues}, {actors}: each says where it stands on every option."),
        _ => format!(
            "{issues}, {actors}: {stated} of {cells} cells are stated; the others are not, and nobody is taken to agree in silence."
        ),
    }
}

fn outline(found: &CommonGround) -> Outline {
    let mut outline = Outline::default();
    outline.heading("Common ground");
    outline.remark(summary(found));
    for ground in &found.issues {
        issue(&mut outline, found, ground);
    }
    packages(&mut outline, found);
    if !found.left.is_empty() {
        outline.heading("Left");
        let count = words::count_of(found.left.len(), "position");
        outline.remark(format!("{count} mean no option of any issue; the JSON lists them with their sentences."));
    }
    outline
}

fn issue(outline: &mut Outline, found: &CommonGround, ground: &Ground) {
    outline.heading(&ground.rule.label);
    for option in &ground.rule.options {
        outline.line(0, &option.id, format!("  {}", option.label));
    }
    let mut silent = Vec::new();
    for (at, actor) in found.actors.iter().enumerate() {
        let row = &ground.cells[at];
        if row.iter().all(|cell| cell.stand.now.is_none() && cell.reservations.is_empty()) {
            silent.push(actor.clone());
            continue;
        }
        outline.line(0, actor, "");
        for (option, cell) in row.iter().enumerate() {
            self::cell(outline, &found.documents, &ground.rule.options[option].id, cell);
        }
        for (option, demanded) in ruled_out(ground, at) {
            outline.line(
                1,
                "",
                format!("rules out {option}, since it demands {} and says nothing of it", words::names(&demanded)),
            );
        }
    }
    if !silent.is_empty() {
        outline.line(0, "Not stated", format!(": {}", words::names(&silent)));
    }
    for (what, rest) in meeting(found, ground) {
        outline.line(0, what, format!(": {rest}"));
    }
    for (option, line) in moves(found, ground) {
        outline.line(1, option, format!(": {line}"));
    }
}

/// Returns the options of which an actor says nothing while it demands others, with these.
pub(super) fn ruled_out(ground: &Ground, actor: usize) -> Vec<(&str, Vec<String>)> {
    let id = |option: usize| ground.rule.options[option].id.as_str();
    let unsaid = (0..ground.issue.options).filter(|&option| ground.issue.answers[actor][option].is_none());
    let demanded = unsaid.map(|option| {
        let by = ground.issue.ruled_out_by(actor, option, Reading::Cautious);
        (id(option), by.into_iter().map(|other| id(other).to_owned()).collect::<Vec<_>>())
    });
    demanded.filter(|(_, by)| !by.is_empty()).collect()
}

/// Draws where an actor stands on an option, where it stood before, and what it rests on.
pub(super) fn cell(outline: &mut Outline, documents: &[Source], option: &str, cell: &Cell) {
    if let Some(now) = &cell.stand.now {
        let moved = cell.stand.before.last().and_then(|before| shift(&before.answer, &now.answer));
        let moved = moved.map(|shift| format!(", {} than before", shift.word().replace("away", "further away")));
        let condition = if cell.is_conditional() { " on a condition" } else { "" };
        let rest = format!("{condition}{}{}", since(now), moved.unwrap_or_default());
        outline.line(1, format!("{} {option}", stands(&now.answer)), rest);
        evidences(documents, cell.sayings(now)).for_each(|text| outline.quote(2, text));
    }
    for before in cell.stand.before.iter().rev() {
        outline.line(1, "", format!("before: {} {option}{}", stands(&before.answer), since(before)));
        evidences(documents, cell.sayings(before)).for_each(|text| outline.quote(2, text));
    }
    if !cell.reservations.is_empty() {
        outline.line(1, format!("has a reservation on {option}"), ", which is neither yes nor no");
        evidences(documents, &cell.reservations).for_each(|text| outline.quote(2, text));
    }
}

fn since(state: &State) -> String {
    state.since.map(|day| format!(" since {}", words::day(day))).unwrap_or_default()
}

/// Returns the verb for where somebody stands, before an option.
pub(super) fn stands(answer: &Answer) -> String {
    match answer {
        Answer::Plain(acceptance) => acceptance.word().replace("open", "is open to"),
        Answer::Contested(sides) => {
            let sides: Vec<String> = sides.iter().map(|side| side.word().replace("open", "is open to")).collect();
            format!("contested ({}):", words::names(&sides))
        }
    }
}

/// Says where all could meet.
pub(super) fn meeting(found: &CommonGround, ground: &Ground) -> Vec<(&'static str, String)> {
    let Ground { issue, rule, .. } = ground;
    if issue.speakers().is_empty() {
        return Vec::new();
    }
    let zone = issue.zone(Reading::Cautious);
    let brave = issue.zone(Reading::Brave).into_iter().filter(|option| !zone.contains(option)).collect::<Vec<_>>();
    let spoken = issue.speakers().len();
    let name = |option: usize, remark: String| format!("{}{remark}", rule.options[option].id);
    let conditional = |option: usize| {
        let rows = ground.cells.iter().zip(&found.actors).filter(|(row, _)| row[option].is_conditional());
        match rows.map(|(_, actor)| actor.clone()).collect::<Vec<_>>().as_slice() {
            [] => String::new(),
            actors => format!(" (on a condition of {})", words::names(actors)),
        }
    };
    let spoke_of = |option: usize| {
        let count = issue.answers.iter().filter(|row| row[option].is_some()).count();
        if count == spoken { String::new() } else { format!(" ({count} of these {spoken} spoke of it)") }
    };
    let listed = |options: Vec<usize>, remark: &dyn Fn(usize) -> String| {
        let names: Vec<String> = options.into_iter().map(|option| name(option, remark(option))).collect();
        if names.is_empty() { "none".to_owned() } else { words::names(&names) }
    };
    let mut lines = vec![
        ("Spoke on it", words::count_of(spoken, "actor")),
        ("Zone of agreement, which all of these accept or are open to", listed(zone, &conditional)),
    ];
    if !brave.is_empty() {
        lines.push(("The same in some reading of what is contested", listed(brave, &conditional)));
    }
    lines.push(("Rejected by none of these", listed(issue.unrejected(Reading::Cautious), &spoke_of)));
    lines
}

/// Says for each option that somebody rejects or rules out who would have to move, and by how much.
pub(super) fn moves<'g>(found: &CommonGround, ground: &'g Ground) -> Vec<(&'g str, String)> {
    let all = |option: usize| ground.issue.movers(option, Reading::Cautious);
    let rejected: Vec<usize> = (0..ground.issue.options).filter(|&option| !all(option).is_empty()).collect();
    let distance = |option: usize| {
        let movers = all(option);
        (movers.len(), movers.iter().map(|mover| mover.steps).sum::<usize>())
    };
    let fewest = (0..ground.issue.options).map(distance).min();
    let line = |option: usize| {
        let (count, steps) = distance(option);
        let fewest = if fewest == Some((count, steps)) { ", the fewest" } else { "" };
        let verb = if count == 1 { "would have to move" } else { "would all have to move" };
        format!("{} {verb}, {} in all{fewest}", movers(found, &all(option)), words::count_of(steps, "step"))
    };
    rejected.into_iter().map(|option| (ground.rule.options[option].id.as_str(), line(option))).collect()
}

fn movers(found: &CommonGround, movers: &[Mover]) -> String {
    let name = |mover: &Mover| format!("{} ({})", found.actors[mover.actor], words::count_of(mover.steps, "step"));
    words::names(&movers.iter().map(name).collect::<Vec<_>>())
}

fn options(rule: &IssueRule, options: &[usize]) -> String {
    let ids: Vec<String> = options.iter().map(|&option| rule.options[option].id.clone()).collect();
    if ids.is_empty() { "none".to_owned() } else { words::names(&ids) }
}

/// Draws the combinations of one option for each issue, where more than one is spoken of.
fn packages(outline: &mut Outline, found: &CommonGround) {
    let Some((summary, lines)) = packages_in_words(found) else { return };
    outline.heading("Packages");
    outline.remark(summary);
    for (name, line) in lines {
        outline.line(0, name, format!(": {line}"));
    }
}

/// Returns what is to be said of packages, and each of the best with its name.
pub(super) fn packages_in_words(found: &CommonGround) -> Option<(String, Vec<(String, String)>)> {
    let (issues, packages) = &found.packages;
    if issues.len() < 2 {
        return None;
    }
    let stopped = if packages.is_whole { "" } else { " The search was stopped, so a better one may be missing." };
    let summary = format!(
        "Combinations of one option for each of the {} issues that somebody spoke of: {}; rejected by nobody: {}. Those with \
         the fewest steps come first.{stopped}",
        issues.len(),
        packages.combinations,
        packages.unrejected
    );
    let name = |package: &Package| {
        let ids =
            package.options.iter().zip(issues).map(|(&option, &at)| found.issues[at].rule.options[option].id.as_str());
        ids.collect::<Vec<_>>().join(" + ")
    };
    let line = |package: &Package| {
        let support = words::count_of(package.support, "cell");
        match package.movers.as_slice() {
            [] => format!("nobody rejects it; accepted or open in {support}"),
            of => format!("{}; accepted or open in {support}", movers(found, of)),
        }
    };
    Some((summary, packages.best.iter().map(|package| (name(package), line(package))).collect()))
}

/// Returns what was said, each sentence once with the references of its entries: the quote, the condition, through whom, the
/// outlet, the day and the references.
pub(super) fn evidences<'s>(
    documents: &[Source],
    sayings: impl IntoIterator<Item = &'s Saying>,
) -> impl Iterator<Item = String> {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for saying in sayings {
        let text = evidence(documents, saying);
        let reference = saying.evidence.reference.as_deref().unwrap_or_default();
        match told.iter_mut().find(|(known, _)| *known == text) {
            Some((_, references)) => references.push(reference),
            None => told.push((text, vec![reference])),
        }
    }
    told.into_iter().map(|(text, references)| format!("{text} · {}", references.join(", ")))
}

fn evidence(documents: &[Source], saying: &Saying) -> String {
    let source = documents.get(saying.evidence.source);
    let outlet = source.map_or("", outlet);
    let day = saying.day.map_or_else(|| "no date".to_owned(), words::day);
    let through = saying.through.as_ref().map(|name| format!("through {name}, ")).unwrap_or_default();
    let condition = saying.condition.as_ref().map(|condition| format!("if: {condition}, ")).unwrap_or_default();
    format!("{} {condition}{through}{outlet}, {day}", quoted(saying.evidence.quote.text()))
}

/// Returns who published a document, or how it is called.
pub(super) fn outlet(source: &Source) -> &str {
    source.origin().publisher.as_deref().unwrap_or_else(|| words::title(source))
}

fn changed([before, after]: [&CommonGround; 2], found: &Changes, [from, to]: [&str; 2]) -> Outline {
    let mut outline = Outline::default();
    outline.heading(format!("How the common ground changed between {from} and {to}"));
    if found.cells.is_empty() {
        outline.remark("Nobody stands elsewhere on any option.");
    }
    for (at, ground) in after.issues.iter().enumerate() {
        let cells: Vec<&Change> = found.cells.iter().filter(|change| change.issue == at).collect();
        let zones: Vec<_> = found.zones.iter().filter(|zone| zone.issue == at).collect();
        if cells.is_empty() && zones.is_empty() {
            continue;
        }
        outline.heading(&ground.rule.label);
        for change in cells {
            let word = |answer: Option<&Answer>| answer.map_or("not stated", Answer::word).to_owned();
            let shifted = change.shift.map(|shift| format!(" ({})", shift.word())).unwrap_or_default();
            let [was, is] = [&change.before, &change.after].map(|answer| word(answer.as_ref()));
            let option = &ground.rule.options[change.option].id;
            outline.line(0, &change.actor, format!(" on {option}: {was} → {is}{shifted}"));
            let was_told = evidences(&before.documents, &change.was_told).map(|text| ("before", text));
            let told = evidences(&after.documents, &change.told).map(|text| ("now", text));
            was_told.chain(told).for_each(|(when, text)| outline.quote(1, format!("{when}: {text}")));
        }
        for zone in zones {
            for (verb, ids) in [("came into", &zone.entered), ("fell out of", &zone.left)] {
                if !ids.is_empty() {
                    outline.line(0, options(&ground.rule, ids), format!(" {verb} the zone of agreement"));
                }
            }
        }
    }
    outline
}
