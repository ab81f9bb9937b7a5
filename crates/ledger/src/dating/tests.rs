//! When were documents written that are put together by hand, with readings of their own?

use casus_claim::{
    Actors, Amount, Claim, Confidence, Entity, EntityId, EntityKind, Event, EventStatus, EventType, Figure,
    KnownOffice, Mode, Office, Reading, Record, RecordId, Statement, Term, Time, Unit,
};
use casus_text::{DateOrigin, Origin, Published, Source, Span};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::{Dating, datings};

/// A text with what was read out of it.
#[derive(Clone)]
struct Told {
    source: Source,
    entities: Vec<Entity>,
    records: Vec<Record>,
}

fn on(day: Date, text: &str) -> Told {
    let published = Some(Published { day, origin: DateOrigin::Given });
    let undated = undated(text);
    Told { source: undated.source.with_origin(Origin { published, ..Origin::default() }), ..undated }
}

fn undated(text: &str) -> Told {
    Told { source: Source::new(text.to_owned(), Origin::default()), entities: Vec::new(), records: Vec::new() }
}

impl Told {
    fn at(mut self, path: &str) -> Self {
        let origin = Origin { path: path.to_owned(), ..self.source.origin().clone() };
        self.source = self.source.with_origin(origin);
        self
    }

    fn span(&self, words: &str) -> Span {
        let start = self.source.text().find(words).expect("the words stand in the text");
        self.source.span(start, start + words.len()).expect("the words are whole")
    }

    fn sentences(&self) -> Vec<Span> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, _) in self.source.text().match_indices(". ").chain([(self.source.text().len() - 1, ".")]) {
            sentences.push(self.source.span(start, at + 1).expect("a stop is one byte"));
            start = at + 2;
        }
        sentences
    }

    fn sentence(&self, words: &str) -> Span {
        let place = self.span(words);
        *self.sentences().iter().find(|sentence| sentence.contains(place)).expect("the words stand in one sentence")
    }

    fn named(mut self, kind: EntityKind, names: &[&str]) -> Self {
        for &name in names {
            let found = self.source.text().match_indices(name);
            let mentions = found.map(|(at, name)| self.source.span(at, at + name.len()).expect("whole")).collect();
            let id = EntityId(self.entities.len().try_into().expect("a few"));
            let (aliases, offices, roles) = Default::default();
            self.entities.push(Entity { id, kind, name: name.to_owned(), aliases, mentions, offices, roles });
        }
        self
    }

    fn office(mut self, title: &str, of: &str) -> Self {
        let last = self.entities.last_mut().expect("somebody is named");
        last.offices.push(Office { title: Some(title.to_owned()), of: Some(of.to_owned()) });
        self
    }

    fn add(mut self, words: &str, time: Option<Time>, attributed_to: Vec<EntityId>, claim: Claim) -> Self {
        let id = RecordId(self.records.len().try_into().expect("a few"));
        let confidence = Confidence::new(0.95).expect("a share");
        let quote = self.source.quote(self.sentence(words));
        self.records.push(Record { id, quote, attributed_to, time, confidence, claim });
        self
    }

    fn event(self, words: &str, kind: EventType, status: EventStatus, time: Option<Time>) -> Self {
        let event = Event { kind, participants: Vec::new(), place: None, format: None, status, because: None };
        self.add(words, time, Vec::new(), Claim::Event(event))
    }

    fn held(self, words: &str, time: Option<Time>) -> Self {
        self.event(words, EventType::Meeting, EventStatus::Held, time)
    }

    fn planned(self, words: &str, time: Option<Time>) -> Self {
        self.event(words, EventType::Meeting, EventStatus::Planned, time)
    }

    fn said(self, words: &str, time: Option<Time>) -> Self {
        let speaker = Actors::new([EntityId(0)]).expect("one");
        let content = self.source.quote(self.span(words));
        let cue = "said".to_owned();
        let statement = Statement { speaker, cue, content, mode: Mode::Direct, addressee: Vec::new() };
        self.add(words, time, vec![EntityId(0)], Claim::Statement(statement))
    }

    fn figure(self, words: &str, value: i64, time: Option<Time>) -> Self {
        let unit = Unit::Noun("tonne".to_owned());
        let amount = Amount { value: Decimal::from(value), high: None, unit, is_approximate: false };
        self.add(words, time, Vec::new(), Claim::Figure(Figure { of: words.to_owned(), amount }))
    }

    fn document(self) -> (Source, Reading) {
        let sentences = self.sentences();
        let reading = Reading::new(self.source.id(), self.entities, self.records, Vec::new(), sentences);
        (self.source, reading)
    }
}

