-- Since when a scheduled topic stays closed because its author may not open it: the animators are told once. One that is shown has no minute
-- to come any more.
ALTER TABLE topic ADD COLUMN held_ms BIGINT;
UPDATE topic SET opens_ms = NULL WHERE state IN ('shown', 'merged');
