-- The language in which a sheet is written, whatever it teaches: searched by, told to catalogues and to whoever reads it aloud (Q11).
ALTER TABLE project ADD COLUMN language TEXT NOT NULL DEFAULT 'fre';
