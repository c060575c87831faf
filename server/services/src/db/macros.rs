//! Running one portable statement on whichever engine is there.
//!
//! Each macro takes a connection ([`super::Conn`]), the SQL and its values. The body is compiled once per engine.

/// Runs `$body` with the driver's connection as `$c` and its database type as `$DB`.
macro_rules! on {
    ($conn:expr, $c:ident, $DB:ident => $body:expr) => {
        match $crate::db::Conn::raw($conn) {
            $crate::db::Raw::Sqlite($c) => {
                type $DB = sqlx::Sqlite;
                $body
            }
            $crate::db::Raw::Postgres($c) => {
                type $DB = sqlx::Postgres;
                $body
            }
        }
    };
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! exec {
    ($conn:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($conn, c, D => sqlx::query::<D>($sql)$(.bind($value))*.execute(c).await.map(|done| done.rows_affected()))
    };
}

/// All rows, as `$row` (a `FromRow`).
macro_rules! fetch_all {
    ($conn:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($conn, c, D => sqlx::query_as::<D, $row>($sql)$(.bind($value))*.fetch_all(c).await)
    };
}

/// The row there may be.
macro_rules! fetch_opt {
    ($conn:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($conn, c, D => sqlx::query_as::<D, $row>($sql)$(.bind($value))*.fetch_optional(c).await)
    };
}

/// The single value of a single row.
macro_rules! scalar {
    ($conn:expr, $value_type:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::db::on!($conn, c, D => sqlx::query_scalar::<D, $value_type>($sql)$(.bind($value))*.fetch_one(c).await)
    };
}

pub(crate) use {exec, fetch_all, fetch_opt, on, scalar};
