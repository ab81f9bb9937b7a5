//! What does the cost look like against the size? Both axes by powers of ten, a line for each analysis.

use std::fmt::Write as _;

use super::made_up::Line;

const COLOURS: [&str; 10] =
    ["#000000", "#999999", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f3c8d", "#6b8e23"];

/// The commitments at the left end and at the right, and the milliseconds at the foot and at the top, as powers of ten.
const SIZES: [f64; 2] = [1.5, 4.0];
const TIMES: [f64; 2] = [-2.0, 4.0];

/// Draws the medians; a ring is a size at which some answer was bounded.
pub fn drawing(lines: &[Line]) -> String {
    let x = |commitments: f64| 60.0 + 360.0 * (commitments.log10() - SIZES[0]) / (SIZES[1] - SIZES[0]);
    let y = |ms: f64| 330.0 - 300.0 * (ms.log10().clamp(TIMES[0], TIMES[1]) - TIMES[0]) / (TIMES[1] - TIMES[0]);
    let mut svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 560 380\" font-family=\"sans-serif\" \
                   font-size=\"12\">\n<rect width=\"560\" height=\"380\" fill=\"#ffffff\"/>\n\
                   <path d=\"M60 30V330H420\" fill=\"none\" stroke=\"#666666\"/>\n\
                   <text x=\"240\" y=\"370\" text-anchor=\"middle\">commitments</text>\n\
                   <text x=\"15\" y=\"20\">milliseconds, median</text>\n"
        .to_owned();
    for tick in [50.0, 200.0, 1_000.0, 5_000.0] {
        let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"348\" text-anchor=\"middle\">{tick}</text>", x(tick));
    }
    for tick in [0.01, 0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0] {
        let _ = writeln!(svg, "<text x=\"54\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>", y(tick) + 4.0);
    }
    let second = y(1_000.0);
    let _ = writeln!(svg, "<path d=\"M60 {second:.1}H420\" stroke=\"#bbbbbb\" stroke-dasharray=\"4\"/>");
    let mut names: Vec<&str> = Vec::new();
    lines.iter().for_each(|line| {
        if !names.contains(&line.analysis.as_str()) {
            names.push(&line.analysis);
        }
    });
    for (row, (name, colour)) in names.into_iter().zip(COLOURS.iter().cycle()).enumerate() {
        let of = || lines.iter().filter(|line| line.analysis == name);
        let place = |line: &Line| (x(line.commitments as f64), y(line.median_ms));
        let points: Vec<String> = of().map(place).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let points = points.join(" ");
        let _ = writeln!(svg, "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\"/>");
        for line in of() {
            let (x, y) = place(line);
            let fill = if line.bounded > 0 { "#ffffff" } else { colour };
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{fill}\" stroke=\"{colour}\"/>");
        }
        let _ = writeln!(svg, "<text x=\"440\" y=\"{}\" fill=\"{colour}\">{name}</text>", 50 + 18 * row);
    }
    svg + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bounded_answer_is_a_ring() {
        let line = |bounded| Line {
            analysis: "sinks".to_owned(),
            commitments: 100,
            answers: 20,
            median_ms: 1.0,
            worst_ms: 2.0,
            bounded,
        };
        let is_ring = |bounded| drawing(&[line(bounded)]).contains("r=\"3\" fill=\"#ffffff\"");
        assert_eq!([0, 1].map(is_ring), [false, true]);
    }
}
