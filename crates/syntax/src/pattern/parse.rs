//! What does the source of a pattern say?
//!
//! The syntax is that of Python's `re`, without what would need more than a walk over the text: groups that are referred
//! to again, atomic groups, possessive repetitions, conditions.

use std::collections::BTreeMap;

use super::set::{Category, CharSet, Items};
use super::syntax::{Look, Node, PatternError, Repeat, SetId};

/// Groups may stand in one another no deeper than this, so that reading them needs little of the stack.
const DEPTH_MAX: usize = 100;

/// A repetition may ask for no more than this.
const REPEAT_MAX: u32 = 1_000;

/// Reads a pattern into its parts and the sets of characters that they refer to.
pub(super) fn parse(source: &str) -> Result<(Node, Vec<CharSet>), PatternError> {
    let mut parser = Parser {
        rest: source,
        sets: Vec::new(),
        characters: BTreeMap::new(),
        classes: Vec::new(),
        flags: Flags::default(),
        depth: 0,
    };
    let node = parser.alternatives()?;
    if !parser.rest.is_empty() {
        return Err(PatternError::Wrong("a `)` without `(`"));
    }
    Ok((node, parser.sets))
}

/// What a flag such as `(?i)` changes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Flags {
    ignores_case: bool,
    dot_is_all: bool,
}

struct Parser<'s> {
    rest: &'s str,
    sets: Vec<CharSet>,
    /// The sets of single characters, by the character and whether its case is ignored.
    characters: BTreeMap<(char, bool), SetId>,
    /// The sources of the classes so far, each with its set: patterns repeat long classes hundreds of times.
    classes: Vec<(&'s str, Flags, SetId)>,
    flags: Flags,
    depth: usize,
}

