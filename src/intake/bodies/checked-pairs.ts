import { MAX_FIELDS } from '../limits.ts';
import { nulByteInField, tooManyFields } from './body.errors.ts';

/** One pair after the other. Throws `AppError` 400 `input.nul_byte`, `input.too_many_fields` where they go wrong. */
export function* checkedPairs<Value>(pairs: Iterable<readonly [string, Value]>): Generator<readonly [string, Value]> {
  let count = 0;
  for (const pair of pairs) {
    count += 1;
    if (count > MAX_FIELDS) throw tooManyFields(MAX_FIELDS);
    const [name, value] = pair;
    if (name.includes('\0') || (typeof value === 'string' && value.includes('\0'))) throw nulByteInField(name);
    yield pair;
  }
}
