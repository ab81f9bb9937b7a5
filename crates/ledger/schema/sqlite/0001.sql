-- What did we know, when?
--
-- Two axes of time. When something was learned is the instant of the act that recorded it. When it holds is the day a
-- document was published (origin.published) and the days a record speaks of (record.time_start, record.time_end).
--
-- Rows are added and never changed. Every "until" is derived: the latest origin of a document counts, the latest
-- sighting at an address is its present version. The triggers at the end refuse every other use.
--
-- Hashes are BLAKE3 in hexadecimal. Instants are UTC with nine digits of fraction, so that text sorts as time does.
-- Offsets are bytes into text.text.

-- One thing done to the ledger: what it adds is there together or not at all. Instants never fall as seq rises.
CREATE TABLE act (
    seq         INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL
) STRICT;

-- The bytes of a document as they arrived.
CREATE TABLE original (
    hash  TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- The decoded text that spans point into; several originals may have the same.
CREATE TABLE text (
    id   TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

-- Certain bytes at a certain address, with the text they decode to. The id is the hash of the three, whatever else the
-- ledger holds. The text is part of it because another version of Casus may decode the same bytes otherwise.
CREATE TABLE document (
    id       TEXT PRIMARY KEY,
    address  TEXT NOT NULL,
    original TEXT NOT NULL REFERENCES original (hash),
    text     TEXT NOT NULL REFERENCES text (id),
    UNIQUE (address, original, text)
) STRICT, WITHOUT ROWID;

-- An address gave these bytes, having given none or others before. Bytes that come back are sighted again.
CREATE TABLE sighting (
    act      INTEGER PRIMARY KEY REFERENCES act (seq),
    document TEXT NOT NULL REFERENCES document (id),
    replaces TEXT REFERENCES document (id)
) STRICT;
CREATE INDEX sighting_document ON sighting (document);

-- What is known of a document besides its text, as of this act.
CREATE TABLE origin (
    act            INTEGER PRIMARY KEY REFERENCES act (seq),
    document       TEXT NOT NULL REFERENCES document (id),
    path           TEXT NOT NULL,
    title          TEXT,
    publisher      TEXT,
    url            TEXT,
    published      TEXT,
    published_by   TEXT CHECK (published_by IN ('dateline', 'sidecar', 'given')),
    dateline_start INTEGER,
    dateline_end   INTEGER,
    CHECK ((published IS NULL) = (published_by IS NULL)),
    CHECK ((dateline_start IS NOT NULL) = (published_by IS 'dateline')),
    CHECK ((dateline_start IS NULL) = (dateline_end IS NULL))
) STRICT;
CREATE INDEX origin_document ON origin (document);
CREATE INDEX origin_path ON origin (path);
CREATE INDEX origin_url ON origin (url);

-- What one reader took from a document, given what was then known of it. Lists are JSON; the digest is over all parts,
-- the records included.
CREATE TABLE reading (
    act         INTEGER PRIMARY KEY REFERENCES act (seq),
    document    TEXT NOT NULL REFERENCES document (id),
    origin      INTEGER NOT NULL REFERENCES origin (act),
    reader_kind TEXT NOT NULL CHECK (reader_kind IN ('rules', 'model', 'person')),
    reader_name TEXT NOT NULL,
    entities    TEXT NOT NULL,
    notes       TEXT NOT NULL,
    sentences   TEXT NOT NULL,
    digest      TEXT NOT NULL
) STRICT;
CREATE INDEX reading_document ON reading (document);

-- One thing that a document says, with the words that say it. The quote is kept beside its span so that a text that
-- changed under it is found out. The place is that in the reading, the number its id there. A record comes in as `read`; what people decide about it later is for rows elsewhere.
CREATE TABLE record (
    reading    INTEGER NOT NULL REFERENCES reading (act),
    place      INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    reference  TEXT NOT NULL,
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'read' CHECK (state = 'read'),
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    confidence REAL NOT NULL,
    time_text  TEXT,
    time_start TEXT,
    time_end   TEXT,
    body       TEXT NOT NULL,
    PRIMARY KEY (reading, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_reference ON record (reference);

CREATE TRIGGER act_order BEFORE INSERT ON act
WHEN NEW.recorded_at < (SELECT recorded_at FROM act ORDER BY seq DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'an act is never recorded before an earlier one'); END;

CREATE TRIGGER act_kept      BEFORE UPDATE ON act      BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER original_kept BEFORE UPDATE ON original BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER text_kept     BEFORE UPDATE ON text     BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER document_kept BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER sighting_kept BEFORE UPDATE ON sighting BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER origin_kept   BEFORE UPDATE ON origin   BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER reading_kept  BEFORE UPDATE ON reading  BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER record_kept   BEFORE UPDATE ON record   BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

CREATE TRIGGER act_there      BEFORE DELETE ON act      BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER original_there BEFORE DELETE ON original BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER text_there     BEFORE DELETE ON text     BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER document_there BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER sighting_there BEFORE DELETE ON sighting BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER origin_there   BEFORE DELETE ON origin   BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER reading_there  BEFORE DELETE ON reading  BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER record_there   BEFORE DELETE ON record   BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
