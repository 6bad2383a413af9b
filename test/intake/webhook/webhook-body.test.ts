import { describe, expect, it } from 'vitest';
import { parseWebhookBody } from '../../../src/intake/webhook/webhook-body.ts';

const FORM = 'application/x-www-form-urlencoded';

function parse(text: string, contentType: string) {
  return parseWebhookBody(new TextEncoder().encode(text), contentType);
}

describe('parseWebhookBody', () => {
  it('makes a list of values if a name occurs more than once', async () => {
    expect((await parse('a=1&b=2&a=3', FORM)).parsed).toEqual({ a: ['1', '3'], b: '2' });
  });

  it('takes names that JavaScript uses itself', async () => {
    const { parsed } = await parse('__proto__=1&constructor=2', FORM);
    expect(JSON.stringify(parsed)).toBe('{"__proto__":"1","constructor":"2"}');
  });

  it.each(['a=1&', 'a&'])('refuses two million times %s early', async (field) => {
    const tooMany = expect.objectContaining({ status: 400, code: 'input.too_many_fields' });
    await expect(parse(field.repeat(2_000_000), FORM)).rejects.toThrow(tooMany);
  });

  it.each(['a=%00', '%00=a'])('refuses the form %s', async (text) => {
    await expect(parse(text, FORM)).rejects.toThrow(expect.objectContaining({ status: 400, code: 'input.nul_byte' }));
  });

  it.each(['multipart/form-data', 'multipart/form-data; boundary=x'])('refuses a malformed %s', async (type) => {
    const malformed = expect.objectContaining({ status: 400, code: 'input.malformed_form' });
    await expect(parse('no parts', type)).rejects.toThrow(malformed);
  });
});
