//! Which entity does a name mean that somebody typed?

use std::collections::BTreeSet;

use casus_claim::EntityKind;
use casus_engine::ledger::{Known, Named};

use super::desk::Desk;
use super::fault::Fault;
use crate::command::Names;
use crate::error::Error;

/// Finds the two entities that are to be told to be one, or two.
pub(super) fn pair(desk: &Desk, names: &Names) -> Result<(Named, Named), Error> {
    let within = names.document.as_deref().map(|typed| desk.document(typed)).transpose()?;
    let all = match &within {
        Some(known) => vec![known.clone()],
        None => desk.ledger.known_at(None)?,
    };
    let named = |name: &str| -> Result<Named, Fault> {
        let kind = kind(&all, name, names.kind)?;
        let document = within.as_ref().map(|known| known.document.clone());
        Ok(Named { document, kind, name: name.to_owned() })
    };
    Ok((named(&names.one)?, named(&names.other)?))
}

/// Returns what an entity of the documents is.
fn kind(all: &[Known], name: &str, wanted: Option<EntityKind>) -> Result<EntityKind, Fault> {
    let readings = all.iter().flat_map(|known| &known.readings);
    let entities: BTreeSet<(&str, EntityKind)> = readings
        .flat_map(|(_, reading)| reading.entities())
        .filter(|entity| wanted.is_none_or(|kind| kind == entity.kind))
        .map(|entity| (entity.name.as_str(), entity.kind))
        .collect();
    let kinds: Vec<EntityKind> = entities.iter().filter(|(own, _)| *own == name).map(|(_, kind)| *kind).collect();
    let near = casus_engine::nearest_of(name, entities.iter().map(|(own, _)| *own));
    match kinds[..] {
        [only] => Ok(only),
        [] => Err(Fault::NoEntity { name: name.to_owned(), near: near.map(str::to_owned) }),
        _ => {
            Err(Fault::SeveralKinds { name: name.to_owned(), kinds: kinds.into_iter().map(EntityKind::word).collect() })
        }
    }
}
