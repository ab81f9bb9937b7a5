//! How is a fault tree written? In the Open-PSA Model Exchange Format, version 2.0d
//! (<https://open-psa.github.io/mef>).
//!
//! Read are gates by name and within one another, basic and house events, parameters and plain numbers for
//! probabilities. What is not read (common-cause groups, distributions, substitutions) is refused, since a tree without it
//! would be another one.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node as Element, ParsingOptions};

use super::FaultTree;
use crate::structure::{Event, NodeId, Structure};

/// More elements than a file may have, so that a hostile one does not fill the memory.
const ELEMENTS_MAX: u32 = 50_000_000;

/// Why a file is no fault tree that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong there.
    pub what: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Unreadable {}

impl FaultTree {
    /// Reads a fault tree with the top gate of this name, or with the only gate that no other one names.
    pub fn parse(bytes: &[u8], top: Option<&str>) -> Result<Self, Unreadable> {
        let line_of =
            |error: std::str::Utf8Error| 1 + bytes[..error.valid_up_to()].iter().filter(|it| **it == b'\n').count();
        let text = std::str::from_utf8(bytes).map_err(|error| Unreadable {
            line: u32::try_from(line_of(error)).unwrap_or(u32::MAX),
            what: "the text is not in UTF-8".to_owned(),
        })?;
        // A document type may only say what the format already says.
        let options = ParsingOptions { allow_dtd: true, nodes_limit: ELEMENTS_MAX, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options)
            .map_err(|error| Unreadable { line: error.pos().row, what: error.to_string() })?;
        let definitions = Definitions::of(&document)?;
        let (top_name, gate) = definitions.top(&document, top)?;
        let mut reader = Reader {
            document: &document,
            definitions: &definitions,
            structure: Structure::new(),
            gates: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        let top = reader.formula(gate)?;
        let Reader { structure, numbers, .. } = reader;
        let mut events = vec![String::new(); numbers.len()];
        numbers.iter().for_each(|(name, number)| events[*number as usize] = (*name).to_owned());
        let given = events.iter().map(|name| definitions.probability(&document, name));
        let probabilities = given.collect::<Result<Option<Vec<f64>>, Unreadable>>()?;
        Ok(Self { top_name: top_name.to_owned(), structure, top, events, probabilities })
    }
}

/// What a file defines, by name.
#[derive(Default)]
struct Definitions<'x> {
    gates: BTreeMap<&'x str, Element<'x, 'x>>,
    events: BTreeMap<&'x str, Element<'x, 'x>>,
    houses: BTreeMap<&'x str, bool>,
    parameters: BTreeMap<&'x str, Element<'x, 'x>>,
}

/// Elements that only explain or put together.
const SILENT: [&str; 3] = ["label", "attributes", "attribute"];
/// Elements that may hold definitions.
const HOLDERS: [&str; 4] = ["opsa-mef", "define-fault-tree", "define-component", "model-data"];

impl<'x> Definitions<'x> {
    fn of(document: &'x Document<'x>) -> Result<Self, Unreadable> {
        let mut found = Self::default();
        let root = document.root_element();
        if root.tag_name().name() != "opsa-mef" {
            return Err(wrong(document, root, "not an Open-PSA file: it begins with another element than `opsa-mef`"));
        }
        let mut ahead = vec![root];
        while let Some(holder) = ahead.pop() {
            for element in holder.children().filter(Element::is_element) {
                let name =
                    || element.attribute("name").ok_or_else(|| wrong(document, element, "the definition has no name"));
                let is_new = match element.tag_name().name() {
                    tag if SILENT.contains(&tag) => true,
                    tag if HOLDERS.contains(&tag) => {
                        ahead.push(element);
                        true
                    }
                    "define-gate" => found.gates.insert(name()?, element).is_none(),
                    "define-basic-event" => found.events.insert(name()?, element).is_none(),
                    "define-parameter" => found.parameters.insert(name()?, element).is_none(),
                    "define-house-event" => {
                        let holds = inner(element).is_some_and(|constant| constant.attribute("value") == Some("true"));
                        found.houses.insert(name()?, holds).is_none()
                    }
                    tag => return Err(wrong(document, element, &format!("`{tag}` is not read"))),
                };
                if !is_new {
                    return Err(wrong(document, element, &format!("`{}` is defined twice", name()?)));
                }
            }
        }
        Ok(found)
    }

