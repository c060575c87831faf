-- Since when a message is taken back or taken away: a month later its words go for good. Of those that were, the earliest that it can have been.
ALTER TABLE post ADD COLUMN gone_ms BIGINT;
UPDATE post SET gone_ms = COALESCE(
    (SELECT MAX(a.at_ms) FROM moderation_act a WHERE a.post_id = post.id AND a.kind IN ('removed', 'refused')), edited_ms, created_ms
) WHERE state IN ('withdrawn', 'removed');
CREATE INDEX post_gone ON post (gone_ms) WHERE gone_ms IS NOT NULL AND body <> '';
