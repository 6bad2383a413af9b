/** Holds the id of the execution that a call started. */
export const EXECUTION_HEADER = 'linkflow-execution-id';

/** Set on the answer to a repeated delivery. */
export const DUPLICATE_HEADER = 'linkflow-duplicate';

/**
 * The workflows of all workspaces answer from the origin of the API. The sandbox gives each page that a workflow serves an
 * origin of its own, so that it can't read the other pages or install a service worker.
 */
const SANDBOX =
  'sandbox allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-popups ' +
  'allow-popups-to-escape-sandbox allow-presentation allow-scripts allow-top-navigation-by-user-activation';

/** A picture needs no scripts: those in one that somebody sent would run in the name of whoever shows it. */
const PICTURE_SANDBOX = "sandbox; script-src 'none'";

/** The sandbox for an answer of this content type. */
export function sandboxFor(contentType: string | null): string {
  return /^\s*image\/svg/i.test(contentType ?? '') ? PICTURE_SANDBOX : SANDBOX;
}

/** Makes browsers take an answer for what it says that it is. */
export const NOSNIFF = ['x-content-type-options', 'nosniff'] as const;
