import { AUDITED } from '../audit/audited-change.ts';

/** `$1` is a SecretChange as JSON. */
export const SET_ENDPOINT_SECRET = `
WITH changed AS (
  UPDATE webhook_endpoints AS t
  SET secret = e.secret, revision = t.revision + 1, updated_at = e.now
  FROM jsonb_to_record($1::jsonb->'endpoint') AS e(id uuid, workspace_id uuid, secret text, now timestamptz)
  WHERE t.id = e.id AND t.workspace_id = e.workspace_id
  RETURNING t.id
),${AUDITED}
SELECT id FROM changed`;
