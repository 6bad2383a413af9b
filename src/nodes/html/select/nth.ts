import { unusableSelector } from './selector-errors.ts';

/** What `an+b` says of a position, which is counted from 1. */
export type Nth = (position: number) => boolean;

const FORMULA = /^(?:([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|([+-]?\d+))$/;

/** The test of an `an+b`, `odd` or `even`. Throws `NodeError` `html.bad_selector`. */
export function parseNth(text: string): Nth {
  const formula = text.trim().toLowerCase();
  if (formula === 'odd') return progression(2, 1);
  if (formula === 'even') return progression(2, 0);
  const match = FORMULA.exec(formula);
  if (match === null) throw unusableSelector(`an+b is expected, not ${JSON.stringify(text)}`);
  const [, step, sign = '+', offset = '0', single] = match;
  return single === undefined
    ? progression(stepOf(step ?? ''), Number(`${sign}${offset}`))
    : progression(0, Number(single));
}

function stepOf(text: string): number {
  return text === '' || text === '+' || text === '-' ? Number(`${text}1`) : Number(text);
}

function progression(step: number, offset: number): Nth {
  if (step === 0) return (position) => position === offset;
  return (position) => (position - offset) / step >= 0 && (position - offset) % step === 0;
}
