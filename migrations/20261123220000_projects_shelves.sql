-- Indexes that fit the shelves: one on the state alone tempts SQLite away from the order of publication.
DROP INDEX project_by_state;
CREATE INDEX project_on_the_desk ON project (submitted_ms, id) WHERE state IN ('submitted', 'scheduled', 'changes-requested');
CREATE INDEX project_to_publish ON project (publish_at_ms, id) WHERE state = 'scheduled';
