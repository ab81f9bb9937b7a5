//! Which paths and names does a Rust source use? Read from its tokens, so that strings and comments do not count.

use std::collections::BTreeSet;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as the source writes it, such as `std::fs::read`, with a `!` when a macro is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The line, counted from 1.
    pub line: usize,
    /// The parts with `::` between them.
    pub text: String,
}

/// Returns the paths of a source, those in groups (`std::{fs, io}`) and in macro calls included, without the items that
/// stand under `#[cfg(test)]`; or the line on which the source cannot be read.
pub fn paths(text: &str) -> Result<Vec<Path>, usize> {
    let mut found = Vec::new();
    walk(&tokens(text)?, "", &mut found);
    Ok(found)
}

/// Returns every identifier of a source.
pub fn names(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    gather(tokens(text).unwrap_or_default(), &mut found);
    found
}

fn tokens(text: &str) -> Result<Vec<TokenTree>, usize> {
    let stream = TokenStream::from_str(text).map_err(|error| error.span().start().line)?;
    Ok(stream.into_iter().collect())
}

fn gather(tokens: impl IntoIterator<Item = TokenTree>, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            TokenTree::Group(group) => gather(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn walk(tokens: &[TokenTree], prefix: &str, found: &mut Vec<Path>) {
    let mut at = 0;
    while at < tokens.len() {
        at = if is_for_tests(&tokens[at..]) { past_item(tokens, at + 2) } else { step(tokens, at, prefix, found) };
    }
}

/// Reads the path, the group or the single token at a place, and returns the place after it.
fn step(tokens: &[TokenTree], at: usize, prefix: &str, found: &mut Vec<Path>) -> usize {
    match &tokens[at] {
        TokenTree::Ident(_) => path(tokens, at, prefix, found),
        TokenTree::Group(group) => {
            walk(&group.stream().into_iter().collect::<Vec<_>>(), "", found);
            at + 1
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => at + 1,
    }
}

fn path(tokens: &[TokenTree], start: usize, prefix: &str, found: &mut Vec<Path>) -> usize {
    let line = tokens[start].span().start().line;
    let mut text = join(prefix, &tokens[start].to_string());
    let mut at = start + 1;
    while is_colons(&tokens[at..]) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(name)) => {
                text = join(&text, &name.to_string());
                at += 3;
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                walk(&group.stream().into_iter().collect::<Vec<_>>(), &text, found);
                return at + 3;
            }
            _ => break,
        }
    }
    if tokens.get(at).is_some_and(|token| is_punct(token, '!')) {
        text.push('!');
    }
    found.push(Path { line, text });
    at
}

fn join(prefix: &str, name: &str) -> String {
    match (prefix, name) {
        ("", name) => name.to_owned(),
        (prefix, "self") => prefix.to_owned(),
        (prefix, name) => format!("{prefix}::{name}"),
    }
}

fn is_punct(token: &TokenTree, expected: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected)
}

fn is_colons(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [first, second, ..] if is_punct(first, ':') && is_punct(second, ':'))
}

/// Returns whether `#[cfg(test)]` or `#[test]` comes next.
fn is_for_tests(tokens: &[TokenTree]) -> bool {
    let [hash, TokenTree::Group(group), ..] = tokens else { return false };
    let attribute: String = group.stream().to_string().chars().filter(|letter| !letter.is_whitespace()).collect();
    is_punct(hash, '#') && matches!(attribute.as_str(), "cfg(test)" | "test")
}

/// Returns the place after the item that starts at `at`: after its braces, or after its semicolon.
fn past_item(tokens: &[TokenTree], at: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    tokens[at..].iter().position(is_end).map_or(tokens.len(), |ahead| at + ahead + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, &str)]) {
        let found = paths(text).expect("the source is Rust");
        let found: Vec<_> = found.iter().map(|path| (path.line, path.text.as_str())).collect();
        for wanted in expected {
            assert!(found.contains(wanted), "{wanted:?} is not among {found:?}");
        }
    }

    #[test]
    fn paths_are_found_in_groups_and_in_macro_calls() {
        check("use std::{fs, io::{self, Write}};", &[(1, "std::fs"), (1, "std::io"), (1, "std::io::Write")]);
        check("fn f() {\n    g(format!(\"{}\", std::env::var(\"A\")));\n}", &[(2, "format!"), (2, "std::env::var")]);
        check("type T = Vec<::std::net::IpAddr>;", &[(1, "std::net::IpAddr")]);
    }

    #[test]
    fn what_is_only_for_tests_does_not_count() {
        let text =
            "#[cfg(test)]\nmod tests { use std::fs; }\n#[cfg(test)]\nuse std::net;\nfn f() { std::env::args(); }";
        let found = paths(text).expect("the source is Rust");
        assert!(found.iter().all(|path| path.text != "std::fs" && path.text != "std::net"), "{found:?}");
        check(text, &[(5, "std::env::args")]);
    }

    #[test]
    fn strings_and_comments_do_not_count() {
        let found = paths("// std::fs\nconst A: &str = \"std::net\";").expect("the source is Rust");
        assert!(found.iter().all(|path| !path.text.starts_with("std")), "{found:?}");
    }

    #[test]
    fn names_are_those_of_the_code() {
        let found = names("pub struct Gate { value: u8 } // Wall\n#[test] fn opens() {}");
        assert!(["Gate", "value", "opens"].iter().all(|name| found.contains(*name)));
        assert!(!found.contains("Wall"));
    }
}
