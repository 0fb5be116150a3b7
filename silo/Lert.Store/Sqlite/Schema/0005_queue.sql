-- What a desk has to do, in the order in which it falls due. A hold has an earliest release and is woken by itself: it is nobody's work and is left out.
CREATE INDEX actors_by_due ON actors (kind, due_at, key) WHERE due_at IS NOT NULL AND release_not_before IS NULL;

-- What one person works on.
CREATE INDEX actors_by_assignee ON actors (kind, assignee, key) WHERE assignee IS NOT NULL;
