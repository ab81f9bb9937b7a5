//! What do pages do that nobody writes in good faith? Each is answered or refused, and soon.

use casus_intake::{Article, IntakeError, PAGE_BYTES_MAX, PageHints, article};
use proptest::prelude::*;

const WORDS: &str =
    "<p>The parliament of Dunmere has voted to ratify the river treaty, and the locks will open in May.</p>";
const READ: &str = "The parliament of Dunmere has voted to ratify the river treaty, and the locks will open in May.";

fn read(page: &[u8]) -> Result<Article, IntakeError> {
    article(page, PageHints { address: Some("https://quay.example/2031/05/03/treaty"), charset: None })
}

/// Checks that the article is found for all that stands before it.
fn check(before: &str) {
    let page = format!("<html><body>{before}{WORDS}");
    let text = read(page.as_bytes()).expect("the page has an article").text;
    assert!(text.ends_with(READ), "{:?}", &text[text.len().saturating_sub(200)..]);
}

#[test]
fn elements_nested_without_end_are_read_like_others() {
    for tag in ["div", "b", "table", "ul", "odd", "a href=x", "p"] {
        check(&format!("<{tag}>").repeat(100_000));
    }
    check(&"<table><tr><td>".repeat(30_000));
    check(&"</div>".repeat(30_000));
    check(&"<a href=x><div>".repeat(30_000));
}

#[test]
fn attributes_without_end_are_passed_over() {
    let many: String = (0..50_000).map(|number| format!(" a{number}=b")).collect();
    check(&format!("<div{many}>"));
    check(&format!("<div class='{}'>", "related ".repeat(30_000)));
    check(&format!("<div {}>", "class=a ".repeat(30_000)));
    check(&format!("<meta name=author content='{}'>", "By A and B, ".repeat(20_000)));
}

#[test]
fn structured_data_nested_without_end_say_nothing() {
    let nested = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    check(&format!("<script type='application/ld+json'>{nested}</script>"));
    let graph = r#"{"@type": "NewsArticle", "mainEntity": "#.repeat(100) + "1" + &"}".repeat(100);
    check(&format!("<script type='application/ld+json'>{graph}</script>"));
    let many = r#"{"@type": "NewsArticle", "author": "A B"},"#.repeat(30_000);
    check(&format!("<script type='application/ld+json'>[{many}1]</script>"));
}

#[test]
fn dates_and_headings_without_end_cost_little() {
    check(&"<time datetime=2031-05-03>May 3, 2031</time> ".repeat(30_000));
    check(&"<h1>Dunmere votes</h1>".repeat(30_000));
    check(&"<span class=author>Ada Korn</span><br>".repeat(30_000));
    check(&"<meta name=date content=2031-05-03>".repeat(30_000));
}

#[test]
fn control_characters_part_words_and_are_not_words() {
    let page = WORDS.replace(' ', "\0 \u{1}\u{7F}\u{200B}");
    assert_eq!(read(page.as_bytes()).map(|article| article.text).as_deref(), Ok(READ));
}

#[test]
fn what_cannot_be_an_article_is_refused() {
    assert_eq!(read(b""), Err(IntakeError::Empty));
    assert_eq!(read(b" \n\t"), Err(IntakeError::Empty));
    assert_eq!(read(b"<html><body><script>draw()</script></body></html>"), Err(IntakeError::NoArticle));
    let size_bytes = PAGE_BYTES_MAX + 1;
    let large = vec![b'a'; usize::try_from(size_bytes).unwrap()];
    let refused = IntakeError::TooLarge { size_bytes: Some(size_bytes), limit_bytes: PAGE_BYTES_MAX };
    assert_eq!(read(&large), Err(refused));
}

/// Checks what holds of every article.
fn check_shape(article: &Article) {
    let text = &article.text;
    assert!(text.contains(char::is_alphanumeric), "{text:?}");
    assert_eq!(text.trim(), text);
    assert!(!text.contains("\n\n\n") && !text.contains("  ") && !text.contains(" \n"), "{text:?}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    let fields = [&article.title, &article.byline, &article.publisher, &article.language, &article.canonical];
    assert!(fields.into_iter().flatten().all(|field| !field.trim().is_empty()), "{article:?}");
}

proptest! {
    #[test]
    fn any_bytes_give_an_article_or_an_error(bytes: Vec<u8>, charset: Option<String>, address: Option<String>) {
        if let Ok(found) = article(&bytes, PageHints { address: address.as_deref(), charset: charset.as_deref() }) {
            check_shape(&found);
        }
    }

    #[test]
    fn any_tags_give_an_article_or_an_error(
        page in r#"(</?(p|div|b|a href=x|table|tr|td|li|ul|h1|span class=byline|time datetime=2031-05-03|br|script|title|meta name=date content=2031|svg|pre)>|The river rises\. |By Ada Korn|3 May 2031| |\n|&nbsp;|<!--|-->|©|-| \| |é){0,80}"#
    ) {
        if let Ok(found) = article(page.as_bytes(), PageHints::default()) {
            check_shape(&found);
        }
    }
}
