-- Communes and schools, as the official files give them. Names have a folded twin, because the engines fold differently.
CREATE TABLE commune (
    insee TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    population BIGINT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    boundary TEXT,
    membership TEXT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX commune_by_name ON commune (name_key);

CREATE TABLE school (
    uai TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    nature_code TEXT NOT NULL,
    public_sector BOOLEAN NOT NULL,
    commune TEXT NOT NULL REFERENCES commune (insee),
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    constituency TEXT NOT NULL,
    constituency_code TEXT NOT NULL,
    pial TEXT NOT NULL,
    priority TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    state TEXT NOT NULL,
    opened_on TEXT,
    closed_ms BIGINT,
    row_hash TEXT NOT NULL,
    updated_ms BIGINT NOT NULL
);
CREATE INDEX school_by_commune ON school (commune, name_key);
