import { expect, it } from 'vitest';
import { withoutJit } from '../../src/db/without-jit.ts';
import { testDatabase } from '../support/test-database.ts';

const SETTING = `SELECT current_setting('jit') AS jit, $1::text AS given`;

it('a statement is not compiled, and those after it are as before', async () => {
  const db = testDatabase();
  const [before] = await db.sql.query(SETTING, ['a']);
  expect(await withoutJit(db, SETTING, ['b'])).toEqual([{ jit: 'off', given: 'b' }]);
  expect(await db.sql.query(SETTING, ['a'])).toEqual([before]);
});