fn day(text: &str, day: Date) -> Option<Time> {
    Some(Time::days(text, day, day))
}

fn words(text: &str) -> Option<Time> {
    Some(Time::symbolic(text))
}

fn show(dating: &Dating) -> Vec<String> {
    let ends = |earliest: Option<Date>, latest: Option<Date>| {
        let [earliest, latest] = [earliest, latest].map(|day| day.map_or(String::new(), |day| day.to_string()));
        format!("{earliest}..{latest}")
    };
    let window = dating.window.map_or("no window".to_owned(), |window| ends(window.earliest, window.latest));
    let best = dating.best.map_or(String::new(), |day| format!(", best {day}"));
    let clash = dating.clash.map_or(String::new(), |[one, other]| format!(", {one} against {other}"));
    let reason = |reason: &super::DateReason| {
        let aside = if reason.is_set_aside { ", set aside" } else { "" };
        let there: Vec<String> = reason.there.iter().map(|side| side.document.to_string()).collect();
        let days = ends(reason.window.earliest, reason.window.latest);
        format!("{} {days} [{}]{aside}", reason.kind.word(), there.join(" "))
    };
    [format!("{window}{best}{clash}")].into_iter().chain(dating.reasons.iter().map(reason)).collect()
}

/// Shows the window of the only undated document, and its reasons.
fn check_with(terms: &[Term], told: Vec<Told>, expect: &[&str]) {
    let documents: Vec<(Source, Reading)> = told.into_iter().map(Told::document).collect();
    let datings = datings(&documents, terms);
    let [dating] = datings.as_slice() else { panic!("one document is undated") };
    assert_eq!(show(dating), expect);
}

fn check(told: Vec<Told>, expect: &[&str]) {
    check_with(&[], told, expect);
}

const MET: Date = date(2031, 5, 9);
const NAMES: [&str; 2] = ["Norland", "Sudland"];

/// A dated report of a meeting on the ferry tariffs of the strait, on a Friday.
fn report() -> Told {
    on(date(2031, 5, 10), "Norland and Sudland discussed the ferry tariffs of the strait in Eastport on 9 May.")
        .named(EntityKind::State, &NAMES)
        .named(EntityKind::Place, &["Eastport"])
        .held("discussed", day("9 May", MET))
}

fn letter(text: &str) -> Told {
    undated(text).named(EntityKind::State, &NAMES).named(EntityKind::Place, &["Eastport"])
}

#[test]
fn what_is_told_as_past_is_written_from_its_day_on() {
    let text = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport.";
    check(
        vec![report(), letter(text).held("discussed", None)],
        &["2031-05-09.., best 2031-05-09", "reported 2031-05-09.. [0]"],
    );
}

#[test]
fn a_day_of_the_week_yesterday_and_tomorrow_are_told_from_the_day_of_writing() {
    let told = |time: &str| {
        letter(&format!("Norland and Sudland discussed the ferry tariffs of the strait in Eastport {time}."))
    };
    let held = |time: &str| vec![report(), told(time).held("discussed", words(time))];
    check(held("on Friday"), &["2031-05-09..2031-05-16, best 2031-05-09", "reported 2031-05-09..2031-05-16 [0]"]);
    check(held("yesterday"), &["2031-05-10..2031-05-10, best 2031-05-10", "reported 2031-05-10..2031-05-10 [0]"]);
    check(held("on Thursday"), &["no window"]);
    let ahead = |time: &str| {
        let text = format!("Norland and Sudland will discuss the ferry tariffs of the strait in Eastport {time}.");
        vec![report(), letter(&text).planned("discuss", words(time))]
    };
    check(ahead("tomorrow"), &["2031-05-08..2031-05-08, best 2031-05-08", "ahead 2031-05-08..2031-05-08 [0]"]);
    check(ahead("on Friday"), &["2031-05-02..2031-05-09", "ahead 2031-05-02..2031-05-09 [0]"]);
    check(ahead("soon"), &["..2031-05-09", "ahead ..2031-05-09 [0]"]);
}

