import { AUDITED, AUDITED_DIFFERENCE, auditedColumns } from '../audit/audited-change.ts';
import { MAX_VARIABLES } from './variables.schemas.ts';

/** `$1` is a VariableCommit as JSON, here and below. */
const GIVEN = `
WITH given AS (
  SELECT * FROM json_to_record($1::json->'variable') AS g(
    id uuid, workspace_id uuid, name text, value text, is_secret boolean, was_secret boolean,
    updated_by uuid, now timestamptz, change_id uuid)
),`;

/** Writes into history what `changed` did: what the row says, for somebody else may have changed it since it was read. */
function withHistory(change: 'created' | 'updated' | 'deleted', audited: string = AUDITED): string {
  const value = change === 'deleted' ? 'NULL' : 'CASE WHEN NOT c.is_secret THEN c.value END';
  return `
noted AS (
  INSERT INTO variable_changes (id, workspace_id, variable_id, change, name, value, is_secret, changed_by, changed_at)
  SELECT g.change_id, g.workspace_id, c.id, '${change}', c.name, ${value}, c.is_secret, g.updated_by, g.now
  FROM changed AS c, given AS g
),${audited}`;
}

const ROW = 'id, workspace_id, name, value, is_secret, updated_by, created_at, updated_at';

/** To be executed by `inTurn`: of two that create a variable at once, the later one counts what the other one made. */
export const INSERT_VARIABLE = `${GIVEN}
counted AS (
  SELECT count(*) AS held FROM variables AS v JOIN given AS g ON v.workspace_id = g.workspace_id
),
changed AS (
  INSERT INTO variables (${ROW})
  SELECT g.id, g.workspace_id, g.name, g.value, g.is_secret, g.updated_by, g.now, g.now
  FROM given AS g, counted WHERE counted.held < ${MAX_VARIABLES}
  RETURNING ${ROW}
),${withHistory('created')}
SELECT ${ROW} FROM changed`;

/** What the audit log tells of a change: history has the values. */
const TOLD = ['name', 'is_secret'];

/**
 * Changes what was given, and nothing else: whoever changes the value does not undo a name that somebody else gave meanwhile. A
 * value was sealed, or not, for what the variable was when it was read, so it is stored only if it still is that.
 */
export const UPDATE_VARIABLE = `${GIVEN}
before AS (
  SELECT v.id, ${auditedColumns('v', TOLD)} FROM variables AS v
  JOIN given AS g ON v.id = g.id AND v.workspace_id = g.workspace_id FOR UPDATE OF v
),
changed AS (
  UPDATE variables AS v
  SET name = COALESCE(g.name, v.name), value = COALESCE(g.value, v.value), is_secret = COALESCE(g.is_secret, v.is_secret),
    updated_by = g.updated_by, updated_at = g.now
  FROM given AS g JOIN before ON before.id = g.id
  WHERE v.id = g.id AND v.workspace_id = g.workspace_id AND (g.was_secret IS NULL OR v.is_secret = g.was_secret)
  RETURNING v.id, v.workspace_id, v.name, v.value, v.is_secret, v.updated_by, v.created_at, v.updated_at,
    ${auditedColumns('v', TOLD)}
),${withHistory('updated', AUDITED_DIFFERENCE)}
SELECT ${ROW} FROM changed`;

export const DELETE_VARIABLE = `${GIVEN}
changed AS (
  DELETE FROM variables AS v USING given AS g WHERE v.id = g.id AND v.workspace_id = g.workspace_id
  RETURNING v.id, v.workspace_id, v.name, v.value, v.is_secret, v.updated_by, v.created_at, v.updated_at
),${withHistory('deleted')}
SELECT ${ROW} FROM changed`;
