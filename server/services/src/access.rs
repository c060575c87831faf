//! Rights on rows.
//!
//! **Promises.** [`check`] is the gate for the portal as a whole; [`visible`] is the filter of every list, count, feed and search.
//! The gate to one row lives in the row's slice (`projects::gate`), because only that slice knows its rows.
//!
//! **Invariants.** Both ask `domain::access` and add nothing to it. `project_reader` holds `domain::access::readers` of each
//! project; enforced by the one function that writes states (`projects::rows::store`), tested by the equivalence test.

use crate::{
    cx::Cx,
    error::{Error, Result},
};
use domain::{
    access::{Action, PortalAction, Principal, Role, Viewer, decide},
    territory::Insee,
};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// Lets `cx`'s viewer do `action` on the portal, or says why not.
///
/// # Errors
/// `SignIn` or `Denied`.
pub fn check(cx: &Cx, action: PortalAction) -> Result<()> {
    decide(&cx.viewer, Action::Portal(action)).map_err(Error::from)
}

/// What a viewer may see, as a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everything: the portal itself asks.
    Everything,
    /// What has one of these readers.
    Readers(Vec<String>),
}

/// The filter for `cx`'s viewer.
pub fn visible(cx: &Cx) -> Audience {
    match &cx.viewer {
        Viewer::System(_) => Audience::Everything,
        viewer => Audience::Readers(viewer.principals().iter().map(Principal::key).collect()),
    }
}

/// The filter of the desk for `cx`'s viewer: all that they may see, for who reviews everything; for a delegate, what is of their communes, and
/// not what anyone may see (G8).
pub fn on_the_desk(cx: &Cx) -> Audience {
    match cx.viewer.member() {
        Some(member) if !member.is_a_reviewer() => {
            let of = |commune: &Insee| Principal::RoleIn(Role::Delegate, commune.clone()).key();
            let communes = if member.is_a_delegate() { member.animates.as_slice() } else { &[] };
            Audience::Readers(communes.iter().map(of).collect())
        }
        _ => visible(cx),
    }
}

impl Audience {
    /// Adds `AND …` to a query on projects `p`: only rows that this audience may read.
    pub(crate) fn narrow<D: Database>(&self, query: &mut QueryBuilder<D>)
    where
        String: for<'q> Encode<'q, D> + Type<D>,
    {
        let Self::Readers(readers) = self else { return };
        query.push(" AND EXISTS (SELECT 1 FROM project_reader r WHERE r.project_id = p.id AND r.principal IN (");
        let mut list = query.separated(", ");
        for reader in readers {
            list.push_bind(reader.clone());
        }
        query.push("))");
    }
}
