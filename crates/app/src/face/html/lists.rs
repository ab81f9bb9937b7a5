//! How are the sections of single lines drawn?

use casus_engine::page::{AuthorityLine, ComingLine, Disagreement, FigureLine, Page, PositionLine};
use maud::{Markup, html};

use super::evidence;
use super::promises::money;
use crate::face::order::{self, Line};
use crate::face::words;

/// Draws figures, positions, who must say yes, what is coming and what disagrees.
pub fn lists(page: &Page) -> Markup {
    html! {
        (section(page, &Section { id: "figures", title: "Money and other figures", none: "No figure was read." }, &page.figures, figures))
        (section(page, &Section { id: "positions", title: "Who stands where", none: "No position was read." }, &page.positions, positions))
        (section(page, &Section { id: "consent", title: "Who must say yes", none: "No document says who decides or must consent." }, &page.authorities, authorities))
        (section(page, &Section { id: "coming", title: "What is coming", none: "Nothing ahead was read." }, &page.coming, coming))
        (disagreements(page))
    }
}

/// What a section is called, and what it says when it is empty.
struct Section {
    id: &'static str,
    title: &'static str,
    none: &'static str,
}

fn section<L: Line>(page: &Page, section: &Section, lines: &[L], draw: fn(&Page, &[&L]) -> Markup) -> Markup {
    let parted = order::parted(lines);
    html! {
        section id=(section.id) aria-labelledby={ (section.id) "-h" } {
            h2 id={ (section.id) "-h" } { (section.title) }
            @if lines.is_empty() { p.quiet { (section.none) } }
            @if !parted.sure.is_empty() { (draw(page, &parted.sure)) }
            @if !parted.unsure.is_empty() { (unsure(parted.unsure.len(), &draw(page, &parted.unsure))) }
        }
    }
}

/// Draws lines below the threshold, closed but counted.
pub fn unsure(count: usize, lines: &Markup) -> Markup {
    html! {
        @if count > 0 {
            details.unsure {
                summary { h3 { "Unsure" } " " span.quiet { (words::count_of(count, "line")) " of which the reader is not sure" } }
                (lines)
            }
        }
    }
}

fn figures(page: &Page, figures: &[&FigureLine]) -> Markup {
    html! {
        ul.lines.figures {
            @for figure in figures {
                @let line = html! { b { (money(&figure.amount)) } " " span.of { bdi { (words::figure_of(figure)) } } };
                li { (evidence::opening(page, &line, &figure.evidence)) }
            }
        }
    }
}

fn positions(page: &Page, positions: &[&PositionLine]) -> Markup {
    html! {
        @for (holder, group) in order::by_holder(positions) {
            div.holder {
                h3 { bdi { @if holder.is_empty() { "Somebody not named" } @else { (holder) } } }
                ul.lines { @for position in group { li { (self::position(page, position)) } } }
            }
        }
    }
}

fn position(page: &Page, position: &PositionLine) -> Markup {
    let line = html! {
        span.label { (words::stance(position.stance)) } " " bdi { (position.content) }
        @if let Some(because) = &position.because { span.quiet { " because: " bdi { (because) } } }
    };
    evidence::opening(page, &line, &position.evidence)
}

fn authorities(page: &Page, authorities: &[&AuthorityLine]) -> Markup {
    html! {
        ul.lines {
            @for authority in authorities {
                @let line = html! {
                    b { bdi { (words::names(&authority.holder)) } } " " span.label { (words::authority(authority.claim)) }
                    " " bdi { (authority.over) }
                    @if let Some(procedure) = &authority.procedure { span.quiet { ", " bdi { (procedure) } } }
                };
                li { (evidence::opening(page, &line, &authority.evidence)) }
            }
        }
    }
}

fn coming(page: &Page, coming: &[&ComingLine]) -> Markup {
    html! {
        ul.lines {
            @for event in coming {
                @let line = html! {
                    b { bdi { (words::when(event)) } } " " span.label { (words::coming_kind(event)) } " " bdi { (event.what) }
                    @if !event.who.is_empty() { span.quiet { (words::coming_role(event)) bdi { (words::names(&event.who)) } } }
                    @if let Some(place) = &event.place { span.quiet { " · in " bdi { (place) } } }
                };
                li { (evidence::opening(page, &line, &event.evidence)) }
            }
        }
    }
}

fn disagreements(page: &Page) -> Markup {
    html! {
        section #disagreements aria-labelledby="disagreements-h" {
            h2 #disagreements-h { "What disagrees" }
            @if page.disagreements.is_empty() { p.quiet { "No two sentences were found that cannot both be right." } }
            @for disagreement in &page.disagreements { (disagree(page, disagreement)) }
        }
    }
}

fn disagree(page: &Page, disagreement: &Disagreement) -> Markup {
    html! {
        article.disagreement {
            h3 { bdi { (disagreement.about) } }
            p { bdi { (disagreement.why) } " " span.quiet { (words::contradiction(disagreement.kind)) } }
            div.sides { @for side in &disagreement.sides { (evidence::quoted(page, side)) } }
        }
    }
}
