/** What is sent, and the code that it must be refused with, whatever the route. */
export type HostileBody = {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly contentType?: string;
  readonly status?: number;
  readonly code: string;
  /** The code that one of the faults must have. */
  readonly fault?: string;
};

export const HOSTILE_BODIES: readonly HostileBody[] = [
  { name: 'malformed JSON', body: '{"name":', code: 'input.malformed_json' },
  { name: 'a raw NUL', body: '{"name":"a\0b"}', code: 'input.malformed_json' },
  { name: 'no UTF-8', body: Uint8Array.of(0x22, 0xff, 0xfe, 0x22), code: 'input.invalid_utf8' },
  { name: 'an escaped NUL', body: '{"name":"a\\u0000b"}', code: 'input.nul_byte' },
  { name: 'an escaped NUL in a key', body: '{"a\\u0000b":1}', code: 'input.nul_byte' },
  { name: 'an unpaired surrogate', body: '{"name":"\\ud83d"}', code: 'input.lone_surrogate' },
  { name: 'a number of very many digits', body: '{"name":[-1e9999]}', code: 'input.number_too_long' },
  { name: '101 levels', body: '['.repeat(101) + ']'.repeat(101), code: 'input.too_deep' },
  { name: 'a million levels', body: '{"a":'.repeat(1_000_000), code: 'input.too_deep' },
  { name: 'a huge key', body: `{"${'k'.repeat(1025)}":1}`, code: 'input.key_too_long' },
  { name: 'more than 5 MB', body: `"${'x'.repeat(5 * 1024 * 1024)}"`, status: 413, code: 'input.too_large' },
  { name: 'text', body: 'name=x', contentType: 'text/plain', status: 415, code: 'input.unsupported_media_type' },
  {
    name: 'a form',
    body: 'name=x',
    contentType: 'application/x-www-form-urlencoded',
    status: 415,
    code: 'input.unsupported_media_type',
  },
  { name: 'no content type', body: '{}', contentType: '', status: 415, code: 'input.unsupported_media_type' },
  { name: 'null', body: 'null', code: 'input.invalid' },
  { name: 'a list', body: '[]', code: 'input.invalid' },
  { name: 'a text', body: '"x"', code: 'input.invalid' },
  { name: 'an unknown field', body: '{"no_such_field":1}', code: 'input.invalid', fault: 'input.unknown_field' },
  { name: 'a field __proto__', body: '{"__proto__":{"x":1}}', code: 'input.invalid' },
];