    /// Returns the gate at the top: the one that is asked for, or the only one that no other gate names.
    fn top(&self, document: &Document<'_>, wanted: Option<&str>) -> Result<(&'x str, Element<'x, 'x>), Unreadable> {
        let root = document.root_element();
        if let Some(name) = wanted {
            let found = self.gates.get_key_value(name).map(|(name, gate)| (*name, *gate));
            return found.ok_or_else(|| wrong(document, root, &format!("no gate is called `{name}`")));
        }
        let mut named = BTreeSet::new();
        for gate in self.gates.values() {
            named.extend(gate.descendants().skip(1).filter_map(|element| element.attribute("name")));
        }
        let tops: Vec<_> = self.gates.iter().filter(|(name, _)| !named.contains(*name)).collect();
        match tops[..] {
            [(name, gate)] => Ok((name, *gate)),
            [] => Err(wrong(document, root, "every gate is named by another one, or there is none: name the top gate")),
            [(one, _), (other, _), ..] => {
                let what = format!("`{one}` and `{other}` are both named by no other gate: name the top gate");
                Err(wrong(document, root, &what))
            }
        }
    }

    /// Returns the probability of a basic event; none where none is given.
    fn probability(&self, document: &Document<'_>, event: &str) -> Result<Option<f64>, Unreadable> {
        let Some(definition) = self.events.get(event) else { return Ok(None) };
        let Some(mut expression) = inner(*definition) else { return Ok(None) };
        // A parameter may be another one's value; more steps than there are parameters go round in a circle.
        for _ in 0..=self.parameters.len() {
            let at = expression;
            let value = match at.tag_name().name() {
                "float" | "int" => at.attribute("value").and_then(|value| value.trim().parse().ok()),
                "parameter" => {
                    let named = at.attribute("name").and_then(|name| self.parameters.get(name));
                    let missing = || wrong(document, at, "the parameter is not defined");
                    expression = named.and_then(|parameter| inner(*parameter)).ok_or_else(missing)?;
                    continue;
                }
                tag => return Err(wrong(document, at, &format!("the expression `{tag}` is not read"))),
            };
            return match value {
                Some(value) if (0.0..=1.0).contains(&value) => Ok(Some(value)),
                _ => Err(wrong(document, at, "a probability is a number from 0 to 1")),
            };
        }
        Err(wrong(document, expression, "the parameters are defined by one another"))
    }
}

/// Returns the first element within another one that says something.
fn inner<'x>(element: Element<'x, 'x>) -> Option<Element<'x, 'x>> {
    element.children().find(|child| child.is_element() && !SILENT.contains(&child.tag_name().name()))
}

fn wrong(document: &Document<'_>, at: Element<'_, '_>, what: &str) -> Unreadable {
    Unreadable { line: document.text_pos_at(at.range().start).row, what: what.to_owned() }
}

struct Reader<'x, 'd> {
    document: &'d Document<'d>,
    definitions: &'d Definitions<'x>,
    structure: Structure,
    /// The gates that are read, and those that are being read.
    gates: BTreeMap<&'x str, Option<NodeId>>,
    numbers: BTreeMap<&'x str, u32>,
}

/// An element whose parts are being read.
struct Open<'x> {
    element: Element<'x, 'x>,
    parts: std::vec::IntoIter<Element<'x, 'x>>,
    read: Vec<NodeId>,
}

impl<'x> Open<'x> {
    fn of(element: Element<'x, 'x>) -> Self {
        let parts = element.children().filter(|part| part.is_element() && !SILENT.contains(&part.tag_name().name()));
        Self { element, parts: parts.collect::<Vec<_>>().into_iter(), read: Vec::new() }
    }
}

