-- What did we know, when? The same tables as in a file of SQLite, whose schema says what each is for.
--
-- Text is compared byte by byte, as in SQLite, so that both give every list in the same order.

CREATE TABLE ledger_format (format BIGINT PRIMARY KEY);
INSERT INTO ledger_format VALUES (2);

CREATE TABLE act (
    seq         BIGINT PRIMARY KEY,
    recorded_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX act_recorded ON act (recorded_at);

CREATE TABLE original (
    hash  TEXT COLLATE "C" PRIMARY KEY,
    bytes BYTEA NOT NULL
);

CREATE TABLE text (
    id   TEXT COLLATE "C" PRIMARY KEY,
    text TEXT COLLATE "C" NOT NULL
);

CREATE TABLE document (
    id       TEXT COLLATE "C" PRIMARY KEY,
    address  TEXT COLLATE "C" NOT NULL,
    original TEXT COLLATE "C" NOT NULL REFERENCES original (hash),
    text     TEXT COLLATE "C" NOT NULL REFERENCES text (id),
    UNIQUE (address, original, text)
);
CREATE INDEX document_original ON document (original);
CREATE INDEX document_text ON document (text);

CREATE TABLE sighting (
    act      BIGINT PRIMARY KEY REFERENCES act (seq),
    document TEXT COLLATE "C" NOT NULL REFERENCES document (id),
    replaces TEXT COLLATE "C" REFERENCES document (id)
);
CREATE INDEX sighting_document ON sighting (document);
CREATE INDEX sighting_replaces ON sighting (replaces);

CREATE TABLE origin (
    act            BIGINT PRIMARY KEY REFERENCES act (seq),
    document       TEXT COLLATE "C" NOT NULL REFERENCES document (id),
    path           TEXT COLLATE "C" NOT NULL,
    title          TEXT COLLATE "C",
    publisher      TEXT COLLATE "C",
    url            TEXT COLLATE "C",
    published      TEXT COLLATE "C",
    published_by   TEXT COLLATE "C" CHECK (published_by IN ('dateline', 'sidecar', 'given')),
    dateline_start BIGINT,
    dateline_end   BIGINT,
    CHECK ((published IS NULL) = (published_by IS NULL)),
    CHECK ((dateline_start IS NOT NULL) = (published_by IS NOT DISTINCT FROM 'dateline')),
    CHECK ((dateline_start IS NULL) = (dateline_end IS NULL))
);
CREATE INDEX origin_document ON origin (document);
CREATE INDEX origin_path ON origin (path);
CREATE INDEX origin_url ON origin (url);
CREATE INDEX origin_published ON origin (published);

CREATE TABLE reading (
    act         BIGINT PRIMARY KEY REFERENCES act (seq),
    document    TEXT COLLATE "C" NOT NULL REFERENCES document (id),
    origin      BIGINT NOT NULL REFERENCES origin (act),
    reader_kind TEXT COLLATE "C" NOT NULL CHECK (reader_kind IN ('rules', 'model', 'person')),
    reader_name TEXT COLLATE "C" NOT NULL,
    entities    TEXT COLLATE "C" NOT NULL,
    notes       TEXT COLLATE "C" NOT NULL,
    sentences   TEXT COLLATE "C" NOT NULL,
    digest      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX reading_document ON reading (document);

CREATE TABLE record (
    reading    BIGINT NOT NULL REFERENCES reading (act),
    place      BIGINT NOT NULL,
    number     BIGINT NOT NULL,
    reference  TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL DEFAULT 'read' CHECK (state = 'read'),
    span_start BIGINT NOT NULL,
    span_end   BIGINT NOT NULL,
    quote      TEXT COLLATE "C" NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    time_text  TEXT COLLATE "C",
    time_start TEXT COLLATE "C",
    time_end   TEXT COLLATE "C",
    body       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (reading, place)
);
CREATE INDEX record_reference ON record (reference);

CREATE TABLE decision (
    act     BIGINT PRIMARY KEY REFERENCES act (seq),
    person  TEXT COLLATE "C" NOT NULL,
    kind    TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body    TEXT COLLATE "C" NOT NULL,
    note    TEXT COLLATE "C"
);
CREATE INDEX decision_subject ON decision (subject);

CREATE TABLE dossier (
    act  BIGINT PRIMARY KEY REFERENCES act (seq),
    text TEXT COLLATE "C" NOT NULL
);

CREATE TABLE redaction (
    act      BIGINT PRIMARY KEY REFERENCES act (seq),
    document TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES document (id),
    reason   TEXT COLLATE "C" NOT NULL,
    entries  TEXT COLLATE "C" NOT NULL
);

CREATE TABLE word (
    reading BIGINT NOT NULL,
    place   BIGINT NOT NULL,
    words   TSVECTOR NOT NULL,
    PRIMARY KEY (reading, place),
    FOREIGN KEY (reading, place) REFERENCES record (reading, place)
);
CREATE INDEX word_words ON word USING GIN (words);

-- Statistics would keep words of documents beside the tables, from where a redaction does not take them out.
ALTER TABLE original ALTER bytes     SET STATISTICS 0;
ALTER TABLE text     ALTER text      SET STATISTICS 0;
ALTER TABLE origin   ALTER title     SET STATISTICS 0;
ALTER TABLE reading  ALTER entities  SET STATISTICS 0;
ALTER TABLE reading  ALTER notes     SET STATISTICS 0;
ALTER TABLE reading  ALTER sentences SET STATISTICS 0;
ALTER TABLE record   ALTER quote     SET STATISTICS 0;
ALTER TABLE record   ALTER time_text SET STATISTICS 0;
ALTER TABLE record   ALTER body      SET STATISTICS 0;
ALTER TABLE word     ALTER words     SET STATISTICS 0;

CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$;
CREATE FUNCTION never_deleted() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'entries are never deleted'; END $$;

CREATE FUNCTION act_in_order() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.recorded_at <= (SELECT recorded_at FROM act ORDER BY seq DESC LIMIT 1) THEN
        RAISE EXCEPTION 'an act is never recorded before an earlier one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER act_order BEFORE INSERT ON act FOR EACH ROW EXECUTE FUNCTION act_in_order();

CREATE FUNCTION is_redacted(id TEXT) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT 1 FROM redaction WHERE redaction.document = id) $$;

CREATE FUNCTION original_emptied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.hash <> OLD.hash OR NEW.bytes <> ''::bytea
        OR EXISTS (SELECT 1 FROM document WHERE original = OLD.hash AND NOT is_redacted(id)) THEN
        RAISE EXCEPTION 'entries are never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION text_emptied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.id <> OLD.id OR NEW.text <> ''
        OR EXISTS (SELECT 1 FROM document WHERE document.text = OLD.id AND NOT is_redacted(document.id)) THEN
        RAISE EXCEPTION 'entries are never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION origin_emptied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.title IS NOT NULL OR NOT is_redacted(OLD.document)
        OR (NEW.act, NEW.document, NEW.path, NEW.publisher, NEW.url, NEW.published, NEW.published_by,
            NEW.dateline_start, NEW.dateline_end)
           IS DISTINCT FROM
           (OLD.act, OLD.document, OLD.path, OLD.publisher, OLD.url, OLD.published, OLD.published_by,
            OLD.dateline_start, OLD.dateline_end) THEN
        RAISE EXCEPTION 'entries are never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION reading_emptied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.entities <> '[]' OR NEW.notes <> '[]' OR NEW.sentences <> '[]' OR NOT is_redacted(OLD.document)
        OR (NEW.act, NEW.document, NEW.origin, NEW.reader_kind, NEW.reader_name, NEW.digest)
           IS DISTINCT FROM
           (OLD.act, OLD.document, OLD.origin, OLD.reader_kind, OLD.reader_name, OLD.digest) THEN
        RAISE EXCEPTION 'entries are never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION record_taken_out() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM reading WHERE reading.act = OLD.reading AND is_redacted(reading.document)) THEN
        RAISE EXCEPTION 'entries are never deleted';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER original_kept BEFORE UPDATE ON original FOR EACH ROW EXECUTE FUNCTION original_emptied();
CREATE TRIGGER text_kept     BEFORE UPDATE ON text     FOR EACH ROW EXECUTE FUNCTION text_emptied();
CREATE TRIGGER origin_kept   BEFORE UPDATE ON origin   FOR EACH ROW EXECUTE FUNCTION origin_emptied();
CREATE TRIGGER reading_kept  BEFORE UPDATE ON reading  FOR EACH ROW EXECUTE FUNCTION reading_emptied();
CREATE TRIGGER record_there  BEFORE DELETE ON record   FOR EACH ROW EXECUTE FUNCTION record_taken_out();

DO $$
DECLARE name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['act', 'document', 'sighting', 'record', 'decision', 'dossier', 'redaction'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I EXECUTE FUNCTION never_changed()', name || '_kept', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['act', 'original', 'text', 'document', 'sighting', 'origin', 'reading', 'decision',
                                'dossier', 'redaction'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I EXECUTE FUNCTION never_deleted()', name || '_there', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['act', 'original', 'text', 'document', 'sighting', 'origin', 'reading', 'record',
                                'decision', 'dossier', 'redaction'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I EXECUTE FUNCTION never_deleted()', name || '_whole', name);
    END LOOP;
END $$;
