//! SQL of needs as cards, and of how many there are of each sort: only those that the viewer may read.

use super::{Filter, indexed::push_numbers};
use crate::{
    db::{Conn, Rd, on, value},
    discussions::NeedCard,
    error::Result,
};
use domain::{
    discussions::{NeedOrder, NeedQuery, NeedStatus, Service},
    ids::TopicId,
    territory::{Insee, Uai},
    time::Timestamp,
};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::BTreeMap;

#[derive(sqlx::FromRow)]
struct CardRow {
    id: i64,
    slug: String,
    title: String,
    service: String,
    status: String,
    insee: String,
    commune: String,
    school: String,
    backers: i64,
    filed_ms: i64,
    status_ms: i64,
    mine: bool,
}

fn card(row: CardRow, now: Timestamp) -> Result<NeedCard> {
    let status: NeedStatus = value(&row.status)?;
    let due = status.due_ms(row.filed_ms).map(Timestamp::from_ms);
    Ok(NeedCard {
        id: TopicId::new(row.id),
        slug: row.slug,
        title: row.title,
        service: value(&row.service)?,
        status,
        insee: value(&row.insee)?,
        commune: row.commune,
        school: row.school,
        backers: u32::try_from(row.backers).unwrap_or_default(),
        filed: Timestamp::from_ms(row.filed_ms),
        since: Timestamp::from_ms(row.status_ms),
        waiting_days: status.waited_days(row.filed_ms, row.status_ms, now.ms()),
        due,
        late: due.is_some_and(|due| due < now),
        mine_backed: row.mine,
    })
}

/// Begins a query on needs `n`, which are topics `t`, as cards; whether a school of `own` backs each.
fn begin<D: Database>(own: &[Uai]) -> QueryBuilder<D>
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    let mut query = QueryBuilder::new(
        "SELECT t.id, t.slug, t.title, n.service, n.status, n.commune AS insee, COALESCE(c.name, n.commune) AS commune, \
         COALESCE(s.name, n.school) AS school, (SELECT COUNT(*) FROM need_backer b WHERE b.topic_id = t.id) AS backers, \
         n.filed_ms, n.status_ms, ",
    );
    if own.is_empty() {
        query.push("FALSE");
    } else {
        query.push("EXISTS (SELECT 1 FROM need_backer m WHERE m.topic_id = t.id AND m.school IN (");
        push_texts(&mut query, own.iter().map(Uai::as_str));
        query.push("))");
    }
    query.push(
        " AS mine FROM need n JOIN topic t ON t.id = n.topic_id LEFT JOIN commune c ON c.insee = n.commune \
         LEFT JOIN school s ON s.uai = n.school WHERE TRUE",
    );
    query
}

fn push_texts<'t, D: Database>(query: &mut QueryBuilder<D>, texts: impl Iterator<Item = &'t str>)
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    let mut list = query.separated(", ");
    for text in texts {
        list.push_bind(text.to_owned());
    }
}

/// Adds `AND …`: only what is asked for.
fn narrow<D: Database>(query: &mut QueryBuilder<D>, asked: &NeedQuery)
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    if let Some(commune) = &asked.commune {
        query.push(" AND n.commune = ").push_bind(commune.to_string());
    }
    if let Some(service) = asked.service {
        query.push(" AND n.service = ").push_bind(service.key().to_owned());
    }
    if let Some(status) = asked.status {
        query.push(" AND n.status = ").push_bind(status.key().to_owned());
    }
}

/// Adds `ORDER BY …`. What is closed waits for nothing: it comes after what does.
fn sort<D: Database>(query: &mut QueryBuilder<D>, order: NeedOrder)
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    query.push(" ORDER BY ");
    if order == NeedOrder::Recent {
        query.push("n.filed_ms DESC, t.id DESC");
        return;
    }
    query.push("CASE WHEN n.status IN (");
    push_texts(query, NeedStatus::ALL.iter().filter(|status| !status.is_open()).map(|status| status.key()));
    query.push(") THEN 1 ELSE 0 END, ");
    if order == NeedOrder::Backed {
        query.push("backers DESC, ");
    }
    query.push("n.filed_ms, t.id");
}

/// Needs that are asked for and that the viewer may read, in the order that is asked for.
pub(crate) async fn needs(
    rd: &mut Rd,
    filter: &Filter,
    own: &[Uai],
    asked: &NeedQuery,
    now: Timestamp,
    limit: i64,
    from: i64,
) -> Result<Vec<NeedCard>> {
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(own);
        narrow(&mut query, asked);
        filter.narrow(&mut query);
        sort(&mut query, asked.order);
        query.push(" LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(from);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(row, now)).collect()
}

/// The need `id`, which the viewer may read.
pub(crate) async fn need_card(conn: &mut impl Conn, id: TopicId, own: &[Uai], now: Timestamp) -> Result<Option<NeedCard>> {
    let row = on!(conn, c, D => {
        let mut query = begin::<D>(own);
        query.push(" AND t.id = ").push_bind(id.get());
        query.build_query_as::<CardRow>().fetch_optional(c).await
    })?;
    row.map(|row| card(row, now)).transpose()
}

/// Those of `topics` that are needs and that the viewer may read, as cards.
pub(crate) async fn need_cards(
    conn: &mut impl Conn,
    filter: &Filter,
    topics: &[TopicId],
    own: &[Uai],
    now: Timestamp,
) -> Result<BTreeMap<TopicId, NeedCard>> {
    if topics.is_empty() {
        return Ok(BTreeMap::new());
    }
    let numbers: Vec<_> = topics.iter().map(|topic| topic.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query = begin::<D>(own);
        query.push(" AND t.id IN ");
        push_numbers(&mut query, &numbers);
        filter.narrow(&mut query);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(row, now).map(|card| (card.id, card))).collect()
}

/// How many needs of one sort the viewer may read.
pub(crate) struct NeedCell {
    pub(crate) status: NeedStatus,
    pub(crate) service: Service,
    pub(crate) insee: Insee,
    /// Its commune's name.
    pub(crate) commune: String,
    pub(crate) many: u32,
}

impl NeedCell {
    /// Whether they are asked for.
    pub(crate) fn is_asked(&self, asked: &NeedQuery) -> bool {
        asked.commune.as_ref().is_none_or(|commune| *commune == self.insee)
            && asked.service.is_none_or(|service| service == self.service)
            && asked.status.is_none_or(|status| status == self.status)
    }
}

/// How many needs of each sort the viewer may read: what every count of the list is made of.
pub(crate) async fn need_cells(rd: &mut Rd, filter: &Filter) -> Result<Vec<NeedCell>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT n.status, n.service, n.commune, COALESCE(c.name, n.commune), COUNT(*) FROM need n JOIN topic t ON t.id = n.topic_id \
             LEFT JOIN commune c ON c.insee = n.commune WHERE TRUE",
        );
        filter.narrow(&mut query);
        query.push(" GROUP BY n.status, n.service, n.commune, c.name");
        query.build_query_as::<(String, String, String, String, i64)>().fetch_all(c).await
    })?;
    let cell = |(status, service, insee, commune, many): (String, String, String, String, i64)| {
        let many = u32::try_from(many).unwrap_or_default();
        Ok(NeedCell { status: value(&status)?, service: value(&service)?, insee: value(&insee)?, commune, many })
    };
    rows.into_iter().map(cell).collect()
}
