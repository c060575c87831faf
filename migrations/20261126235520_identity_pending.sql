-- People whose provider does not say what they are here: its own words, while someone has to say it, and when that was refused.
ALTER TABLE account ADD COLUMN said TEXT;
ALTER TABLE account ADD COLUMN refused_ms BIGINT;
