import { describe, expect, it } from 'vitest';
import { charsetOfType, type TextKind } from '../../src/shared/text/charset.ts';
import { decodeLeniently, decodeStrictly, startOfText } from '../../src/shared/text/decode-text.ts';

const POLISH = { charset: 'iso-8859-2', text: 'zażółć', bytes: [0x7a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6] };
function inUtf16(text: string, bigEndian: boolean): Uint8Array {
  return Uint8Array.from(
    Array.from(text, (character) => character.charCodeAt(0)).flatMap((code) => (bigEndian ? [0, code] : [code, 0])),
  );
}

/** ASCII, with `@` for the Polish word. */
function bytesOf(text: string): Uint8Array {
  const parts = text.split('@').map((part) => Array.from(part, (character) => character.charCodeAt(0)));
  return Uint8Array.from(parts.flatMap((part, index) => (index === 0 ? part : [...POLISH.bytes, ...part])));
}

function read(text: string | Uint8Array, kind: TextKind, contentType = '', charset?: string) {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return decodeLeniently({ bytes, kind, contentType, charset });
}

describe('charsetOfType', () => {
  it.each([
    ['text/plain; charset=ISO-8859-2', 'iso-8859-2'],
    ['text/plain;charset="shift_jis"', 'shift_jis'],
    ['text/plain; format=flowed; Charset = utf-8 ; x=y', 'utf-8'],
    ["text/plain; charset='koi8-r'", 'koi8-r'],
    ['text/html; charset=utf-8, text/html; charset=gbk', 'utf-8'],
    ['multipart/form-data; boundary="; charset=gbk"', undefined],
    ['text/plain; charset=', undefined],
    ['text/plain', undefined],
    ['', undefined],
  ])('finds in %j: %j', (type, charset) => {
    expect(charsetOfType(type)).toBe(charset);
  });
});

