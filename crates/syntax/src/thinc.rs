//! What does a `model` file of a component hold?
//!
//! Such a file is thinc's: a tree of layers, written as a list in breadth-first order, each with its name, its dimensions and its
//! parameters, in MessagePack with arrays as msgpack-numpy writes them. What the layers compute is not in it.

use std::collections::BTreeMap;

use rmpv::{Value, ValueRef};

use crate::ModelError;

/// MessagePack is read no deeper than this: a model of thinc nests less than ten levels.
const DEPTH_MAX: usize = 64;

/// The layers of one component, in the breadth-first order of their tree. Their parameters stay in the file's bytes until
/// they are asked for, so that each is copied once, to where it is used.
#[derive(Debug)]
pub(crate) struct Network<'b> {
    file: String,
    layers: Vec<Layer<'b>>,
}

/// One layer.
#[derive(Debug)]
pub(crate) struct Layer<'b> {
    /// Its name, such as `maxout`, or that of its children joined, such as `maxout>>layernorm`.
    pub name: String,
    /// Its dimensions, such as `nO`, where they are known.
    pub dims: BTreeMap<String, usize>,
    /// Its attributes, such as the `seed` of a `hashembed`.
    pub attrs: BTreeMap<String, Value>,
    /// Its parameters, such as `W` and `b`.
    pub params: BTreeMap<String, Array<'b>>,
}

/// An array of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Array<'b> {
    /// The numbers in row-major order, each as four bytes, the lowest first. Invariant: they fill the shape.
    quads: &'b [[u8; 4]],
    /// The length in each dimension.
    pub shape: Vec<usize>,
}

impl<'b> Network<'b> {
    /// Reads a model file; `file` is its name for errors.
    pub fn from_bytes(file: &str, bytes: &'b [u8]) -> Result<Self, ModelError> {
        let damaged = |what: &str| ModelError::damaged(file, what);
        let value = rmpv::decode::read_value_ref_with_max_depth(&mut &*bytes, DEPTH_MAX)
            .map_err(|error| damaged(&format!("it is not MessagePack ({error})")))?;
        let list = |name| get(&value, name).and_then(items).ok_or_else(|| damaged(&format!("it has no list `{name}`")));
        let (nodes, attrs, params) = (list("nodes")?, list("attrs")?, list("params")?);
        if attrs.len() != nodes.len() || params.len() != nodes.len() {
            return Err(damaged("its lists of layers, attributes and parameters differ in length"));
        }
        let layers = nodes.iter().zip(attrs).zip(params);
        let layers = layers.map(|((node, attrs), params)| Layer::of(node, attrs, params)).collect::<Result<_, _>>();
        Ok(Self { file: file.to_owned(), layers: layers.map_err(|what| damaged(&what))? })
    }

    /// Returns the name of the file that it came from.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the layers.
    pub fn layers(&self) -> &[Layer<'b>] {
        &self.layers
    }

    /// Returns the layers with a name, in order.
    pub fn named<'n>(&'n self, name: &str) -> impl Iterator<Item = &'n Layer<'b>> {
        self.layers.iter().filter(move |layer| layer.name == name)
    }

    /// Returns a parameter of a layer of this network, checked to have the expected shape.
    pub fn param(&self, layer: &Layer<'_>, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let array = layer.params.get(name);
        let array =
            array.ok_or_else(|| ModelError::damaged(&self.file, format!("layer `{}` has no `{name}`", layer.name)))?;
        if array.shape == shape {
            return Ok(array.values());
        }
        let what = format!("`{name}` of layer `{}` has the shape {:?}, not {shape:?}", layer.name, array.shape);
        Err(ModelError::damaged(&self.file, what))
    }
}

impl<'b> Layer<'b> {
    fn of(node: &ValueRef, attrs: &ValueRef, params: &ValueRef<'b>) -> Result<Self, String> {
        let name = get(node, "name").and_then(text).ok_or("a layer has no name")?;
        let dims = get(node, "dims").ok_or_else(|| format!("layer `{name}` has no dimensions"))?;
        let dims = entries(&name, dims, "dimensions")?.iter().filter_map(|(key, value)| {
            let value = value.as_u64().and_then(|value| usize::try_from(value).ok())?;
            Some((text(key)?, value))
        });
        let attrs =
            entries(&name, attrs, "attributes")?.iter().filter_map(|(key, value)| Some((text(key)?, attribute(value))));
        let mut arrays = BTreeMap::new();
        for (key, value) in entries(&name, params, "parameters")? {
            let key = text(key).ok_or_else(|| format!("a parameter of layer `{name}` has no name"))?;
            if *value != ValueRef::Nil {
                let array = Array::of(value).map_err(|what| format!("`{key}` of layer `{name}` {what}"))?;
                arrays.insert(key, array);
            }
        }
        Ok(Self { dims: dims.collect(), attrs: attrs.collect(), params: arrays, name: name.clone() })
    }

    /// Returns a dimension.
    pub fn dim(&self, name: &str) -> Option<usize> {
        self.dims.get(name).copied()
    }
}

