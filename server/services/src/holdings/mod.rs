//! What is held about people, and what becomes of it when one of them goes: how each slice says so, once.
//!
//! **Promises.** A slice lists in its `rows::holdings` every column that names an account ([`Part::names`]) and every column in which people
//! write ([`Words`]). The slice `privacy` shows, exports and erases by these lists and by nothing else.
//!
//! **Invariants.** No column of the schema that names someone, or that is text, is left out; tested by
//! `every_column_about_people_is_held_by_someone`.
//!
//! **Start reading at** [`Part`].

mod rows;

pub(crate) use rows::words;

use crate::{
    db::{Conn, exec, fetch_all, on},
    error::Result,
};
use domain::{ids::AccountId, privacy::Contributions, time::Timestamp};
use serde_json::{Map, Value};
use sqlx::{Column, ColumnIndex, Decode, Row, Type};

/// One kind of thing that is held about someone. In every statement `$1` is their account.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The name of its file in an archive, without its ending.
    pub file: &'static str,
    /// What it is, in French.
    pub title: &'static str,
    /// Which columns name accounts, as `table.column`, or say what is taken away with it.
    pub names: &'static [&'static str],
    /// What is held: the columns bear the names that people read, and one that ends by `_ms` is an instant.
    pub(crate) held: &'static str,
    /// What becomes of it, in order.
    pub(crate) steps: &'static [Step],
}

/// One statement of an erasure.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// Whatever was chosen.
    Always(&'static str),
    /// Where what they wrote for others goes with them.
    IfDeleted(&'static str),
}

/// A column in which people write, and in which someone's name may stand whoever wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// As `table.column`.
    pub column: &'static str,
    /// Whether it is a part of an address, which a title made.
    pub(crate) is_slug: bool,
    /// The texts that may hold what `$1` is like.
    pub(crate) find: &'static str,
    /// Puts `$2` in the place of `$1`.
    pub(crate) write: &'static str,
}

impl Part {
    /// What is held of it about `account`.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn held_about(&self, conn: &mut impl Conn, account: AccountId) -> Result<Vec<Value>> {
        let rows = on!(conn, c, D => {
            let rows = sqlx::query::<D>(self.held).bind(account.get()).fetch_all(c).await;
            rows.and_then(|rows| rows.iter().map(told).collect::<Result<Vec<_>, sqlx::Error>>())
        })?;
        Ok(rows)
    }

    /// Takes it away, as `contributions` says.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn erase(&self, conn: &mut impl Conn, account: AccountId, contributions: Contributions) -> Result<()> {
        for step in self.steps {
            match (step, contributions) {
                (Step::Always(sql), _) | (Step::IfDeleted(sql), Contributions::Delete) => exec!(conn, *sql, account.get())?,
                (Step::IfDeleted(_), Contributions::Keep) => 0,
            };
        }
        Ok(())
    }
}

impl Words {
    /// The texts that may hold what `like` describes.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn like(&self, conn: &mut impl Conn, like: &str) -> Result<Vec<String>> {
        Ok(fetch_all!(conn, (String,), self.find, like)?.into_iter().map(|(text,)| text).collect())
    }

    /// Puts `new` in the place of `old`, wherever that stands.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn replace(&self, conn: &mut impl Conn, old: &str, new: &str) -> Result<()> {
        exec!(conn, self.write, old, new)?;
        Ok(())
    }
}

/// The numbers that each of `queries` gives about `account`, once each.
///
/// # Errors
/// The database's.
pub(crate) async fn numbers(conn: &mut impl Conn, queries: &[&'static str], account: AccountId) -> Result<Vec<i64>> {
    let mut numbers = Vec::new();
    for query in queries {
        numbers.extend(fetch_all!(conn, (i64,), *query, account.get())?.into_iter().map(|(number,)| number));
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

/// A row as an object, whatever its columns are.
fn told<'r, R: Row>(row: &'r R) -> Result<Value, sqlx::Error>
where
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    let mut object = Map::new();
    for (at, column) in row.columns().iter().enumerate() {
        let value = match row.try_get::<Option<i64>, usize>(at) {
            Ok(number) => number.map(Value::from),
            Err(_) => match row.try_get::<Option<bool>, usize>(at) {
                Ok(answer) => answer.map(Value::from),
                Err(_) => match row.try_get::<Option<f64>, usize>(at) {
                    Ok(number) => number.map(Value::from),
                    Err(_) => row.try_get::<Option<String>, usize>(at)?.map(Value::from),
                },
            },
        };
        let value = value.unwrap_or(Value::Null);
        match (column.name().strip_suffix("_ms"), value.as_i64()) {
            (Some(name), Some(ms)) => object.insert(name.to_owned(), Timestamp::from_ms(ms).rfc3339().into()),
            (name, _) => object.insert(name.unwrap_or(column.name()).to_owned(), value),
        };
    }
    Ok(Value::Object(object))
}
