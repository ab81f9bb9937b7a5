//! How do the sections of single lines look as text?

use casus_engine::page::{AuthorityLine, ComingLine, FigureLine, Page, PositionLine};

use super::paper::{BOLD, DIM, Paper, Piece, plain};
use crate::face::order::{self, Line};
use crate::face::words;

/// Draws figures, positions, who must say yes, what is coming and what disagrees.
pub fn lists(paper: &mut Paper, page: &Page) {
    section(paper, page, ["Money and other figures", "No figure was read."], &page.figures, figures);
    section(paper, page, ["Who stands where", "No position was read."], &page.positions, positions);
    let none = "No document says who decides or must consent.";
    section(paper, page, ["Who must say yes", none], &page.authorities, authorities);
    section(paper, page, ["What is coming", "Nothing ahead was read."], &page.coming, coming);
    disagreements(paper, page);
}

fn section<L: Line>(
    paper: &mut Paper,
    page: &Page,
    [title, none]: [&str; 2],
    lines: &[L],
    draw: fn(&mut Paper, &Page, &[&L]),
) {
    paper.heading(title);
    if lines.is_empty() {
        paper.quiet(none);
    }
    let parted = order::parted(lines);
    draw(paper, page, &parted.sure);
    if paper.unsure(parted.unsure.len()) {
        draw(paper, page, &parted.unsure);
    }
}

fn figures(paper: &mut Paper, page: &Page, figures: &[&FigureLine]) {
    for figure in figures {
        paper.line(2, "", &[(BOLD, words::amount(&figure.amount)), plain(" "), plain(&words::figure_of(figure))]);
        paper.evidence(5, page, &figure.evidence);
    }
}

fn positions(paper: &mut Paper, page: &Page, positions: &[&PositionLine]) {
    for (holder, group) in order::by_holder(positions) {
        paper.line(0, "", &[(BOLD, if holder.is_empty() { "Somebody not named".to_owned() } else { holder })]);
        for position in group {
            let stance = format!("{}: ", words::stance(position.stance));
            let because = position.because.as_ref().map(|because| format!(", because: {because}"));
            paper.line(2, &stance, &[plain(&position.content), plain(&because.unwrap_or_default())]);
            paper.evidence(5, page, &position.evidence);
        }
    }
}

fn authorities(paper: &mut Paper, page: &Page, authorities: &[&AuthorityLine]) {
    for authority in authorities {
        let procedure = authority.procedure.as_ref().map(|procedure| format!(", {procedure}"));
        let claim = format!(" {}: ", words::authority(authority.claim));
        paper.line(
            2,
            "",
            &[
                (BOLD, words::names(&authority.holder)),
                plain(&claim),
                plain(&authority.over),
                (DIM, procedure.unwrap_or_default()),
            ],
        );
        paper.evidence(5, page, &authority.evidence);
    }
}

fn coming(paper: &mut Paper, page: &Page, coming: &[&ComingLine]) {
    for event in coming {
        paper.line(2, "", &[(BOLD, words::when(event)), plain(&words::coming(event)), with(event)]);
        paper.evidence(5, page, &event.evidence);
    }
}

fn with(event: &ComingLine) -> Piece {
    let who = if event.who.is_empty() {
        String::new()
    } else {
        format!("{}{}", words::coming_role(event), words::names(&event.who))
    };
    let place = event.place.as_ref().map(|place| format!(" · in {place}"));
    (DIM, who + &place.unwrap_or_default())
}

/// Draws what cannot all be right, each with its kind.
pub fn disagreements(paper: &mut Paper, page: &Page) {
    paper.heading("What disagrees");
    if page.disagreements.is_empty() {
        paper.quiet("No two sentences were found that cannot both be right.");
    }
    for disagreement in &page.disagreements {
        let why = (DIM, disagreement.why.clone());
        let kind = (DIM, format!("  {}", words::contradiction(disagreement.kind)));
        paper.line(2, "", &[(BOLD, disagreement.about.clone()), plain(": "), why, kind]);
        disagreement.sides.iter().for_each(|side| paper.evidence(5, page, side));
    }
}
