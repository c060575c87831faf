-- Searches that members keep (Q10), each its owner's alone. What they typed stands apart from the filters, which are keys: a name in it goes when
-- its bearer does. `seen_ms` is the instant up to which they were told of what appeared.
CREATE TABLE saved_search (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    -- As in an address, in one order.
    filters TEXT NOT NULL,
    alert TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL
);
CREATE INDEX saved_search_by_account ON saved_search (account_id, created_ms, id);
CREATE INDEX saved_search_awake ON saved_search (id) WHERE alert <> 'never';
