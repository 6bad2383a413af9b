import { elementAt } from './structure/element.ts';

/** Names of a list that a message tells; the rest are counted. */
const TOLD_AT_MOST = 10;

/** Longer names are cut where they are told. */
const TOLD_CHARACTERS = 60;

/** Names that are compared with a wrong one, and how long they may be: both bound the work. */
const COMPARED_AT_MOST = 1000;
const COMPARED_CHARACTERS = 60;

/** What a wrong name is compared with, and how a message calls that: `The outputs are`. */
export type Choices = { readonly called: string; readonly names: readonly string[] };

/** What follows the refusal of a name, with a space before it: the name that was perhaps meant, and the names there are. */
export function choicesText(wanted: string, { called, names }: Choices): string {
  if (names.length === 0) return '';
  const nearest = nearestName(wanted, names);
  const meant = nearest === undefined ? '' : ` Did you mean ${quotedName(nearest)}?`;
  return `${meant} ${called} ${listedNames(names)}.`;
}

/** What follows the refusal of a name, if it says anything. */
export type ChoicesTeller = (wanted: string, choices: () => Choices) => string;

/** Tells the choices of each wrong name. */
export function tellAlways(wanted: string, choices: () => Choices): string {
  return choicesText(wanted, choices());
}

/** Tells the choices of so many wrong names and is silent about those that follow, since a graph may hold thousands. */
export function createChoicesTeller(times: number): ChoicesTeller {
  let left = times;
  return (wanted, choices) => {
    if (left === 0) return '';
    left -= 1;
    return choicesText(wanted, choices());
  };
}

/** Some names in quotation marks: `"a", "b" and 3 more`. */
export function listedNames(names: readonly string[]): string {
  const told = names.slice(0, TOLD_AT_MOST).map(quotedName).join(', ');
  return names.length > TOLD_AT_MOST ? `${told} and ${names.length - TOLD_AT_MOST} more` : told;
}

/** A name in quotation marks, cut if it is long. */
export function quotedName(name: string): string {
  return `"${shortName(name)}"`;
}

/** A name as it is, cut if it is long. */
export function shortName(name: string): string {
  return name.length > TOLD_CHARACTERS ? `${name.slice(0, TOLD_CHARACTERS - 1)}…` : name;
}

/** The name that somebody meant who wrote another: spelt a little differently, in other case, or without its prefix. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  if (wanted.length > COMPARED_CHARACTERS) return undefined;
  const written = compared(wanted);
  let nearest: string | undefined;
  let least = allowance(written) + 1;
  for (const name of names.slice(0, COMPARED_AT_MOST)) {
    const distance = distanceOf(written, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

/** How many letters may differ. */
function allowance(name: string): number {
  return Math.max(1, Math.floor(name.length / 3));
}

/** What counts in a name: `http` of `action.http`, without case, spaces and the marks that join words. */
function compared(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
}

/** Two letters that have changed places count as one. */
function distanceOf(written: string, name: string): number {
  if (name.length > COMPARED_CHARACTERS) return Number.POSITIVE_INFINITY;
  const other = compared(name);
  const distance = editDistance(written, other);
  return distance === 2 && lettersOf(written) === lettersOf(other) ? 1 : distance;
}

function lettersOf(name: string): string {
  return [...name].sort().join('');
}

/** How many letters have to be put in, taken out or replaced (Levenshtein). */
function editDistance(one: string, other: string): number {
  const letters = [...other];
  let row: readonly number[] = [0, ...letters.map((_, place) => place + 1)];
  for (const [index, letter] of [...one].entries()) row = nextRow(row, { index, letter, letters });
  return elementAt(row, letters.length);
}

function nextRow(
  above: readonly number[],
  { index, letter, letters }: { readonly index: number; readonly letter: string; readonly letters: readonly string[] },
): readonly number[] {
  const row = [index + 1];
  for (const [place, other] of letters.entries()) {
    const replaced = elementAt(above, place) + (letter === other ? 0 : 1);
    row.push(Math.min(replaced, elementAt(above, place + 1) + 1, elementAt(row, place) + 1));
  }
  return row;
}
