import { indexOfText } from '../../engine/text/find-text.ts';
import { createTextFinder, merged, type Span, type TextFinder } from './find-secrets.ts';
import { type TextView, viewsOf } from './text-views.ts';
import { utf8Bytes, utf16Bytes } from './written-bytes.ts';

/** Shorter texts occur in data by chance, so they are not masked. */
export const SHORTEST_SECRET = 8;

/** More secrets, or longer texts, are looked through once for all: the host is quicker with few, but goes through once for each. */
const FEW = 40;
const SHORT_TEXT = 10_000;

/** What is looked for, and the automaton for it, made when first asked for. */
type Sought = { readonly texts: readonly string[]; readonly finder: () => TextFinder };

/** By the list of secrets: each item that fails has a message of its own. */
const known = new WeakMap<readonly string[], Sought>();

/** The secrets, and those that are more than ASCII as bytes, too: of files, and of what percent signs stand for. */
function soughtFor(secrets: readonly string[]): Sought {
  const before = known.get(secrets);
  if (before !== undefined) return before;
  const wide = secrets.filter((text) => !/^[\0-\x7f]*$/.test(text));
  const bytes = wide.flatMap((text) => [utf8Bytes(text), ...utf16Bytes(text)]);
  const texts = [...secrets, ...bytes.map((own) => String.fromCharCode(...own))];
  let finder: TextFinder | undefined;
  const sought = {
    texts,
    finder: () => {
      finder ??= createTextFinder(texts);
      return finder;
    },
  };
  known.set(secrets, sought);
  return sought;
}

function placesOf(text: string, secret: string): Span[] {
  const places: Span[] = [];
  for (let at = indexOfText(text, secret); at !== -1; at = indexOfText(text, secret, at + secret.length)) {
    places.push({ start: at, end: at + secret.length });
  }
  return places;
}

function placesIn({ text, spanOf }: TextView, { texts, finder }: Sought): Iterable<Span> {
  const few = texts.length <= FEW && text.length <= SHORT_TEXT;
  const places = few ? texts.flatMap((secret) => placesOf(text, secret)) : [...finder().spans(text)];
  return places.map(spanOf);
}

/** The beginning of a secret with which a text ends that was cut. */
function openEnd({ text, spanOf }: TextView, { finder }: Sought): readonly Span[] {
  const length = finder().openEnd(text);
  return length < SHORTEST_SECRET ? [] : [spanOf({ start: text.length - length, end: text.length })];
}

function inOrder(places: Span[]): readonly Span[] {
  return places.length === 0 ? places : merged(places.toSorted((one, other) => one.end - other.end));
}

/**
 * Where secrets stand in a text, in order and apart: as they are, with some of their characters escaped, over the ends of lines, and as
 * UTF-16. Bytes are a text of their codes.
 */
export function secretPlaces(text: string, secrets: readonly string[]): readonly Span[] {
  const sought = soughtFor(secrets);
  return inOrder(viewsOf(text).flatMap((view) => [...placesIn(view, sought)]));
}

/** The same in a text that was cut: what it ends with may be the beginning of one. */
export function secretPlacesInCut(text: string, secrets: readonly string[]): readonly Span[] {
  const sought = soughtFor(secrets);
  return inOrder(viewsOf(text).flatMap((view) => [...placesIn(view, sought), ...openEnd(view, sought)]));
}
