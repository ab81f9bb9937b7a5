//! Which forms, exceptions and endings does a lemmatizer know?
//!
//! The tables are those of spaCy's lemmatizers: for each part of speech an index of the dictionary's forms, exceptions
//! and rules for endings, and one lookup from any form to its lemma. The bytes of the file are kept as they are, and
//! the tables hold places within them.

use std::hash::BuildHasher;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use crate::doc::Pos;
use crate::lookups::{self, Cursor, Malformed};
use crate::strings::string_id;

/// The tables of one lemmatizer.
#[derive(Debug)]
pub(super) struct Tables {
    bytes: Vec<u8>,
    names: Vec<Box<str>>,
    parts: HashMap<u64, Part>,
    lookup: HashMap<u64, Place>,
    hasher: DefaultHashBuilder,
}

/// What is known of one part of speech.
#[derive(Debug, Default)]
struct Part {
    index: HashTable<Place>,
    exceptions: HashTable<(Place, Place)>,
    rules: Vec<Rule>,
}

/// An ending and what stands in its place in the lemma.
#[derive(Debug)]
pub(super) struct Rule {
    pub old: Box<str>,
    pub new: Box<str>,
}

/// Where a value begins in the bytes.
type Place = u32;

impl Tables {
    /// Reads the tables that lemmatizers use; others are passed over.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Malformed> {
        let mut tables = Self {
            bytes: Vec::new(),
            names: Vec::new(),
            parts: HashMap::new(),
            lookup: HashMap::default(),
            hasher: DefaultHashBuilder::default(),
        };
        if Place::try_from(bytes.len()).is_err() {
            return Err(Cursor::new(&bytes).malformed("a table of more than 4 GB"));
        }
        lookups::read(&bytes, |name, cursor| tables.read_table(&bytes, name, cursor))?;
        Ok(Self { bytes, ..tables })
    }

    fn read_table(&mut self, bytes: &[u8], name: &str, cursor: &mut Cursor) -> Result<(), Malformed> {
        self.names.push(name.into());
        let hasher = self.hasher.clone();
        match name {
            "lemma_index" => self.each_part(cursor, |part, cursor| {
                part.index = read_index(bytes, &hasher, cursor)?;
                Ok(())
            }),
            "lemma_exc" => self.each_part(cursor, |part, cursor| {
                part.exceptions = read_exceptions(bytes, &hasher, cursor)?;
                Ok(())
            }),
            "lemma_rules" => self.each_part(cursor, |part, cursor| {
                part.rules = read_rules(cursor)?;
                Ok(())
            }),
            "lemma_lookup" => self.read_lookup(cursor),
            _ => cursor.skip(),
        }
    }

    fn each_part<'b>(
        &mut self,
        cursor: &mut Cursor<'b>,
        mut read: impl FnMut(&mut Part, &mut Cursor<'b>) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        cursor.entries(|cursor| read(self.parts.entry(cursor.key()?).or_default(), cursor)).map(drop)
    }

    fn read_lookup(&mut self, cursor: &mut Cursor) -> Result<(), Malformed> {
        let length = cursor.map()?;
        self.lookup = HashMap::with_capacity(length);
        for _ in 0..length {
            let key = cursor.key()?;
            self.lookup.insert(key, place(cursor));
            if read_lemmas(cursor)?.next().is_none() {
                return Err(cursor.malformed("the end of an empty list of lemmas"));
            }
        }
        Ok(())
    }

    /// Returns whether the file has a table with a name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| **known == *name)
    }

    /// Returns whether there is nothing about a part of speech.
    pub fn knows_nothing_of(&self, pos: Pos) -> bool {
        let is_empty = |part: &Part| part.index.is_empty() && part.exceptions.is_empty() && part.rules.is_empty();
        self.part(pos).is_none_or(is_empty)
    }

    /// Returns whether a form is in the index of a part of speech.
    pub fn is_indexed(&self, pos: Pos, form: &str) -> bool {
        let Some(part) = self.part(pos) else { return false };
        part.index.find(self.hasher.hash_one(form), |place| string(&self.bytes, *place) == form).is_some()
    }

    /// Returns the lemmas that a form has by exception.
    pub fn exceptions<'t>(&'t self, pos: Pos, form: &str) -> impl Iterator<Item = &'t str> {
        let hash = self.hasher.hash_one(form);
        let found =
            self.part(pos).and_then(|part| part.exceptions.find(hash, |(key, _)| string(&self.bytes, *key) == form));
        found.into_iter().flat_map(|(_, lemmas)| self.lemmas(*lemmas))
    }

    /// Returns the rules of a part of speech in the order in which they are tried.
    pub fn rules(&self, pos: Pos) -> &[Rule] {
        self.part(pos).map_or(&[], |part| &part.rules)
    }

    /// Returns the first lemma that a form with a hash has in the lookup table.
    pub fn lookup(&self, form: u64) -> Option<&str> {
        self.lookup.get(&form).and_then(|place| self.lemmas(*place).next())
    }

    fn lemmas(&self, place: Place) -> Lemmas<'_> {
        read_lemmas(&mut Cursor::at(&self.bytes, place as usize)).expect("lemmas were read once before")
    }

    /// Parts of speech are named in small letters in the tables.
    fn part(&self, pos: Pos) -> Option<&Part> {
        self.parts.get(&string_id(&pos.as_str().to_ascii_lowercase()))
    }
}

