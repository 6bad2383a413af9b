/** What a link in a mail is for. */
export type LinkPurpose = 'verify_email' | 'change_email' | 'reset_password';

/** A link as it is stored: the hash of its token, never the token. */
export type LinkRow = {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly token_hash: string;
  /** The address that the mail goes to, which whoever follows the link has. */
  readonly email: string;
  /** The password that the account begins with if this link is opened; left out: the one that it has. */
  readonly password_hash?: string;
  readonly expires_at: string;
  readonly created_at: string;
};

/** The insert of the links under `links` in the JSON `$1`, for the users that `from` (a part with `id`) finds. */
export function insertLinks(from: string): string {
  return `
  INSERT INTO account_links (id, user_id, purpose, token_hash, email, password_hash, expires_at, created_at)
  SELECT l.id, u.id, l.purpose, l.token_hash, l.email, l.password_hash, l.expires_at, l.created_at
  FROM ${from} u, json_to_recordset($1::json->'links') AS l(
    id uuid, purpose text, token_hash text, email text, password_hash text, expires_at timestamptz, created_at timestamptz)`;
}
