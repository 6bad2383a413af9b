import { describe, expect, it } from 'vitest';
import { relyingPartyOf } from '../../../src/security/passkeys/relying-party.ts';

describe('relyingPartyOf', () => {
  it('is the public address, wherever the request went', () => {
    expect(relyingPartyOf('https://flows.example.com/', 'http://10.0.0.1:8787/api')).toEqual({
      origin: 'https://flows.example.com',
      id: 'flows.example.com',
    });
  });

  it.each(['', 'http://127.0.0.1:8787', 'http://[::1]:8787', 'http://2130706433/', 'http://0x7f.1/'])(
    'is where the request went if the public address %j has no name',
    (publicUrl) => {
      expect(relyingPartyOf(publicUrl, 'http://localhost:8787/api/v1/x')).toEqual({
        origin: 'http://localhost:8787',
        id: 'localhost',
      });
    },
  );

  it('is none if neither has a name', () => {
    expect(relyingPartyOf('http://127.0.0.1:8787', 'http://127.0.0.1:8787/api')).toBeNull();
    expect(relyingPartyOf('', 'http://[::1]/api')).toBeNull();
  });
});
