//! What do figures look like on the wire, by themselves?

use casus_engine::SeenFigure;
use casus_text::Source;
use serde::Serialize;

use super::number::Number;
use super::{Offsets, Wire};

#[derive(Serialize)]
struct FiguresLine<'a> {
    path: &'a str,
    published: Option<String>,
    figures: Vec<FigureLine<'a>>,
}

#[derive(Serialize)]
struct FigureLine<'a> {
    span: Offsets,
    text: &'a str,
    of: &'a str,
    value: Number,
    high: Option<Number>,
    unit: &'a str,
    approximate: bool,
}

/// Writes the figures of a document as one line of JSON, without the line feed.
pub(crate) fn figures(source: &Source, figures: &[SeenFigure]) -> String {
    let wire = Wire { source };
    let line = FiguresLine {
        path: &source.origin().path,
        published: source.published().map(|day| day.to_string()),
        figures: figures.iter().map(|figure| wire.seen_figure(figure)).collect(),
    };
    serde_json::to_string(&line).expect("every key is a string and no value can fail")
}

impl<'a> Wire<'a> {
    fn seen_figure(self, figure: &'a SeenFigure) -> FigureLine<'a> {
        FigureLine {
            span: self.offsets(figure.span),
            text: self.source.slice(figure.span),
            of: &figure.of,
            value: Number::exact(figure.amount.value),
            high: figure.amount.high.map(Number::exact),
            unit: figure.amount.unit.word(),
            approximate: figure.amount.is_approximate,
        }
    }
}
