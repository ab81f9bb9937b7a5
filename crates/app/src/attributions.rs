//! `casus attributions`: which words do the documents attribute to whom?

use casus_engine::intake::Given;

use crate::command::Attributions;
use crate::error::Error;
use crate::face::marked::{self, Subject};
use crate::input::{Loaded, inputs};
use crate::marked::{Seen, is_looked_at, show, told};
use crate::readers::Readers;
use crate::{readers, wire};

/// Prints the attributions of each document.
pub(crate) fn attributions(options: &Attributions) -> Result<(), Error> {
    let inputs = inputs("attributions", &options.files)?;
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let work = |Loaded { source, .. }: Loaded| {
        let attributed = readers.with(|reader| casus_engine::attributed(&source, reader));
        let path = source.origin().path.clone();
        Seen {
            json: wire::attributions(&source, &attributed.attributions) + "\n",
            found: attributed.attributions.len(),
            notes: told(&path, attributed.notes.iter()),
            marked: is_looked_at(&options.view).then(|| marked::attributions(source, &attributed)),
            path,
        }
    };
    show(Subject::Attributions, &inputs, Given::default(), &options.view, work)
}
