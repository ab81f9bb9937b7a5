//! Whose say is it?

use casus_claim::{Actors, Authority, AuthorityClaim};
use casus_text::Span;

use crate::passage::Passage;
use crate::pattern::{AUTHORITIES, Frame, Hit};

/// An authority with the words that show it.
#[derive(Clone, Debug)]
pub(crate) struct SeenAuthority {
    pub trigger: Span,
    pub authority: Authority,
}

/// Returns the authorities of a sentence in order.
pub(crate) fn authorities(passage: &Passage<'_>) -> Vec<SeenAuthority> {
    AUTHORITIES
        .find(passage.text(), |hit| passage.holds_words(hit))
        .iter()
        .filter_map(|hit| authority(passage, hit))
        .collect()
}

fn authority(passage: &Passage<'_>, hit: &Hit<'_>) -> Option<SeenAuthority> {
    let trigger = passage.part(hit.range.start, hit.range.end);
    let claim = AuthorityClaim::from_word(hit.pattern.value)?;
    let (holder, over) = match hit.pattern.frame {
        Frame::Verb => {
            let owners = || Actors::new(passage.actors_in(passage.subject_phrase(trigger)?));
            let holder = passage.subject(trigger).or_else(owners)?;
            (holder, passage.object(trigger, trigger.end_bytes())?)
        }
        _ => {
            let after = passage.object(trigger, trigger.end_bytes())?;
            let mention = passage.mentions_in(after).next()?;
            let holder = Actors::new(passage.bearers(mention))?;
            let before = passage.subject_phrase(trigger);
            let rest = passage.source.span(mention.span.end_bytes(), after.end_bytes());
            let rest = rest.map(|rest| passage.source.trim(rest)).filter(|rest| !rest.is_empty());
            (holder, before.filter(|span| span.len_bytes() > 2).or(rest)?)
        }
    };
    let authority = Authority { holder, over: passage.quote(over), claim, procedure: procedure(passage) };
    Some(SeenAuthority { trigger, authority })
}

/// Returns the words for how it is decided.
fn procedure(passage: &Passage<'_>) -> Option<String> {
    const PROCEDURES: &[&str] = &[
        "by qualified majority",
        "by a qualified majority",
        "by unanimity",
        "unanimously",
        "in a referendum",
        "by referendum",
        "by a two-thirds majority",
        "by a simple majority",
        "by majority vote",
        "by consensus",
    ];
    let text = passage.text();
    PROCEDURES.iter().find_map(|words| text.find(words).map(|at| text[at..at + words.len()].to_owned()))
}
