-- What was asked, told and delivered: the memory of a watch. What was said stands in the ledger and not here; where this
-- file is lost, the watch begins anew and tells nothing of what is in the ledger already.

-- How far developments were told: the instant of the last act of the ledger, and the day, that were looked at.
CREATE TABLE mark (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    instant TEXT,
    day     TEXT NOT NULL
) STRICT;

-- A source of the dossier, by its place.
CREATE TABLE source (
    place         TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    given_by      TEXT,
    first_read    TEXT,
    last_read     TEXT,
    failing_since TEXT,
    last_error    TEXT,
    polls         INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0,
    in_a_row      INTEGER NOT NULL DEFAULT 0,
    next          TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An address that a source named. What was there when the source was read first is quiet: it is read and told to nobody.
CREATE TABLE address (
    address       TEXT PRIMARY KEY,
    place         TEXT NOT NULL,
    title         TEXT,
    published     TEXT,
    stamp         TEXT,
    is_quiet      INTEGER NOT NULL,
    found         TEXT NOT NULL,
    etag          TEXT,
    last_modified TEXT,
    given_by      TEXT,
    hash          TEXT,
    first_read    TEXT,
    last_read     TEXT,
    missing_since TEXT,
    is_gone       INTEGER NOT NULL DEFAULT 0,
    last_error    TEXT,
    tries         INTEGER NOT NULL DEFAULT 0,
    next          TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX address_next ON address (next);
CREATE INDEX address_place ON address (place);

-- A development that was told, in the order in which it was found.
CREATE TABLE alert (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    raised_at TEXT NOT NULL,
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL
) STRICT;

-- What a development is known by, so that it is not told again; seq is NULL for what was so when the watch began.
CREATE TABLE told (
    key TEXT PRIMARY KEY,
    seq INTEGER REFERENCES alert (seq)
) STRICT, WITHOUT ROWID;

-- What is to go to whom, and what has gone.
CREATE TABLE delivery (
    seq        INTEGER NOT NULL REFERENCES alert (seq),
    channel    TEXT NOT NULL,
    sent       TEXT,
    tries      INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    next       TEXT NOT NULL,
    PRIMARY KEY (seq, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_open ON delivery (next) WHERE sent IS NULL;

-- The briefs that were written, each by the instant it was due.
CREATE TABLE brief (
    name TEXT NOT NULL,
    due  TEXT NOT NULL,
    PRIMARY KEY (name, due)
) STRICT, WITHOUT ROWID;
