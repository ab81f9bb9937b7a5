//! Do acts follow one another, and does each have something under it?

use crate::database::Fault;
use crate::database::tables::UNDER_ACTS;
use crate::stored::instant;

use super::Search;

impl Search<'_> {
    /// Looks at the numbers and instants of all acts.
    ///
    /// Acts are numbered one by one, so a number that is not there was taken out with all that was under it.
    pub(super) fn acts(&mut self) -> Result<(), Fault> {
        let strict_from = self.strict_from()?;
        let mut wrong: Vec<(i64, String)> = Vec::new();
        let mut last: (i64, String) = (0, String::new());
        self.db.each("SELECT seq, recorded_at FROM act ORDER BY seq", &[], |row| {
            let (seq, recorded_at): (i64, String) = (row.get(0)?, row.get(1)?);
            match seq - last.0 {
                1 => {}
                2 => wrong.push((seq - 1, "it is missing".to_owned())),
                _ => wrong.push((seq - 1, format!("all acts from `{}` to this are missing", last.0 + 1))),
            }
            match instant::parsed(&recorded_at) {
                Ok(parsed) if instant::written(parsed) == recorded_at => {}
                _ => wrong.push((seq, format!("`{recorded_at}` is no instant as the ledger writes it"))),
            }
            if recorded_at < last.1 || (recorded_at == last.1 && seq > strict_from) {
                wrong.push((seq, format!("it was recorded at `{recorded_at}`, and the one before it at `{}`", last.1)));
            }
            last = (seq, recorded_at);
            Ok(())
        })?;
        self.empty_acts(&mut wrong)?;
        for (seq, what) in wrong {
            self.find(Some("act"), Some(seq.to_string()), format!("act `{seq}`"), what);
        }
        Ok(())
    }

    /// Returns the first act of a kind that came with the second format: before that, acts could share an instant.
    fn strict_from(&self) -> Result<i64, Fault> {
        let select = "SELECT min(act) FROM (SELECT act FROM decision UNION ALL SELECT act FROM dossier \
                      UNION ALL SELECT act FROM redaction) AS later";
        let first: Option<i64> = self.db.only(select, &[], |row| row.get(0))?;
        Ok(first.unwrap_or(i64::MAX))
    }

    fn empty_acts(&self, wrong: &mut Vec<(i64, String)>) -> Result<(), Fault> {
        let nothing = UNDER_ACTS.map(|table| format!("NOT EXISTS (SELECT 1 FROM {table} WHERE act = act.seq)"));
        let select = format!("SELECT seq FROM act WHERE {} ORDER BY seq", nothing.join(" AND "));
        self.db.each(&select, &[], |row| {
            wrong.push((row.get(0)?, "nothing is recorded under it".to_owned()));
            Ok(())
        })
    }
}
