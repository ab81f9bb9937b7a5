-- What else came with a document. The same columns as in a file of SQLite, whose schema says what each is for.

ALTER TABLE origin ADD COLUMN byline TEXT COLLATE "C";
ALTER TABLE origin ADD COLUMN language TEXT COLLATE "C";
ALTER TABLE origin ADD COLUMN stated_in TEXT COLLATE "C"
    CHECK (stated_in IS NULL OR published_by IS NOT DISTINCT FROM 'sidecar');
ALTER TABLE origin ALTER byline SET STATISTICS 0;

CREATE OR REPLACE FUNCTION origin_emptied() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.title IS NOT NULL OR NEW.byline IS NOT NULL OR NOT is_redacted(OLD.document)
        OR (NEW.act, NEW.document, NEW.path, NEW.publisher, NEW.url, NEW.published, NEW.published_by,
            NEW.dateline_start, NEW.dateline_end, NEW.language, NEW.stated_in)
           IS DISTINCT FROM
           (OLD.act, OLD.document, OLD.path, OLD.publisher, OLD.url, OLD.published, OLD.published_by,
            OLD.dateline_start, OLD.dateline_end, OLD.language, OLD.stated_in) THEN
        RAISE EXCEPTION 'entries are never changed';
    END IF;
    RETURN NEW;
END $$;

INSERT INTO ledger_format VALUES (3);
