//! How does somebody go through the queue? Entry by entry, with one letter for each decision, on a terminal or a pipe.

use std::io::{self, BufRead, IsTerminal, StdinLock};

use casus_engine::Queue;
use casus_engine::ledger::{Decision, DecisionId, Subject};

use super::desk::Desk;
use super::field::fields;
use super::log::Log;
use super::queue;
use crate::error::Error;
use crate::face::visible;
use crate::face::words::count_of;
use crate::output::{self, Stdout};
use crate::readout;

const HELP: &str = "The letters:
  a [NOTE]         accept: the entry says what its words say
  r [NOTE]         reject: it does not
  e                correct it field by field
  e FIELD=VALUE …  correct some fields, as in `e status=offered`; `none` takes out what was there
  n TEXT           say something about it, and decide later
  s                skip it
  u                undo the last decision of this session
  q                quit; what was decided is recorded
";

/// Goes through the entries that nobody has decided on.
pub(super) fn session(desk: &mut Desk) -> Result<(), Error> {
    desk.name()?;
    let queue = queue::of(desk)?;
    let mut talk = Talk { stdin: io::stdin().lock(), stdout: Stdout::open(), is_echoed: io::stdin().is_terminal() };
    talk.say(&(queue::waiting(queue.entries.len()) + "\n"))?;
    if !queue.entries.is_empty() {
        talk.say("Type a letter and return: a, r, e, n, s, u, q, or ? for what they mean.\n")?;
    }
    let mut session = Session { desk, queue: &queue, done: Vec::new(), at: 0 };
    while session.at < queue.entries.len() {
        if !session.entry(&mut talk)? {
            break;
        }
    }
    let count = session.done.len();
    let left = queue.entries.len() - session.settled();
    talk.say(&format!("\n{} recorded. {}\n", count_of(count, "decision"), queue::waiting(left)))?;
    talk.stdout.finish()
}

/// What is said and heard.
struct Talk {
    stdin: StdinLock<'static>,
    stdout: Stdout,
    /// Whether what is typed is seen, with the end of its line.
    is_echoed: bool,
}

impl Talk {
    fn say(&mut self, text: &str) -> Result<(), Error> {
        self.stdout.write(&visible(text))?;
        self.stdout.flush()
    }

    /// Asks for a line; `None` when there is no more.
    fn ask(&mut self, prompt: &str) -> Result<Option<String>, Error> {
        self.say(prompt)?;
        let mut bytes = Vec::new();
        let read = self.stdin.read_until(b'\n', &mut bytes);
        let count = read.map_err(|cause| Error::Unreadable { path: "-".to_owned(), cause })?;
        if !self.is_echoed || count == 0 {
            self.say("\n")?;
        }
        Ok((count > 0).then(|| String::from_utf8_lossy(&bytes).trim().to_owned()))
    }
}

/// Where somebody stands in the queue.
struct Session<'a> {
    desk: &'a mut Desk,
    queue: &'a Queue,
    /// The decisions made so far that count, each with the place in the queue it is on.
    done: Vec<(DecisionId, usize, bool)>,
    at: usize,
}

