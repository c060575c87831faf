-- A former version of a message that nobody should read any more: its words go, and that there was one stays.
ALTER TABLE post_version ADD COLUMN erased_ms BIGINT;
