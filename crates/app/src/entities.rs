//! `casus entities`: of whom and of what do the documents speak?

use casus_claim::{NoteKind, Registry};
use casus_engine::intake::Given;

use crate::command::Entities;
use crate::error::Error;
use crate::face::marked::{self, Subject};
use crate::input::{Loaded, inputs};
use crate::marked::{Seen, is_looked_at, show, told};
use crate::readers::Readers;
use crate::{readers, wire};

/// Prints the entities of each document.
pub(crate) fn entities(options: &Entities) -> Result<(), Error> {
    let inputs = inputs("entities", &options.documents.files)?;
    let given = Given { published: options.documents.published };
    let pipeline = readers::pipeline(readers::ENGLISH)?;
    let readers = Readers::of(&pipeline);
    let work = |Loaded { source, .. }: Loaded| {
        let reading = readers.read(&source, &Registry::default());
        let path = source.origin().path.clone();
        let whole = reading.notes().iter().filter(|note| matches!(note.kind, NoteKind::Language | NoteKind::Overlong));
        Seen {
            json: wire::entities(&source, &reading) + "\n",
            found: reading.entities().len(),
            notes: told(&path, whole),
            marked: is_looked_at(&options.view).then(|| marked::entities(source, &reading)),
            path,
        }
    };
    show(Subject::Entities, &inputs, given, &options.view, work)
}
