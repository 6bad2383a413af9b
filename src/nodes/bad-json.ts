import type { ConfigPath } from '../engine/expression/expression-error.ts';
import type { JsonValue } from '../engine/json.ts';
import { cutText } from '../shared/text/cut-text.ts';
import { NodeError } from './node-error.ts';
import type { RequestRun } from './node-run.ts';
import { describeValue } from './values/describe-value.ts';
import { jsonCulprit } from './values/json-culprit.ts';
import { jsonFault } from './values/json-fault.ts';

/** A field whose text is no JSON. `path`: where it stands in the config; `field`: what the message calls it. */
export type BadJson = {
  readonly code: string;
  readonly path: ConfigPath;
  readonly field?: string;
  readonly expected: string;
  readonly got: JsonValue | undefined;
};

const ADVICE = 'Give an object instead of a text, or use .toJsonString() without quotation marks around it';

/** How many characters of an expression the message shows. */
const SHOWN = 100;

/** The failure of a field that should hold JSON: where its text breaks, and which expression broke it. */
export function badJson(run: RequestRun, index: number, bad: BadJson): NodeError {
  const { code, path, field = path.join('.'), expected, got } = bad;
  const what = `${field}: expected ${expected}, got ${describeValue(got)}`;
  return new NodeError(code, typeof got === 'string' ? `${what}${reasonOf(run, index, { path, text: got })}` : what);
}

function reasonOf(run: RequestRun, index: number, { path, text }: { path: ConfigPath; text: string }): string {
  const fault = jsonFault(text);
  if (fault === null) return '';
  const pieces = run.pieces(index, path);
  const culprit = jsonCulprit(pieces);
  if (culprit === null) return ` (${fault})`;
  const said = ` (${fault}): the value of {{ ${cutText(culprit.source, SHOWN)} }} ${culprit.wrong}`;
  return pieces.length === 1 ? said : `${said}. ${ADVICE}`;
}
