/** The origin of the server, or the address below which it stands, without the slash at its end. */
function base(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, '');
}

/** The one redirect_uri: providers know it, and nothing in a request changes it. */
export function callbackUrl(publicUrl: string): string {
  return `${base(publicUrl)}/oauth/callback`;
}

/** Where a person begins to connect a credential. */
export function connectUrl(publicUrl: string, ticket: string): string {
  return `${base(publicUrl)}/oauth/connect/${ticket}`;
}
