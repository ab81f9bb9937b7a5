//! Which morphological features are written in a string?
//!
//! Features are written as in Universal Dependencies: `Gender=Fem,Masc|Number=Sing`, with `_` or nothing for none. Two
//! strings with the same features have one normal form, and tokens carry that.

use std::collections::BTreeMap;

/// Returns the normal form of a string of features: fields and the values of each in the order of their characters.
///
/// The normal form of no features is the empty string. None is returned for a part that is not a field and a value with
/// one `=` between them. When a field comes twice, its last values count.
pub(crate) fn normal(features: &str) -> Option<String> {
    if is_none(features) {
        return Some(String::new());
    }
    let mut fields = BTreeMap::new();
    for feature in features.split('|') {
        let (field, values) = feature.split_once('=').filter(|(_, values)| !values.contains('='))?;
        let mut values: Vec<&str> = values.split(',').collect();
        values.sort_unstable();
        fields.insert(field, values.join(","));
    }
    // Sorting whole features, not fields alone, decides between `A=` and `A+=`, where one field begins another.
    let mut features: Vec<String> = fields.iter().map(|(field, values)| format!("{field}={values}")).collect();
    features.sort_unstable();
    Some(features.join("|"))
}

/// Returns the values of a field of normal features, as they are written.
pub(crate) fn values<'f>(features: &'f str, field: &str) -> Option<&'f str> {
    features.split('|').find_map(|feature| feature.strip_prefix(field)?.strip_prefix('='))
}

/// Returns each feature with one value: `A=b,c` gives `A=b` and `A=c`.
pub(crate) fn single(features: &str) -> impl Iterator<Item = String> {
    let features = features.split('|').filter_map(|feature| feature.split_once('='));
    features.flat_map(|(field, values)| values.split(',').map(move |value| format!("{field}={value}")))
}

/// Returns whether a string says that there are no features.
pub(crate) fn is_none(features: &str) -> bool {
    features.is_empty() || features == "_"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(features: &str, expect: Option<&str>) {
        assert_eq!(normal(features).as_deref(), expect, "{features}");
    }

    #[test]
    fn the_normal_form_is_sorted() {
        check("", Some(""));
        check("_", Some(""));
        check("Number=Sing", Some("Number=Sing"));
        check("Person=3|Number=Sing", Some("Number=Sing|Person=3"));
        check("Gender=Masc,Fem", Some("Gender=Fem,Masc"));
        check("Case=Nom|Case=Acc", Some("Case=Acc"));
        check("a=1|B=2", Some("B=2|a=1"));
        check("A=1|A+=1", Some("A+=1|A=1"));
    }

    #[test]
    fn what_is_no_feature_has_no_normal_form() {
        check("Number", None);
        check("Number=Sing|", None);
        check("Number=Sing=Plur", None);
    }

    #[test]
    fn a_field_has_its_values() {
        let features = "Case=Nom|Gender=Fem,Masc|NumType=Card|Number=Sing";
        assert_eq!(values(features, "Gender"), Some("Fem,Masc"));
        assert_eq!(values(features, "Num"), None);
        assert_eq!(values(features, "Number"), Some("Sing"));
        assert_eq!(values("", "Number"), None);
        assert_eq!(single(features).nth(2).as_deref(), Some("Gender=Masc"));
        assert_eq!(single("").next(), None);
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own(features in "[ab=|,_]{0,12}") {
            if let Some(form) = normal(&features) {
                prop_assert_eq!(normal(&form), Some(form));
            }
        }
    }
}
