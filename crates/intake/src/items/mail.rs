//! What does a mail say, and which documents are attached to it?
//!
//! The words of a mail are its own and those it quotes, as they stand. The subject is its title and the sender its
//! author; the day it was sent counts where the words give none.

use std::io::Cursor;
use std::ops::ControlFlow;

use casus_text::StatedIn;
use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::walk::{Place, Walk};
use crate::told::{one_line, published};
use crate::{Format, IntakeError, Markup, Told};

/// How many mails may be wrapped in one another.
const WRAPPED_MAX: usize = 100;

/// How many mails and attachments may be opened below a file.
const LEVELS_MAX: usize = 4;

/// How many parts a mail may have.
const PARTS_MAX: usize = 10_000;

/// Tells a mail and the documents attached to it.
pub(super) fn parts(walk: &mut Walk<'_>, bytes: Vec<u8>, place: Place) -> ControlFlow<()> {
    let whole = match parsed(&bytes) {
        Ok(whole) => whole,
        Err(cause) => return walk.refuse(place.path, cause),
    };
    let attached: Vec<Attached> = whole.attachments().enumerate().map(|(at, part)| Attached::of(at, part)).collect();
    let (told, has_words) = (told(&whole), words(&whole).is_some());
    drop(whole);
    let levels = place.levels;
    let inner = attached.iter().map(|attached| place.inside(&attached.name)).collect::<Vec<_>>();
    if has_words || attached.is_empty() {
        let mut item = place.item(bytes, Format::Mail);
        item.told = told.or(item.told);
        walk.item(item)?;
    }
    for (attached, mut place) in attached.into_iter().zip(inner) {
        if levels >= LEVELS_MAX {
            walk.refuse(place.path, IntakeError::TooDeep { format: Format::Mail, levels: LEVELS_MAX })?;
            continue;
        }
        place.media_type = attached.media_type;
        walk.pipe(&mut Cursor::new(attached.bytes), place)?;
    }
    ControlFlow::Continue(())
}

/// Returns the words of a mail and what it tells of itself.
pub(crate) fn mail(bytes: &[u8]) -> Result<(Markup, Told), IntakeError> {
    let whole = parsed(bytes)?;
    let words = words(&whole).ok_or(IntakeError::Empty)?;
    Ok((words, told(&whole)))
}

fn parsed(bytes: &[u8]) -> Result<Message<'_>, IntakeError> {
    if bytes.trim_ascii().is_empty() {
        return Err(IntakeError::Empty);
    }
    // The reader goes down into mails in mails, and so does what frees them.
    if wrapped(bytes) > WRAPPED_MAX {
        return Err(IntakeError::TooDeep { format: Format::Mail, levels: WRAPPED_MAX });
    }
    let whole = MessageParser::default().parse(bytes).filter(|whole| !whole.headers().is_empty());
    let whole = whole.ok_or_else(|| Format::Mail.malformed("it has no header"))?;
    if whole.parts.len() > PARTS_MAX {
        return Err(IntakeError::TooMany { what: "parts", limit: PARTS_MAX });
    }
    Ok(whole)
}

/// Counts the places where a mail may be wrapped in another.
fn wrapped(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == b'/') {
        rest = &rest[at + 1..];
        let starts = |word: &[u8]| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        count += usize::from(starts(b"rfc822") || starts(b"global") || starts(b"digest"));
    }
    count
}

/// Returns the words of the mail itself: plain, where it has them so, and else as HTML.
fn words(whole: &Message<'_>) -> Option<Markup> {
    let mut plain = String::new();
    let mut html = String::new();
    for part in whole.text_bodies() {
        match &part.body {
            PartType::Text(text) => add(&mut plain, text),
            PartType::Html(text) => add(&mut html, text),
            _ => {}
        }
    }
    if html.is_empty() {
        for part in whole.html_bodies() {
            if let PartType::Html(text) = &part.body {
                add(&mut html, text);
            }
        }
    }
    let markup = if plain.trim().is_empty() { Markup::Html(html) } else { Markup::Plain(plain) };
    (!markup.is_empty()).then_some(markup)
}

fn add(words: &mut String, text: &str) {
    if !words.is_empty() {
        words.push_str("\n\n");
    }
    words.push_str(text);
}

fn told(whole: &Message<'_>) -> Told {
    let sender = whole.from().and_then(|from| from.first());
    let byline = sender.and_then(|sender| sender.name().or_else(|| sender.address()));
    let sent = whole.date().and_then(|date| {
        let year = i16::try_from(date.year).ok().filter(|year| (1970..3000).contains(year))?;
        Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
    });
    Told {
        title: whole.subject().and_then(one_line),
        handled: sent.map(|day| published(day, StatedIn::Header)),
        byline: byline.and_then(one_line),
        ..Told::default()
    }
}

/// What is attached to a mail.
struct Attached {
    name: String,
    media_type: Option<String>,
    bytes: Vec<u8>,
}

impl Attached {
    fn of(at: usize, part: &MessagePart<'_>) -> Self {
        let wrapped = part.message().map(|message| message.raw_message().to_vec());
        let media_type =
            part.content_type().map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("plain")));
        let name = part.attachment_name().and_then(one_line).map(|name| name.replace(['/', '\\', '#'], "_"));
        let name = name.unwrap_or_else(|| format!("part-{}", at + 1));
        match wrapped {
            Some(bytes) => Self { name, media_type: Some("message/rfc822".to_owned()), bytes },
            None => Self { name, media_type, bytes: part.contents().to_vec() },
        }
    }
}
