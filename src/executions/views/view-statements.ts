import { AUDITED } from '../../audit/audited-change.ts';
import { MAX_VIEWS } from './views.schemas.ts';

/** What all statements give, and what is visible to whoever asks (`g.user_id`): shared views, and their own. */
const COLUMNS =
  'v.id, v.workspace_id, v.name, v.owner_id IS NULL AS is_shared, v.filter, v.created_by, v.created_at, v.updated_at';

/** `$1`: workspace, `$2`: user. */
const VISIBLE = 'v.workspace_id = $1::uuid AND (v.owner_id IS NULL OR v.owner_id = $2::uuid)';

export const LIST_VIEWS = `SELECT ${COLUMNS} FROM execution_views v WHERE ${VISIBLE} ORDER BY v.owner_id IS NULL, v.name, v.id`;

/** `$3`: the view. */
export const FIND_VIEW = `SELECT ${COLUMNS} FROM execution_views v WHERE ${VISIBLE} AND v.id = $3::uuid`;

/** `$1`: a {@link ViewCommit} as JSON, here and below. */
const GIVEN = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'view') AS g(
    id uuid, workspace_id uuid, owner_id uuid, name text, filter json, user_id uuid, now timestamptz)
)`;

const OWN = 'v.id = g.id AND v.workspace_id = g.workspace_id AND (v.owner_id IS NULL OR v.owner_id = g.user_id)';

export const INSERT_VIEW = `${GIVEN}, counted AS (
  SELECT count(*) AS held FROM execution_views v JOIN given g ON v.workspace_id = g.workspace_id
), changed AS (
  INSERT INTO execution_views AS v (id, workspace_id, owner_id, name, filter, created_by, created_at, updated_at)
  SELECT g.id, g.workspace_id, g.owner_id, g.name, g.filter, g.user_id, g.now, g.now
  FROM given g, counted WHERE counted.held < ${MAX_VIEWS}
  RETURNING ${COLUMNS}
), ${AUDITED}
SELECT * FROM changed`;

export const UPDATE_VIEW = `${GIVEN}, changed AS (
  UPDATE execution_views v SET owner_id = g.owner_id, name = g.name, filter = g.filter, updated_at = g.now
  FROM given g WHERE ${OWN}
  RETURNING ${COLUMNS}
), ${AUDITED}
SELECT * FROM changed`;

export const DELETE_VIEW = `${GIVEN}, changed AS (
  DELETE FROM execution_views v USING given g WHERE ${OWN}
  RETURNING ${COLUMNS}
), ${AUDITED}
SELECT * FROM changed`;
