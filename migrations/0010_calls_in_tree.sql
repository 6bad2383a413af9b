-- How many executions the one at the top has brought about so far. Whoever counts in order to start more does so alone in its
-- tree until that is done: a thousand called executions that call at the same moment count what the others have started.
CREATE FUNCTION count_in_tree(root_id UUID) RETURNS INTEGER LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(root_id::text, 0));
  RETURN (SELECT count(*)::int FROM execution_calls WHERE root_execution_id = root_id);
END
$$;
