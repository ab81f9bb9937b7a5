//! Does a digest say what the page says, with the sentences that it rests on, in every format?

use std::collections::BTreeSet;

use anstream::adapter::strip_str;
use casus_engine::page::Page;
use casus_engine::{Chronicle, Comparison, Dossier, Remembered, Tracing, compare};
use jiff::civil::date;

use super::{Digest, digest, html, markdown, text};
use crate::face::sample;
use crate::face::tests::inert::{HOSTILE, poisoned};

/// Returns the difference between two states of a dossier without a document.
fn nothing() -> Comparison {
    let state = || {
        let none = Remembered { documents: vec![], decisions: vec![], left_out: [0, 0] };
        Chronicle::of(none, Tracing::of(&Dossier::default(), 0.5))
    };
    compare(state(), state())
}

fn told(page: &Page) -> Digest {
    digest(page, &nothing(), ["2031-05-05", "2031-05-12"])
}

/// Returns every number of a citation that a digest names, in the order in which it does.
fn named(digest: &Digest) -> Vec<usize> {
    let groups = digest
        .sections
        .iter()
        .flat_map(|section| section.sentences.iter().chain(section.groups.iter().flat_map(|group| &group.lines)));
    groups
        .flat_map(|line| line.citations.iter().chain(line.under.iter().flat_map(|detail| &detail.citations)))
        .copied()
        .collect()
}

#[test]
fn the_sample_as_markdown() {
    insta::assert_snapshot!(markdown(&told(&sample::page())));
}

#[test]
fn the_sample_as_text() {
    insta::assert_snapshot!(strip_str(&text(&told(&sample::page()), 80)).to_string());
}

#[test]
fn the_sample_as_html() {
    let html = html(&told(&sample::page()));
    let (_, body) = html.split_once("<body").expect("a page has a body");
    insta::assert_snapshot!(body.replace("><", ">\n<"));
}

#[test]
fn an_empty_page_says_what_there_is_not() {
    insta::assert_snapshot!(markdown(&told(&sample::empty())));
}

#[test]
fn a_sentence_that_is_used_twice_has_one_note() {
    let mut page = sample::page();
    let line = page.coming[0].clone();
    page.coming.push(line);
    let digest = told(&page);
    let numbers = named(&digest);
    let firsts: Vec<usize> = numbers.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(firsts, (1..=digest.citations.len()).collect::<Vec<_>>(), "each citation is named");
    assert!(numbers.len() > firsts.len(), "some are named twice: {numbers:?}");
    let quotes: BTreeSet<_> =
        digest.citations.iter().map(|citation| (&citation.path, &citation.quote, &citation.speaker)).collect();
    assert_eq!(quotes.len(), digest.citations.len());
}

#[test]
fn what_is_ahead_is_told_by_how_far_it_is() {
    let mut page = sample::page();
    let pattern = page.coming[0].clone();
    let days = [date(2031, 5, 1), date(2031, 5, 7), date(2031, 5, 12), date(2031, 6, 9), date(2031, 6, 10)];
    page.coming = days
        .map(|day| {
            let mut line = pattern.clone();
            (line.days, line.when, line.is_sure) = (Some((day, None)), None, true);
            line
        })
        .into();
    let digest = told(&page);
    let coming = digest.sections.iter().find(|section| section.id == "coming").expect("it is there");
    let groups: Vec<(Option<&str>, Vec<Option<&str>>)> = coming
        .groups
        .iter()
        .map(|group| (group.title.as_deref(), group.lines.iter().map(|line| line.who.as_deref()).collect()))
        .collect();
    let past = "Past by now, and nothing says whether it came about (1)";
    let expected = vec![
        (Some(past), vec![Some("from 7 May 2031")]),
        (Some("Until 9 June 2031 (2)"), vec![Some("from 12 May 2031"), Some("from 9 June 2031")]),
    ];
    assert_eq!(groups, expected);
    assert_eq!(coming.groups[1].rest.as_deref(), Some("1 line further ahead; `casus brief` has them."));
}

#[test]
fn many_lines_are_cut_and_counted() {
    let mut page = sample::page();
    page.disagreements = vec![page.disagreements[0].clone(); 75];
    let markdown = markdown(&told(&page));
    assert!(markdown.contains("15 lines more; \\`casus contradictions\\` has them all."), "{markdown}");
}

#[test]
fn hostile_text_is_only_text() {
    let known = tags(&html(&told(&poisoned("harmless"))));
    for text in HOSTILE {
        let digest = told(&poisoned(text));
        let html = html(&digest);
        assert_eq!(tags(&html).difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "{text:?}");
        let steers = |it: char| {
            (it.is_control() && it != '\n') || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        for drawn in [html, markdown(&digest)] {
            assert_eq!(drawn.chars().find(|&it| steers(it)), None, "{text:?}");
        }
        let markdown = markdown(&digest);
        let is_escaped = |at: usize| markdown[..at].ends_with('\\');
        assert!(
            markdown
                .match_indices(['<', '[', '`'])
                .all(|(at, it)| is_escaped(at) || markdown[at..].starts_with(&format!("{it}^"))),
            "{markdown}"
        );
    }
}

/// Returns the tags of a page, without what stands in their attributes.
fn tags(html: &str) -> BTreeSet<String> {
    let tag = regex::Regex::new(r#"<(!?/?[a-zA-Z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>"#).expect("well formed");
    let left = tag.replace_all(html, "");
    assert!(!left.contains('<'), "a `<` is left outside of any tag: {left}");
    tag.captures_iter(html).map(|found| found[1].to_owned()).collect()
}

#[test]
fn only_addresses_of_the_web_are_links() {
    for (url, address) in [
        ("https://heron.example/a/1", Some("https://heron.example/a/1")),
        ("http://heron.example", Some("http://heron.example/")),
        ("https://heron.example/a\"><b>", Some("https://heron.example/a%22%3E%3Cb%3E")),
        ("https://bücher.example/ä", Some("https://xn--bcher-kva.example/%C3%A4")),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://ada@heron.example/", None),
        ("heron.example", None),
    ] {
        let mut page = sample::page();
        for document in &mut page.documents {
            let mut origin = document.source.origin().clone();
            origin.url = Some(url.to_owned());
            document.source = document.source.clone().with_origin(origin);
        }
        let digest = told(&page);
        assert_eq!(digest.citations[0].address.as_deref(), address, "{url}");
        assert_eq!(html(&digest).contains("rel=\"noreferrer\""), address.is_some(), "{url}");
    }
}

#[test]
fn the_policy_of_the_file_allows_no_script_and_nothing_is_fetched() {
    let html = html(&told(&sample::page()));
    assert!(!html.contains("<script"));
    assert!(html.contains("default-src 'none'"));
    for fetching in [" src=\"", "<link", "@import", "url("] {
        assert!(!html.contains(fetching), "{fetching}");
    }
}
