//! Which topics a viewer may read, as a filter: `domain::access` in SQL.

use crate::{
    access::{Audience, visible},
    cx::Cx,
    training::{self, Onlooker},
};
use sqlx::{Database, Encode, QueryBuilder, Type};

/// Which topics a viewer may read.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    audience: Audience,
    account: Option<i64>,
    of_the_community: bool,
    onlooker: Onlooker,
}

impl Filter {
    /// For `cx`'s viewer.
    pub(crate) fn of(cx: &Cx) -> Self {
        let member = cx.viewer.member();
        Self {
            audience: visible(cx),
            account: member.map(|member| member.id.get()),
            of_the_community: member.is_some_and(domain::access::Member::is_of_the_community),
            onlooker: Onlooker::of(cx),
        }
    }

    /// Whose unread messages are counted; nobody's: 0, which is no account.
    pub(crate) fn reader(&self) -> i64 {
        self.account.unwrap_or_default()
    }

    /// Adds `AND …` to a query on topics `t`: only those that are shown, and that this viewer may read.
    pub(crate) fn narrow<D: Database>(&self, query: &mut QueryBuilder<D>)
    where
        String: for<'q> Encode<'q, D> + Type<D>,
        i64: for<'q> Encode<'q, D> + Type<D>,
    {
        query.push(" AND t.state = 'shown'");
        let Audience::Readers(readers) = &self.audience else { return };
        query.push(" AND (EXISTS (SELECT 1 FROM topic_space ts JOIN space_reader sr ON sr.space_id = ts.space_id WHERE ts.topic_id = t.id AND sr.principal IN (");
        push_texts(query, readers);
        query.push("))");
        if self.of_the_community {
            query.push(" OR (NOT t.is_private AND EXISTS (SELECT 1 FROM project_reader pr WHERE pr.project_id = t.project_id AND pr.principal IN (");
            push_texts(query, readers);
            query.push(")))");
            query.push(" OR (NOT t.is_private AND ");
            training::push_shown(query, "t.training_id", self.onlooker);
            query.push(")");
        }
        if let Some(account) = self.account {
            query
                .push(" OR EXISTS (SELECT 1 FROM topic_person tp WHERE tp.topic_id = t.id AND tp.account_id = ")
                .push_bind(account)
                .push(")");
        }
        query.push(")");
    }

    /// Adds `AND …` to a query on spaces `s`: only those that this viewer reads.
    pub(crate) fn narrow_spaces<D: Database>(&self, query: &mut QueryBuilder<D>)
    where
        String: for<'q> Encode<'q, D> + Type<D>,
    {
        let Audience::Readers(readers) = &self.audience else { return };
        query.push(" AND EXISTS (SELECT 1 FROM space_reader sr WHERE sr.space_id = s.id AND sr.principal IN (");
        push_texts(query, readers);
        query.push("))");
    }
}

fn push_texts<D: Database>(query: &mut QueryBuilder<D>, texts: &[String])
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    let mut list = query.separated(", ");
    for text in texts {
        list.push_bind(text.clone());
    }
}
