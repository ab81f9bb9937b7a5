//! How does the page look as Markdown?
//!
//! The same lines in the same order as in the terminal, for whoever pastes a brief into a document. What comes from a
//! source is escaped, so that no text of a document can become markup.

use std::fmt::Write;

use casus_engine::page::{Evidence, Page, Promise};

use super::order::{self, Line};
use super::visible::visible;
use super::{development, one_line, words};

/// A quote of more characters than this is cut.
const QUOTE_CHARS_MAX: usize = 600;

/// Draws a page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut sheet = Sheet { page, text: String::new() };
    sheet.put("# ", &words::heading(page));
    let about = page.dossier.as_ref().and_then(|about| about.description.clone());
    about.iter().chain(words::as_of(page).iter()).for_each(|sentence| sheet.put("\n", sentence));
    sheet.sources();
    sheet.answer();
    sheet.goals();
    sheet.promises();
    sheet.rules();
    sheet.lists();
    sheet.switches();
    if order::has_many_sources(page) {
        sheet.heading("All sources");
        sheet.list_sources();
    }
    sheet.text
}

/// What has been written so far.
struct Sheet<'a> {
    page: &'a Page,
    text: String,
}

impl Sheet<'_> {
    /// Writes one line after markup of ours.
    fn put(&mut self, markup: &str, words: &str) {
        writeln!(self.text, "{markup}{}", escaped(words)).expect("a string can be written to");
    }

    fn heading(&mut self, title: &str) {
        self.put("\n## ", title);
        self.text.push('\n');
    }

    fn evidence(&mut self, evidence: &Evidence) {
        self.put("  - ", &self.said(evidence));
    }

    /// Returns the words, who says them and where they stand.
    fn said(&self, evidence: &Evidence) -> String {
        let speaker = words::speaker(evidence);
        let gap = if speaker.is_empty() { "" } else { ", " };
        let quote = words::quoted(&words::clipped(evidence.quote.text(), QUOTE_CHARS_MAX));
        let place = words::place(self.page, evidence);
        format!("{quote} {speaker}{gap}{place}{}", words::entry(evidence))
    }

    fn sources(&mut self) {
        self.heading("Sources");
        match () {
            () if self.page.documents.is_empty() => self.put("", "No document was read."),
            () if order::has_many_sources(self.page) => self.put("", &words::sources(self.page)),
            () => self.list_sources(),
        }
    }

    fn list_sources(&mut self) {
        for (document, number) in self.page.documents.iter().zip(1..) {
            let title = words::clipped(words::title(&document.source), 160);
            self.put(&format!("{number}. "), &format!("{title}, {}", words::dated(document)));
            words::relays(document).iter().for_each(|relays| self.put("   - ", relays));
            document.oddities.iter().for_each(|oddity| self.put("   - odd: ", &oddity.sentence));
        }
    }

    fn answer(&mut self) {
        self.heading("The answer");
        for sentence in &self.page.answer {
            self.put("- ", sentence);
        }
        if !self.page.promises.is_empty() {
            let counts = words::counts(self.page);
            self.put("\n", &format!("This holds where {}: {counts}.", words::scenario(self.page)));
        }
    }

    fn goals(&mut self) {
        let page = self.page;
        let mut declared = page.goals.iter().filter_map(|goal| Some((goal, goal.test.as_ref()?))).peekable();
        if declared.peek().is_some() {
            self.heading("Goals");
        }
        for (goal, test) in declared {
            self.put("- ", &format!("{}: {}", goal.label, words::goal_value(test.value)));
            self.put("  - takes ", &words::goal_needs(page, test));
            if !test.waits_on.is_empty() {
                self.put("  - waits on ", &test.waits_on.join("; "));
            }
        }
    }

    fn promises(&mut self) {
        self.heading("Promises, by strength");
        let page = self.page;
        let parted = order::parted(&page.promises);
        for (name, lines) in [("", &parted.sure), ("unsure, ", &parted.unsure)] {
            for (status, group) in order::by_strength(lines) {
                let (heading, meaning) = (words::strength_heading(status), words::strength_meaning(status));
                self.put("\n### ", &format!("{heading} ({name}{meaning})"));
                self.text.push('\n');
                group.iter().for_each(|promise| self.promise(promise));
            }
        }
        if page.promises.is_empty() {
            self.put("", "No promise was read.");
        }
    }

    fn promise(&mut self, promise: &Promise) {
        let toward = if promise.creditor.is_empty() {
            String::new()
        } else {
            format!(" to {}", words::names(&promise.creditor))
        };
        let says = match promise.verdict {
            Some(verdict) => words::verdict_with_sign(verdict, promise.status),
            None => words::no_verdict(promise.status).to_owned(),
        };
        self.put("- ", &format!("{}{toward}: {} · {says}", words::debtor(promise), promise.consequent));
        let told_by = words::told_by(self.page, promise).unwrap_or_default();
        let mut field = |name: &str, value: &str| {
            if !value.is_empty() {
                self.put(&format!("  - {name}: "), value);
            }
        };
        field("condition", &promise.condition);
        field("amount", &promise.amount.as_ref().map(words::amount).unwrap_or_default());
        field("when", promise.due.as_deref().unwrap_or_default());
        field("leaves open", &words::leaves_open(promise));
        field("told by", &told_by);
        field("why", &promise.because.join(" "));
        for cover in &promise.covered_by {
            let says = words::verdict_with_sign(cover.verdict_if_meant, promise.status);
            self.put("  - ", &format!("{}{says}", words::cover_before(&cover.claim)));
        }
        [&promise.evidence].into_iter().chain(&promise.further).for_each(|evidence| self.evidence(evidence));
        self.development(promise);
    }

    fn development(&mut self, promise: &Promise) {
        let Some(development) = &promise.development else { return };
        self.put("  - ", &development::summary(development));
        for telling in development.shown() {
            self.put("    - ", &development::told(development, telling));
            self.put("      ", &self.said(&telling.evidence));
        }
    }

    fn rules(&mut self) {
        self.heading("General claims");
        let page = self.page;
        for claim in &page.general_claims {
            let unsure = if claim.is_sure { "" } else { " (unsure)" };
            self.put("- ", &format!("{} would require {}{unsure}", claim.subject, claim.condition));
            self.evidence(&claim.evidence);
        }
        if page.general_claims.is_empty() {
            self.put("", "No rule over many promises was read.");
        }
    }

    fn lists(&mut self) {
        let page = self.page;
        self.section("Money and other figures", "No figure was read.", &page.figures, |line| {
            (format!("{} {}", words::amount(&line.amount), words::figure_of(line)), &line.evidence)
        });
        self.section("Who stands where", "No position was read.", &page.positions, |line| {
            let because = line.because.as_ref().map(|because| format!(", because: {because}")).unwrap_or_default();
            (
                format!("{} {}: {}{because}", words::names(&line.holder), words::stance(line.stance), line.content),
                &line.evidence,
            )
        });
        let none = "No document says who decides or must consent.";
        self.section("Who must say yes", none, &page.authorities, |line| {
            let procedure = line.procedure.as_ref().map(|procedure| format!(", {procedure}")).unwrap_or_default();
            (
                format!("{} {}: {}{procedure}", words::names(&line.holder), words::authority(line.claim), line.over),
                &line.evidence,
            )
        });
        self.section("What is coming", "Nothing ahead was read.", &page.coming, |line| {
            (format!("{}{}", words::when(line), words::coming(line)), &line.evidence)
        });
        self.heading("What disagrees");
        for disagreement in &page.disagreements {
            self.put(
                "- ",
                &format!("{}: {} ({})", disagreement.about, disagreement.why, words::contradiction(disagreement.kind)),
            );
            disagreement.sides.iter().for_each(|side| self.evidence(side));
        }
        if page.disagreements.is_empty() {
            self.put("", "No two sentences were found that cannot both be right.");
        }
    }

    fn section<L: Line>(&mut self, title: &str, none: &str, lines: &[L], said: impl Fn(&L) -> (String, &Evidence)) {
        self.heading(title);
        if lines.is_empty() {
            self.put("", none);
        }
        let parted = order::parted(lines);
        for (unsure, group) in [("", parted.sure), (" (unsure)", parted.unsure)] {
            for line in group {
                let (words, evidence) = said(line);
                self.put("- ", &(words + unsure));
                self.evidence(evidence);
            }
        }
    }

    fn switches(&mut self) {
        self.heading("What if?");
        let page = self.page;
        for gate in &page.gates {
            let proposition = &gate.proposition;
            let line = format!("{}: “{}”, {}", proposition.id, proposition.label, words::truth(gate.value));
            self.put("- ", &format!("{line} ({})", proposition.standing));
        }
        if page.gates.is_empty() {
            self.put("", "No condition was read, so there is nothing to switch.");
        }
    }
}

/// Returns a text on one line in which no character means markup.
pub(super) fn escaped(text: &str) -> String {
    let line = one_line(&visible(text));
    let mut escaped = String::with_capacity(line.len());
    for character in line.chars() {
        if "\\`*_[]<>#|~$&".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
