//! `--map FIELD=COLUMN,...`: which column of a header of one's own is which field.

use std::str::FromStr;

use super::field::Field;
use crate::domain::text::clean_line;

/// The columns of a table of one's own. `FIELD=@TEXT` gives every row that text, where no column holds it (`kind=@local:salon`).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ColumnMap(pub Vec<(Field, MapTo)>);

/// Where a field's value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MapTo {
    /// The header of a column.
    Column(String),
    /// The same text in every row.
    Text(String),
}

/// What was wrong with a mapping.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MapError {
    #[error("{0:?} is not of the form FIELD=COLUMN")]
    Form(String),
    #[error("{0:?} is no field; the fields are: {list}", list = fields())]
    Field(String),
}

fn fields() -> String {
    use strum::IntoEnumIterator;
    Field::iter().map(|f| f.to_string()).collect::<Vec<_>>().join(", ")
}

impl FromStr for ColumnMap {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let mut map = Vec::new();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (field, column) = part.split_once('=').ok_or_else(|| MapError::Form(part.to_owned()))?;
            let field = field.trim().parse().map_err(|_| MapError::Field(field.trim().to_owned()))?;
            let column = clean_line(column);
            map.push((
                field,
                match column.strip_prefix('@') {
                    Some(text) => MapTo::Text(text.to_owned()),
                    None => MapTo::Column(column),
                },
            ));
        }
        Ok(Self(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read_and_mistakes_named() {
        let map: ColumnMap = "name=会場名, phone = 連絡先,kind=@local:salon".parse().unwrap();
        assert_eq!(map.0[1], (Field::Phone, MapTo::Column("連絡先".into())));
        assert_eq!(map.0[2], (Field::Kind, MapTo::Text("local:salon".into())));
        assert!(matches!("name".parse::<ColumnMap>(), Err(MapError::Form(_))));
        let error = "colour=色".parse::<ColumnMap>().unwrap_err().to_string();
        assert!(error.contains("colour") && error.contains("postal_code"), "{error}");
    }
}