/// Reads an index: a list of forms.
fn read_index(bytes: &[u8], hasher: &DefaultHashBuilder, cursor: &mut Cursor) -> Result<HashTable<Place>, Malformed> {
    let length = cursor.list()?;
    let mut index = HashTable::with_capacity(length);
    for _ in 0..length {
        let place = place(cursor);
        let hash = hasher.hash_one(cursor.string()?);
        index.insert_unique(hash, place, |place| hasher.hash_one(string(bytes, *place)));
    }
    Ok(index)
}

/// Reads exceptions: a map from forms to lemmas. The later of two entries with one form holds.
fn read_exceptions(
    bytes: &[u8],
    hasher: &DefaultHashBuilder,
    cursor: &mut Cursor,
) -> Result<HashTable<(Place, Place)>, Malformed> {
    let length = cursor.map()?;
    let mut exceptions = HashTable::with_capacity(length);
    for _ in 0..length {
        let key = place(cursor);
        let form = cursor.string()?;
        let entry = (key, place(cursor));
        read_lemmas(cursor)?;
        let is_form = |(key, _): &(Place, Place)| string(bytes, *key) == form;
        match exceptions.entry(hasher.hash_one(form), is_form, |(key, _)| hasher.hash_one(string(bytes, *key))) {
            Entry::Occupied(mut known) => *known.get_mut() = entry,
            Entry::Vacant(free) => drop(free.insert(entry)),
        }
    }
    Ok(exceptions)
}

/// Reads rules: a list of pairs.
fn read_rules(cursor: &mut Cursor) -> Result<Vec<Rule>, Malformed> {
    let length = cursor.list()?;
    let rule = |_| match cursor.list()? {
        2 => Ok(Rule { old: cursor.string()?.into(), new: cursor.string()?.into() }),
        _ => Err(cursor.malformed("a rule that is no pair")),
    };
    (0..length).map(rule).collect()
}

/// The lemmas of one form.
struct Lemmas<'b> {
    cursor: Cursor<'b>,
    count: usize,
}

/// Reads lemmas, a list of strings or one string alone, to their end and returns them.
fn read_lemmas<'b>(cursor: &mut Cursor<'b>) -> Result<Lemmas<'b>, Malformed> {
    let count = if cursor.is_at_string() { 1 } else { cursor.list()? };
    let lemmas = Lemmas { cursor: *cursor, count };
    for _ in 0..count {
        cursor.string()?;
    }
    Ok(lemmas)
}

impl<'b> Iterator for Lemmas<'b> {
    type Item = &'b str;

    fn next(&mut self) -> Option<&'b str> {
        self.count = self.count.checked_sub(1)?;
        Some(self.cursor.string().expect("lemmas are read to their end before they are asked for"))
    }
}

/// Returns the string at a place at which one was read before.
fn string(bytes: &[u8], place: Place) -> &str {
    Cursor::at(bytes, place as usize).string().expect("a string was read here before")
}

/// Returns where a cursor stands, in a file that was found to be small enough.
fn place(cursor: &Cursor) -> Place {
    Place::try_from(cursor.place()).expect("the whole file is shorter than 4 GB")
}
