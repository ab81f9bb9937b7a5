//! Lists what a file holds, with nothing of the rest of casus: `items items --format json FILE`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use casus_intake::{Found, Input, items};

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(4).expect("a file is named");
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut file = File::open(&path)?;
    let mut failed = None;
    let _ = items(Input::File(&mut file), &path, &mut |found| {
        let line = match found {
            Found::Item(item) => writeln!(out, "{} {} {}", item.path, item.format, item.bytes.len()),
            Found::Refused { path, cause } => writeln!(out, "{path} {cause}"),
            Found::PassedOver { path } => writeln!(out, "{path} is passed over"),
        };
        match line {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    failed.map_or(Ok(()), Err)
}
