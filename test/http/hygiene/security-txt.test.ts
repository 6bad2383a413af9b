import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/test-app.ts';

const PATH = '/.well-known/security.txt';

describe('GET /.well-known/security.txt', () => {
  it('names the contact for less than a year (RFC 9116)', async () => {
    const now = Date.UTC(2026, 10, 29);
    const env = { SECURITY_CONTACT: 'mailto:security@example.com', PUBLIC_URL: 'https://flows.example.com/' };
    const response = await testApp({ env, now: () => now }).request(PATH);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(
      'Contact: mailto:security@example.com\n' +
        'Expires: 2027-02-27T00:00:00.000Z\n' +
        'Preferred-Languages: en\n' +
        'Canonical: https://flows.example.com/.well-known/security.txt\n',
    );
  });

  it('is not there where nobody is named', async () => {
    expect((await testApp().request(PATH)).status).toBe(404);
  });

  it.each(['security@example.com', 'http://example.com', 'javascript:alert(1)'])(
    'does not name %s',
    (SECURITY_CONTACT) => {
      expect(() => testApp({ env: { SECURITY_CONTACT } })).toThrow('SECURITY_CONTACT');
    },
  );
});
