import { askLuxon } from '../dates/ask-luxon.ts';
import { DATE_TYPE } from '../dates/date.ts';
import { DATE_EXTENSIONS } from '../dates/date-extensions.ts';
import { fromHost, toHostArguments } from '../dates/date-values.ts';
import { parseHostDate } from '../dates/host-date.ts';
import { ExpressionError } from '../expression-error.ts';
import { type MethodMap, NO_METHOD } from '../methods/method-table.ts';
import type { Method } from '../values/opaque.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** On a text that is an instant, these win over the methods of texts with the same name. */
const FIRST: ReadonlySet<string> = new Set(['toInt', 'toFloat']);

/** The methods of dates, for texts as `toISOString()` writes them. Other texts do not have them. */
export function withDateMethods(texts: MethodMap<string>): MethodMap<string> {
  const methods = new Map(texts);
  for (const [name] of DATE_EXTENSIONS) {
    const own = texts.get(name);
    if (own === undefined || FIRST.has(name)) methods.set(name, onInstant(name, own));
  }
  return methods;
}

/** The platform takes the 30th of February for the 2nd of March. */
function instantOf(text: string): Date {
  const date = new Date(parseHostDate(text));
  if (!Number.isNaN(date.getTime())) return date;
  throw new ExpressionError('expression.invalid_argument', `"${text}" is not a date.`);
}

function onInstant(name: string, own: Method<string> | undefined): Method<string> {
  const method = DATE_TYPE.methods.get(name);
  return (run, self, args) => {
    if (method !== undefined && INSTANT.test(self)) {
      const host = toHostArguments(run, args);
      return fromHost(askLuxon(() => method(run, instantOf(self), host)));
    }
    return own === undefined ? NO_METHOD : own(run, self, args);
  };
}
