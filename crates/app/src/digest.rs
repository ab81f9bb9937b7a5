//! `casus digest`: what changed since the last one, and how do things stand?

use std::io::IsTerminal as _;

use casus_engine::page::Page;
use casus_engine::{Comparison, Scenario, World};
use jiff::tz::Offset;

use crate::brief::Desk;
use crate::clock::Clock;
use crate::command::{AskedDigest, DigestFormat, Moment};
use crate::diff::{check_order, compared};
use crate::error::{Error, shown};
use crate::face::digest;
use crate::guard::Out;
use crate::{output, report, wire};

/// Prints the digest of a dossier, or writes it to a file.
pub(crate) fn digest(options: &AskedDigest, clock: &Clock) -> Result<(), Error> {
    if options.format == DigestFormat::Pdf && options.out.is_none() && std::io::stdout().is_terminal() {
        return Err(Error::NoTerminal { what: "a PDF file" });
    }
    let (from, to) = (&options.states.from, options.to.clone().unwrap_or_else(|| present(options, clock)));
    check_order(from, &to)?;
    let asked = options.asked(&to);
    let desk = Desk::open(&asked)?;
    if let Some(path) = &options.out {
        desk.check_out(Out { option: "--out", path })?;
    }
    let compared = compared(&desk, &options.states, &to)?;
    let page = desk.page(&Scenario::new())?;
    let between = [from.text.as_str(), to.text.as_str()];
    let Some(out) = &options.out else {
        return match options.format {
            DigestFormat::Text => {
                let digest = digest::digest(&page, &compared, between);
                output::print_styled(&digest::text(&digest, output::width()))
            }
            format => output::print(&digest_bytes(&page, &compared, between, format)?),
        };
    };
    output::write_file(out, &digest_bytes(&page, &compared, between, options.format)?)?;
    report::note(&format!("the digest is in `{}`", shown(out)));
    Ok(())
}

/// Returns the present: today, or this instant where the ledger is asked.
fn present(options: &AskedDigest, clock: &Clock) -> Moment {
    let instant = clock.now();
    let day = Offset::UTC.to_datetime(instant).date();
    match options.states.recorded {
        true => Moment { text: instant.to_string(), day: None, instant },
        false => Moment { text: day.to_string(), day: Some(day), instant },
    }
}

/// Returns a digest in one of its formats, text without styles.
pub(crate) fn digest_bytes(
    page: &Page,
    compared: &Comparison,
    between: [&str; 2],
    format: DigestFormat,
) -> Result<Vec<u8>, Error> {
    let told = digest::digest(page, compared, between);
    Ok(match format {
        DigestFormat::Text => {
            anstream::adapter::strip_str(&digest::text(&told, output::WIDTH)).to_string().into_bytes()
        }
        DigestFormat::Md => digest::markdown(&told).into_bytes(),
        DigestFormat::Html => digest::html(&told).into_bytes(),
        DigestFormat::Json => (wire::digest(&told) + "\n").into_bytes(),
        DigestFormat::Pdf => digest::pdf(&told)?,
    })
}
