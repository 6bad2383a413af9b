import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

type Example = readonly [source: string, value: unknown];

const GLOBALS: readonly Example[] = [
  ['$min(3, 1, 2)', 1],
  ['$max(3, 1, 2)', 3],
  ['$average(1, 2, 6)', 3],
  ['$not("")', true],
  ['$if(true, 1, 2)', 1],
  ['$if(false, 1)', false],
  ['$if($json.a, $json.a.b, "none")', 'none'],
  ['[1, 0].map(n => $if(n, "yes", "no"))', ['yes', 'no']],
  ['$if(...[true, 1, 2])', 1],
  ['$ifEmpty("", "default")', 'default'],
  ['$ifEmpty([], "default")', 'default'],
  ['$ifEmpty({}, "default")', 'default'],
  ['$ifEmpty(null, "default")', 'default'],
  ['$ifEmpty(0, "default")', 0],
  ['numberList(1, 4)', [1, 2, 3, 4]],
  ['numberList(3, 1)', [3, 2, 1]],
  ['zip(["a", "b"], [1, 2])', { a: 1, b: 2 }],
  ['$json.missing.isEmpty()', true],
  ['null.isNotEmpty()', false],
];

describe('the functions of n8n', () => {
  it.each(GLOBALS)('%s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
  });
});
