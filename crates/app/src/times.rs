//! `casus times`: which times do the documents speak of, and when are they?

use casus_engine::intake::Given;

use crate::command::Documents;
use crate::error::Error;
use crate::input::{Loaded, inputs};
use crate::marked::told;
use crate::output::Stdout;
use crate::readers::Readers;
use crate::{many, readers, report, wire};

/// What is printed of one document.
struct Printed {
    path: String,
    text: String,
    notes: Vec<String>,
    found: usize,
}

/// Prints the expressions of time of each document, in the order in which the documents are named.
pub(crate) fn times(options: &Documents) -> Result<(), Error> {
    let inputs = inputs("times", &options.files)?;
    let given = Given { published: options.published };
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let work = |Loaded { source, .. }: Loaded| {
        let timed = readers.with(|reader| casus_engine::timed(&source, reader));
        let path = source.origin().path.clone();
        Printed {
            text: wire::times(&source, &timed.times) + "\n",
            notes: told(&path, timed.notes.iter()),
            found: timed.times.len(),
            path,
        }
    };
    let mut stdout = Stdout::open();
    let mut empty = Vec::new();
    let done = many::each(&inputs, given, work, |printed| {
        printed.notes.iter().for_each(|note| report::note(note));
        if printed.found == 0 && printed.notes.is_empty() {
            empty.push(printed.path);
        }
        stdout.write(&printed.text)
    });
    if !matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        stdout.finish()?;
        match &empty[..] {
            [] => {}
            [path] => report::note(&format!("no time was found in `{path}`")),
            all => report::note(&format!("no time was found in `{}` of the documents", all.len())),
        }
    }
    done
}
