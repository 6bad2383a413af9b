-- The execution at the top of the tree in which one stands: up from who was called to who called, and from an error workflow's
-- execution to the one that failed. Else each failure would begin a tree of its own, with a bound of its own. It ends, for each
-- step up is one less deep.
CREATE FUNCTION root_of(execution_id UUID) RETURNS UUID LANGUAGE plpgsql STABLE AS $$
DECLARE
  top UUID := execution_id;
  failed UUID;
BEGIN
  LOOP
    top := coalesce((SELECT c.root_execution_id FROM execution_calls c WHERE c.called_execution_id = top), top);
    SELECT (e.trigger_data ->> 'execution_id')::uuid INTO failed FROM executions e
      WHERE e.id = top AND e.trigger_type = 'error' AND e.depth > 0;
    IF failed IS NULL OR failed = top THEN
      RETURN top;
    END IF;
    top := failed;
  END LOOP;
END
$$;

-- How many executions the one at the top has brought about so far. Whoever counts in order to start more does so alone in its
-- tree until that is done: a thousand called executions that call at the same moment count what the others have started.
CREATE FUNCTION count_in_tree(root_id UUID) RETURNS INTEGER LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(root_id::text, 0));
  RETURN (SELECT count(*)::int FROM execution_calls WHERE root_execution_id = root_id);
END
$$;