#[test]
fn another_event_is_no_reason() {
    for text in [
        "Norland and Sudland discussed the salt tariffs of the pass in Eastport.",
        "Norland and Sudland discussed the ferry tariffs of the strait in Port Sabel.",
        "Norland and Sudland discussed the ferry tariffs of the strait again in Eastport.",
        "Norland and Sudland discussed the ferry tariffs of the strait in Eastport in March.",
        "Tolvia and Ostrel discussed the ferry tariffs of the strait.",
        "Norland and Sudland met in Eastport.",
    ] {
        let told =
            letter(text).named(EntityKind::Place, &["Port Sabel"]).named(EntityKind::State, &["Tolvia", "Ostrel"]);
        check(vec![report(), told.held(text, None)], &["no window"]);
    }
    // Two such meetings, and nobody can tell which is meant.
    let text = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport on 2 June.";
    let later = on(date(2031, 6, 3), text).named(EntityKind::State, &NAMES).named(EntityKind::Place, &["Eastport"]);
    let later = later.held("discussed", day("2 June", date(2031, 6, 2)));
    let text = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport.";
    check(vec![report(), later, letter(text).held("discussed", None)], &["no window"]);
    // A plan that is told back was one at another time.
    let text = "Norland and Sudland were to discuss the ferry tariffs of the strait in Eastport.";
    check(vec![report(), letter(text).planned("discuss", None)], &["no window"]);
}

#[test]
fn bounds_are_intersected_and_those_that_exclude_one_another_leave_no_window() {
    let first = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport.";
    let own = |plan: Date| {
        let text = format!("{first} The dam will open on {plan}, in 2031 or later.");
        letter(&text).held("discussed", None).planned("open", day("then", plan))
    };
    check(
        vec![report(), own(date(2031, 6, 1))],
        &["2031-05-09..2031-06-01, best 2031-05-09", "reported 2031-05-09.. [0]", "inside ..2031-06-01 []"],
    );
    check(
        vec![report(), own(date(2031, 4, 1))],
        &["no window, 0 against 1", "reported 2031-05-09.. [0]", "inside ..2031-04-01 []"],
    );
}

#[test]
fn a_copy_has_the_days_of_its_original_and_a_version_is_no_witness() {
    let text = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport. \
        The harbour master of Eastport counted more ships than in any other spring.";
    let copy = on(date(2031, 5, 10), text).at("a.txt");
    check(
        vec![copy, undated(text).at("b.txt")],
        &["2031-05-07..2031-05-13, best 2031-05-10", "copy 2031-05-07..2031-05-13 [0]"],
    );
    let lead = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport.";
    let told = letter(lead).held("discussed", None);
    check(vec![report().at("a.txt"), told.clone().at("a.txt")], &["no window"]);
    check(
        vec![report().at("a.txt"), told.at("b.txt")],
        &["2031-05-09.., best 2031-05-09", "reported 2031-05-09.. [0]"],
    );
}

#[test]
fn a_day_in_the_document_bounds_it_and_a_plan_told_back_does_not() {
    let own = |text: &str| undated(text).named(EntityKind::State, &NAMES);
    let held = |text: &str| own(text).held("Norland", None);
    check(vec![held("Norland opened the lock in November 2031.")], &["2031-11-01..", "inside 2031-11-01.. []"]);
    check(vec![held("Norland opened the lock on May 3, 2031.")], &["2031-05-03..", "inside 2031-05-03.. []"]);
    check(vec![held("Norland opened the lock in 2031.")], &["2031-01-01..", "inside 2031-01-01.. []"]);
    for text in [
        "Norland opened the lock of 2031.",
        "Norland opened the lock in 2031 or in 2032.",
        "Norland opened the lock that will be enlarged in 2031.",
    ] {
        check(vec![held(text)], &["no window"]);
    }
    let planned = |text: &str| own(text).planned("Norland", day("then", date(2031, 6, 1)));
    check(vec![planned("Norland will open the lock on 1 June 2031.")], &["..2031-06-01", "inside ..2031-06-01 []"]);
    for text in [
        "Norland was to open the lock on 1 June 2031.",
        "Norland will open the lock on 1 June.",
        "“Norland will open the lock on 1 June 2031”.",
    ] {
        check(vec![planned(text)], &["no window"]);
    }
}

