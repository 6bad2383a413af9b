import { describe, expect, it } from 'vitest';
import { CURSOR_LIFETIME_MS, createCursors } from '../../src/security/cursor.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const NOW = Date.UTC(2026, 10, 22);
const cursors = createCursors('a secret of the tests, 32 characters');
const POSITION = ['2026-11-22T00:00:00.000Z', '019a0000-0000-7000-8000-000000000001'];
const FILTER = { list: 'workflows', status: 'active', tag: null };

describe('createCursors', () => {
  it('reads back the position', () => {
    const cursor = cursors.encode(POSITION, FILTER, NOW);
    expect(cursor).toMatch(/^[\w.-]+$/);
    expect(cursors.decode(cursor, FILTER, NOW)).toEqual(POSITION);
  });

  it('does not care for the order of the filter', () => {
    const cursor = cursors.encode(POSITION, FILTER, NOW);
    expect(cursors.decode(cursor, { tag: null, status: 'active', list: 'workflows' }, NOW)).toEqual(POSITION);
  });

  it('refuses a cursor of another filter', () => {
    const cursor = cursors.encode(POSITION, FILTER, NOW);
    expect(() => cursors.decode(cursor, { ...FILTER, status: 'draft' }, NOW)).toThrow(
      expect.objectContaining({ code: 'cursor.invalid', status: 400 }),
    );
  });

  it('refuses a cursor after a day', () => {
    const cursor = cursors.encode(POSITION, FILTER, NOW);
    expect(cursors.decode(cursor, FILTER, NOW + CURSOR_LIFETIME_MS - 1)).toEqual(POSITION);
    expect(() => cursors.decode(cursor, FILTER, NOW + CURSOR_LIFETIME_MS)).toThrow(
      expect.objectContaining({ code: 'cursor.expired', status: 400 }),
    );
  });

  it.each(['', '.', 'abc', 'W10.AAAA', 'null.'])('refuses %j, which nobody signed', (cursor) => {
    expect(() => cursors.decode(cursor, FILTER, NOW)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }));
  });

  it('refuses a cursor that another secret signed', () => {
    const cursor = createCursors('another secret').encode(POSITION, FILTER, NOW);
    expect(() => cursors.decode(cursor, FILTER, NOW)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }));
  });

  it('refuses any other spelling of a cursor, and what goes on behind it', () => {
    const cursor = cursors.encode(POSITION, FILTER, NOW);
    const [body = '', mac = ''] = cursor.split('.');
    const bodies = otherSpellings(body).map((other) => `${other}.${mac}`);
    const macs = otherSpellings(mac).map((other) => `${body}.${other}`);
    for (const other of [...bodies, ...macs, `${cursor}.`, `${cursor}.${mac}`]) {
      expect(() => cursors.decode(other, FILTER, NOW)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }));
    }
  });
});
