import { AUDITED, AUDITED_DIFFERENCE } from '../../audit/audited-change.ts';
import { MAX_VIEWS } from './views.schemas.ts';

/** What all statements give; below, what is visible to whoever asks (`g.user_id`): shared views, and their own. */
const COLUMNS =
  'v.id, v.workspace_id, v.name, v.owner_id IS NULL AS is_shared, v.filter, v.created_by, v.created_at, v.updated_at';

/** `$1`: workspace, `$2`: user. */
const VISIBLE = 'v.workspace_id = $1::uuid AND (v.owner_id IS NULL OR v.owner_id = $2::uuid)';

export const LIST_VIEWS = `SELECT ${COLUMNS} FROM execution_views v WHERE ${VISIBLE} ORDER BY v.owner_id IS NULL, v.name, v.id`;

/** `$3`: the view. */
export const FIND_VIEW = `SELECT ${COLUMNS} FROM execution_views v WHERE ${VISIBLE} AND v.id = $3::uuid`;

/** `$1`: a {@link ViewCommit} as JSON, here and below. The first is executed by `inTurn`. */
const GIVEN = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'view') AS g(
    id uuid, workspace_id uuid, name text, filter json, is_shared boolean, user_id uuid, may_share boolean, now timestamptz)
)`;

/** What the audit log tells of a change. */
const TOLD = `json_build_object('name', v.name, 'is_shared', v.owner_id IS NULL) AS audited`;

/** The view, if whoever changes it may: their own, or a shared one, as it is by now. */
const BEFORE = `before AS (
  SELECT v.id, ${TOLD} FROM execution_views v JOIN given g ON v.id = g.id
    AND v.workspace_id = g.workspace_id AND (v.owner_id = g.user_id OR v.owner_id IS NULL AND g.may_share) FOR UPDATE OF v
)`;

export const INSERT_VIEW = `${GIVEN}, counted AS (
  SELECT count(*) AS held FROM execution_views v JOIN given g ON v.workspace_id = g.workspace_id
), changed AS (
  INSERT INTO execution_views AS v (id, workspace_id, owner_id, name, filter, created_by, created_at, updated_at)
  SELECT g.id, g.workspace_id, CASE WHEN NOT g.is_shared THEN g.user_id END, g.name, g.filter, g.user_id, g.now, g.now
  FROM given g, counted WHERE counted.held < ${MAX_VIEWS}
  RETURNING ${COLUMNS}
), ${AUDITED}
SELECT * FROM changed`;

/** What is not given stays as it is by now. */
export const UPDATE_VIEW = `${GIVEN}, ${BEFORE}, changed AS (
  UPDATE execution_views v SET
    owner_id = CASE WHEN g.is_shared IS NULL THEN v.owner_id WHEN NOT g.is_shared THEN g.user_id END,
    name = coalesce(g.name, v.name), filter = CASE WHEN g.filter IS NULL THEN v.filter ELSE g.filter END, updated_at = g.now
  FROM given g JOIN before b ON b.id = g.id WHERE v.id = b.id
  RETURNING ${COLUMNS}, ${TOLD}
), ${AUDITED_DIFFERENCE}
SELECT * FROM changed`;

export const DELETE_VIEW = `${GIVEN}, ${BEFORE}, changed AS (
  DELETE FROM execution_views v USING before b WHERE v.id = b.id
  RETURNING ${COLUMNS}
), ${AUDITED}
SELECT * FROM changed`;
