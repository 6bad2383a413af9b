import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { longPageQuery, pageQuery, toPage, toWholeList } from '../../src/shared/pagination.ts';

const query = z.strictObject(pageQuery);

describe('pageQuery', () => {
  it('is 20 rows from the start by default', () => {
    expect(query.parse({})).toEqual({ limit: 20 });
  });

  it.each(['0', '-1', '101', '1.5', 'ten', '', 'Infinity'])('refuses a page of %j rows', (limit) => {
    expect(query.safeParse({ limit }).success).toBe(false);
  });
});

describe('longPageQuery', () => {
  it('is as many rows as a page may have by default', () => {
    expect(z.strictObject(longPageQuery).parse({})).toEqual({ limit: 100 });
  });
});

describe('toWholeList', () => {
  it('is a page that nothing follows', () => {
    expect(toWholeList([1, 2])).toEqual({ data: [1, 2], has_more: false, next_cursor: null });
  });
});

describe('toPage', () => {
  it('has no next page when there are no more rows', () => {
    expect(toPage([1, 2], 2, String)).toEqual({ data: [1, 2], has_more: false, next_cursor: null });
    expect(toPage([], 2, String)).toEqual({ data: [], has_more: false, next_cursor: null });
  });

  it('goes on after its last row when there are more', () => {
    expect(toPage([1, 2, 3], 2, String)).toEqual({ data: [1, 2], has_more: true, next_cursor: '2' });
  });
});
