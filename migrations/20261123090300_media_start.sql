-- Pictures that were taken in. The renditions lie in the file store, under media/<id>/; no original is kept.
CREATE TABLE picture (
    id BIGINT NOT NULL PRIMARY KEY,
    owner BIGINT,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    created_ms BIGINT NOT NULL
);
