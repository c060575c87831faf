-- Until when an act of moderation asks someone not to write: kept with it, so that it can be said, and undone alone.
ALTER TABLE moderation_act ADD COLUMN until_ms BIGINT;
