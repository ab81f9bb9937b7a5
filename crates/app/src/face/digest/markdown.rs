//! How does a digest look as Markdown?
//!
//! Citations are footnotes, as most programs that show Markdown have them. What comes from a source is escaped.

use std::fmt::Write;

use super::{Citation, Digest, Line};
use crate::face::markdown::escaped;

/// Draws a digest as Markdown.
pub(crate) fn markdown(digest: &Digest) -> String {
    let mut text = format!("# {}\n\n{}.\n", escaped(&digest.title), escaped(&digest.subtitle));
    for section in &digest.sections {
        text += &format!("\n## {}\n", section.title);
        for sentence in &section.sentences {
            text += &format!("\n{}{}\n", escaped(&sentence.text), marks(&sentence.citations));
        }
        for group in &section.groups {
            text += &group.title.as_ref().map(|title| format!("\n### {}\n", escaped(title))).unwrap_or_default();
            text.push('\n');
            group.lines.iter().for_each(|line| self::line(&mut text, line));
            text += &group.rest.as_ref().map(|rest| format!("\n{}\n", escaped(rest))).unwrap_or_default();
        }
    }
    if !digest.citations.is_empty() {
        text += "\n## Citations\n\n";
    }
    digest.citations.iter().for_each(|citation| self::citation(&mut text, citation));
    text
}

fn line(text: &mut String, line: &Line) {
    let who = line.who.iter().map(|who| format!("**{}**: ", escaped(who)));
    let state = line.state.iter().map(|state| format!(" · {}", escaped(state)));
    let words: String = who.chain([escaped(&line.text)]).chain(state).chain([marks(&line.citations)]).collect();
    writeln!(text, "- {words}").expect("a string can be written to");
    for detail in &line.under {
        let words = format!("{}{}", escaped(&detail.text), marks(&detail.citations));
        writeln!(text, "  - {}: {words}", detail.label).expect("a string can be written to");
    }
}

fn marks(citations: &[usize]) -> String {
    citations.iter().map(|number| format!("[^{number}]")).collect()
}

fn citation(text: &mut String, citation: &Citation) {
    // An address holds nothing but plain characters; those that could end the link are written otherwise already.
    let path = citation.path().map(|path| format!(", {}", escaped(path)));
    let place = citation.address.as_ref().map(|address| format!(", <{address}>")).or(path).unwrap_or_default();
    let entries: String = citation.entries.iter().map(|entry| format!(" · {}", escaped(entry))).collect();
    let (quote, said) = (escaped(&citation.quote), escaped(&citation.said()));
    writeln!(text, "[^{}]: {quote} — {said}{place}{entries}", citation.number).expect("a string can be written to");
}
