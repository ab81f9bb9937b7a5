//! Which glyphs stand for a text?
//!
//! Four typefaces of Typst's are in the program, and no other is asked for, so that a text looks the same everywhere. The
//! last of them has some of the scripts that the others lack; what it lacks, too, is drawn as a box and counted.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, ShapePlan, UnicodeBuffer};
use unicode_segmentation::UnicodeSegmentation as _;

/// A typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Semibold,
    Italic,
    /// For what the others lack.
    Wide,
}

/// The typefaces, with what shapes a text in each.
pub(super) struct Fonts {
    fonts: [(Font, rustybuzz::Face<'static>); 4],
    /// How each script is shaped in each typeface and direction, which takes long to find out.
    plans: RefCell<BTreeMap<(usize, bool, u32), ShapePlan>>,
}

/// A stretch of text in one typeface.
pub(super) struct Stretch {
    pub(super) start_bytes: usize,
    pub(super) face: Face,
    /// How many of its characters no typeface has.
    pub(super) missing: usize,
}

impl Fonts {
    pub(super) fn new() -> Self {
        let font = |name: &str| {
            let bytes = typeface(name);
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes);
            let font = Font::new(shared.into(), 0).expect("the typeface is one");
            (font, rustybuzz::Face::from_slice(bytes, 0).expect("the typeface is one"))
        };
        Self {
            plans: RefCell::default(),
            fonts: [
                font("LibertinusSerif-Regular"),
                font("LibertinusSerif-Semibold"),
                font("LibertinusSerif-Italic"),
                font("DejaVuSansMono"),
            ],
        }
    }

    fn of(&self, face: Face) -> &(Font, rustybuzz::Face<'static>) {
        &self.fonts[face as usize]
    }

    /// Returns a typeface for the file.
    pub(super) fn font(&self, face: Face) -> Font {
        self.of(face).0.clone()
    }

    /// Parts a text by the typefaces that have its characters; what belongs together stays together.
    pub(super) fn stretches(&self, text: &str, wanted: Face) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (start_bytes, cluster) in text.grapheme_indices(true) {
            let has =
                |face: &Face| cluster.chars().all(|it| is_unseen(it) || self.of(*face).1.glyph_index(it).is_some());
            let last = stretches.last().map(|stretch| stretch.face);
            let is_unseen = cluster.chars().all(|it| is_unseen(it) || it == ' ');
            let found =
                last.filter(|_| is_unseen).or_else(|| [wanted, Face::Regular, Face::Wide].into_iter().find(has));
            let (face, missing) = found.map_or((Face::Wide, 1), |face| (face, 0));
            match stretches.last_mut().filter(|stretch| stretch.face == face) {
                Some(stretch) => stretch.missing += missing,
                None => stretches.push(Stretch { start_bytes, face, missing }),
            }
        }
        stretches
    }

    /// Returns the glyphs of a text in a typeface, from left to right.
    pub(super) fn shape(&self, face: Face, text: &str, is_leftward: bool) -> Vec<KrillaGlyph> {
        let (font, shaper) = self.of(face);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let direction = if is_leftward { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        let script = buffer.script();
        let mut plans = self.plans.borrow_mut();
        let plan = plans
            .entry((face as usize, is_leftward, script.tag().0))
            .or_insert_with(|| ShapePlan::new(shaper, direction, Some(script), None, &[]));
        let shaped = rustybuzz::shape_with_plan(shaper, plan, buffer);
        let starts: std::collections::BTreeSet<usize> =
            shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let unit = font.units_per_em();
        let glyph = |(info, position): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let start = info.cluster as usize;
            let end = starts.range(start + 1..).next().copied().unwrap_or(text.len());
            let [advance, x, y] = [position.x_advance, position.x_offset, position.y_offset].map(|it| it as f32 / unit);
            KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, start..end, None)
        };
        shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(glyph).collect()
    }

    /// Returns how wide a text is in a typeface, in parts of its size.
    pub(super) fn width(&self, face: Face, text: &str) -> f32 {
        self.shape(face, text, false).iter().map(|glyph| glyph.x_advance).sum()
    }
}

/// Returns the typeface of a name.
fn typeface(name: &str) -> &'static [u8] {
    let is_it = |bytes: &&[u8]| {
        let face = rustybuzz::Face::from_slice(bytes, 0).expect("the typefaces are whole");
        let names =
            face.names().into_iter().filter(|known| known.name_id == rustybuzz::ttf_parser::name_id::POST_SCRIPT_NAME);
        names.filter_map(|known| known.to_string()).any(|known| known == name)
    };
    typst_assets::fonts().find(is_it).expect("the typeface is among them")
}

/// Returns whether a character is drawn by nothing: what joins, parts or directs its neighbours.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}
