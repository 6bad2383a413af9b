/** What a method of a date costs a node run, in steps: with a time zone, Luxon asks the host what time it is there. */
export const METHOD_STEPS = 200;

/** The same for a property of a date. */
const PROPERTY_STEPS = 10;

/** Properties for which the host is asked several times over. */
const DEAR: ReadonlySet<string> = new Set(['isInDST', 'offsetNameShort', 'offsetNameLong']);

/** What reading a property of a date costs a node run. */
export function propertySteps(name: string): number {
  return DEAR.has(name) ? 2 * METHOD_STEPS : PROPERTY_STEPS;
}

const ZONE_NAMES = /Z{4}/g;
const ZONE_NAME_STEPS = 1_000;

/** What it takes to write a date in a format. The names of zones are dear: the host is made ready for each anew. */
export function formatSteps(format: unknown): number {
  if (typeof format !== 'string') return 0;
  return 5 * format.length + ZONE_NAME_STEPS * (format.match(ZONE_NAMES)?.length ?? 0);
}

/** What it takes to bring so many intervals together: Luxon copies those that it has for each that comes. */
export function intervalSteps(count: number): number {
  return Math.floor(count ** 2 / 64);
}
