import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BODY_PARSERS, parseWebhookBody } from '../../../src/intake/webhook/webhook-body.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { startCounting, type WorkCounter } from '../../support/count-work.ts';
import { findGrowth, inGroups, isBounded } from '../../support/growth.ts';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=x';
const PART = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n';
const FILE = '--x\r\ncontent-disposition: form-data; name="a"; filename="f"\r\n\r\nb\r\n';

/** A part that a body repeats, and what stands before and after it. */
type Body = readonly [type: string, part: string, before?: string, after?: string];

const BODIES: readonly Body[] = [
  ['application/json', '1,', '[', '1]'],
  ['application/json', '[', '', ''],
  ['application/json', '{"a":', '', ''],
  ['application/json', '\\"', '"', '"'],
  ['application/json', '\\\\', '"', '"'],
  ['application/json', '"', '', ''],
  ['application/json', '1', '', ''],
  ['application/json', '"a":1,', '{', '"a":1}'],
  ['application/json', '{"a":[1]},', '[', '1]'],
  ['application/vnd.api+json', ' ', '', '1'],
  [FORM, 'a=b&'],
  [FORM, 'a'],
  [FORM, '&'],
  [FORM, '%'],
  [FORM, '%41=%42&'],
  [FORM, 'a[]=b&'],
  [FORM, '='],
  [FORM, '+'],
  [MULTIPART, PART, '', '--x--'],
  [MULTIPART, FILE, '', '--x--'],
  [MULTIPART, '--x\r\n'],
  [MULTIPART, '--x'],
  [MULTIPART, 'content-disposition: form-data; name="', '--x\r\n'],
  [MULTIPART, '\r\n'],
  ['text/plain', 'a'],
  ['text/xml', '<a>'],
  ['application/xml', '&'],
  ['image/svg+xml', '<'],
  ['application/octet-stream', '\0'],
  ['application/octet-stream', '\xff'],
];

const CASES = BODIES.map(([type, part, before = '', after = '']) => ({
  name: `${type} ${JSON.stringify(part)}`,
  type,
  bytesOf: (size: number) =>
    Uint8Array.from(before + part.repeat(Math.ceil(size / part.length)) + after, (character) =>
      character.charCodeAt(0),
    ),
}));

let counter: WorkCounter;
beforeAll(async () => {
  counter = await startCounting();
});
afterAll(() => counter.stop());

/** Reads a body, or refuses it. */
async function read(bytes: Uint8Array, type: string): Promise<void> {
  try {
    await parseWebhookBody(bytes, type);
  } catch (error) {
    if (!(error instanceof AppError && error.status === 400)) throw error;
  }
}

describe('the work of reading a webhook body grows about as the body does', () => {
  test('for every parser', () => {
    const types = CASES.map(({ type }) => type.split(';')[0] ?? '');
    expect(BODY_PARSERS.filter((parser) => !types.some((type) => parser.type.test(type)))).toEqual([]);
  });

  test.each(inGroups(CASES))('$names', async ({ members }) => {
    const growth = await findGrowth(counter, 600, async (size) => {
      for (const { type, bytesOf } of members) await read(bytesOf(size), type);
      return 0;
    });
    expect(growth).toSatisfy(isBounded);
  });
});
