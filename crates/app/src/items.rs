//! `casus items`: which documents do files hold?

use std::sync::atomic::{AtomicU64, Ordering};

use casus_engine::intake::{Format, Item, Outline, outlines};
use serde_json::json;

use crate::command::{AnswerFormat, Items};
use crate::error::{Error, shown};
use crate::expand::{Next, expand};
use crate::face::visible;
use crate::input::{Input, inputs};
use crate::output::Stdout;
use crate::{many, report};

/// Prints one line for each document, while the files stream through.
pub(crate) fn items(options: &Items) -> Result<(), Error> {
    let inputs = inputs("items", &options.files)?;
    let format = AnswerFormat::or_default(options.format);
    let bar = many::bar(&inputs);
    let read = AtomicU64::new(0);
    let mut list = List { format, stdout: Stdout::open(), found: 0, refused: 0 };
    for input in &inputs {
        let before = list.found;
        let mut passed_over = 0;
        expand(input, &read, |next| {
            bar.set_position(read.load(Ordering::Relaxed));
            match next {
                Next::PassedOver => {
                    passed_over += 1;
                    Ok(())
                }
                next => bar.suspend(|| list.take(next)),
            }
        })?;
        tell(input, list.found - before, passed_over);
    }
    bar.finish_and_clear();
    list.stdout.finish()?;
    match list.refused {
        0 => Ok(()),
        refused => Err(Error::SomeRefused { refused, named: list.found + refused }),
    }
}

fn tell(input: &Input, found: usize, passed_over: usize) {
    if found > 1 || passed_over > 0 {
        let over = if passed_over == 0 { String::new() } else { format!(", and `{passed_over}` other things") };
        report::note(&format!("`{}` holds `{found}` documents{over}", shown(input.path())));
    }
}

/// The lines so far.
struct List {
    format: AnswerFormat,
    stdout: Stdout,
    found: usize,
    refused: usize,
}

impl List {
    fn take(&mut self, next: Next) -> Result<(), Error> {
        match next {
            Next::Item(item) if item.format == Format::Outlines => match outlines(&item.bytes) {
                Ok(outlines) => outlines.iter().try_for_each(|outline| self.outline(&item, outline)),
                Err(cause) => self.take(Next::Refused(Error::Refused { path: item.path, cause })),
            },
            Next::Item(item) => {
                self.found += 1;
                self.item(&item)
            }
            Next::Refused(error) => {
                self.refused += 1;
                report::error(&error);
                Ok(())
            }
            Next::PassedOver => Ok(()),
        }
    }

    fn item(&mut self, item: &Item) -> Result<(), Error> {
        let told = &item.told;
        let day = told.published.or(told.handled).map(|published| published.day.to_string());
        match self.format {
            AnswerFormat::Json => self.line(&json!({
                "path": item.path,
                "format": item.format.word(),
                "size_bytes": item.bytes.len(),
                "title": told.title,
                "published": day,
                "publisher": told.publisher,
                "url": told.url,
            })),
            AnswerFormat::Text => {
                let known =
                    [day.as_deref(), told.title.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
                let known = if known.is_empty() { known } else { format!(": {known}") };
                let line = format!("{} ({}, {} bytes){known}", item.path, item.format, item.bytes.len());
                self.stdout.write(&(visible(&line) + "\n"))
            }
        }
    }

    fn outline(&mut self, item: &Item, outline: &Outline) -> Result<(), Error> {
        match self.format {
            AnswerFormat::Json => {
                self.line(&json!({"path": item.path, "feed": outline.address, "title": outline.title}))
            }
            AnswerFormat::Text => {
                let title = outline.title.as_deref().map_or_else(String::new, |title| format!(": {title}"));
                self.stdout.write(&(visible(&format!("{}{title}", outline.address)) + "\n"))
            }
        }
    }

    fn line(&mut self, line: &serde_json::Value) -> Result<(), Error> {
        self.stdout.write(&format!("{line}\n"))
    }
}
