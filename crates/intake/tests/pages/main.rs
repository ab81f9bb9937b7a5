//! What is found on whole pages, of every kind that gave trouble: each page of this folder with all that is read from it.

mod hostile;

use casus_intake::{Article, PageHints, article};

/// Shows an article with its fields above it.
fn shown(article: &Article) -> String {
    let field = |name: &str, value: Option<&str>| format!("{name}: {}\n", value.unwrap_or("-"));
    let published = article.published.map(|date| {
        let instant = date.instant.map_or_else(|| "no instant".to_owned(), |instant| instant.to_string());
        format!("{}, {instant}, {:?}", date.day, date.origin)
    });
    [
        field("title", article.title.as_deref()),
        field("byline", article.byline.as_deref()),
        field("publisher", article.publisher.as_deref()),
        field("language", article.language.as_deref()),
        field("canonical", article.canonical.as_deref()),
        field("published", published.as_deref()),
        format!("\n{}\n", article.text),
    ]
    .concat()
}

fn read(bytes: &[u8], hints: PageHints<'_>) -> String {
    shown(&article(bytes, hints).expect("this page has an article"))
}

macro_rules! page {
    ($test:ident, $file:literal) => {
        #[test]
        fn $test() {
            insta::assert_snapshot!($file, read(include_bytes!(concat!($file, ".html")), PageHints::default()));
        }
    };
}

page!(a_cookie_wall_and_links_to_others_are_left_out, "cookie-wall");
page!(a_page_laid_out_in_tables_gives_its_statement, "press-release");
page!(comments_that_are_longer_than_the_article_are_left_out, "comments");
page!(people_of_a_graph_are_found_by_their_ids, "graph");
page!(the_printed_day_is_taken_where_the_hour_is_given_in_utc, "two-dates");

#[test]
fn an_address_without_a_host_is_completed_from_the_one_that_was_asked() {
    let hints = PageHints { address: Some("https://quay.example/?p=482"), charset: None };
    insta::assert_snapshot!("blog", read(include_bytes!("blog.html"), hints));
}

#[test]
fn the_page_says_that_it_is_in_latin_1() {
    let latin: Vec<u8> = include_str!("french.html").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    insta::assert_snapshot!("french", read(&latin, PageHints::default()));
}

#[test]
fn a_windows_page_is_read_with_what_the_server_says_and_without() {
    let (windows, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(include_str!("german.html"));
    assert!(!is_lossy);
    let told = read(&windows, PageHints { charset: Some("Windows-1252"), address: None });
    assert_eq!(read(&windows, PageHints::default()), told);
    insta::assert_snapshot!("german", told);
}

#[test]
fn utf_16_is_read_with_its_mark_and_without() {
    let page = include_str!("german.html");
    let expected = read(page.as_bytes(), PageHints::default());
    let bytes = |text: &str, of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(of).collect::<Vec<u8>>();
    for (text, of) in [
        (format!("\u{FEFF}{page}"), u16::to_le_bytes as fn(u16) -> [u8; 2]),
        (format!("\u{FEFF}{page}"), u16::to_be_bytes),
        (page.to_owned(), u16::to_le_bytes),
        (page.to_owned(), u16::to_be_bytes),
    ] {
        assert_eq!(read(&bytes(&text, of), PageHints::default()), expected);
    }
}
