//! Is what is nine tenths sure right in nine cases of ten? Bins of confidence, the error of calibration, and a drawing.

use std::fmt::Write as _;

/// How sure the reader was of a record, and whether it was right.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub confidence: f64,
    pub is_right: bool,
}

/// The records whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug)]
pub struct Bin {
    /// Where the tenth begins.
    pub from: f64,
    pub count: usize,
    /// The mean confidence.
    pub confidence: f64,
    /// The share that is right.
    pub right: f64,
}

const BINS: usize = 10;

/// Returns the tenths that records lie in, in order.
pub fn in_bins(points: &[Point]) -> Vec<Bin> {
    let bin = |at: usize| {
        let inside: Vec<_> = points.iter().filter(|it| bin_of(it.confidence) == at).collect();
        let mean =
            |numbers: &dyn Fn(&Point) -> f64| inside.iter().map(|it| numbers(it)).sum::<f64>() / inside.len() as f64;
        (!inside.is_empty()).then(|| Bin {
            from: at as f64 / BINS as f64,
            count: inside.len(),
            confidence: mean(&|it| it.confidence),
            right: mean(&|it| f64::from(u8::from(it.is_right))),
        })
    };
    (0..BINS).filter_map(bin).collect()
}

fn bin_of(confidence: f64) -> usize {
    ((confidence * BINS as f64 + 1e-9) as usize).min(BINS - 1)
}

/// Returns the expected calibration error: by how much confidence and share differ, each bin by its records.
pub fn error(points: &[Point]) -> f64 {
    let gaps = in_bins(points).into_iter().map(|bin| bin.count as f64 * (bin.confidence - bin.right).abs());
    gaps.sum::<f64>() / points.len().max(1) as f64
}

const COLOURS: [&str; 7] = ["#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/// Draws the curves of some kinds; bins with fewer than five records are left out.
pub fn drawing(curves: &[(&str, Vec<Point>)]) -> String {
    const COUNT_MIN: usize = 5;
    let (x, y) = (|share: f64| 50.0 + 300.0 * share, |share: f64| 330.0 - 300.0 * share);
    let mut svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 380\" font-family=\"sans-serif\" \
                   font-size=\"12\">\n<rect width=\"480\" height=\"380\" fill=\"#ffffff\"/>\n\
                   <path d=\"M50 30V330H350\" fill=\"none\" stroke=\"#666666\"/>\n\
                   <path d=\"M50 330L350 30\" stroke=\"#bbbbbb\" stroke-dasharray=\"4\"/>\n\
                   <text x=\"200\" y=\"370\" text-anchor=\"middle\">confidence</text>\n\
                   <text x=\"15\" y=\"20\">share that is right</text>\n"
        .to_owned();
    for tick in [0.0, 0.5, 1.0] {
        let _ = writeln!(svg, "<text x=\"{}\" y=\"348\" text-anchor=\"middle\">{tick}</text>", x(tick));
        let _ = writeln!(svg, "<text x=\"44\" y=\"{}\" text-anchor=\"end\">{tick}</text>", y(tick) + 4.0);
    }
    for (row, ((name, points), colour)) in curves.iter().zip(COLOURS.iter().cycle()).enumerate() {
        let bins = in_bins(points).into_iter().filter(|bin| bin.count >= COUNT_MIN);
        let place = |bin: Bin| format!("{:.1},{:.1}", x(bin.confidence), y(bin.right));
        let places: Vec<String> = bins.map(place).collect();
        let width = if row == 0 { 3 } else { 1 };
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>",
            places.join(" ")
        );
        for place in &places {
            let (x, y) = place.split_once(',').expect("a place has two parts");
            let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"{colour}\"/>");
        }
        let _ = writeln!(svg, "<text x=\"370\" y=\"{}\" fill=\"{colour}\">{name}</text>", 50 + 18 * row);
    }
    svg + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bin_counts_by_its_records() {
        let point = |confidence, is_right| Point { confidence, is_right };
        let points = [point(0.9, true), point(0.9, false), point(1.0, true), point(0.1, false)];
        assert!((error(&points) - (3.0 * (2.8 / 3.0 - 2.0 / 3.0) + 0.1) / 4.0).abs() < 1e-9);
        assert_eq!(in_bins(&points).iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn no_points_have_no_error() {
        assert!(error(&[]).abs() < 1e-9);
    }
}