describe('decodeLeniently', () => {
  it.each<[TextKind, string, string]>([
    ['plain', '@', 'text/plain; charset=iso-8859-2'],
    ['plain', 'a;b\n@;1', 'text/csv; header=present; charset="latin2"'],
    ['json', '{"a":"@"}', 'application/json; charset=iso-8859-2'],
    ['html', '<p>@</p>', 'text/html; charset=iso-8859-2'],
    ['html', '<meta charset=utf-8><p>@</p>', 'text/html; charset=iso-8859-2'],
    ['html', '<!doctype html><head><meta charset="ISO-8859-2"><p>@</p>', 'text/html'],
    ['html', '<!-- <meta charset=gbk> --><meta charset=iso-8859-2><p>@</p>', 'text/html'],
    ['html', `<meta name="d" content="charset=gbk"><META Charset='iso-8859-2'/><p>@</p>`, 'text/html'],
    ['html', '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>@</p>', 'text/html'],
    ['html', '<meta content="text/html; charset=iso-8859-2" http-equiv=content-type><p>@</p>', ''],
    ['html', '<?xml version="1.0" encoding="iso-8859-2"?><html><p>@</p></html>', 'text/html'],
    ['xml', '<?xml version="1.0" encoding="ISO-8859-2"?><a>@</a>', 'application/xml'],
    ['xml', "<?xml version='1.0' encoding='iso-8859-2' standalone='yes'?><a>@</a>", 'text/xml'],
    ['xml', '<?xml version="1.0" encoding="utf-8"?><a>@</a>', 'text/xml; charset=iso-8859-2'],
  ])('reads %s %j of the type %j', (kind, text, type) => {
    expect(read(text, kind, type)).toEqual({ type: 'text', text: text.replace('@', POLISH.text) });
  });

  it.each<[TextKind, number[], string]>([
    ['plain', [0xef, 0xbb, 0xbf, 0xc3, 0xa9], 'text/plain; charset=iso-8859-1'],
    ['plain', [0xff, 0xfe, 0xe9, 0x00], 'text/csv; charset=utf-8'],
    ['json', [0xfe, 0xff, 0x00, 0xe9], 'application/json'],
    ['xml', [0xff, 0xfe, 0xe9, 0x00], 'text/xml; charset=utf-8'],
    ['html', [0xfe, 0xff, 0x00, 0xe9], 'text/html; charset=gbk'],
    ['plain', [0xfe, 0xff, 0x00, 0xe9], 'text/plain; charset=utf-16'],
  ])('believes a byte order mark most: %s %j of %s', (kind, bytes, type) => {
    expect(read(Uint8Array.from(bytes), kind, type)).toEqual({ type: 'text', text: 'é' });
  });

  it.each([true, false])('knows UTF-16 by its zeros, the big end first: %j', (bigEndian) => {
    const xml = '<?xml version="1.0" encoding="UTF-16"?><a/>';
    expect(read(inUtf16(xml, bigEndian), 'xml')).toEqual({ type: 'text', text: xml });
    expect(read(inUtf16('{"a":1}', bigEndian), 'json')).toEqual({ type: 'text', text: '{"a":1}' });
  });

  it('takes JSON for UTF-8 whatever its type says, if it is', () => {
    const bytes = new TextEncoder().encode('{"a":"ż"}');
    expect(read(bytes, 'json', 'application/json; charset=iso-8859-2')).toEqual({ type: 'text', text: '{"a":"ż"}' });
  });

  it('does not believe a declaration of UTF-16 that it could read byte by byte', () => {
    const html = '<meta charset=utf-16><p>é</p>';
    expect(read(new TextEncoder().encode(html), 'html')).toEqual({ type: 'text', text: html });
  });

  it('takes what is not UTF-8 and says nothing for windows-1252', () => {
    expect(read(Uint8Array.from([0x4a, 0x6f, 0x73, 0xe9]), 'plain')).toEqual({ type: 'text', text: 'José' });
  });

  it('does not lose a text in UTF-8 for one broken character', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('zażółć'), 0xff]);
    expect(read(bytes, 'plain')).toEqual({ type: 'text', text: 'zażółć\ufffd' });
  });

  it('puts a sign where a character is broken in the named character set', () => {
    expect(read(Uint8Array.from([0x61, 0xff]), 'plain', 'text/plain; charset=utf-8')).toEqual({
      type: 'text',
      text: 'a\ufffd',
    });
  });

  it('believes a person more than the type, and less than a byte order mark', () => {
    expect(read('@', 'plain', 'text/plain; charset=gbk', 'iso-8859-2')).toEqual({ type: 'text', text: POLISH.text });
    expect(read(Uint8Array.from([0xff, 0xfe, 0xe9, 0x00]), 'plain', '', 'utf-8')).toEqual({ type: 'text', text: 'é' });
  });

  it.each(['klingon', 'cp850', 'utf-32'])('says that it does not know %s', (charset) => {
    expect(read('@', 'plain', `text/plain; charset=${charset}`)).toEqual({ type: 'unknown_charset', charset });
  });

  it.each(['utf-7', 'iso-2022-kr', 'hz-gb-2312'])('does not take %s for ASCII', (charset) => {
    expect(read('+AOk-', 'plain', `text/plain; charset=${charset}`)).toEqual({ type: 'unknown_charset', charset });
  });

  it('reads UTF-8 under a name that nobody knows', () => {
    expect(read(new TextEncoder().encode('ż'), 'plain', 'text/plain; charset=utf8mb4')).toEqual({
      type: 'text',
      text: 'ż',
    });
  });
});

describe('decodeStrictly', () => {
  it.each([
    ['text/plain', 'utf-8'],
    ['text/plain; charset=shift_jis', 'shift_jis'],
  ])('refuses bytes that are not what %s says', (contentType, charset) => {
    const bytes = Uint8Array.from([0x61, 0xff]);
    expect(decodeStrictly({ bytes, kind: 'plain', contentType })).toEqual({ type: 'bad_bytes', charset });
  });
});

describe('startOfText', () => {
  it('cuts no character in two', () => {
    const bytes = new TextEncoder().encode('aé');
    expect(startOfText({ bytes, kind: 'plain' }, 2)).toBe('a');
  });

  it.each([
    ['text/plain; charset=iso-8859-2', 'zażółć'],
    ['text/plain; charset=klingon', 'za¿ó³æ'],
  ])('reads as well as it can what is %s', (contentType, text) => {
    expect(startOfText({ bytes: bytesOf('@'), kind: 'plain', contentType }, 300)).toBe(text);
  });
});
