//! Does it take twice as long for twice as much? Texts that repeat one thing, at one, two and four times a length.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::checks::check;
use super::odd::{SHAPES, shaped};
use super::process::{Ending, Stopped};
use super::{Campaign, fresh};
use crate::failure::Failure;

/// The length that is begun with, and the one at which lengths stop to grow.
const BYTES: (usize, usize) = (20_000, 2_500_000);

/// By how much four times as much may cost more: linear growth makes it 4, quadratic 16.
const GROWTH_MAX: f64 = 8.0;

/// What is too short for its share in something longer to be told.
const TOLD_MIN: f64 = 0.02;

/// What is too short for its growth to be held against it.
const SECONDS_MIN: f64 = 1.0;

/// What is too little memory for its growth to be held against it.
const PEAK_BYTES_MIN: f64 = 200e6;

/// Tries all shapes, longer and longer until the time is used.
pub fn try_all(campaign: &mut Campaign<'_>, time: Duration) -> Result<(), Failure> {
    let start = Instant::now();
    let mut bytes = BYTES.0;
    loop {
        let round = Instant::now();
        SHAPES.iter().try_for_each(|(name, piece)| try_one(campaign, name, piece, bytes))?;
        // The next round takes about four times as long.
        if bytes >= BYTES.1 || start.elapsed() + round.elapsed() * 4 > time {
            return Ok(());
        }
        bytes = (bytes * 5).min(BYTES.1);
    }
}

fn try_one(campaign: &mut Campaign<'_>, name: &str, piece: &str, bytes: usize) -> Result<(), Failure> {
    let empty = read(campaign, "")?.map_or((0.0, 0.0), cost);
    let mut costs = Vec::new();
    for times in [1, 2, 4] {
        let text = shaped(piece, bytes * times);
        let Some(ending) = read(campaign, &text)? else { return Ok(()) };
        let (seconds, peak) = cost(ending);
        costs.push(((seconds - empty.0).max(1e-6), (peak - empty.1).max(1.0)));
    }
    let [(one, _), (two, _), (four, peak)] = costs[..] else { unreachable!("three lengths were read") };
    let (megabytes, peak_mb) = ((4 * bytes) as f64 / 1e6, peak / 1e6);
    let times = |long: f64, short: f64| if short < TOLD_MIN { "-".to_owned() } else { format!("{:.1}", long / short) };
    let (second, fourth) = (times(two, one), times(four, two));
    println!("{name:<26} {megabytes:>6.2} MB: {four:>7.2} s, {second} and {fourth} times the half; {peak_mb:.0} MB");
    let is_slow = four > SECONDS_MIN && four / one > GROWTH_MAX;
    let is_large = peak > PEAK_BYTES_MIN && peak / costs[0].1 > GROWTH_MAX;
    if is_slow || is_large {
        let what = format!(
            "{name}: four times as much takes {:.1} times as long, {:.1} times the memory",
            four / one,
            peak / costs[0].1
        );
        campaign.found(shaped(piece, bytes).as_bytes(), &what)?;
    }
    Ok(())
}

fn cost(ending: Ending) -> (f64, f64) {
    (ending.seconds, ending.peak_bytes as f64)
}

/// Reads one text; what goes wrong is a finding, and then nothing is returned.
fn read(campaign: &mut Campaign<'_>, text: &str) -> Result<Option<Ending>, Failure> {
    let folder: PathBuf = fresh(campaign.folder.join("shape"))?;
    let path = folder.join("text.txt");
    fs::write(&path, text).map_err(Failure::disk(&path))?;
    let ending = campaign.reader.read(&[path], &folder)?;
    if let Some(Stopped::Refused(why) | Stopped::Broke(why)) = &ending.stopped {
        campaign.found(text.as_bytes(), why)?;
        return Ok(None);
    }
    let (_, wrong) = check(&ending.lines, [text])?;
    for (_, what) in &wrong {
        campaign.found(text.as_bytes(), what)?;
    }
    Ok(wrong.is_empty().then_some(ending))
}
