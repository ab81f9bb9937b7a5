//! `casus figures`: which numbers do the documents give, and of what?

use casus_engine::figured;
use casus_engine::intake::Given;

use crate::command::Documents;
use crate::error::Error;
use crate::input::{Loaded, inputs};
use crate::marked::told;
use crate::output::Stdout;
use crate::readers::Readers;
use crate::{many, readers, report, wire};

/// Prints the figures of each document in the order in which the documents are named.
pub(crate) fn figures(options: &Documents) -> Result<(), Error> {
    let inputs = inputs("figures", &options.files)?;
    let given = Given { published: options.published };
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let mut stdout = Stdout::open();
    let work = |Loaded { source, .. }: Loaded| {
        let found = readers.with(|reader| figured(&source, reader));
        let notes = told(&source.origin().path, found.notes.iter());
        (wire::figures(&source, &found.figures) + "\n", notes)
    };
    let done = many::each(&inputs, given, work, |(line, notes)| {
        notes.iter().for_each(|note| report::note(note));
        stdout.write(&line)
    });
    if !matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        stdout.finish()?;
    }
    done
}
