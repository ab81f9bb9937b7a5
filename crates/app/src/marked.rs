//! What `casus entities` and `casus attributions` have in common: documents whose words are marked, in three formats.

use casus_claim::Note;
use casus_engine::intake::Given;

use crate::command::{MarkedFormat, MarkedView};
use crate::error::{Error, shown};
use crate::face::marked::{Marked, Subject, html, terminal};
use crate::input::{Input, Loaded};
use crate::output::{Stdout, width};
use crate::{guard, many, output, report};

/// What was read of one document.
pub(crate) struct Seen {
    /// Its JSON, where that is asked for.
    pub(crate) json: String,
    /// Its marked words, where a view is asked for.
    pub(crate) marked: Option<Marked>,
    /// How many things were found in it.
    pub(crate) found: usize,
    pub(crate) path: String,
    /// What concerns the document as a whole.
    pub(crate) notes: Vec<String>,
}

/// Prints each document in the order in which the documents are named, and writes the page where one is asked for.
pub(crate) fn show(
    subject: Subject,
    inputs: &[Input],
    given: Given,
    view: &MarkedView,
    work: impl Fn(Loaded) -> Seen + Sync,
) -> Result<(), Error> {
    guard::spares(view.html.as_deref(), "--html", inputs)?;
    let keeps = view.html.is_some() || view.format == MarkedFormat::Html;
    let mut stdout = Stdout::open();
    let (mut kept, mut empty) = (Vec::new(), Vec::new());
    let done = many::each(inputs, given, work, |seen| {
        seen.notes.iter().for_each(|note| report::note(note));
        if seen.found == 0 && seen.notes.is_empty() {
            empty.push(seen.path.clone());
        }
        match view.format {
            MarkedFormat::Json => stdout.write(&seen.json)?,
            MarkedFormat::Text => {
                let drawn = seen.marked.as_ref().map(|marked| terminal(subject, marked, width())).unwrap_or_default();
                stdout.write_styled(&format!("=== {} ===\n\n{drawn}\n", seen.path))?;
            }
            MarkedFormat::Html => {}
        }
        kept.extend(seen.marked.filter(|_| keeps));
        Ok(())
    });
    if matches!(done, Err(Error::Closed | Error::NotPrinted { .. })) {
        return done;
    }
    pages(subject, &kept, view, stdout)?;
    tell_empty(subject, &empty);
    done
}

/// The file comes first: when nobody reads standard output to its end, the page is there all the same.
fn pages(subject: Subject, kept: &[Marked], view: &MarkedView, mut stdout: Stdout) -> Result<(), Error> {
    if kept.is_empty() {
        return stdout.finish();
    }
    let page = html(subject, kept);
    if let Some(out) = &view.html {
        output::write_file(out, &page)?;
        report::note(&format!("the page is in `{}`", shown(out)));
    }
    if view.format == MarkedFormat::Html {
        stdout.write(&page)?;
    }
    stdout.finish()
}

/// Returns whether somebody will look at the marks.
pub(crate) fn is_looked_at(view: &MarkedView) -> bool {
    view.html.is_some() || view.format != MarkedFormat::Json
}

/// Words the notes of a document for standard error, each with the path.
pub(crate) fn told<'n>(path: &str, notes: impl Iterator<Item = &'n Note>) -> Vec<String> {
    notes.map(|note| format!("`{path}`: {}", note.sentence)).collect()
}

fn tell_empty(subject: Subject, empty: &[String]) {
    let thing = match subject {
        Subject::Entities => "entity",
        Subject::Attributions => "attribution",
        Subject::Coverage => "sentence without a record",
    };
    match empty {
        [] => {}
        [path] => report::note(&format!("no {thing} was found in `{path}`")),
        all => report::note(&format!("no {thing} was found in `{}` of the documents", all.len())),
    }
}