fn term(person: &str, title: &str, from: Date, to: Option<Date>) -> Term {
    let (title, of) = (title.to_owned(), "Norland".to_owned());
    Term { person: person.to_owned(), office: KnownOffice { title, of, from: Some(from), to } }
}

#[test]
fn an_office_bounds_and_offices_without_a_common_day_are_set_aside() {
    let terms = [
        term("Ada Korn", "Premier", date(2029, 3, 1), Some(date(2031, 3, 1))),
        term("Mira Dane", "Speaker", date(2030, 1, 1), None),
        term("Olaf Stern", "Chancellor", date(2035, 1, 1), None),
    ];
    let told = undated("Premier Ada Korn wrote to Speaker Mira Dane. Chancellor Olaf Stern agreed.");
    let two = told.named(EntityKind::Person, &["Ada Korn"]).office("Premier", "Norland");
    let two = two.named(EntityKind::Person, &["Mira Dane"]).office("Speaker", "Norland");
    check_with(
        &terms,
        vec![two.clone()],
        &["2029-12-01..2031-04-01", "office 2029-01-29..2031-04-01 []", "office 2029-12-01.. []"],
    );
    let three = two.named(EntityKind::Person, &["Olaf Stern"]).office("Chancellor", "Norland");
    check_with(
        &terms,
        vec![three],
        &[
            "no window",
            "office 2029-01-29..2031-04-01 [], set aside",
            "office 2029-12-01.. [], set aside",
            "office 2034-12-01.. [], set aside",
        ],
    );
}

#[test]
fn a_day_of_the_week_with_its_month_tells_the_year() {
    let terms = [term("Ada Korn", "Premier", date(2029, 3, 1), Some(date(2031, 3, 1)))];
    let text = "Premier Ada Korn opened the lock on Friday, 8 March.";
    let told = undated(text).named(EntityKind::Person, &["Ada Korn"]).office("Premier", "Norland");
    // 8 March is a Friday in 2030 and in no other year from 2028 to 2032.
    check_with(
        &terms,
        vec![told.held("opened", None)],
        &["2030-03-08..2031-04-01", "office 2029-01-29..2031-04-01 []", "weekday 2030-03-08.. []"],
    );
}

#[test]
fn a_quote_and_a_number_are_told_from_the_day_that_others_give_them() {
    let quote = "“the strait belongs to all who live by the strait and to nobody else”";
    let said = |told: Told| told.named(EntityKind::Person, &["Mira Dane"]);
    let dated =
        said(on(MET, &format!("Mira Dane said on 8 May: {quote}."))).said(quote, day("8 May", date(2031, 5, 8)));
    let own = said(undated(&format!("As Mira Dane put it, {quote}."))).said(quote, None);
    check(vec![dated, own], &["2031-05-08..", "quoted 2031-05-08.. [0]"]);
    let dated = on(MET, "The salt reserve of Norland held 48215 tonnes on 30 April.")
        .named(EntityKind::State, &["Norland"])
        .figure("48215", 48215, day("30 April", date(2031, 4, 30)));
    let own = |number: i64| {
        undated(&format!("The salt reserve of Norland holds {number} tonnes."))
            .named(EntityKind::State, &["Norland"])
            .figure("salt", number, None)
    };
    check(vec![dated.clone(), own(48215)], &["2031-04-30..", "number 2031-04-30.. [0]"]);
    check(vec![dated, own(48216)], &["no window"]);
}

