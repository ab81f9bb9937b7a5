//! How does a digest look as text?

use super::{Digest, Group, Line};
use crate::face::terminal::paper::{BOLD, DIM, Paper, Piece, YELLOW, plain};

/// Draws a digest as text of a width in columns, with ANSI styles.
pub(crate) fn text(digest: &Digest, width: usize) -> String {
    let mut paper = Paper::new(width);
    paper.heading(&digest.title);
    paper.line(0, "", &[plain(&format!("{}.", digest.subtitle))]);
    for section in &digest.sections {
        paper.heading(section.title);
        for sentence in &section.sentences {
            paper.line(0, "", &[plain(&sentence.text), marks(&sentence.citations)]);
        }
        section.groups.iter().for_each(|group| self::group(&mut paper, group));
    }
    if !digest.citations.is_empty() {
        paper.heading("Citations");
    }
    for citation in &digest.citations {
        let place = citation.address.as_deref().or_else(|| citation.path());
        let place = place.map(|place| format!(", {place}")).unwrap_or_default();
        let entries: String = citation.entries.iter().map(|entry| format!(" · {entry}")).collect();
        let said = format!(" — {}{place}{entries}", citation.said());
        paper.line(0, &format!("[{}] ", citation.number), &[plain(&citation.quote), (DIM, said)]);
    }
    paper.text()
}

fn group(paper: &mut Paper, group: &Group) {
    group.title.iter().for_each(|title| paper.line(0, "", &[(BOLD, title.clone())]));
    group.lines.iter().for_each(|line| self::line(paper, line));
    group.rest.iter().for_each(|rest| paper.quiet(rest));
}

fn line(paper: &mut Paper, line: &Line) {
    let mut pieces: Vec<Piece> = line.who.iter().map(|who| (BOLD, format!("{who}: "))).collect();
    pieces.push(plain(&line.text));
    pieces.extend(line.state.iter().map(|state| (YELLOW, format!(" · {state}"))));
    pieces.push(marks(&line.citations));
    paper.line(2, "", &pieces);
    for detail in &line.under {
        paper.line(5, &format!("{}: ", detail.label), &[plain(&detail.text), marks(&detail.citations)]);
    }
}

fn marks(citations: &[usize]) -> Piece {
    let numbers: Vec<String> = citations.iter().map(usize::to_string).collect();
    (DIM, if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) })
}
