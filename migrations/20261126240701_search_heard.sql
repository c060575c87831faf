-- What is searched for (Q8), by day: words and counts. Of who searched, when in the day, and from where, nothing.
CREATE TABLE search_heard (
    day TEXT NOT NULL,
    words TEXT NOT NULL,
    asked BIGINT NOT NULL,
    without_result BIGINT NOT NULL,
    PRIMARY KEY (day, words)
);
