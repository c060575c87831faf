-- What one needs to do a project again: the school year it comes from, what must be at hand, where to go further.
ALTER TABLE project ADD COLUMN school_year BIGINT;
ALTER TABLE project ADD COLUMN materials TEXT NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN links TEXT NOT NULL DEFAULT '';
