/** Paths that hold ids only, which are no secrets and help to find the cause. */
const OPEN_PATH = /^\/(?:api|docs|health)\/|^\/openapi\.json$/;

/** The path of a webhook, a wait or an approval is a secret: whoever knows it may use it. Logs get its first segment only. */
export function loggedPath(path: string): string {
  return OPEN_PATH.test(path) ? path : path.replace(/^(\/[^/]*)\/.*$/s, '$1/…');
}