impl<'s> Parser<'s> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn add(&mut self, set: CharSet) -> Node {
        Node::Set(self.add_set(set))
    }

    fn add_set(&mut self, set: CharSet) -> SetId {
        let id = u32::try_from(self.sets.len()).expect("a pattern is shorter than four billion characters");
        self.sets.push(set);
        SetId(id)
    }

    fn character(&mut self, c: char) -> Node {
        let key = (c, self.flags.ignores_case);
        let id = match self.characters.get(&key) {
            Some(id) => *id,
            None => self.add_set(CharSet::of(c, self.flags.ignores_case)),
        };
        self.characters.insert(key, id);
        Node::Set(id)
    }

    fn alternatives(&mut self) -> Result<Node, PatternError> {
        let mut alternatives = vec![self.sequence()?];
        while self.eat("|") {
            alternatives.push(self.sequence()?);
        }
        Ok(if alternatives.len() == 1 { alternatives.swap_remove(0) } else { Node::Alternatives(alternatives) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let Some(node) = self.atom()? else { continue };
            nodes.push(self.repeated(node)?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Sequence(nodes) })
    }

    /// Reads what can be repeated; nothing for a comment or a flag.
    fn atom(&mut self) -> Result<Option<Node>, PatternError> {
        let start = self.rest;
        let Some(c) = self.next() else { return Ok(None) };
        Ok(Some(match c {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => self.add(CharSet::any(self.flags.dot_is_all)),
            '[' => self.class(start)?,
            '(' => return self.group(),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(PatternError::Wrong("nothing to repeat")),
            _ => self.character(c),
        }))
    }

    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let Some((min, max)) = self.quantifier()? else { return Ok(node) };
        let is_lazy = self.eat("?");
        if self.eat("+") {
            return Err(PatternError::Unsupported("a possessive repetition in the pattern"));
        }
        if self.quantifier()?.is_some() {
            return Err(PatternError::Wrong("a repetition of a repetition"));
        }
        // Python gives up repeating when nothing was read, which changes what is found; no pipeline is known to need it.
        if max != Some(min) && max != Some(1) && node.may_be_empty() {
            return Err(PatternError::Unsupported("a repetition of what may be empty in the pattern"));
        }
        Ok(Node::Repeat(Box::new(Repeat { node, min, max, is_lazy })))
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, PatternError> {
        let known = [("*", (0, None)), ("+", (1, None)), ("?", (0, Some(1)))];
        if let Some((_, bounds)) = known.into_iter().find(|(sign, _)| self.eat(sign)) {
            return Ok(Some(bounds));
        }
        let Some(inside) = self.rest.strip_prefix('{') else { return Ok(None) };
        // Braces that hold no bounds are characters like others.
        let Some((inside, rest)) = inside.split_once('}') else { return Ok(None) };
        let (min, max) = inside.split_once(',').unwrap_or((inside, inside));
        let is_number = |bound: &str| bound.bytes().all(|digit| digit.is_ascii_digit());
        if inside.is_empty() || !is_number(min) || !is_number(max) {
            return Ok(None);
        }
        let bound = |bound: &str| match bound.parse() {
            Ok(number) if number <= REPEAT_MAX => Ok(number),
            _ => Err(PatternError::Unsupported("a repetition of more than 1,000 times in the pattern")),
        };
        let min = if min.is_empty() { 0 } else { bound(min)? };
        let max = if max.is_empty() { None } else { Some(bound(max)?) };
        if max.is_some_and(|max| max < min) {
            return Err(PatternError::Wrong("bounds of a repetition in the wrong order"));
        }
        self.rest = rest;
        Ok(Some((min, max)))
    }

    fn group(&mut self) -> Result<Option<Node>, PatternError> {
        let flags = self.flags;
        if !self.eat("?") {
            return self.group_body(flags).map(Some);
        }
        let look = [("=", false, false), ("!", false, true), ("<=", true, false), ("<!", true, true)];
        if let Some((_, is_behind, is_negated)) = look.into_iter().find(|(sign, ..)| self.eat(sign)) {
            let node = self.group_body(flags)?;
            return Ok(Some(Node::Look(Box::new(Look { node, is_behind, is_negated }))));
        }
        if self.eat("#") {
            self.rest = self.rest.split_once(')').ok_or(UNCLOSED)?.1;
            return Ok(None);
        }
        if self.eat("P<") {
            self.rest = self.rest.split_once('>').ok_or(PatternError::Wrong("a group's name without end"))?.1;
            return self.group_body(flags).map(Some);
        }
        if ["P=", "(", ">"].iter().any(|sign| self.rest.starts_with(sign)) {
            return Err(PatternError::Unsupported("a reference, a condition or an atomic group in the pattern"));
        }
        self.flagged_group()
    }

    /// Reads `(?i:…)`, or `(?i)`, which holds for the whole pattern and stands at its start.
    fn flagged_group(&mut self) -> Result<Option<Node>, PatternError> {
        let mut flags = self.flags;
        let mut is_on = true;
        loop {
            match self.next().ok_or(UNCLOSED)? {
                'i' => flags.ignores_case = is_on,
                's' => flags.dot_is_all = is_on,
                'u' if is_on => {}
                '-' if is_on => is_on = false,
                ':' => return self.group_body(flags).map(Some),
                ')' => break,
                'a' | 'L' | 'm' | 'x' => {
                    return Err(PatternError::Unsupported("one of the flags a, L, m and x in the pattern"));
                }
                _ => return Err(PatternError::Wrong("a group of an unknown kind")),
            }
        }
        self.flags = flags;
        Ok(None)
    }

    fn group_body(&mut self, flags: Flags) -> Result<Node, PatternError> {
        if self.depth == DEPTH_MAX {
            return Err(PatternError::Unsupported("a group within a hundred others in the pattern"));
        }
        let outer = std::mem::replace(&mut self.flags, flags);
        self.depth += 1;
        let node = self.alternatives()?;
        self.depth -= 1;
        self.flags = outer;
        if self.eat(")") { Ok(node) } else { Err(UNCLOSED) }
    }

    fn escape(&mut self) -> Result<Node, PatternError> {
        let c = self.peek().ok_or(PatternError::Wrong("a `\\` at its end"))?;
        let simple = match c {
            'A' => Some(Node::Start),
            'Z' => Some(Node::VeryEnd),
            'b' => Some(Node::WordBound(true)),
            'B' => Some(Node::WordBound(false)),
            _ => None,
        };
        if let Some(node) = simple {
            self.next();
            return Ok(node);
        }
        if matches!(c, '1'..='9') {
            return Err(PatternError::Unsupported("a reference to a group in the pattern"));
        }
        match self.escaped()? {
            Escaped::Char(c) => Ok(self.character(c)),
            Escaped::Category(category, is_out) => {
                let items = Items { categories: vec![(category, is_out)], ..Items::default() };
                Ok(self.add(CharSet::new(items, self.flags.ignores_case)))
            }
        }
    }

    /// Reads what follows a backslash, within a class or outside.
    fn escaped(&mut self) -> Result<Escaped, PatternError> {
        let c = self.next().ok_or(PatternError::Wrong("a `\\` at its end"))?;
        Ok(match c {
            'd' | 'D' => Escaped::Category(Category::Decimal, c == 'D'),
            's' | 'S' => Escaped::Category(Category::Space, c == 'S'),
            'w' | 'W' => Escaped::Category(Category::Word, c == 'W'),
            'n' => Escaped::Char('\n'),
            't' => Escaped::Char('\t'),
            'r' => Escaped::Char('\r'),
            'f' => Escaped::Char('\u{c}'),
            'v' => Escaped::Char('\u{b}'),
            'a' => Escaped::Char('\u{7}'),
            'b' => Escaped::Char('\u{8}'),
            'x' => Escaped::Char(self.code(2)?),
            'u' => Escaped::Char(self.code(4)?),
            'U' => Escaped::Char(self.code(8)?),
            '0'..='9' => return Err(PatternError::Unsupported("a character given by its octal number in the pattern")),
            'N' => return Err(PatternError::Unsupported("a character given by its name in the pattern")),
            _ if c.is_ascii_alphabetic() => return Err(NO_SUCH_ESCAPE),
            _ => Escaped::Char(c),
        })
    }

    fn code(&mut self, digits: usize) -> Result<char, PatternError> {
        let (code, rest) = self.rest.split_at_checked(digits).ok_or(NO_SUCH_CHARACTER)?;
        if !code.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NO_SUCH_CHARACTER);
        }
        self.rest = rest;
        u32::from_str_radix(code, 16).ok().and_then(char::from_u32).ok_or(NO_SUCH_CHARACTER)
    }

    /// Reads a class, of which the bracket that opens it has been read; `start` is the source from that on.
    fn class(&mut self, start: &'s str) -> Result<Node, PatternError> {
        let known = self.classes.iter().find(|(class, flags, _)| *flags == self.flags && start.starts_with(class));
        if let Some((class, _, set)) = known {
            self.rest = &start[class.len()..];
            return Ok(Node::Set(*set));
        }
        let mut items = Items { is_negated: self.eat("^"), ..Items::default() };
        let mut is_first = true;
        while is_first || !self.eat("]") {
            self.class_item(&mut items)?;
            is_first = false;
        }
        let set = CharSet::new(items, self.flags.ignores_case);
        let node = self.add(set);
        if let Node::Set(id) = node {
            self.classes.push((&start[..start.len() - self.rest.len()], self.flags, id));
        }
        Ok(node)
    }

    fn class_item(&mut self, items: &mut Items) -> Result<(), PatternError> {
        let first = match self.class_member()? {
            Escaped::Category(category, is_out) => {
                items.categories.push((category, is_out));
                return Ok(());
            }
            Escaped::Char(c) => c,
        };
        // A hyphen at the end is one.
        let mut last = first;
        if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
            self.next();
            last = match self.class_member()? {
                Escaped::Char(c) => c,
                Escaped::Category(..) => return Err(WRONG_RANGE),
            };
        }
        if last < first {
            return Err(WRONG_RANGE);
        }
        items.ranges.push((first, last));
        Ok(())
    }

    fn class_member(&mut self) -> Result<Escaped, PatternError> {
        match self.next().ok_or(PatternError::Wrong("a `[` without `]`"))? {
            '\\' => self.escaped(),
            c => Ok(Escaped::Char(c)),
        }
    }
}

/// What a backslash and what follows stand for.
enum Escaped {
    Char(char),
    /// With whether the category's characters are those left out.
    Category(Category, bool),
}

const UNCLOSED: PatternError = PatternError::Wrong("a `(` without `)`");
const NO_SUCH_CHARACTER: PatternError = PatternError::Wrong("the number of a character that there is not");
const WRONG_RANGE: PatternError = PatternError::Wrong("a range that ends before it begins");
const NO_SUCH_ESCAPE: PatternError = PatternError::Wrong("a letter after `\\` that means nothing");
