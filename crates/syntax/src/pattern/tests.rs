//! Do patterns find what Python's would?

use proptest::prelude::*;

use super::*;

const WORK: u64 = 1_000_000;

fn pattern(source: &str) -> Pattern {
    Pattern::new("tokenizer", "infix_finditer", source).unwrap()
}

fn find_all(pattern: &Pattern, text: &str) -> Vec<Range<usize>> {
    let (mut scratch, mut matches) = (Scratch::default(), Vec::new());
    scratch.allow(WORK);
    pattern.find_all(text, &mut scratch, &mut matches);
    matches
}

/// Puts brackets around the matches.
fn marked(source: &str, text: &str) -> String {
    let (mut marked, mut end) = (String::new(), 0);
    for found in find_all(&pattern(source), text) {
        marked += &format!("{}⟨{}⟩", &text[end..found.start], &text[found.clone()]);
        end = found.end;
    }
    marked + &text[end..]
}

/// Python's `finditer` gave these.
#[test]
fn matches_are_pythons() {
    #[rustfmt::skip]
    let known = [
        (r"^\.\.+|^…|^…………|^US\$|^\+(?![0-9])", "....x", "⟨....⟩x"),
        (r"^\.\.+|^…|^………|^US\$|^\+(?![0-9])", "……", "⟨…⟩…"),
        (r"^\.\.+|^US\$|^\+(?![0-9])", "US$5", "⟨US$⟩5"),
        (r"^\.\.+|^\+(?![0-9])", "+5", "+5"),
        (r"^\.\.+|^\+(?![0-9])", "+a", "⟨+⟩a"),
        (r"\.\.+$|'s$|(?<=[0-9])(?:km|km²|m)$|(?<=°[FC])\.$", "12km²", "12⟨km²⟩"),
        (r"\.\.+$|'s$|(?<=[0-9])(?:km|m)$|(?<=°[FC])\.$", "km", "km"),
        (r"\.\.+$|'s$|(?<=°[FC])\.$", "5°C.", "5°C⟨.⟩"),
        (r"\.\.+$|'s$", "a.....", "a⟨.....⟩"),
        (r"\n$|a$", "ba\n", "b⟨a⟩⟨\n⟩"),
        (r"(?<=[a-z]),(?=[a-z])|(?:-|--|---)(?=[A-Za-z])|\.\.+", "a,b--c,-d...e", "a⟨,⟩b⟨--⟩c,⟨-⟩d⟨...⟩e"),
        ("(?<=[a-zé]['’])(?=[a-zé])", "d'été l’hôte", "d'⟨⟩été l’⟨⟩hôte"),
        ("a*", "baac", "⟨⟩b⟨aa⟩⟨⟩c⟨⟩"),
        ("a??", "aa", "⟨⟩⟨a⟩⟨⟩⟨a⟩⟨⟩"),
        (r"\b", "Ann's", "⟨⟩Ann⟨⟩'⟨⟩s⟨⟩"),
        (r"\B", "Ann's", "A⟨⟩n⟨⟩n's"),
        (r"[]a\]-]+", "x]-a]", "x⟨]-a]⟩"),
        (r"[^\W\d_]+", "é5_ß\u{301}x٣", "⟨é⟩5_⟨ß⟩\u{301}⟨x⟩٣"),
        (r"[\d\s]+", "٣ \u{1f}5²", "⟨٣ \u{1f}5⟩²"),
        ("(?iu)straſse|İ", "STRASSE i", "⟨STRASSE⟩ ⟨i⟩"),
        ("(?i:k)|[é-ë]", "KËÊ", "⟨K⟩ËÊ"),
        ("(?i)[^k-l]+", "kKKlxL", "kKKl⟨x⟩L"),
        ("a{2}|b{,1}c|d{2,}?|e{x|f{1,2}", "aabcddde{xfff", "⟨aa⟩⟨bc⟩⟨dd⟩d⟨e{x⟩⟨ff⟩⟨f⟩"),
        (r"(?P<name>a|b)(?#comment)c\Z", "abc", "a⟨bc⟩"),
        (r"\x41\u00e9\U0001F600.", "Aé😀\nAé😀x", "Aé😀\n⟨Aé😀x⟩"),
        ("(?s)a.b", "a\nb", "⟨a\nb⟩"),
        ("(?<!a)b(?!c)", "abcbbc", "abc⟨b⟩bc"),
        ("(?<=(?:a|b)c)d", "acdbcdd", "ac⟨d⟩bc⟨d⟩d"),
        ("a$", "a\n", "⟨a⟩\n"),
        (r"a\Z", "a\n", "a\n"),
        ("x|", "ax", "⟨⟩a⟨x⟩⟨⟩"),
        ("(?:ab|a)(?:c|bcd)", "abcd", "⟨abc⟩d"),
        (r"(?!(?:10|127)(?:\.\d{1,3}){3})\d+(?:\.\d+)*", "10.0.0.1", "1⟨0.0.0.1⟩"),
    ];
    for (source, text, expected) in known {
        assert_eq!(marked(source, text), expected, "{source}");
    }
}

