//! `casus brief`: what does a dossier know?

use std::collections::BTreeSet;

use casus_engine::ledger::{Ledger, Period};
use casus_engine::{Analysis, Chronicle, Dossier, Page, Question, ReadDocument, Remembered, Scenario, Tracing, Who};
use casus_text::Origin;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::command::{Asked, Brief, PageFormat};
use crate::error::{Error, shown};
use crate::folder::Folder;
use crate::guard::Out;
use crate::read::scenario;
use crate::{address, face, output, report, wire};

/// Prints the page of a dossier, or writes it to a file.
pub(crate) fn brief(options: &Brief) -> Result<(), Error> {
    let asked = Desk::open(&options.asked)?;
    if let Some(path) = &options.out {
        asked.check_out(Out { option: "--out", path })?;
    }
    let page = asked.page(&scenario(&options.asked.set)?)?;
    let text = match options.format {
        PageFormat::Text if options.out.is_none() => {
            return output::print_styled(&face::terminal(&page, output::width()));
        }
        PageFormat::Text => anstream::adapter::strip_str(&face::terminal(&page, output::WIDTH)).to_string(),
        PageFormat::Md => face::markdown(&page),
        PageFormat::Json => wire::page(&page) + "\n",
        PageFormat::Html => face::html(&page),
    };
    let Some(out) = &options.out else { return output::print(text.as_bytes()) };
    output::write_file(out, &text)?;
    report::note(&format!("the brief is in `{}`", shown(out)));
    Ok(())
}

/// A dossier with the ledger opened, ready for questions.
pub(crate) struct Desk<'a> {
    folder: Folder,
    ledger: Ledger,
    asked: &'a Asked,
}

impl<'a> Desk<'a> {
    /// Opens what is asked about.
    pub(crate) fn open(asked: &'a Asked) -> Result<Self, Error> {
        let mut folder = Folder::open(&asked.dossier)?;
        let ledger = folder.ledger_read_only()?;
        if let Some(instant) = asked.known_at {
            // Not on the page: what was printed then is to be the same page, byte for byte.
            report::note(&format!("the ledger is asked as it stood at `{instant}`"));
            folder.dossier = folder.dossier_at(&ledger, instant)?;
        }
        Ok(Self { folder, ledger, asked })
    }

    /// Refuses to write over the dossier, and over the documents that were read into it.
    pub(crate) fn check_out(&self, out: Out) -> Result<(), Error> {
        out.spares_dossiers()?;
        out.spares_files_in(&self.folder.path)?;
        let known = self.ledger.known_at(None)?;
        known.iter().try_for_each(|known| out.spares_document(&self.folder.path.join(&known.source.origin().path)))
    }

    /// Shortens the paths of documents beside the folder, except to a path that another document goes by.
    fn shorten_paths(&self, documents: &mut [ReadDocument]) {
        let path = |document: &ReadDocument| document.source.origin().path.clone();
        let addresses: BTreeSet<String> = documents.iter().map(path).collect();
        for document in documents {
            let origin = document.source.origin().clone();
            let near = address::near(&origin.path, &self.folder.path);
            if !addresses.contains(near) {
                let origin = Origin { path: near.to_owned(), ..origin };
                document.source = document.source.clone().with_origin(origin);
            }
        }
    }

    /// Returns what the dossier says beforehand.
    pub(crate) fn dossier(&self) -> &Dossier {
        &self.folder.dossier
    }

    /// Returns what is asked, in a scenario.
    pub(crate) fn question(&self, scenario: &Scenario) -> Question {
        let Asked { min_confidence: threshold, as_of, since, accepted: is_vouched_only, .. } = *self.asked;
        Question { scenario: scenario.clone(), threshold, as_of, since, is_vouched_only }
    }

    /// Returns what the ledger remembers of what is asked about.
    pub(crate) fn remembered(&self) -> Result<Remembered, Error> {
        self.remembered_of(self.question(&Scenario::new()).period(), self.asked.known_at)
    }

    /// Returns what the ledger remembers of what is asked about and had been published by a day.
    pub(crate) fn remembered_by(&self, as_of: Option<Date>) -> Result<Remembered, Error> {
        self.remembered_of(Period { from: self.asked.since, to: as_of }, self.asked.known_at)
    }

    /// Returns what had been recorded by an instant of what was published within a period.
    fn remembered_of(&self, period: Period, known_at: Option<Timestamp>) -> Result<Remembered, Error> {
        let mut remembered = casus_engine::known(&self.ledger, &period, known_at, &self.dossier().registry)?;
        self.shorten_paths(&mut remembered.documents);
        Ok(remembered)
    }

    /// Returns what had been published by a day of what had been recorded by an instant, ready for its threads.
    pub(crate) fn chronicle(&self, as_of: Option<Date>, known_at: Option<Timestamp>) -> Result<Chronicle, Error> {
        let remembered = self.remembered_of(Period { from: self.asked.since, to: as_of }, known_at)?;
        Ok(Chronicle::of(remembered, Tracing::of(self.dossier(), self.asked.min_confidence)))
    }

    /// Finds out who is who in what is asked about.
    pub(crate) fn who(&self) -> Result<Who, Error> {
        Ok(casus_engine::who(self.dossier(), self.remembered()?, &self.question(&Scenario::new())))
    }

    /// Puts together what is asked about for questions of what follows in a scenario.
    pub(crate) fn analysis(&self, scenario: &Scenario) -> Result<Analysis, Error> {
        casus_engine::analysis(self.dossier(), self.remembered()?, &self.question(scenario)).map_err(Error::Question)
    }

    /// Lays out the page of a question, which may differ from what is asked about in its days and in what counts.
    pub(crate) fn page_of(&self, question: &Question) -> Result<Page, Error> {
        let remembered = self.remembered_of(question.period(), self.asked.known_at)?;
        casus_engine::brief(self.dossier(), remembered, question).map_err(Error::Question)
    }

    /// Lays out the page in a scenario.
    pub(crate) fn page(&self, scenario: &Scenario) -> Result<Page, Error> {
        self.page_of(&self.question(scenario))
    }
}
