//! How many minimal cut sets has a fault tree, counted in another way?
//!
//! `cut_sets FILE MILLIONS SECONDS` reads a fault tree in the Open-PSA format, works out its minimal cut sets gate by gate,
//! and prints how many there are; with `definition` behind it they are counted by what makes them minimal. It stops with an error where so many million nodes or so many seconds do not suffice.
//! `cargo xtask bench reason --trees DIR --confirm` holds the numbers against those of `casus faulttree`.

use std::error::Error;
use std::time::{Duration, Instant};
use std::{env, fs};

use casus_reason::fault_tree::FaultTree;
use casus_reason::structure::{Budget, Solved};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (file, millions, seconds, is_by_definition) = match &arguments[..] {
        [file, millions, seconds] => (file, millions, seconds, false),
        [file, millions, seconds, way] if way == "definition" => (file, millions, seconds, true),
        _ => return Err("usage: cut_sets FILE MILLIONS SECONDS [definition]".into()),
    };
    let bytes = fs::read(file)?;
    let tree = FaultTree::parse(&bytes, None).map_err(|fault| format!("line {}: {}", fault.line, fault.what))?;
    let (start, time_max) = (Instant::now(), Duration::from_secs(seconds.parse()?));
    let is_over = || start.elapsed() >= time_max;
    let nodes_max = millions.parse::<usize>()?.saturating_mul(1_000_000);
    let budget = Budget { nodes_max, is_over: &is_over };
    let count = if is_by_definition {
        Solved::of(&tree.structure, tree.top, &budget)?.count_by_definition(&budget)?
    } else {
        tree.structure.minimal_by_gates(tree.top, &budget)?.map(|minimal| minimal.count())
    };
    match count {
        Some(count) => println!("{count}"),
        None => return Err("something in the tree is denied".into()),
    }
    Ok(())
}
