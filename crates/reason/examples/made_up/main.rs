//! What does each analysis of one goal cost in a made-up dossier?
//!
//! `made_up costs COMMITMENTS` makes up a dossier of so many commitments, asks everything that `casus goal` asks of each
//! of its goals, with the budget that `casus goal` has, and prints a line of JSON for each answer.
//! `made_up atoms QUESTION COMMITMENTS` prints the propositions that are so, one a line, where the question is `due`,
//! `cautious` or `brave`, and `made_up program QUESTION COMMITMENTS` the same as a logic program. `cargo xtask bench reason --made-up` sums it all up.

mod costs;
mod dossier;
mod program;

use std::env;
use std::error::Error;

use dossier::Dossier;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let of = |commitments: &str| -> Result<Dossier, Box<dyn Error>> { Ok(Dossier::of(commitments.parse()?)) };
    match arguments[..] {
        ["costs", commitments] => costs::print(&of(commitments)?),
        ["atoms", question, commitments] => print!("{}", program::atoms(&of(commitments)?, question.parse()?)?),
        ["program", question, commitments] => print!("{}", program::text(&of(commitments)?, question.parse()?)),
        _ => return Err("usage: made_up costs COMMITMENTS, or made_up atoms|program QUESTION COMMITMENTS".into()),
    }
    Ok(())
}
