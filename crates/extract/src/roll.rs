//! What do the sightings of a whole document tell together?