impl Session<'_> {
    /// Returns how many entries were decided on.
    fn settled(&self) -> usize {
        self.done.iter().filter(|(_, _, settles)| *settles).count()
    }

    /// Shows an entry and does what is asked until it is settled or skipped; false ends the session.
    fn entry(&mut self, talk: &mut Talk) -> Result<bool, Error> {
        let at = self.at;
        talk.say(&self.shown())?;
        while self.at == at {
            let Some(line) = talk.ask("a r e n s u q ? > ")? else { return Ok(false) };
            let (letter, rest) =
                line.split_once(char::is_whitespace).map_or((&*line, ""), |(one, rest)| (one, rest.trim()));
            let answer = match letter {
                "a" => self.settle(talk, Decision::Accept(self.reference()), rest),
                "r" => self.settle(talk, Decision::Reject(self.reference()), rest),
                "e" => self.amend(talk, rest),
                "n" => self.remark(talk, rest),
                "s" => {
                    self.at += 1;
                    Ok(())
                }
                "u" => match self.undo(talk) {
                    Ok(true) => return Ok(true),
                    Ok(false) => Ok(()),
                    Err(error) => Err(error),
                },
                "q" => return Ok(false),
                "?" | "" => talk.say(HELP),
                _ => talk.say(&format!("`{letter}` is none of the letters.\n{HELP}")),
            };
            answer.or_else(|error| told(talk, error))?;
        }
        Ok(true)
    }

    fn reference(&self) -> casus_claim::Reference {
        self.queue.entries[self.at].reference
    }

    fn shown(&self) -> String {
        let (waiting, count) = (&self.queue.entries[self.at], self.queue.entries.len());
        let (source, reading, record) = self.queue.record(waiting);
        let place = queue::place(self.desk, self.queue, waiting);
        let head =
            format!("\n[{} of {count}] {}, weight {:.2}: {place}", self.at + 1, waiting.reference, waiting.weight());
        let why = textwrap::fill(&waiting.why().join(" "), output::width());
        format!("{head}\n{why}\n\n{}\n", readout::entry(source, reading, record, output::width()))
    }

    /// Records a decision, and goes on.
    fn settle(&mut self, talk: &mut Talk, decision: Decision, note: &str) -> Result<(), Error> {
        let note = (!note.is_empty()).then_some(note);
        let id = self.desk.decide(&[decision], note)?[0];
        self.settled_by(talk, id)
    }

    fn settled_by(&mut self, talk: &mut Talk, id: DecisionId) -> Result<(), Error> {
        self.done.push((id, self.at, true));
        self.at += 1;
        self.tell(talk, id)
    }

    fn tell(&self, talk: &mut Talk, id: DecisionId) -> Result<(), Error> {
        let log = Log::of(&self.desk.folder, &self.desk.ledger, None)?;
        let told = log.decided(|decided| decided.id == id).map(|decided| log.told(decided) + "\n");
        talk.say(&told.unwrap_or_default())
    }

    fn remark(&mut self, talk: &mut Talk, text: &str) -> Result<(), Error> {
        let asked = if text.is_empty() { talk.ask("note: ")?.unwrap_or_default() } else { text.to_owned() };
        if asked.is_empty() {
            return talk.say("Nothing was said.\n");
        }
        let about = Decision::Note(Subject::Entry(self.reference()));
        let id = self.desk.decide(&[about], Some(&asked))?[0];
        self.done.push((id, self.at, false));
        self.tell(talk, id)
    }

    fn amend(&mut self, talk: &mut Talk, typed: &str) -> Result<(), Error> {
        let (_, reading, record) = self.queue.record(&self.queue.entries[self.at]);
        let names: Vec<&str> = fields(record.claim.kind()).iter().map(|field| field.name).collect();
        let values = if typed.is_empty() {
            asked(talk, &names, &readout::values(reading, record))?
        } else {
            assignments(typed, &names)
        };
        if values.is_empty() {
            return talk.say("Nothing was corrected.\n");
        }
        let entry = self.desk.entry(self.reference().whole())?;
        let id = self.desk.amend(&entry, &values, None)?;
        self.settled_by(talk, id)
    }

    /// Undoes the last decision and goes back to its entry; false when there is none.
    fn undo(&mut self, talk: &mut Talk) -> Result<bool, Error> {
        let Some(&(id, at, _)) = self.done.last() else {
            talk.say("Nothing was decided in this session; `casus review undo` undoes what was before.\n")?;
            return Ok(false);
        };
        let undone = self.desk.decide(&[Decision::Undo(id)], None)?[0];
        self.done.pop();
        self.at = at;
        self.tell(talk, undone)?;
        Ok(true)
    }
}

/// Tells what cannot be done and goes on; what is wrong with the ledger or the screen ends the session.
fn told(talk: &mut Talk, error: Error) -> Result<(), Error> {
    use casus_engine::ledger::Error as LedgerError;
    match error {
        Error::Review(_) | Error::Ledger(LedgerError::Refused { .. } | LedgerError::Unfit { .. }) => {
            let hint = error.hint().map_or(String::new(), |hint| format!("hint: {hint}\n"));
            talk.say(&format!("error: {error}\n{hint}"))
        }
        error => Err(error),
    }
}

/// Asks for each field; an empty line keeps what is there.
fn asked(talk: &mut Talk, names: &[&str], now: &[(&'static str, String)]) -> Result<Vec<(String, String)>, Error> {
    talk.say("Return keeps what is there, `none` takes it out.\n")?;
    let mut values = Vec::new();
    for name in names.iter().filter(|name| **name != "words") {
        let shown = name.replace('_', " ");
        let there = now.iter().find(|(field, _)| *field == shown).map_or("", |(_, value)| value);
        let Some(typed) = talk.ask(&format!("{name} [{there}]: "))? else { return Ok(Vec::new()) };
        if !typed.is_empty() {
            values.push(((*name).to_owned(), typed));
        }
    }
    Ok(values)
}

/// Parts `status=offered antecedent=the truce holds` before each name of a field; a value may have spaces.
fn assignments(typed: &str, names: &[&str]) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    for word in typed.split_whitespace() {
        match (word.split_once('='), values.last_mut()) {
            (Some((name, value)), _) if names.contains(&name) => values.push((name.to_owned(), value.to_owned())),
            (_, Some((_, value))) => {
                value.push(' ');
                value.push_str(word);
            }
            (parted, None) => {
                let (name, value) = parted.unwrap_or((word, ""));
                values.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_before_the_names_of_fields() {
        let check = |typed: &str, expected: &[(&str, &str)]| {
            let found = assignments(typed, &["status", "antecedent"]);
            let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (&**name, &**value)).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("status=offered", &[("status", "offered")]);
        check(
            "status=offered antecedent=the truce  holds",
            &[("status", "offered"), ("antecedent", "the truce holds")],
        );
        check("antecedent=a=b c=d status=none", &[("antecedent", "a=b c=d"), ("status", "none")]);
        check("colour=red", &[("colour", "red")]);
        check("red", &[("red", "")]);
    }
}