impl<'x> Reader<'x, '_> {
    /// Reads the formula of a gate, and of all that it names, with a stack of our own: a tree may be deep.
    fn formula(&mut self, gate: Element<'x, 'x>) -> Result<NodeId, Unreadable> {
        let mut open = vec![Open::of(gate)];
        if let Some(name) = gate.attribute("name") {
            self.gates.insert(name, None);
        }
        loop {
            let last = open.last_mut().expect("the gate at the top is closed last");
            let Some(part) = last.parts.next() else {
                let done = open.pop().expect("there is a last one");
                let node = self.joined(&done)?;
                match open.last_mut() {
                    Some(above) => above.read.push(node),
                    None => return Ok(node),
                }
                continue;
            };
            match self.leaf(part)? {
                Some(node) => last.read.push(node),
                None => open.push(self.opened(part)?),
            }
        }
    }

    /// Returns the node of a part that is settled: an event, a constant, or a gate that was read before.
    fn leaf(&mut self, part: Element<'x, 'x>) -> Result<Option<NodeId>, Unreadable> {
        let tag = part.tag_name().name();
        if tag == "constant" {
            return Ok(Some(self.structure.constant(part.attribute("value") == Some("true"))));
        }
        if !matches!(tag, "gate" | "event" | "basic-event" | "house-event") {
            return Ok(None);
        }
        let name = part.attribute("name").ok_or_else(|| wrong(self.document, part, "it names nothing"))?;
        let kind = part.attribute("type").unwrap_or(tag);
        if kind != "basic-event"
            && let Some(&holds) = self.definitions.houses.get(name)
        {
            return Ok(Some(self.structure.constant(holds)));
        }
        if matches!(kind, "gate" | "event") && self.definitions.gates.contains_key(name) {
            return match self.gates.get(name) {
                Some(Some(node)) => Ok(Some(*node)),
                Some(None) => Err(wrong(self.document, part, &format!("the gate `{name}` rests on itself"))),
                None => Ok(None),
            };
        }
        if kind == "gate" || kind == "house-event" {
            return Err(wrong(self.document, part, &format!("`{name}` is not defined")));
        }
        let next = u32::try_from(self.numbers.len()).expect("a file has fewer than 2³² names");
        let number = *self.numbers.entry(name).or_insert(next);
        Ok(Some(self.structure.event(Event(number))))
    }

    /// Begins to read a gate that is named for the first time, or a formula within another one.
    fn opened(&mut self, part: Element<'x, 'x>) -> Result<Open<'x>, Unreadable> {
        let named = part.attribute("name").filter(|_| matches!(part.tag_name().name(), "gate" | "event"));
        let Some(name) = named else { return Ok(Open::of(part)) };
        let (name, gate) = self.definitions.gates.get_key_value(name).expect("a leaf is no gate that is not defined");
        self.gates.insert(name, None);
        Ok(Open::of(*gate))
    }

    fn joined(&mut self, done: &Open<'x>) -> Result<NodeId, Unreadable> {
        let (element, read) = (done.element, done.read.clone());
        let number = |name: &str| element.attribute(name).and_then(|value| value.trim().parse::<usize>().ok());
        let tag = element.tag_name().name();
        let is_two = read.len() == 2;
        let node = match tag {
            _ if read.is_empty() => return Err(wrong(self.document, element, &format!("`{tag}` is empty"))),
            "define-gate" | "not" | "nnot" if read.len() > 1 => {
                return Err(wrong(self.document, element, &format!("`{tag}` has more than one part")));
            }
            "define-gate" => read[0],
            "and" => self.structure.all(read),
            "or" => self.structure.any(read),
            "not" => self.structure.not(read[0]),
            "nand" => {
                let all = self.structure.all(read);
                self.structure.not(all)
            }
            "nor" => {
                let any = self.structure.any(read);
                self.structure.not(any)
            }
            "xor" => read.iter().skip(1).fold(read[0], |one, other| self.structure.differ(one, *other)),
            "iff" if is_two => {
                let differ = self.structure.differ(read[0], read[1]);
                self.structure.not(differ)
            }
            "imply" if is_two => {
                let not = self.structure.not(read[0]);
                self.structure.any([not, read[1]])
            }
            "atleast" => {
                let least =
                    number("min").ok_or_else(|| wrong(self.document, element, "`atleast` needs a number `min`"))?;
                self.structure.at_least(least, read)
            }
            "cardinality" => {
                let bounds = number("min").zip(number("max"));
                let (least, most) =
                    bounds.ok_or_else(|| wrong(self.document, element, "`cardinality` needs `min` and `max`"))?;
                let enough = self.structure.at_least(least, read.clone());
                let more = self.structure.at_least(most.saturating_add(1), read);
                let not_more = self.structure.not(more);
                self.structure.all([enough, not_more])
            }
            _ => return Err(wrong(self.document, element, &format!("the gate `{tag}` is not read"))),
        };
        if tag == "define-gate" {
            let name = element.attribute("name").expect("a gate is found by its name");
            self.gates.insert(name, Some(node));
        }
        Ok(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::{Budget, Solved};

    fn read(gates: &str) -> Result<FaultTree, Unreadable> {
        let text = format!("<opsa-mef>\n<define-fault-tree name=\"t\">\n{gates}\n</define-fault-tree></opsa-mef>");
        FaultTree::parse(text.as_bytes(), None)
    }

    fn sets(gates: &str) -> Vec<String> {
        let tree = read(gates).expect("a tree");
        let budget = Budget::of_nodes(1 << 16);
        let solved = Solved::of(&tree.structure, tree.top, &budget).expect("it is small");
        let word = |literal: &crate::structure::Literal| {
            format!("{}{}", if literal.is_denied { "-" } else { "" }, tree.events[literal.event.0 as usize])
        };
        let mut sets: Vec<String> = solved
            .minimal(&budget)
            .expect("it is small")
            .sets(100)
            .iter()
            .map(|set| {
                let mut words: Vec<String> = set.iter().map(word).collect();
                words.sort();
                words.join(" ")
            })
            .collect();
        sets.sort();
        sets
    }

    const EVENTS: &str = r#"<basic-event name="pump"/><event name="valve"/><basic-event name="power"/>"#;

    fn gate(formula: &str) -> String {
        format!(r#"<define-gate name="top"><label>x</label>{formula}</define-gate>"#)
    }

    #[test]
    fn every_gate_is_understood() {
        for (tag, expect) in [
            ("<and>", vec!["power pump valve"]),
            ("<or>", vec!["power", "pump", "valve"]),
            (r#"<atleast min="2">"#, vec!["power pump", "power valve", "pump valve"]),
            ("<nand>", vec!["-power", "-pump", "-valve"]),
            ("<nor>", vec!["-power -pump -valve"]),
            (r#"<cardinality min="3" max="3">"#, vec!["power pump valve"]),
            ("<xor>", vec!["-power -pump valve", "-power -valve pump", "-pump -valve power", "power pump valve"]),
        ] {
            let name = tag.trim_matches(['<', '>']).split(' ').next().expect("a tag has a name");
            assert_eq!(sets(&gate(&format!("{tag}{EVENTS}</{name}>"))), expect, "{tag}");
        }
        let two = r#"<event name="pump"/><event name="valve"/>"#;
        assert_eq!(sets(&gate(&format!("<iff>{two}</iff>"))), ["-pump -valve", "pump valve"]);
        assert_eq!(sets(&gate(&format!("<imply>{two}</imply>"))), ["-pump", "valve"]);
        assert_eq!(sets(&gate(r#"<not><not><event name="pump"/></not></not>"#)), ["pump"]);
    }

    #[test]
    fn gates_are_named_in_any_order_and_house_events_are_settled() {
        let tree = r#"<define-gate name="top"><or><gate name="low"/><gate name="off"/></or></define-gate>
            <define-gate name="off"><and><event name="house"/><event name="pump"/></and></define-gate>
            <define-gate name="low"><and><house-event name="on"/><event name="valve"/></and></define-gate>
            <define-house-event name="house"><constant value="false"/></define-house-event>
            <define-house-event name="on"><constant value="true"/></define-house-event>"#;
        assert_eq!(sets(tree), ["valve"]);
    }

    #[test]
    fn probabilities_are_numbers_and_parameters() {
        let tree = format!(
            r#"{}<define-basic-event name="pump"><float value="0.25"/></define-basic-event>
            <define-basic-event name="valve"><parameter name="rate"/></define-basic-event>
            <define-parameter name="rate"><float value="1.0e-1"/></define-parameter>"#,
            gate(r#"<or><event name="pump"/><event name="valve"/></or>"#)
        );
        assert_eq!(read(&tree).expect("a tree").probabilities, Some(vec![0.25, 0.1]));
        assert_eq!(read(&gate(&format!("<or>{EVENTS}</or>"))).expect("a tree").probabilities, None);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        for (tree, expect) in [
            (gate(r#"<and><gate name="top"/></and>"#), "line 1: every gate is named by another one"),
            (gate(r#"<or><gate name="low"/></or>"#), "line 3: `low` is not defined"),
            (gate("<or/>"), "line 3: `or` is empty"),
            (gate("<bayes><event name=\"pump\"/></bayes>"), "line 3: the gate `bayes` is not read"),
            (gate("<or><event/></or>"), "line 3: it names nothing"),
            (gate("<atleast><event name=\"pump\"/></atleast>"), "line 3: `atleast` needs a number `min`"),
            (format!("{0}\n{0}", gate(EVENTS)), "line 4: `top` is defined twice"),
            ("<define-CCF-group name=\"g\"/>".to_owned(), "line 3: `define-CCF-group` is not read"),
            (gate("<or>"), "line 3: "),
            (
                format!(
                    "{}<define-basic-event name=\"pump\"><float value=\"2\"/></define-basic-event>",
                    gate("<or><event name=\"pump\"/></or>")
                ),
                "line 3: a probability is a number from 0 to 1",
            ),
        ] {
            let failure = read(&tree).expect_err(&tree).to_string();
            assert!(failure.starts_with(expect), "{failure}");
        }
        let circle = r#"<define-gate name="top"><or><gate name="a"/></or></define-gate>
            <define-gate name="a"><or><gate name="b"/></or></define-gate>
            <define-gate name="b"><or><gate name="a"/></or></define-gate>"#;
        assert_eq!(read(circle).expect_err("a circle").to_string(), "line 5: the gate `a` rests on itself");
        assert!(FaultTree::parse(b"not xml", None).is_err());
        let failure = FaultTree::parse(b"<opsa-mef>\n\xff</opsa-mef>", None).expect_err("no text").to_string();
        assert_eq!(failure, "line 2: the text is not in UTF-8");
    }
}
