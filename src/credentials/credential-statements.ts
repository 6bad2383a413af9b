import { AUDITED, AUDITED_DIFFERENCE, auditedColumns } from '../audit/audited-change.ts';
import { keysOf } from '../workspace-keys/workspace-keys.repository.ts';

const GIVEN = `
WITH given AS (
  SELECT * FROM json_to_record($1::json->'credential') AS g(
    id uuid, workspace_id uuid, created_by uuid, name text, type text, data text, description text,
    allowed_hosts text[], expected_hosts text[], connection text, min_role text, now timestamptz, force boolean)
),`;

/** `$1` is a CredentialCommit as JSON, here and below. */
export const INSERT_CREDENTIAL = `${GIVEN}
changed AS (
  INSERT INTO credentials (id, workspace_id, created_by, name, type, data, description, allowed_hosts, connection, min_role,
    created_at, updated_at)
  SELECT id, workspace_id, created_by, name, type, data, description, allowed_hosts, connection, min_role, now, now
  FROM given
  RETURNING id
),${AUDITED}
SELECT id FROM changed`;

/** What the audit log tells of a change: never the data. */
const TOLD = ['name', 'description', 'min_role', 'allowed_hosts'];

/**
 * Hosts are changed only from those that were looked at: a secret that somebody else stores meanwhile, with fewer hosts, must
 * not get more of them.
 */
function updating(columns: string): string {
  return `${GIVEN}
before AS (
  SELECT c.id, ${auditedColumns('c', TOLD)} FROM credentials AS c
  JOIN given AS g ON c.id = g.id AND c.workspace_id = g.workspace_id FOR UPDATE OF c
),
changed AS (
  UPDATE credentials AS c
  SET name = g.name, description = g.description, allowed_hosts = COALESCE(g.allowed_hosts, c.allowed_hosts),
    ${columns}min_role = g.min_role, updated_at = g.now
  FROM given AS g JOIN before ON before.id = g.id
  WHERE c.id = g.id AND c.workspace_id = g.workspace_id
    AND (g.expected_hosts IS NULL OR c.allowed_hosts = g.expected_hosts)
  RETURNING c.id, ${auditedColumns('c', TOLD)}
),${AUDITED_DIFFERENCE}
SELECT id FROM changed`;
}

/** Keeps the data. */
export const UPDATE_CREDENTIAL = updating('');

/**
 * The same with other data. Tokens belong to the data with which they were got, and go with no others: not to another server,
 * and not to further hosts.
 */
export const REPLACE_CREDENTIAL = updating(`data = g.data, connection = g.connection,
    connected_at = NULL, connected_by = NULL, connection_details = NULL, reconnect_reason = NULL, reconnect_since = NULL,
    tokens = NULL, tokens_expire_at = NULL, token_generation = c.token_generation + 1,
    refresh_lease = NULL, refresh_lease_until = NULL, `);

/** Deletes unless a drafted or published graph names the credential; says which workflows do. */
export const DELETE_CREDENTIAL = `${GIVEN}
users AS (
  SELECT w.id
  FROM given AS g
  JOIN workflows AS w ON w.workspace_id = g.workspace_id
  LEFT JOIN workflow_versions AS v ON v.workflow_id = w.id AND v.version = w.published_version
  CROSS JOIN LATERAL jsonb_build_array(jsonb_build_object('credentials', g.id)) AS using_it
  WHERE w.nodes::jsonb @> using_it OR v.nodes::jsonb @> using_it
),
changed AS (
  DELETE FROM credentials AS c USING given AS g
  WHERE c.id = g.id AND c.workspace_id = g.workspace_id AND (g.force OR NOT EXISTS (SELECT 1 FROM users))
  RETURNING c.id
),${AUDITED}
SELECT EXISTS (SELECT 1 FROM changed) AS deleted, ARRAY(SELECT id::text FROM users ORDER BY id LIMIT 100) AS workflow_ids`;

/** Notes in the audit log what was done with a credential that it does not change. */
export const NOTE_CREDENTIAL = `${GIVEN}
changed AS (
  SELECT c.id FROM credentials AS c JOIN given AS g ON c.id = g.id AND c.workspace_id = g.workspace_id
),${AUDITED}
SELECT id FROM changed`;

function nodesNaming(nodes: string): string {
  return `ARRAY(SELECT n->>'id' FROM json_array_elements(${nodes}) AS n WHERE n->>'credentials' = $2::text)`;
}

/** `$1` workspace, `$2` credential: the workflows that name it, up to 1,000. */
export const CREDENTIAL_USAGE = `
WITH used AS (
  SELECT w.id AS workflow_id, w.name, w.status, ${nodesNaming('w.nodes')} AS draft_nodes,
    ${nodesNaming("COALESCE(v.nodes, '[]'::json)")} AS published_nodes
  FROM workflows AS w
  LEFT JOIN workflow_versions AS v ON v.workflow_id = w.id AND v.version = w.published_version
  WHERE w.workspace_id = $1::uuid
)
SELECT * FROM used WHERE draft_nodes <> '{}' OR published_nodes <> '{}' ORDER BY workflow_id LIMIT 1000`;

/** `$1` workspace, `$2` credential: the sealed secret with the keys of the workspace; writes down its use at most once a minute. */
export const USE_CREDENTIAL = `
WITH used AS (
  UPDATE credentials SET last_used_at = $3::timestamptz
  WHERE workspace_id = $1::uuid AND id = $2::uuid
    AND (last_used_at IS NULL OR last_used_at < $3::timestamptz - interval '1 minute')
)
SELECT type, data, allowed_hosts, connection, reconnect_reason, tokens, token_generation, ${keysOf('$1::uuid')}
FROM credentials WHERE workspace_id = $1::uuid AND id = $2::uuid`;
