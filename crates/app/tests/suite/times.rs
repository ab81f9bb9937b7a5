//! Which times does a passage speak of? A line for each, with its type, its value and its days.

use std::fmt::Write as _;

use casus_text::Source;

use crate::installed;

/// Writes the expressions of time of a source, those at the ends of a range behind it and set in.
pub fn lines(source: &Source) -> String {
    let timed = installed::with_reader(|reader| casus_engine::timed(source, reader));
    let (mut lines, mut end) = (String::new(), 0);
    for time in timed.times {
        let is_part = time.span.end_bytes() <= end;
        end = end.max(time.span.end_bytes());
        let margin = if is_part { "  " } else { "" };
        let words = source.slice(time.span);
        let _ = write!(lines, "{margin}{words}: {} {}", time.kind.word(), time.value);
        let _ = match (time.start, time.end) {
            (Some(start), Some(end)) if start == end => writeln!(lines, " = {start}"),
            (Some(start), Some(end)) => writeln!(lines, " = {start} to {end}"),
            (Some(start), None) => writeln!(lines, " = {start} on"),
            (None, Some(end)) => writeln!(lines, " = until {end}"),
            (None, None) => writeln!(lines),
        };
    }
    lines
}
