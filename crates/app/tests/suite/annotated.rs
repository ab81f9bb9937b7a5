//! Who is who in a document, as a person has marked it, and which of a reader's mentions are the marked ones?
//!
//! In go the files of `suite/coreference`, whose README describes the marks.

/// A document without its marks, and the mentions that were marked.
#[derive(Debug, PartialEq, Eq)]
pub struct Annotated {
    /// `tune` or `measure`.
    pub half: String,
    /// The day of publication.
    pub published: String,
    pub text: String,
    /// Where the text begins behind its headline, in bytes.
    pub body_bytes: usize,
    pub mentions: Vec<Marked>,
}

/// Words that mean somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// The name of whom they mean; of several together, their names with `+` between them.
    pub entity: String,
}

/// Reads a file of `suite/coreference`.
pub fn parse(file: &str) -> Result<Annotated, String> {
    let (head, document) = file.split_once("\n\n").ok_or("there is no empty line behind the first")?;
    let mut words = head.split(' ');
    let (half, published) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(half, "tune" | "measure") || published.len() != 10 {
        return Err(format!("`{head}` is no half and day"));
    }
    let (text, mentions) = unmarked(document.trim_end())?;
    let body_bytes = text.find("\n\n").unwrap_or(0);
    Ok(Annotated { half: half.to_owned(), published: published.to_owned(), text, body_bytes, mentions })
}

/// Takes the marks out of a text.
fn unmarked(document: &str) -> Result<(String, Vec<Marked>), String> {
    let (mut text, mut mentions, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = document;
    while let Some(at) = rest.find(['[', '|']) {
        text.push_str(&rest[..at]);
        let is_open = rest[at..].starts_with('[');
        rest = &rest[at + 1..];
        if is_open {
            open.push(text.len());
            continue;
        }
        let start = open.pop().ok_or_else(|| format!("nothing is open before `|{rest:.20}`"))?;
        let (entity, after) = rest.split_once(']').ok_or_else(|| format!("`|{rest:.20}` has no end"))?;
        mentions.push(Marked { start, end: text.len(), entity: entity.to_owned() });
        rest = after;
    }
    text.push_str(rest);
    mentions.sort();
    match open.is_empty() {
        true => Ok((text, mentions)),
        false => Err("a mark has no end".to_owned()),
    }
}

/// Returns where the words of a text begin and end, in bytes.
pub fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        let end = at + letter.len_utf8();
        match words.last_mut().filter(|word| word.1 == at) {
            Some(word) => word.1 = end,
            None => words.push((at, end)),
        }
    }
    words
}

/// Gives a reader's mentions the bounds of the marked ones where they are the same: where they hold its last word and
/// share the largest part of the words of both. One mention that means several is told as one.
pub fn aligned(document: &Annotated, response: &[Marked]) -> Vec<Marked> {
    let mut response = together(response.iter().filter(|it| it.start >= document.body_bytes));
    let words = words(&document.text);
    let range = |mention: &Marked| {
        let first = words.partition_point(|word| word.1 <= mention.start);
        first..words.partition_point(|word| word.0 < mention.end)
    };
    let mut pairs = Vec::new();
    for (k, key) in document.mentions.iter().enumerate().map(|(k, key)| (k, range(key))) {
        for (r, other) in response.iter().map(range).enumerate() {
            if key.is_empty() || !other.contains(&(key.end - 1)) {
                continue;
            }
            let shared = key.end.min(other.end).saturating_sub(key.start.max(other.start));
            pairs.push((2000 * shared / (key.len() + other.len()), k, r));
        }
    }
    pairs.sort_by_key(|(share, k, r)| (std::cmp::Reverse(*share), *k, *r));
    let (mut keys, mut taken) = (vec![false; document.mentions.len()], vec![false; response.len()]);
    for (_, k, r) in pairs {
        if !keys[k] && !taken[r] {
            (keys[k], taken[r]) = (true, true);
            (response[r].start, response[r].end) = (document.mentions[k].start, document.mentions[k].end);
        }
    }
    response
}

/// Makes one mention of those with the same bounds, which means all that they mean.
fn together<'a>(mentions: impl Iterator<Item = &'a Marked>) -> Vec<Marked> {
    let mut mentions: Vec<Marked> = mentions.cloned().collect();
    mentions.sort();
    mentions.dedup();
    let mut all: Vec<Marked> = Vec::new();
    for mention in mentions {
        match all.last_mut().filter(|last| (last.start, last.end) == (mention.start, mention.end)) {
            Some(last) => last.entity = format!("{}+{}", last.entity, mention.entity),
            None => all.push(mention),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(start: usize, end: usize, entity: &str) -> Marked {
        Marked { start, end, entity: entity.to_owned() }
    }

    const FILE: &str = "tune 2031-05-02 a note\n\nShe\n\n[[Dunmere|dunmere]'s premier|korn] met [both|a+b].\n";

    #[test]
    fn marks_are_taken_out() {
        let read = parse(FILE).expect("it is a document");
        assert_eq!((read.half.as_str(), read.published.as_str()), ("tune", "2031-05-02"));
        assert_eq!((read.text.as_str(), read.body_bytes), ("She\n\nDunmere's premier met both.", 3));
        assert_eq!(read.mentions, [marked(5, 12, "dunmere"), marked(5, 22, "korn"), marked(27, 31, "a+b")]);
    }

    #[test]
    fn broken_marks_are_told() {
        let check = |text: &str, wrong: &str| assert_eq!(unmarked(text).expect_err("it is broken"), wrong);
        check("[Korn", "a mark has no end");
        check("[Korn|korn", "`|korn` has no end");
        check("Korn|korn] said", "nothing is open before `|korn] said`");
        assert!(parse("Korn said so.").is_err());
    }

    #[test]
    fn a_mention_is_the_marked_one_whose_last_word_it_holds() {
        let read = parse(FILE).expect("it is a document");
        let response = [(0, 3, "e1"), (5, 9, "e2"), (13, 22, "e1"), (27, 31, "e3"), (27, 31, "e4")];
        let response = response.map(|(start, end, entity)| marked(start, end, entity));
        let expected = [marked(5, 12, "e2"), marked(5, 22, "e1"), marked(27, 31, "e3+e4")];
        assert_eq!(aligned(&read, &response), expected);
    }
}
