-- What else came with a document: who is named as its author, the language it says it is in, and which part of what
-- came with it gives its day.
--
-- published_by is `sidecar` where the day comes from beside the text and not from the user; stated_in then says from
-- where, and is NULL for a file that lies beside the document.

ALTER TABLE origin ADD COLUMN byline TEXT;
ALTER TABLE origin ADD COLUMN language TEXT;
ALTER TABLE origin ADD COLUMN stated_in TEXT CHECK (stated_in IS NULL OR published_by IS 'sidecar');

DROP TRIGGER origin_kept;
CREATE TRIGGER origin_kept BEFORE UPDATE ON origin
WHEN NEW.title IS NOT NULL OR NEW.byline IS NOT NULL OR NEW.act <> OLD.act OR NEW.document <> OLD.document
  OR NEW.path <> OLD.path OR NEW.publisher IS NOT OLD.publisher OR NEW.url IS NOT OLD.url
  OR NEW.published IS NOT OLD.published OR NEW.published_by IS NOT OLD.published_by
  OR NEW.dateline_start IS NOT OLD.dateline_start OR NEW.dateline_end IS NOT OLD.dateline_end
  OR NEW.language IS NOT OLD.language OR NEW.stated_in IS NOT OLD.stated_in
  OR OLD.document NOT IN (SELECT document FROM redaction)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
