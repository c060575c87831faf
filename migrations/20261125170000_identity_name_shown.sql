-- How a member is named to others: their choice, and what it makes of their name (nothing where others read it as it is).
ALTER TABLE account ADD COLUMN name_shown TEXT NOT NULL DEFAULT 'full';
ALTER TABLE account ADD COLUMN shown_name TEXT;