#[test]
fn the_first_match_is_the_leftmost() {
    let find = |source, text: &str| {
        let mut scratch = Scratch::default();
        scratch.allow(WORK);
        pattern(source).find(text, &mut scratch).map(|found| text[found].to_owned())
    };
    assert_eq!(find("ab|abc$|c", "abc").as_deref(), Some("ab"));
    assert_eq!(find("c$|bc$|abd$", "abc").as_deref(), Some("bc"));
    assert_eq!(find("\n$|c$", "bc\n").as_deref(), Some("c"));
    assert_eq!(find("^b", "ab"), None);
}

#[test]
fn a_mismatch_says_how_much_was_read() {
    let mismatch = |source, text| {
        let mut scratch = Scratch::default();
        scratch.allow(WORK);
        pattern(source).mismatch(text, &mut scratch)
    };
    assert_eq!(mismatch("ab*-c$", "abbb-c"), None);
    assert_eq!(mismatch("ab*-c$", "abbb!!!!"), Some(5));
    assert_eq!(mismatch("ab*-c$", "abbb"), Some(4));
    assert_eq!(mismatch("ab*(?=c)-c$", "abbb!!!!"), Some(8));
}

#[test]
fn patterns_that_cannot_be_read_are_told() {
    let error = |source: &str| Pattern::new("tokenizer", "url_match", source).unwrap_err().to_string();
    assert_eq!(error(r"(a)\1"), "a reference to a group in the pattern `url_match` is not supported");
    assert_eq!(error("(a"), "`tokenizer` of the pipeline is damaged: the pattern `url_match` has a `(` without `)`");
    assert_eq!(error("(?:a{1000}){1000}"), "the size of the pattern `url_match` is not supported");
    assert_eq!(error("(?:a?)*"), "a repetition of what may be empty in the pattern `url_match` is not supported");
    for source in ["a)", "*", "[b-a]", "[a", r"\uD800", r"\q", "(?z)", "(?P<", "a**", "a{2,1}", r"\u00é", "(?#"] {
        assert!(error(source).contains("is damaged: the pattern"), "{source}");
    }
    for source in ["(?>a)", "a++", "(?x)a", r"\N{DASH}", r"\01", "a{5000}", &"(".repeat(1_000)] {
        assert!(error(source).contains("not supported"), "{source}");
    }
}

#[test]
fn work_is_limited() {
    let (mut scratch, text) = (Scratch::default(), "a".repeat(10_000));
    scratch.allow(100);
    assert!(!pattern("a*$").matches(&text, &mut scratch));
    scratch.allow(WORK);
    assert!(pattern("a*$").matches(&text, &mut scratch));
}

proptest! {
    #[test]
    fn no_source_panics(source in r"[ab\[\]()?*+{}|^$\\:=!<,1\-wdbuUé&.]{0,24}", text in "[ab1é\n-]{0,12}") {
        if let Ok(pattern) = Pattern::new("tokenizer", "prefix_search", &source) {
            let mut end = 0;
            for found in find_all(&pattern, &text) {
                prop_assert!(end <= found.start && found.end <= text.len());
                end = found.end;
            }
        }
    }

    #[test]
    fn reading_from_the_end_finds_the_same(text in "[abc.']{0,12}") {
        let (from_end, from_start) = (pattern(r"(?:a|ab|b.)c?$|\.\.+$|'a$"), pattern(r"(?:(?:a|ab|b.)c?$|\.\.+$|'a$)(?=)"));
        prop_assert!(from_end.backwards.is_some() && from_start.backwards.is_none());
        let find = |pattern: &Pattern| {
            let mut scratch = Scratch::default();
            scratch.allow(WORK);
            pattern.find(&text, &mut scratch)
        };
        prop_assert_eq!(find(&from_end), find(&from_start));
    }
}
