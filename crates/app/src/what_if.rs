//! `casus what-if`: what is left when something is true or false?

use std::fmt::Write;

use casus_engine::page::{Page, Promise};
use casus_engine::{Question, Scenario, Verdict};
use jiff::civil::Date;

use crate::brief::Desk;
use crate::command::{AnswerFormat, WhatIf};
use crate::error::Error;
use crate::face::{one_line, visible, words};
use crate::read::scenario;
use crate::{output, wire};

/// A longer quote is cut.
const QUOTE_CHARS_MAX: usize = 280;
/// A longer consequent is cut.
const CONSEQUENT_CHARS_MAX: usize = 120;

/// Prints every promise with its verdict, or what changes beside the dossier with nothing set.
pub(crate) fn what_if(options: &WhatIf) -> Result<(), Error> {
    let scenario = scenario(&options.asked.set)?;
    let desk = Desk::open(&options.asked)?;
    let page = desk.page(&scenario)?;
    let on = |day| desk.page_of(&Question { as_of: Some(day), ..desk.question(&scenario) });
    let earlier = options.from.map(on).transpose()?;
    match options.format {
        AnswerFormat::Json => output::print((wire::verdicts(&page, earlier.as_ref()) + "\n").as_bytes()),
        AnswerFormat::Text => {
            let text = match earlier {
                Some(earlier) => since(&earlier, &page, options.from),
                None => text(&desk.page(&Scenario::new())?, &page),
            };
            output::print(visible(&text).as_bytes())
        }
    }
}

/// Says which verdicts changed since a day, and which of the records that they rest on are new since then.
fn since(before: &Page, page: &Page, day: Option<Date>) -> String {
    let day = day.map(words::day).unwrap_or_default();
    let mut text = format!("Since {day}, where {}: {}.\n", words::scenario(page), words::counts(page));
    let sure = || page.promises.iter().filter(|now| now.is_sure && now.verdict.is_some());
    let pairs = sure().filter_map(|now| Some((was(before, now)?, now)));
    let new_grounds = |now: &Promise| {
        let new = wire::new_grounds(before, page, now).into_iter();
        new.map(|(reference, quote)| format!("\n    new: {reference} {}", quoted(&quote))).collect::<String>()
    };
    let changed = pairs.filter(|(was, now)| was.verdict != now.verdict);
    section(&mut text, "Changed", changed.map(|(was, now)| changed_line(page, was, now) + &new_grounds(now)));
    let new = sure().filter(|now| was(before, now).is_none());
    section(&mut text, "New", new.map(|now| format!("{} · {}{}", head(now), says(now), new_grounds(now))));
    let is_gone =
        |was: &&Promise| was.is_sure && was.verdict.is_some() && sure().all(|now| now.reference != was.reference);
    section(
        &mut text,
        "No longer",
        before.promises.iter().filter(is_gone).map(|was| format!("{} · {}", head(was), says(was))),
    );
    let goals = page.goals.iter().filter_map(|goal| {
        let test = goal.test.as_ref()?;
        let was = before.goals.iter().filter_map(|goal| goal.test.as_ref()).find(|was| was.id == test.id)?;
        let (was, now) = (words::goal_value(was.value), words::goal_value(test.value));
        (was != now).then(|| format!("{}: {was} → {now}", goal.label))
    });
    section(&mut text, "Goals", goals);
    text
}

fn text(before: &Page, page: &Page) -> String {
    let mut text = format!("Where {}: {}.\n", words::scenario(page), words::counts(page));
    let pairs: Vec<(&Promise, &Promise)> =
        page.promises.iter().filter_map(|now| Some((was(before, now)?, now))).collect();
    section(
        &mut text,
        "Changed",
        pairs.iter().filter(|(was, now)| was.verdict != now.verdict).map(|(was, now)| changed_line(page, was, now)),
    );
    section(
        &mut text,
        "If a general claim is meant so",
        page.promises.iter().flat_map(|promise| covered(page, promise)),
    );
    section(
        &mut text,
        "Goals",
        page.goals.iter().filter_map(|goal| {
            let test = goal.test.as_ref()?;
            let waits = if test.waits_on.is_empty() {
                String::new()
            } else {
                format!(", waits on {}", test.waits_on.join("; "))
            };
            Some(format!("{}: {}{waits}", goal.label, words::goal_value(test.value)))
        }),
    );
    let same = pairs.iter().filter(|(was, now)| was.verdict == now.verdict && now.is_sure && now.verdict.is_some());
    section(&mut text, "Unchanged", same.map(|(_, now)| format!("{} · {}", head(now), says(now))));
    text
}

fn was<'a>(before: &'a Page, now: &Promise) -> Option<&'a Promise> {
    before.promises.iter().find(|was| was.reference == now.reference)
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() && title != "Changed" {
        return;
    }
    write!(text, "\n{title}\n").expect("a string can be written to");
    if lines.is_empty() {
        text.push_str("  nothing\n");
    }
    for line in lines {
        writeln!(text, "  {line}").expect("a string can be written to");
    }
}

fn head(promise: &Promise) -> String {
    let unsure = if promise.is_sure { "" } else { "(unsure) " };
    let consequent = words::clipped(&promise.consequent, CONSEQUENT_CHARS_MAX);
    format!("{unsure}{}  {}: {consequent}", promise.reference, words::debtor(promise))
}

fn says(promise: &Promise) -> String {
    promise.verdict.map_or_else(
        || words::no_verdict(promise.status).to_owned(),
        |verdict| words::verdict_with_sign(verdict, promise.status),
    )
}

fn changed_line(page: &Page, was: &Promise, now: &Promise) -> String {
    let before = was.verdict.map_or("no verdict", words::verdict_word);
    let quotes: Vec<String> = wire::grounds(page, now).into_iter().map(|quote| quoted(&quote)).collect();
    let because = now.because.join(" ");
    format!("{}\n    {before} → {}\n    {because}\n    {}", head(now), says(now), quotes.join("\n    "))
}

/// Says what the general claims that would cover a promise would change.
fn covered(page: &Page, promise: &Promise) -> Vec<String> {
    let changes = promise.covered_by.iter().filter(|cover| Some(cover.verdict_if_meant) != promise.verdict);
    let line = |verdict: Verdict, claim: &str| {
        let quote = page.general_claims.iter().find(|other| other.reference == claim);
        let quote = quote.map(|claim| quoted(claim.evidence.quote.text())).unwrap_or_default();
        format!("{}\n    {} under {claim} {quote}", head(promise), words::verdict_with_sign(verdict, promise.status))
    };
    changes.map(|cover| line(cover.verdict_if_meant, &cover.claim)).collect()
}

fn quoted(quote: &str) -> String {
    words::quoted(&words::clipped(&one_line(quote), QUOTE_CHARS_MAX))
}
