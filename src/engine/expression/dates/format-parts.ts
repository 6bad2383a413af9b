/** A part of a format of Luxon: a run of one letter, which is a token, or what stands as it is. */
export type FormatPart = { readonly text: string; readonly token: boolean };

const PART = /'[^']*'|([a-z])\1*|[^a-z']+|'/gi;

/** The parts of a format. Only letters of English are tokens; what stands between single quotation marks is none. */
export function formatParts(format: string): FormatPart[] {
  return (format.match(PART) ?? []).map((text) => ({ text, token: /^[a-z]/i.test(text) }));
}

/** Whether a quotation mark is left open, so that all that follows stands as it is. */
export function hasOpenQuote(format: string): boolean {
  return format.split("'").length % 2 === 0;
}
