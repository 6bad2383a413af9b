/** The entity tag of a workflow's revision (RFC 9110 §8.8.3). */
export function etagOf(revision: number): string {
  return `"r${revision}"`;
}

/** Whether an `If-Match` header names this revision: one of a list of strong tags, or `*` for whatever is there. */
export function matchesEtag(ifMatch: string, revision: number): boolean {
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  return tags.includes('*') || tags.includes(etagOf(revision));
}