#[test]
fn a_text_that_came_out_on_a_day_was_not_named_before() {
    let name = |told: Told| told.named(EntityKind::Instrument, &["Eastport Water Plan"]);
    let out = name(on(MET, "The Eastport Water Plan was published on 8 May.")).event(
        "published",
        EventType::Other,
        EventStatus::Held,
        day("8 May", date(2031, 5, 8)),
    );
    let own = name(undated("The Eastport Water Plan divides the river."));
    check(vec![out.clone(), own.clone()], &["2031-05-08..", "appeared 2031-05-08.. [0]"]);
    let before = name(on(date(2031, 1, 1), "The Eastport Water Plan is being written."));
    check(vec![out.clone(), own, before], &["no window"]);
    check(vec![out, name(undated("The Eastport Water Plan will divide the river."))], &["no window"]);
}

#[test]
fn a_dated_document_is_not_dated_again() {
    let documents = [report().document()];
    assert_eq!(datings(&documents, &[]), []);
}

/// Documents of one affair, some of them undated.
fn pool() -> Vec<Told> {
    let text = "Norland and Sudland discussed the ferry tariffs of the strait in Eastport";
    let plan = "Norland and Sudland will discuss the ferry tariffs of the strait in Eastport.";
    vec![
        report(),
        letter(&format!("{text}.")).held("discussed", None),
        letter(&format!("{text} yesterday.")).held("discussed", words("yesterday")),
        letter(plan).planned("discuss", None),
        on(date(2031, 6, 1), text).named(EntityKind::State, &NAMES),
        on(MET, "Norland opened the lock in 2030.")
            .named(EntityKind::State, &["Norland"])
            .held("opened", day("2030", date(2030, 1, 1))),
        letter("Norland opened the lock of Eastport on 1 May 2031.").held("opened", day("then", date(2031, 5, 1))),
        undated("Premier Ada Korn wrote a letter.")
            .named(EntityKind::Person, &["Ada Korn"])
            .office("Premier", "Norland"),
    ]
}

/// A document of another affair, in words of its own.
fn stranger(rng: &mut fastrand::Rng) -> Told {
    let words = ["orchard", "violin", "lantern", "marble", "thicket", "saddle", "copper", "juniper"];
    let names = ["Ilmark", "Ostrel", "Tolvia"];
    let mut word = || words[rng.usize(0..words.len())].to_owned();
    let text = format!("{} and {} repaired a {} {} beside her {}.", names[0], names[1], word(), word(), word());
    let day_told = date(2031, 1, 1).saturating_add(jiff::Span::new().days(rng.i32(0..300)));
    let told = if rng.bool() { on(day_told, &text) } else { undated(&text) };
    let time = rng.bool().then(|| Time::days("then", day_told, day_told));
    told.at("elsewhere.txt").named(EntityKind::State, &names[..2]).held("repaired", time)
}

#[test]
fn documents_that_share_nothing_change_nothing_and_no_window_leaves_a_bound() {
    let terms = [term("Ada Korn", "Premier", date(2029, 3, 1), Some(date(2031, 3, 1)))];
    for seed in 0..200 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let some: Vec<Told> = pool().into_iter().filter(|_| rng.bool()).collect();
        let mut documents: Vec<(Source, Reading)> = some.into_iter().map(Told::document).collect();
        let alone = datings(&documents, &terms);
        for dating in &alone {
            let used = || dating.reasons.iter().filter(|reason| !reason.is_set_aside).map(|reason| reason.window);
            let Some(window) = dating.window else {
                assert!(dating.clash.is_some() || used().all(|window| window.is_open()), "seed {seed}: {dating:?}");
                continue;
            };
            assert_eq!(window.earliest, used().filter_map(|window| window.earliest).max(), "seed {seed}");
            assert_eq!(window.latest, used().filter_map(|window| window.latest).min(), "seed {seed}");
            assert!(dating.best.is_none_or(|day| window.contains(day)), "seed {seed}: {dating:?}");
        }
        let count = documents.len();
        documents.extend((0..5).map(|_| stranger(&mut rng).document()));
        let mut among = datings(&documents, &terms);
        among.retain(|dating| dating.document < count);
        assert_eq!(among, alone, "seed {seed}");
    }
}
