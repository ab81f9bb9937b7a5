//! May a program ask for this path, by the robots.txt of the site? After RFC 9309, with `Crawl-delay` besides.
//!
//! A rule is held as it is written and matched piece by piece, so that a hostile file costs no more than its own bytes.

use std::time::Duration;

/// How much of a robots.txt is read; RFC 9309 asks for at least as much.
pub const SIZE_BYTES_MAX: u64 = 500 << 10;

/// The longest delay that a site may ask for.
const DELAY_MAX: Duration = Duration::from_secs(60);

/// What a robots.txt says to one program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// The least time between two requests.
    pub delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    /// The path, in which `*` stands for anything and a `$` at the end for the end.
    path: String,
    word: Word,
}

/// What a rule says; where two are as long, the one that allows counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Disallow,
    Allow,
}

/// What is collected for one name: the groups that begin with it count as one.
#[derive(Default)]
struct Group {
    is_there: bool,
    robots: Robots,
}

impl Robots {
    /// Reads what a robots.txt says to the program of this name.
    pub fn parse(bytes: &[u8], name: &str) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut own = Group::default();
        let mut all = Group::default();
        let mut heads = Heads::default();
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let Some((key, value)) = statement(line) else { continue };
            if key == "user-agent" {
                heads.add(value, name);
                own.is_there |= heads.is_own;
                all.is_there |= heads.is_all;
                continue;
            }
            // A key that means nothing to us, such as `sitemap`, ends no list of names.
            let is_said = (heads.is_own && own.say(&key, value)) | (heads.is_all && all.say(&key, value));
            heads.is_open &= !(is_said || is_rule(&key));
        }
        if own.is_there { own.robots } else { all.robots }
    }

    /// Returns whether a path with its query may be asked for: the longest rule that fits it counts.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = normal(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.path, &path));
        let longest = fitting.max_by_key(|rule| (rule.path.len(), rule.word));
        longest.is_none_or(|rule| rule.word == Word::Allow)
    }
}

/// The names before the rules of a group.
#[derive(Default)]
struct Heads {
    is_open: bool,
    is_own: bool,
    is_all: bool,
}

impl Heads {
    fn add(&mut self, value: &str, name: &str) {
        if !self.is_open {
            *self = Self { is_open: true, ..Self::default() };
        }
        let token = value.split(['/', ' ', '\t']).next().unwrap_or_default();
        self.is_own |= token.eq_ignore_ascii_case(name);
        self.is_all |= token == "*";
    }
}

impl Group {
    /// Takes what a line says, and returns whether it says anything.
    fn say(&mut self, key: &str, value: &str) -> bool {
        let word = match key {
            "allow" => Word::Allow,
            "disallow" => Word::Disallow,
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
                let delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(DELAY_MAX.as_secs_f64())));
                self.robots.delay = self.robots.delay.max(delay);
                return true;
            }
            _ => return false,
        };
        if value.starts_with(['/', '*']) {
            self.robots.rules.push(Rule { path: normal(value), word });
        }
        true
    }
}

fn is_rule(key: &str) -> bool {
    matches!(key, "allow" | "disallow" | "crawl-delay")
}

fn statement(line: &str) -> Option<(String, &str)> {
    let line = line.split_once('#').map_or(line, |(before, _)| before);
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// Returns a path in which the same bytes are written in the same way: what need not be escaped is not, and the rest is
/// in upper case.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut written = String::with_capacity(path.len());
    let mut at = 0;
    while at < bytes.len() {
        match escaped(&bytes[at..]) {
            Some(byte) => {
                push(&mut written, byte, !is_plain(byte));
                at += 3;
            }
            None => {
                push(&mut written, bytes[at], !bytes[at].is_ascii_graphic());
                at += 1;
            }
        }
    }
    written
}

fn escaped(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? << 4 | digit(low)?).ok()
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push(written: &mut String, byte: u8, is_escaped: bool) {
    if is_escaped {
        written.push_str(&format!("%{byte:02X}"));
    } else {
        written.push(char::from(byte));
    }
}

