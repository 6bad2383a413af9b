/** The part of a session's row that each new pair of tokens replaces. */
export type SessionSecrets = { readonly token_hash: string; readonly refresh_hash: string; readonly expires_at: Date };

/** A session as it is stored: hashes of its tokens, never the tokens. */
export type SessionRow = SessionSecrets & {
  readonly id: string;
  readonly user_id: string;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly created_at: Date;
  readonly last_used_at: Date;
  /** When the user last proved by password or factor who they are. */
  readonly confirmed_at: Date;
  /** The factor that was passed; `null`: none. */
  readonly factor: string | null;
};

/** The columns of a {@link SessionRow}, and how they are read from the `session` of a statement's `$1`. */
export const SESSION_COLUMNS =
  'id, user_id, token_hash, refresh_hash, expires_at, ip_address, user_agent, created_at, last_used_at, confirmed_at, factor';

export const GIVEN_SESSION = `json_to_record($1::json->'session') AS s(
    id uuid, user_id uuid, token_hash text, refresh_hash text, expires_at timestamptz, ip_address text,
    user_agent text, created_at timestamptz, last_used_at timestamptz, confirmed_at timestamptz,
    factor text)`;
