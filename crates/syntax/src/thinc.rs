//! What does a `model` file of a component hold?
//!
//! Such a file is thinc's: a tree of layers, written as a list in breadth-first order, each with its name, its dimensions and its
//! parameters, in MessagePack with arrays as msgpack-numpy writes them. What the layers compute is not in it.

use std::collections::BTreeMap;

use rmpv::{Value, ValueRef};

use crate::ModelError;

/// MessagePack is read no deeper than this: a model of thinc nests less than ten levels.
const DEPTH_MAX: usize = 64;

/// The layers of one component, in the breadth-first order of their tree.
#[derive(Debug)]
pub(crate) struct Network {
    file: String,
    layers: Vec<Layer>,
}

/// One layer.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Its name, such as `maxout`, or that of its children joined, such as `maxout>>layernorm`.
    pub name: String,
    /// Its dimensions, such as `nO`, where they are known.
    pub dims: BTreeMap<String, usize>,
    /// Its attributes, such as the `seed` of a `hashembed`.
    pub attrs: BTreeMap<String, Value>,
    /// Its parameters, such as `W` and `b`.
    pub params: BTreeMap<String, Array>,
}

/// An array of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Array {
    /// The numbers in row-major order.
    pub values: Vec<f32>,
    /// The length in each dimension.
    pub shape: Vec<usize>,
}

impl Network {
    /// Reads a model file; `file` is its name for errors.
    pub fn from_bytes(file: &str, bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = |what: &str| ModelError::damaged(file, what);
        let value = rmpv::decode::read_value_ref_with_max_depth(&mut &bytes[..], DEPTH_MAX)
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
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Returns the layers with a name, in order.
    pub fn named<'n>(&'n self, name: &str) -> impl Iterator<Item = &'n Layer> {
        self.layers.iter().filter(move |layer| layer.name == name)
    }

    /// Returns a parameter of a layer of this network, checked to have the expected shape.
    pub fn param<'n>(&self, layer: &'n Layer, name: &str, shape: &[usize]) -> Result<&'n [f32], ModelError> {
        let array = layer.params.get(name);
        let array =
            array.ok_or_else(|| ModelError::damaged(&self.file, format!("layer `{}` has no `{name}`", layer.name)))?;
        if array.shape == shape {
            return Ok(&array.values);
        }
        let what = format!("`{name}` of layer `{}` has the shape {:?}, not {shape:?}", layer.name, array.shape);
        Err(ModelError::damaged(&self.file, what))
    }
}

impl Layer {
    fn of(node: &ValueRef, attrs: &ValueRef, params: &ValueRef) -> Result<Self, String> {
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

impl Array {
    /// Reads an array as msgpack-numpy writes it: a map of its type, shape and bytes.
    fn of(value: &ValueRef) -> Result<Self, String> {
        let kind = get(value, "type").and_then(text).ok_or("is no array")?;
        if kind != "<f4" {
            return Err(format!("holds numbers of type `{kind}`, not `<f4`"));
        }
        let shape = get(value, "shape").and_then(items).ok_or("has no shape")?;
        let shape: Option<Vec<usize>> = shape.iter().map(|length| usize::try_from(length.as_u64()?).ok()).collect();
        let shape = shape.ok_or("has a shape that is no list of lengths")?;
        let bytes = get(value, "data").and_then(binary).ok_or("has no data")?;
        let count = shape.iter().try_fold(1usize, |count, length| count.checked_mul(*length));
        if count.and_then(|count| count.checked_mul(4)) != Some(bytes.len()) {
            return Err(format!("has {} bytes, which do not fill the shape {shape:?}", bytes.len()));
        }
        let (quads, _) = bytes.as_chunks::<4>();
        Ok(Self { values: quads.iter().map(|quad| f32::from_le_bytes(*quad)).collect(), shape })
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
