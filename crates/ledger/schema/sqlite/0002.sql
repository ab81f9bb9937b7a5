-- What people decide, what a dossier said and when, and what had to be taken out.

-- Instants rise strictly from now on, so that what was known at the instant of an act stays what it was.
DROP TRIGGER act_order;
CREATE TRIGGER act_order BEFORE INSERT ON act
WHEN NEW.recorded_at <= (SELECT recorded_at FROM act ORDER BY seq DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'an act is never recorded before an earlier one'); END;

-- Something that a person decided. The subject is what it is about: the reference of an entry, the id of a document, or
-- the number of the decision that is undone; body is JSON.
CREATE TABLE decision (
    act     INTEGER PRIMARY KEY REFERENCES act (seq),
    person  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    body    TEXT NOT NULL,
    note    TEXT
) STRICT;
CREATE INDEX decision_subject ON decision (subject);

-- What the file of the dossier said, from this act on.
CREATE TABLE dossier (
    act  INTEGER PRIMARY KEY REFERENCES act (seq),
    text TEXT NOT NULL
) STRICT;

-- The bytes, the text and the quotes of this document are gone; its hashes, its place and the reason stay. Entries is
-- JSON: the references of those of its entries that earlier decisions are about.
CREATE TABLE redaction (
    act      INTEGER PRIMARY KEY REFERENCES act (seq),
    document TEXT NOT NULL UNIQUE REFERENCES document (id),
    reason   TEXT NOT NULL,
    entries  TEXT NOT NULL
) STRICT;

CREATE TRIGGER decision_kept   BEFORE UPDATE ON decision  BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER decision_there  BEFORE DELETE ON decision  BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER dossier_kept    BEFORE UPDATE ON dossier   BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER dossier_there   BEFORE DELETE ON dossier   BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER redaction_kept  BEFORE UPDATE ON redaction BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER redaction_there BEFORE DELETE ON redaction BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

-- Only a redaction takes something out, and only from documents that are redacted.
DROP TRIGGER original_kept;
DROP TRIGGER text_kept;
DROP TRIGGER origin_kept;
DROP TRIGGER reading_kept;
DROP TRIGGER record_there;
CREATE TRIGGER original_kept BEFORE UPDATE ON original
WHEN NEW.hash <> OLD.hash OR NEW.bytes <> x'' OR EXISTS (
    SELECT 1 FROM document WHERE original = OLD.hash AND id NOT IN (SELECT document FROM redaction))
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER text_kept BEFORE UPDATE ON text
WHEN NEW.id <> OLD.id OR NEW.text <> '' OR EXISTS (
    SELECT 1 FROM document WHERE text = OLD.id AND id NOT IN (SELECT document FROM redaction))
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER origin_kept BEFORE UPDATE ON origin
WHEN NEW.title IS NOT NULL OR NEW.act <> OLD.act OR NEW.document <> OLD.document OR NEW.path <> OLD.path
  OR NEW.publisher IS NOT OLD.publisher OR NEW.url IS NOT OLD.url OR NEW.published IS NOT OLD.published
  OR NEW.published_by IS NOT OLD.published_by OR NEW.dateline_start IS NOT OLD.dateline_start
  OR NEW.dateline_end IS NOT OLD.dateline_end OR OLD.document NOT IN (SELECT document FROM redaction)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER reading_kept BEFORE UPDATE ON reading
WHEN NEW.entities <> '[]' OR NEW.notes <> '[]' OR NEW.sentences <> '[]' OR NEW.act <> OLD.act
  OR NEW.document <> OLD.document OR NEW.origin <> OLD.origin OR NEW.reader_kind <> OLD.reader_kind
  OR NEW.reader_name <> OLD.reader_name OR NEW.digest <> OLD.digest
  OR OLD.document NOT IN (SELECT document FROM redaction)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER record_there BEFORE DELETE ON record
WHEN NOT EXISTS (
    SELECT 1 FROM reading JOIN redaction ON redaction.document = reading.document WHERE reading.act = OLD.reading)
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

-- The words of each record, and what else it is found by. The text itself is not kept a second time; the number of a row
-- is that of the reading times 16777216 and the place of the record.
CREATE VIRTUAL TABLE word USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);

-- The records of a time are found without going through the others.
CREATE INDEX sighting_replaces ON sighting (replaces);
CREATE INDEX document_original ON document (original);
CREATE INDEX document_text ON document (text);
CREATE INDEX origin_published ON origin (published);
CREATE INDEX act_recorded ON act (recorded_at);
