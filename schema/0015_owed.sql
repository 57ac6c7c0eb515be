-- Owner: src/registration. When the soonest clock runs out that a step of an officer's would stop now (a reply, an issue, a
-- revocation that was asked for): the officers' queue goes by it, whatever the state and however many certificates are in it.
ALTER TABLE application ADD COLUMN owed_at BIGINT;  -- microseconds UTC; NULL: nothing that an officer could stop runs
CREATE INDEX application_owed ON application (state, owed_at, number) WHERE owed_at IS NOT NULL;

-- Of applications from before: when it began, so that they come first. The next step counts them like any other.
UPDATE application SET owed_at = opened_at WHERE state IN ('submitted', 'to_issue');
UPDATE application SET owed_at = (SELECT MIN(s.at) FROM application_step s WHERE s.number = application.number AND s.event = 'request_revocation')
  WHERE state IN ('issued', 'active', 'suspended');
