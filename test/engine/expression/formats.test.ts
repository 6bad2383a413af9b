import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { formatFault } from '../../../src/engine/expression/dates/format-fault.ts';
import { isToken } from '../../../src/engine/expression/dates/format-tokens.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const RUNS = [...LETTERS].flatMap((letter) => [1, 2, 3, 4, 5, 6].map((length) => letter.repeat(length)));
const MOMENT = DateTime.utc(2026, 3, 5, 16, 7, 9, 123);

describe(formatFault, () => {
  test.each([
    ['YYYY-MM-DD', 'yyyy-MM-dd'],
    ['yyyy-MM-DD', 'yyyy-MM-dd'],
    ['DD.MM.YYYY', 'dd.MM.yyyy'],
    ['D.M.YY', 'd.M.yy'],
    ['DD/MM/YYYY HH:mm:ss', 'dd/MM/yyyy HH:mm:ss'],
    ['YYYYMMDD', 'yyyyMMdd'],
    ['dddd, D MMMM YYYY', 'cccc, d MMMM yyyy'],
    ['ddd dd MMM', 'ccc dd MMM'],
    ['hh:mm A', 'hh:mm a'],
    ['yyyy-mm-dd', 'yyyy-MM-dd'],
    ['dd.mm.', 'dd.MM.'],
    ['YYYY-mm-DD', 'yyyy-MM-dd'],
    ['HH:MM', 'HH:mm'],
    ['HH:MM:SS', 'HH:mm:ss'],
    ['yyyy-MM-dd HH:MM', 'yyyy-MM-dd HH:mm'],
    ['yyyy-MM-ddTHH:mm:ss', "yyyy-MM-dd'T'HH:mm:ss"],
    ['YYYY-MM-DDTHH:mm:ssZ', "yyyy-MM-dd'T'HH:mm:ssZ"],
    ['HH:mm Uhr', "HH:mm 'Uhr'"],
    ['yyyy-MM-dd HH:mm:ss.SSSSSS', 'yyyy-MM-dd HH:mm:ss.SSS'],
    ['Q yyyy', 'q yyyy'],
    ['b', "'b'"],
  ])('of %s proposes %s', (wrong, right) => {
    expect(formatFault(wrong, 'write')).toContain(`did you mean ${JSON.stringify(right)}?`);
    expect(formatFault(right, 'write')).toBeNull();
  });

  test.each([
    'yyyy-MM-dd',
    "yyyy-MM-dd'T'HH:mm:ss.SSSZZ",
    'dd.MM.yyyy HH:mm',
    "d. MMMM yyyy 'um' HH:mm 'Uhr'",
    "h 'o''clock' a",
    'DD',
    'DDDD',
    'DD t',
    'ff',
    'T',
    'mm:ss',
    'HH:mm',
    'X',
    'x',
    'kkkk-WW-c',
    'cccc',
    'yyyy年MM月dd日',
    '',
    '123 – §',
    'ccc, dd LLL yyyy HH:mm:ss ZZZ',
    'MM/yyyy',
  ])('finds nothing wrong with %s', (format) => {
    expect(formatFault(format, 'write')).toBeNull();
  });

  test('knows exactly the tokens that Luxon writes', () => {
    for (const run of RUNS) expect([run, isToken(run, 'write')]).toEqual([run, MOMENT.toFormat(run) !== run]);
  });

  test('knows only tokens that Luxon reads, and says of others that they are not read', () => {
    for (const run of RUNS) {
      const isLiteral = DateTime.fromFormat(run, run).isValid && !isToken(run, 'read');
      if (isLiteral) expect(formatFault(run, 'read')).not.toBeNull();
      if (isToken(run, 'read')) expect(formatFault(run, 'read')).toBeNull();
    }
    expect(formatFault('x', 'read')).toBe('the format "x" has "x", which can be written but not read');
  });

  test('refuses any letter without a meaning, wherever it stands', () => {
    const meaningless = fc.constantFrom(...[...'bgijlprvwBCIJKNOPRUVYAQ']);
    const sound = fc.constantFrom('yyyy', 'MM', 'dd', '-', ' ', '.', "'at'", "''");
    fc.assert(
      fc.property(
        fc.array(sound, { maxLength: 4 }),
        meaningless,
        fc.array(sound, { maxLength: 4 }),
        (before, letter, after) => {
          const format = [...before, letter, ...after].join('');
          expect(formatFault(format, 'write')).not.toBeNull();
          expect(formatFault([...before, `'${letter}'`, ...after].join(' '), 'write')).toBeNull();
        },
      ),
    );
  });

  test('proposes only what it takes itself, or nothing', () => {
    const part = fc.constantFrom(...RUNS.filter((run) => run.length < 5), '-', ':', ' ', '.', "'x'");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const [, proposed] = /did you mean (".*")\?$/.exec(formatFault(parts.join(''), 'write') ?? '') ?? [];
        if (proposed === undefined) return;
        expect(formatFault(JSON.parse(proposed), 'write')).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['HH:mm', 'hh:mm'],
    ['DD', 'dd'],
    ['YY', 'yy'],
    ["h 'hours', m x", "h 'hours', m 'x'"],
  ])('of the duration %s proposes %s', (wrong, right) => {
    expect(formatFault(wrong, 'duration')).toContain(`did you mean ${JSON.stringify(right)}?`);
    expect(formatFault(right, 'duration')).toBeNull();
  });

  test('refuses a quotation mark that is not closed', () => {
    expect(formatFault("h o'clock", 'write')).toContain('a quotation mark that is not closed');
  });

  test('shows only the beginning of a long format', () => {
    expect(formatFault('b'.repeat(500), 'write')?.length).toBeLessThan(800);
  });
});
