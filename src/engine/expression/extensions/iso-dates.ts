import { askLuxon } from '../dates/ask-luxon.ts';
import { DATE_TYPE } from '../dates/date.ts';
import { DATE_EXTENSIONS } from '../dates/date-extensions.ts';
import { fromHost, toHostArguments } from '../dates/date-values.ts';
import { type MethodMap, NO_METHOD } from '../methods/method-table.ts';
import type { Method } from '../values/opaque.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** On an instant these come before the methods that a text has under the same name. */
const FIRST: ReadonlySet<string> = new Set(['toInt', 'toFloat']);

/** The methods of dates, for a text that is an instant as `toISOString()` writes it; on others they are not there. */
export function withDateMethods(texts: MethodMap<string>): MethodMap<string> {
  const methods = new Map(texts);
  for (const [name] of DATE_EXTENSIONS) {
    const own = texts.get(name);
    if (own === undefined || FIRST.has(name)) methods.set(name, onInstant(name, own));
  }
  return methods;
}

function onInstant(name: string, own: Method<string> | undefined): Method<string> {
  const method = DATE_TYPE.methods.get(name);
  return (run, self, args) => {
    if (method !== undefined && INSTANT.test(self)) {
      const host = toHostArguments(run, args);
      return fromHost(askLuxon(() => method(run, new Date(self), host)));
    }
    return own === undefined ? NO_METHOD : own(run, self, args);
  };
}