impl<'b> Array<'b> {
    /// Reads an array as msgpack-numpy writes it: a map of its type, shape and bytes.
    fn of(value: &ValueRef<'b>) -> Result<Self, String> {
        let kind = get(value, "type").and_then(text).ok_or("is no array")?;
        if kind != "<f4" {
            return Err(format!("holds numbers of type `{kind}`, not `<f4`"));
        }
        let shape = get(value, "shape").and_then(items).ok_or("has no shape")?;
        let shape: Option<Vec<usize>> = shape.iter().map(|length| usize::try_from(length.as_u64()?).ok()).collect();
        let shape = shape.ok_or("has a shape that is no list of lengths")?;
        let Some(ValueRef::Binary(bytes)) = get(value, "data") else { return Err("has no data".to_owned()) };
        let count = shape.iter().try_fold(1usize, |count, length| count.checked_mul(*length));
        if count.and_then(|count| count.checked_mul(4)) != Some(bytes.len()) {
            return Err(format!("has {} bytes, which do not fill the shape {shape:?}", bytes.len()));
        }
        let (quads, _) = bytes.as_chunks::<4>();
        Ok(Self { quads, shape })
    }

    /// Returns the numbers in row-major order.
    pub fn values(&self) -> Vec<f32> {
        self.quads.iter().map(|quad| f32::from_le_bytes(*quad)).collect()
    }
}

/// Returns an entry of a map, whose keys may be strings or bytes.
pub(crate) fn get<'v, 'b>(map: &'v ValueRef<'b>, key: &str) -> Option<&'v ValueRef<'b>> {
    let ValueRef::Map(entries) = map else { return None };
    entries.iter().find(|(name, _)| binary(name) == Some(key.as_bytes())).map(|(_, value)| value)
}

/// Returns the entries of a map of a layer, which may be written as an empty list when it has none.
fn entries<'v, 'b>(
    layer: &str,
    value: &'v ValueRef<'b>,
    what: &str,
) -> Result<&'v [(ValueRef<'b>, ValueRef<'b>)], String> {
    match value {
        ValueRef::Map(entries) => Ok(entries),
        ValueRef::Array(items) if items.is_empty() => Ok(&[]),
        _ => Err(format!("the {what} of layer `{layer}` are no map")),
    }
}

fn items<'v, 'b>(value: &'v ValueRef<'b>) -> Option<&'v [ValueRef<'b>]> {
    match value {
        ValueRef::Array(items) => Some(items),
        _ => None,
    }
}

fn binary<'v>(value: &'v ValueRef<'_>) -> Option<&'v [u8]> {
    match value {
        ValueRef::Binary(bytes) => Some(bytes),
        ValueRef::String(string) => Some(string.as_bytes()),
        _ => None,
    }
}

fn text(value: &ValueRef) -> Option<String> {
    std::str::from_utf8(binary(value)?).ok().map(str::to_owned)
}

/// Reads an attribute, which thinc writes as MessagePack within MessagePack.
fn attribute(value: &ValueRef) -> Value {
    let inner = match value {
        ValueRef::Binary(bytes) => rmpv::decode::read_value_with_max_depth(&mut &bytes[..], DEPTH_MAX).ok(),
        _ => None,
    };
    inner.unwrap_or_else(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, Value)]) -> Value {
        Value::Map(entries.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect())
    }

    fn file(kind: &str, data: &[u8]) -> Vec<u8> {
        let node = map(&[("name", "linear".into()), ("dims", map(&[("nO", 2.into()), ("nI", Value::Nil)]))]);
        let shape = Value::Array(vec![2.into(), 1.into()]);
        let array = map(&[("nd", true.into()), ("type", kind.into()), ("shape", shape), ("data", data.into())]);
        let list = |value| Value::Array(vec![value]);
        let seed = map(&[("seed", Value::Binary(vec![8]))]);
        let params = map(&[("W", array), ("b", Value::Nil)]);
        let model = map(&[("nodes", list(node)), ("attrs", list(seed)), ("params", list(params))]);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &model).unwrap();
        bytes
    }

    /// Says what is wrong with a file, or what its `W` holds.
    fn read(bytes: &[u8], shape: &[usize]) -> Result<Vec<f32>, String> {
        let network = Network::from_bytes("tagger/model", bytes).map_err(|error| error.to_string())?;
        let layer = network.named("linear").next().unwrap();
        assert_eq!((layer.dim("nO"), layer.dim("nI")), (Some(2), None));
        assert_eq!(layer.attrs["seed"], Value::from(8));
        assert!(!layer.params.contains_key("b"));
        network.param(layer, "W", shape).map_err(|error| error.to_string())
    }

    #[test]
    fn a_layer_has_its_dimensions_attributes_and_parameters() {
        assert_eq!(read(&file("<f4", &[0, 0, 128, 63, 0, 0, 0, 192]), &[2, 1]), Ok(vec![1.0, -2.0]));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let damaged = |what: &str| Err(format!("`tagger/model` of the pipeline is damaged: {what}"));
        let good = file("<f4", &[0; 8]);
        assert_eq!(read(&good, &[1, 2]), damaged("`W` of layer `linear` has the shape [2, 1], not [1, 2]"));
        let short = damaged("`W` of layer `linear` has 7 bytes, which do not fill the shape [2, 1]");
        assert_eq!(read(&file("<f4", &[0; 7]), &[2, 1]), short);
        let double = damaged("`W` of layer `linear` holds numbers of type `<f8`, not `<f4`");
        assert_eq!(read(&file("<f8", &[0; 16]), &[2, 1]), double);
    }

    #[test]
    fn no_part_of_a_file_is_taken_for_the_whole() {
        let good = file("<f4", &[0; 8]);
        for length in 0..good.len() {
            assert!(Network::from_bytes("model", &good[..length]).is_err(), "{length}");
        }
    }
}
