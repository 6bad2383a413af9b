import { describe, expect, it } from 'vitest';
import { parseWebhookBody } from '../../../src/intake/webhook/webhook-body.ts';
import { ENCODED_TEXTS, fromHex } from '../../support/texts/encoded-texts.ts';

const FORM = 'application/x-www-form-urlencoded';

function join(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part])),
  );
}

function percents(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

const isWide = (charset: string) => charset.startsWith('utf-16');
const NARROW = ENCODED_TEXTS.filter(([charset]) => !isWide(charset));

// This runs in workerd, which is what has to know these character sets.
describe('the body of a webhook', () => {
  it.each(ENCODED_TEXTS)('may be a text in %s', async (charset, text, hex) => {
    const body = await parseWebhookBody(fromHex(hex), `text/csv; charset=${charset}`);
    expect(body.parsed).toBe(text);
  });

  it.each(NARROW)('may be JSON in %s', async (charset, text, hex) => {
    const bytes = join('{"a":"', fromHex(hex), '"}');
    expect((await parseWebhookBody(bytes, `application/json; charset=${charset}`)).parsed).toEqual({ a: text });
  });

  it.each(NARROW)('may be XML that says %s itself', async (charset, text, hex) => {
    const bytes = join(`<?xml version="1.0" encoding="${charset}"?><a>`, fromHex(hex), '</a>');
    expect((await parseWebhookBody(bytes, 'application/xml')).parsed).toContain(`<a>${text}</a>`);
  });

  it.each(NARROW)('may be a form in %s', async (charset, text, hex) => {
    const value = percents(fromHex(hex));
    expect((await parseWebhookBody(join(`a=1&b=${value}`), `${FORM}; charset=${charset}`)).parsed).toEqual({
      a: '1',
      b: text,
    });
    expect((await parseWebhookBody(join(`_charset_=${charset}&b=${value}`), FORM)).parsed).toEqual({
      _charset_: charset,
      b: text,
    });
  });

  it.each(NARROW)('may be a form of parts in %s', async (charset, text, hex) => {
    const own = join(
      `--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`,
      fromHex(hex),
      '\r\n--x--\r\n',
    );
    const common = join(
      `--x\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n${charset}\r\n`,
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
      fromHex(hex),
      '\r\n--x--\r\n',
    );
    expect((await parseWebhookBody(own, 'multipart/form-data; boundary=x')).parsed).toEqual({ a: text });
    expect((await parseWebhookBody(common, 'multipart/form-data; boundary="x"')).parsed).toEqual({
      _charset_: charset,
      a: text,
    });
  });

  it('leaves the files of a form as they are, and their type with its character set', async () => {
    const form = new FormData();
    form.append('f', new File([new Uint8Array([0xe9])], 'a/../ü.csv', { type: 'text/csv; charset=iso-8859-1' }));
    const sent = new Response(form);
    const type = sent.headers.get('content-type') ?? '';
    const { parsed } = await parseWebhookBody(new Uint8Array(await sent.arrayBuffer()), type);
    expect(parsed).toEqual({
      f: { file_name: 'ü.csv', mime_type: 'text/csv; charset=iso-8859-1', size: 1, data: '6Q==' },
    });
  });

  it('is read without its byte order mark, and kept with it', async () => {
    const marked = join(new Uint8Array([0xef, 0xbb, 0xbf]), '{"a":1}');
    expect(await parseWebhookBody(marked, 'application/json')).toEqual({
      parsed: { a: 1 },
      raw: '\ufeff{"a":1}',
      rawEncoding: 'utf8',
    });
    const wide = new Uint8Array([0xff, 0xfe, 0x31, 0x00]);
    expect(await parseWebhookBody(wide, 'application/json')).toEqual({
      parsed: 1,
      raw: '//4xAA==',
      rawEncoding: 'base64',
    });
  });

  it('keeps the bytes of another character set', async () => {
    const body = await parseWebhookBody(new Uint8Array([0xe9]), 'text/plain; charset=iso-8859-1');
    expect(body).toEqual({ parsed: 'é', raw: '6Q==', rawEncoding: 'base64' });
  });

  it('takes percent-encodings of a form that are not UTF-8 for windows-1252, as browsers do', async () => {
    expect((await parseWebhookBody(join('a=Jos%E9+x&b=%C3%A9&c=%80'), FORM)).parsed).toEqual({
      a: 'José x',
      b: 'é',
      c: '€',
    });
  });

  it.each([
    ['text/plain', 'input.invalid_utf8'],
    ['text/plain; charset=utf-8', 'input.invalid_utf8'],
    ['application/json', 'input.invalid_utf8'],
    [FORM, 'input.invalid_utf8'],
    ['text/plain; charset=shift_jis', 'input.invalid_characters'],
    ['text/plain; charset=klingon', 'input.unknown_charset'],
    [`${FORM}; charset=klingon`, 'input.unknown_charset'],
  ])('is refused as %s if its bytes are none: %s', async (type, code) => {
    await expect(parseWebhookBody(new Uint8Array([0x61, 0xff]), type)).rejects.toMatchObject({ status: 400, code });
  });
});
