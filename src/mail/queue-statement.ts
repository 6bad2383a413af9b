/**
 * The insert of the `QueuedMail`s that stand under `key` of the JSON document `$1`, into the queue, if the condition holds.
 */
export function queueMails(key: string, condition: string): string {
  return `
  INSERT INTO mail_queue (id, message, next_at, created_at)
  SELECT m.id, m.message, m.created_at, m.created_at
  FROM json_to_recordset($1::json->'${key}') AS m(id uuid, message text, created_at timestamptz)
  WHERE ${condition}`;
}

/**
 * A part of a statement whose `$1` is a JSON document with `QueuedMail`s under `mails`, and whose part `changed` is what it
 * changed: queues the mails if anything was changed, so that none is ever lost, and none tells of what never was.
 */
export const MAILED = `mailed AS (${queueMails('mails', 'EXISTS (SELECT 1 FROM changed)')})`;
