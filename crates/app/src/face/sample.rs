//! Which page do the tests of the face draw?
//!
//! An invented negotiation over a river between invented states, put together by hand. Verdicts are not by hand: they
//! are concluded, so the page is one that an engine could have filled.

mod judged;

use casus_claim::{
    Amount, AuthorityClaim, Category, Condition, EventStatus, EventType, Proposition, PropositionId, Reach, Stance,
    Standing, Status, Unit,
};
use casus_engine::ledger::ContradictionKind;
use casus_engine::page::{
    AuthorityLine, ComingLine, Disagreement, Document, Evidence, FigureLine, Gate, GeneralClaim, Goal, GoalNeed,
    GoalTest, Oddity, Page, PositionLine, Promise, Sentence,
};
use casus_reason::Truth;
use casus_text::{DateOrigin, Origin, Published, Source};
use jiff::civil::date;
use rust_decimal::Decimal;

pub use judged::judge;

const FIRST: &str = "The river states met in Varn on Monday to settle how the Oster dam is to be run.

Nordmark and Esterland are prepared to send engineers to the dam, but the offer depends on continued monitoring by \
the Harrow League. Nineteen states have pledged pumps and spare parts once a ceasefire holds. The League will \
monitor the valley if either Nordmark or Esterland sends engineers, its secretary Anna Berg said. Vell agreed to lend \
about EUR 42 billion from the reserves it holds. “We will not open the sluices without a signed water treaty,” said \
Karsk's minister Jon Taal.

Weather was fine for the season. Vell fears that the loan would leave it alone with the risk, and wants the others to \
share it. The parliament of Vell has to approve the loan by a two-thirds majority. Talks may continue in Varn next \
week.
";

const SECOND: &str = "Any work at the dam would require monitoring by the Harrow League, an adviser to Karsk argued.

Esterland is weighing whether to train divers. Karsk ruled out paying for the repairs. Twenty-one states have pledged \
pumps. The League delivered two survey boats in May. Karsk took back its offer of a pilot station. Unless the \
ceasefire breaks, Vell will patrol the lower valley from 1 July 2031. A signing is planned for 3 June 2031. Some say \
that the price was 3 percent of output.
";

/// Returns the sample: two documents, every section filled.
pub fn page() -> Page {
    let sources = [
        source(FIRST, "varn.txt", Some("River states meet in Varn"), Some(date(2031, 5, 12))),
        source(SECOND, "adviser.txt", None, None),
    ];
    let mut page = empty();
    page.documents = sources.iter().map(document).collect();
    let read = Read { sources: &sources };
    page.gates = read.gates();
    page.promises = read.promises();
    page.general_claims = read.claims();
    page.goals = vec![
        Goal { label: "The dam is run safely".to_owned(), promises: refs(&["P1", "P2", "P3"]), test: None },
        Goal { label: "The repairs are paid for".to_owned(), promises: refs(&["P4"]), test: None },
        Goal { label: "The river is quiet".to_owned(), promises: refs(&["P1", "P2"]), test: Some(quiet()) },
    ];
    read.fill_lists(&mut page);
    page.documents[1].oddities = vec![Oddity {
        sentence: "The document carries no date, so relative times in it cannot be told.".to_owned(),
        span: None,
    }];
    page.documents[0].oddities = vec![Oddity {
        sentence: "“next week” reaches beyond the month of the document.".to_owned(),
        span: Some(read.evidence(0, "next week", &[]).quote.span()),
    }];
    page.answer = vec![
        "Vell's loan of about EUR 42 bn is due as a decision.".to_owned(),
        "The engineers and the monitoring wait for one another; the pumps wait on a ceasefire.".to_owned(),
    ];
    judge(&mut page);
    mark_sentences(&mut page);
    page
}

/// Returns a page on which nothing was read.
pub fn empty() -> Page {
    Page {
        dossier: None,
        documents: vec![],
        answer: vec![],
        gates: vec![],
        promises: vec![],
        general_claims: vec![],
        goals: vec![],
        figures: vec![],
        positions: vec![],
        authorities: vec![],
        coming: vec![],
        disagreements: vec![],
        rules: casus_reason::Rules::default(),
        threshold: 0.5,
    }
}

/// Returns a page of as many promises, every third of them with a condition.
pub fn crowd(count: usize) -> Page {
    let mut page = page();
    let pattern = page.promises[1].clone();
    page.promises = (0..count)
        .map(|idx| {
            let antecedent = (idx % 3 == 0).then(|| pattern.antecedent.clone()).flatten();
            Promise { reference: format!("P{}", idx + 1), antecedent, covered_by: vec![], ..pattern.clone() }
        })
        .collect();
    page.general_claims.clear();
    judge(&mut page);
    page
}