fn fits(rule: &str, path: &str) -> bool {
    let (rule, is_whole) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut pieces = rule.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return !is_whole || rest.is_empty() };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    if is_whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(robots: &str, path: &str, expected: bool) {
        assert_eq!(Robots::parse(robots.as_bytes(), "casus").allows(path), expected, "{robots:?} {path:?}");
    }

    #[test]
    fn the_group_of_the_own_name_counts_and_else_that_for_all() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: Casus/2\nDisallow: /drafts";
        check(robots, "/news", true);
        check(robots, "/drafts/1", false);
        check("User-agent: casus-two\nAllow: /\n\nUser-agent: *\nDisallow: /", "/news", false);
        check("User-agent: other\nDisallow: /", "/news", true);
    }

    #[test]
    fn groups_of_one_name_are_one_and_a_group_may_have_several_names() {
        let robots = "user-agent: casus\nuser-agent: other\ndisallow: /a\nuser-agent: other\ndisallow: /b\n\
                      user-agent: casus\ndisallow: /c";
        check(robots, "/a", false);
        check(robots, "/b", true);
        check(robots, "/c", false);
    }

    #[test]
    fn a_sitemap_ends_no_list_of_names() {
        check("user-agent: casus\nsitemap: /map\nuser-agent: other\ndisallow: /a", "/a", false);
        check("user-agent: casus\ndisallow:\nuser-agent: other\ndisallow: /a", "/a", true);
    }

    #[test]
    fn the_longest_rule_counts_and_of_two_as_long_the_one_that_allows() {
        check("user-agent: *\ndisallow: /a\nallow: /a/open", "/a/open/1", true);
        check("user-agent: *\nallow: /a\ndisallow: /a/shut", "/a/shut/1", false);
        check("user-agent: *\ndisallow: /a\nallow: /a", "/a", true);
        check("user-agent: *\ndisallow:", "/a", true);
    }

    #[test]
    fn a_star_stands_for_anything_and_a_dollar_for_the_end() {
        check("user-agent: *\ndisallow: /*.pdf$", "/a/b.pdf", false);
        check("user-agent: *\ndisallow: /*.pdf$", "/a/b.pdf?x", true);
        check("user-agent: *\ndisallow: /a$", "/ab", true);
        check("user-agent: *\ndisallow: */print*view", "/x/print/1/view/2", false);
        check("user-agent: *\ndisallow: /a*b*b$", "/ab", true);
        check("user-agent: *\ndisallow: /a**b", "/ab", false);
    }

    #[test]
    fn one_path_written_in_two_ways_is_one() {
        check("user-agent: *\ndisallow: /über", "/%c3%bcber", false);
        check("user-agent: *\ndisallow: /%7eada", "/~ada", false);
        check("user-agent: *\ndisallow: /a%2fb", "/a/b", true);
    }

    #[test]
    fn robots_itself_may_always_be_asked_for() {
        check("user-agent: *\ndisallow: /", "/robots.txt", true);
    }

    #[test]
    fn a_delay_is_honoured_up_to_a_minute() {
        let delay =
            |value: &str| Robots::parse(format!("User-agent: *\nCrawl-delay: {value}").as_bytes(), "casus").delay;
        assert_eq!(delay("2.5"), Some(Duration::from_millis(2500)));
        assert_eq!(delay("86400"), Some(Duration::from_secs(60)));
        assert_eq!(delay("inf"), Some(Duration::from_secs(60)));
        assert_eq!(delay("-1"), None);
        assert_eq!(delay("NaN"), None);
    }

    proptest! {
        #[test]
        fn a_rule_fits_as_a_regular_expression_would(
            rule in "/?[ab*]{0,6}[$]?",
            path in "/[ab]{0,6}",
        ) {
            let whole = rule.strip_suffix('$');
            let pattern = whole.unwrap_or(&rule).replace('*', ".*");
            let end = if whole.is_some() { "$" } else { "" };
            let expected = regex::Regex::new(&format!("^{pattern}{end}")).unwrap().is_match(&path);
            prop_assert_eq!(fits(&rule, &path), expected);
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400), path in "/.{0,40}") {
            let text = [b"user-agent: *\ndisallow: ".as_slice(), &bytes].concat();
            let robots = Robots::parse(&text, "casus");
            prop_assert!(robots.rules.len() <= text.len());
            robots.allows(&path);
        }
    }

    #[test]
    fn odd_bytes_are_let_be() {
        check("\u{feff}User-agent : CASUS # it is us\r\rDisallow\t:/a # not this", "/a", false);
        let bytes = b"\xff\xfe\x00user-agent: *\nuser-agent\n: /\nuser-agent: *\ndisallow: /\xff";
        assert!(Robots::parse(bytes, "casus").allows("/a"));
    }
}
