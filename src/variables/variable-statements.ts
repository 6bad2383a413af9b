import { AUDITED, AUDITED_DIFFERENCE, auditedColumns } from '../audit/audited-change.ts';
import { MAX_VARIABLES } from './variables.schemas.ts';

/** `$1` is a VariableCommit as JSON, here and below. `shown`: the value as history keeps it. */
const GIVEN = `
WITH given AS (
  SELECT * FROM json_to_record($1::json->'variable') AS g(
    id uuid, workspace_id uuid, name text, value text, is_secret boolean, updated_by uuid, now timestamptz,
    change_id uuid, shown text)
),`;

/** Writes into history what `changed` did. */
function withHistory(change: 'created' | 'updated' | 'deleted', audited: string = AUDITED): string {
  const value = change === 'deleted' ? 'NULL' : 'g.shown';
  return `
noted AS (
  INSERT INTO variable_changes (id, workspace_id, variable_id, change, name, value, is_secret, changed_by, changed_at)
  SELECT g.change_id, g.workspace_id, c.id, '${change}', c.name, ${value}, c.is_secret, g.updated_by, g.now
  FROM changed AS c, given AS g
),${audited}`;
}

export const INSERT_VARIABLE = `${GIVEN}
counted AS (
  SELECT count(*) AS held FROM variables AS v JOIN given AS g ON v.workspace_id = g.workspace_id
),
changed AS (
  INSERT INTO variables (id, workspace_id, name, value, is_secret, updated_by, created_at, updated_at)
  SELECT g.id, g.workspace_id, g.name, g.value, g.is_secret, g.updated_by, g.now, g.now
  FROM given AS g, counted WHERE counted.held < ${MAX_VARIABLES}
  RETURNING id, name, is_secret
),${withHistory('created')}
SELECT id FROM changed`;

/** What the audit log tells of a change: history has the values. */
const TOLD = ['name', 'is_secret'];

export const UPDATE_VARIABLE = `${GIVEN}
before AS (
  SELECT v.id, ${auditedColumns('v', TOLD)} FROM variables AS v
  JOIN given AS g ON v.id = g.id AND v.workspace_id = g.workspace_id FOR UPDATE OF v
),
changed AS (
  UPDATE variables AS v
  SET name = g.name, value = COALESCE(g.value, v.value), is_secret = g.is_secret, updated_by = g.updated_by,
    updated_at = g.now
  FROM given AS g JOIN before ON before.id = g.id WHERE v.id = g.id AND v.workspace_id = g.workspace_id
  RETURNING v.id, v.name, v.is_secret, ${auditedColumns('v', TOLD)}
),${withHistory('updated', AUDITED_DIFFERENCE)}
SELECT id FROM changed`;

export const DELETE_VARIABLE = `${GIVEN}
changed AS (
  DELETE FROM variables AS v USING given AS g WHERE v.id = g.id AND v.workspace_id = g.workspace_id
  RETURNING v.id, v.name, v.is_secret
),${withHistory('deleted')}
SELECT id FROM changed`;
