import { describe, expect, it } from 'vitest';
import { maskBase64 } from '../../../src/runner/outcome/mask-base64.ts';
import { longestFirst, maskCutText, maskOutputs, maskText } from '../../../src/runner/outcome/mask-secrets.ts';
import { secretTexts } from '../../../src/runner/outcome/secret-texts.ts';
import { findTraces } from '../../support/texts/find-traces.ts';
import { spellings } from '../../support/texts/secret-spellings.ts';

const PLAIN = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const HARD = `Zo\u00eb\u2603-/+= &"\\'<>!*()~%end`;

function formsOf(token: string): readonly string[] {
  return longestFirst(new Set(secretTexts({ type: 'bearer', data: { token }, allowedHosts: [] })));
}

function bytesOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

describe(maskText, () => {
  it.each(
    [PLAIN, HARD].flatMap((secret) =>
      Object.entries(spellings(secret)).map(([way, spelt]) => ({ secret, way, spelt })),
    ),
  )('leaves nothing of $secret as $way', ({ secret, spelt }) => {
    const masked = maskText(`before ${spelt} behind`, formsOf(secret));
    expect(findTraces(masked, [secret])).toEqual([]);
    expect(masked).toMatch(/^before .*\u2022{4}.* behind$/s);
  });

  it.each([
    ['JSON within JSON within JSON', JSON.stringify(JSON.stringify(JSON.stringify(HARD)))],
    ['a URL within JSON', JSON.stringify({ url: `https://a.test/?q=${encodeURIComponent(HARD)}` })],
    [
      'HTML within JSON',
      JSON.stringify(HARD.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#034;')),
    ],
    [
      'hexadecimal over several lines',
      (
        Buffer.from(HARD)
          .toString('hex')
          .match(/.{1,16}/g) ?? []
      ).join('\n'),
    ],
    ['UTF-16 that was read as UTF-8', Buffer.from(PLAIN, 'utf16le').toString('latin1')],
  ])('finds it as %s', (_way, spelt) => {
    const masked = maskText(spelt, [...formsOf(HARD), ...formsOf(PLAIN)]);
    expect(findTraces(masked, [HARD, PLAIN])).toEqual([]);
    expect(masked).toContain('\u2022');
  });

  it('takes away the secret alone, with what stands around it as it was', () => {
    const text = `a\n\t"${PLAIN}"\r\n%20${encodeURIComponent(HARD)}\n&amp; \\u0041 \0`;
    expect(maskText(text, [...formsOf(HARD), ...formsOf(PLAIN)])).toBe(
      'a\n\t"\u2022\u2022\u2022\u2022"\r\n%20\u2022\u2022\u2022\u2022\n&amp; \\u0041 \0',
    );
  });

  it('leaves what is no secret as it is, however it is written', () => {
    const text = 'C:\\new\\u00e9 100% &amp; &#99999999; %0A \\\\n = \r\n\uD83D \0a\0b\0c\0d\0e\0f\0g\0h\0i';
    expect(maskText(text, formsOf(HARD))).toBe(text);
  });

  it('masks each line of a key by itself, for a server may quote one', () => {
    const lines = ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'];
    const key = `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
    const outputs = maskOutputs({ main: lines.map((line) => ({ json: { line } })) }, formsOf(key));
    expect(outputs.main?.map(({ json }) => json.line)).toEqual([
      '\u2022\u2022\u2022\u2022',
      '\u2022\u2022\u2022\u2022',
    ]);
    expect(maskText('-----BEGIN PRIVATE KEY-----', formsOf(key))).toBe('-----BEGIN PRIVATE KEY-----');
  });

  it('holds a key of many lines in little room', () => {
    const key = Array.from({ length: 50 }, (_, line) => `${line}`.padStart(64, 'Qk9+/x')).join('\n');
    const forms = formsOf(key);
    expect(forms.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(150 * key.length);
  });
});

describe(maskCutText, () => {
  it('masks the beginning of a secret at the end of what was cut, also where it is escaped', () => {
    const cut = JSON.stringify(JSON.stringify(HARD)).slice(0, 24);
    expect(findTraces(maskCutText(`said: ${cut}\u2026`, formsOf(HARD)), [HARD.slice(0, 12)])).toEqual([]);
  });
});

describe(maskBase64, () => {
  it.each(['utf16le', 'latin1', 'utf8'] as const)(
    'masks what stands in a file as %s, and keeps its length',
    (encoding) => {
      const secret = encoding === 'latin1' ? 'Zo\u00eb-4eC39HqLyjWDarjt' : HARD;
      const file = Buffer.from(`before ${secret} behind`, encoding);
      const masked = Buffer.from(maskBase64(file.toString('base64'), formsOf(secret)), 'base64');
      expect(masked).toHaveLength(file.length);
      expect(masked.includes(Buffer.from(secret, encoding))).toBe(false);
      expect(masked.toString(encoding)).toMatch(/^before .* behind$/s);
    },
  );

  it('masks big-endian UTF-16 at any place of a file', () => {
    const bytes = Buffer.from(`x${PLAIN}y`, 'utf16le').swap16();
    for (const before of ['', '?']) {
      const file = Buffer.concat([Buffer.from(before), bytes]);
      const masked = bytesOf(maskBase64(file.toString('base64'), formsOf(PLAIN)));
      expect(masked.replaceAll('\0', '')).not.toContain(PLAIN);
      expect(masked).toHaveLength(file.length);
    }
  });

  it('masks the attachment of a mail, whose lines have ends', () => {
    const file = Buffer.from(spellings(PLAIN).base64_mail ?? '');
    expect(findTraces(bytesOf(maskBase64(file.toString('base64'), formsOf(PLAIN))), [PLAIN])).toEqual([]);
  });
});