/// What a declared goal takes: a ceasefire, and either a treaty or two promises.
fn quiet() -> GoalTest {
    let proposition = |id: &str| Condition::Atom(GoalNeed::Proposition(PropositionId(id.to_owned())));
    let words = "2 promises in the field “arms and equipment”, at least offered".to_owned();
    let promises = Condition::Atom(GoalNeed::Promises { at_least: 2, among: refs(&["P1", "P2", "P4"]), words });
    let either = Condition::Any(vec![proposition("water-treaty").negated(), promises]);
    GoalTest {
        id: "quiet-river".to_owned(),
        needs: Condition::All(vec![proposition("ceasefire"), either]),
        value: Truth::Unknown,
        waits_on: vec!["“a ceasefire”, which is unknown".to_owned()],
    }
}

/// Returns a source with a path, a title and a day.
pub fn source(text: &str, path: &str, title: Option<&str>, day: Option<jiff::civil::Date>) -> Source {
    let origin = Origin {
        path: path.to_owned(),
        title: title.map(str::to_owned),
        published: day.map(|day| Published { day, origin: DateOrigin::Sidecar }),
        publisher: title.map(|_| "The Varn Courier".to_owned()),
        url: None,
        ..Origin::default()
    };
    Source::new(text.to_owned(), origin)
}

/// Returns a document whose sentences end at full stops.
pub fn document(source: &Source) -> Document {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in source.text().match_indices(['.', '\n']) {
        let span = source.trim(source.span(start, at + 1).expect("ends lie between characters"));
        if !span.is_empty() {
            sentences.push(Sentence { span, gave_a_line: false });
        }
        start = at + 1;
    }
    let (grade, voice, relays, credit) = Default::default();
    Document { source: source.clone(), grade, oddities: vec![], sentences, voice, relays, credit }
}

fn mark_sentences(page: &mut Page) {
    let spans: Vec<_> =
        super::order::evidence(page).iter().map(|evidence| (evidence.source, evidence.quote.span())).collect();
    for (idx, document) in page.documents.iter_mut().enumerate() {
        for sentence in &mut document.sentences {
            sentence.gave_a_line = spans.iter().any(|(of, span)| *of == idx && span.overlaps(sentence.span));
        }
    }
}

/// Returns an atom.
pub fn atom(id: &str) -> Condition<PropositionId> {
    Condition::Atom(PropositionId(id.to_owned()))
}

fn refs(references: &[&str]) -> Vec<String> {
    references.iter().map(|&reference| reference.to_owned()).collect()
}

fn money(value: i64, unit: Unit, is_approximate: bool) -> Amount {
    Amount { value: Decimal::from(value), high: None, unit, is_approximate }
}

/// Takes lines out of the sources.
struct Read<'a> {
    sources: &'a [Source],
}

impl Read<'_> {
    fn evidence(&self, source: usize, words: &str, speakers: &[&str]) -> Evidence {
        let text = self.sources[source].text();
        let start = text.find(words).unwrap_or_else(|| panic!("`{words}` stands in the sample"));
        let span = self.sources[source].span(start, start + words.len()).expect("a match lies between characters");
        let quote = self.sources[source].quote(span);
        let reference = Some(format!("s{source}b{start:06}"));
        let (attributed_to, unnamed, read_by, vouched) = (refs(speakers), vec![], vec![], None);
        Evidence { source, quote, attributed_to, unnamed, reference, read_by, vouched }
    }

    fn gate(&self, id: &str, label: &str, phrases: &[(usize, &str)]) -> Gate {
        let evidence: Vec<_> = phrases.iter().map(|(source, words)| self.evidence(*source, words, &[])).collect();
        let phrases = evidence.iter().map(|evidence| evidence.quote.clone()).collect();
        let id = PropositionId(id.to_owned());
        let proposition = Proposition { id, label: label.to_owned(), standing: Standing::Proposed, phrases };
        Gate { proposition, value: Truth::Unknown, evidence }
    }

    fn gates(&self) -> Vec<Gate> {
        let monitoring = [(0, "continued monitoring by the Harrow League"), (1, "monitoring by the Harrow League")];
        let engineers = [(0, "either Nordmark or Esterland sends engineers")];
        vec![
            self.gate("league/monitoring", "the Harrow League's monitoring", &monitoring),
            self.gate("ceasefire", "a ceasefire", &[(0, "a ceasefire holds"), (1, "the ceasefire breaks")]),
            self.gate("engineers", "engineers from Nordmark or Esterland", &engineers),
            self.gate("water-treaty", "a signed water treaty", &[(0, "a signed water treaty")]),
        ]
    }

    fn promise(&self, reference: &str, status: Status, said: Said<'_>) -> Promise {
        Promise {
            reference: reference.to_owned(),
            debtor: refs(said.debtor),
            creditor: vec![],
            consequent: said.consequent.to_owned(),
            category: Category::Equipment,
            status,
            amount: None,
            antecedent: None,
            condition: String::new(),
            brings_about: None,
            verdict: None,
            lifecycle: None,
            because: vec!["It has no condition.".to_owned()],
            through: vec![],
            further: vec![],
            development: None,
            covered_by: vec![],
            due: None,
            leaves_open: vec![],
            evidence: Evidence {
                reference: Some(reference.to_owned()),
                ..self.evidence(said.source, said.sentence, said.speakers)
            },
            confidence: 0.8,
            is_sure: true,
        }
    }

    fn promises(&self) -> Vec<Promise> {
        let waits = |promise: Promise, antecedent, words: &str, because: &str| Promise {
            antecedent: Some(antecedent),
            condition: words.to_owned(),
            because: refs(&[because]),
            ..promise
        };
        let engineers = self.promise("P1", Status::Offered, Said {
            debtor: &["Nordmark", "Esterland"],
            consequent: "send engineers to the dam",
            ..Said::at(0, "Nordmark and Esterland are prepared to send engineers to the dam, but the offer depends on continued monitoring by the Harrow League.")
        });
        let pumps = self.promise(
            "P2",
            Status::Pledged,
            Said {
                debtor: &["19 states"],
                consequent: "pumps and spare parts",
                ..Said::at(0, "Nineteen states have pledged pumps and spare parts once a ceasefire holds.")
            },
        );
        let monitor = self.promise("P3", Status::Pledged, Said {
            debtor: &["Harrow League"],
            consequent: "monitor the valley",
            speakers: &["Anna Berg"],
            ..Said::at(0, "The League will monitor the valley if either Nordmark or Esterland sends engineers, its secretary Anna Berg said.")
        });
        let loan = self.promise(
            "P4",
            Status::Agreed,
            Said {
                debtor: &["Vell"],
                consequent: "lend about EUR 42 billion from the reserves it holds",
                ..Said::at(0, "Vell agreed to lend about EUR 42 billion from the reserves it holds.")
            },
        );
        let sluices = self.promise(
            "P5",
            Status::Withheld,
            Said {
                debtor: &["Karsk"],
                consequent: "open the sluices",
                speakers: &["Jon Taal"],
                ..Said::at(
                    0,
                    "“We will not open the sluices without a signed water treaty,” said Karsk's minister Jon Taal.",
                )
            },
        );
        let patrol = self.promise(
            "P10",
            Status::Pledged,
            Said {
                debtor: &["Vell"],
                consequent: "patrol the lower valley",
                ..Said::at(1, "Unless the ceasefire breaks, Vell will patrol the lower valley from 1 July 2031.")
            },
        );
        let waiting = "It waits on a proposition that nobody has set.";
        let mut promises = vec![
            Promise {
                brings_about: Some(PropositionId("engineers".to_owned())),
                creditor: refs(&["Karsk"]),
                ..waits(engineers, atom("league/monitoring"), "continued monitoring by the Harrow League", waiting)
            },
            waits(pumps, atom("ceasefire"), "a ceasefire holds", waiting),
            Promise {
                brings_about: Some(PropositionId("league/monitoring".to_owned())),
                category: Category::Intelligence,
                ..waits(monitor, atom("engineers"), "either Nordmark or Esterland sends engineers", waiting)
            },
            Promise {
                amount: Some(money(42_000_000_000, Unit::Currency("EUR".to_owned()), true)),
                category: Category::Finance,
                ..loan
            },
            waits(sluices, atom("water-treaty"), "a signed water treaty", waiting),
            Promise {
                due: Some("from 1 July 2031".to_owned()),
                category: Category::Troops,
                ..waits(
                    patrol,
                    Condition::All(vec![atom("ceasefire"), atom("water-treaty").negated()]),
                    "Unless the ceasefire breaks",
                    waiting,
                )
            },
        ];
        promises.extend(self.bare_promises());
        promises
    }

    fn bare_promises(&self) -> Vec<Promise> {
        let bare = |reference, status, debtor, consequent, sentence| {
            self.promise(reference, status, Said { debtor, consequent, ..Said::at(1, sentence) })
        };
        let divers = bare(
            "P6",
            Status::Considered,
            &["Esterland"],
            "train divers",
            "Esterland is weighing whether to train divers.",
        );
        let repairs = bare(
            "P7",
            Status::Refused,
            &["Karsk"],
            "paying for the repairs",
            "Karsk ruled out paying for the repairs.",
        );
        let boats = bare(
            "P8",
            Status::Delivered,
            &["Harrow League"],
            "two survey boats",
            "The League delivered two survey boats in May.",
        );
        let pilots = bare(
            "P9",
            Status::Withdrawn,
            &["Karsk"],
            "a pilot station",
            "Karsk took back its offer of a pilot station.",
        );
        vec![
            Promise { confidence: 0.3, is_sure: false, ..divers },
            Promise { because: vec![], ..repairs },
            boats,
            Promise { because: vec![], ..pilots },
        ]
    }

    fn claims(&self) -> Vec<GeneralClaim> {
        vec![GeneralClaim {
            reference: "G1".to_owned(),
            subject: "Any work at the dam".to_owned(),
            antecedent: atom("league/monitoring"),
            condition: "monitoring by the Harrow League".to_owned(),
            categories: vec![Category::Equipment],
            reach: Reach::General,
            evidence: self.evidence(
                1,
                "Any work at the dam would require monitoring by the Harrow League, an adviser to Karsk argued.",
                &["an adviser to Karsk"],
            ),
            is_sure: true,
        }]
    }

    fn fill_lists(&self, page: &mut Page) {
        let pumps = self.evidence(0, "Nineteen states have pledged pumps and spare parts once a ceasefire holds.", &[]);
        let others = self.evidence(1, "Twenty-one states have pledged pumps.", &[]);
        let line = |of: &str, amount, evidence: &Evidence, is_sure| FigureLine {
            of: of.to_owned(),
            amount,
            evidence: evidence.clone(),
            is_sure,
        };
        let loan = self.evidence(0, "Vell agreed to lend about EUR 42 billion from the reserves it holds.", &[]);
        let price = self.evidence(1, "Some say that the price was 3 percent of output.", &[]);
        let state = || Unit::Noun("state".to_owned());
        page.figures = vec![
            line("the reserves it holds", money(42_000_000_000, Unit::Currency("EUR".to_owned()), true), &loan, true),
            line("states pledging pumps", money(19, state(), false), &pumps, true),
            line("states pledging pumps", money(21, state(), false), &others, true),
            line("price", money(3, Unit::Percent, false), &price, false),
        ];
        page.positions = self.positions();
        page.authorities = vec![AuthorityLine {
            holder: refs(&["Parliament of Vell"]),
            claim: AuthorityClaim::MustConsent,
            over: "the loan".to_owned(),
            procedure: Some("by a two-thirds majority".to_owned()),
            evidence: self.evidence(0, "The parliament of Vell has to approve the loan by a two-thirds majority.", &[]),
            is_sure: true,
        }];
        page.coming = self.coming();
        page.disagreements = vec![Disagreement {
            kind: ContradictionKind::Count,
            about: "states pledging pumps".to_owned(),
            why: "One document counts 19, the other 21.".to_owned(),
            sides: vec![pumps, others],
        }];
    }

    fn positions(&self) -> Vec<PositionLine> {
        let sentence = "Vell fears that the loan would leave it alone with the risk, and wants the others to share it.";
        let line = |stance, content: &str| PositionLine {
            holder: refs(&["Vell"]),
            stance,
            content: content.to_owned(),
            because: None,
            evidence: self.evidence(0, sentence, &[]),
            is_sure: true,
        };
        vec![
            line(Stance::Concerned, "the loan would leave it alone with the risk"),
            line(Stance::Demands, "the others to share it"),
        ]
    }

    fn coming(&self) -> Vec<ComingLine> {
        let talks = ComingLine {
            kind: Some(EventType::Meeting),
            what: "Talks".to_owned(),
            who: vec![],
            place: Some("Varn".to_owned()),
            status: Some(EventStatus::Possible),
            when: Some("next week".to_owned()),
            days: Some((date(2031, 5, 19), Some(date(2031, 5, 25)))),
            is_past: false,
            evidence: self.evidence(0, "Talks may continue in Varn next week.", &[]),
            is_sure: true,
        };
        let patrol = ComingLine {
            is_past: false,
            kind: None,
            what: "patrol the lower valley".to_owned(),
            who: refs(&["Vell"]),
            place: None,
            status: None,
            when: Some("from 1 July 2031".to_owned()),
            days: Some((date(2031, 7, 1), None)),
            evidence: self.evidence(
                1,
                "Unless the ceasefire breaks, Vell will patrol the lower valley from 1 July 2031.",
                &[],
            ),
            is_sure: true,
        };
        vec![talks, patrol]
    }
}

/// What a sentence says of a promise.
struct Said<'a> {
    debtor: &'a [&'a str],
    consequent: &'a str,
    source: usize,
    sentence: &'a str,
    speakers: &'a [&'a str],
}

impl<'a> Said<'a> {
    fn at(source: usize, sentence: &'a str) -> Self {
        Self { debtor: &[], consequent: "", source, sentence, speakers: &[] }
    }
}
