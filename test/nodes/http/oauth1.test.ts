import { describe, expect, it } from 'vitest';
import { oauth1Header } from '../../../src/nodes/http/oauth1.ts';

function fieldOf(header: string, name: string): string {
  return decodeURIComponent(new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? '');
}

describe(oauth1Header, () => {
  it('signs the request of RFC 5849, section 1.2', () => {
    const keys = {
      consumer_key: 'dpf43f3p2l4k3l03',
      consumer_secret: 'kd94hf93k423kf44',
      token: 'nnch734d00sl2jdk',
      token_secret: 'pfkkdhi9sl3r4s00',
      signature_method: 'HMAC-SHA1',
      realm: 'Photos',
    } as const;
    const url = 'http://photos.example.net/photos?file=vacation.jpg&size=original';
    // The example names no version; ours always does, so its signature is that of the same request with oauth_version.
    const header = oauth1Header(keys, { method: 'GET', url, form: null, timestamp: 137_131_202, nonce: 'chapoH' });
    expect(header).toMatch(
      /^OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk"/,
    );
    expect(fieldOf(header, 'oauth_signature')).toMatch(/^[A-Za-z0-9+/]{27}=$/);
  });

  it('signs the example of a form that X documents', () => {
    const keys = {
      consumer_key: 'xvz1evFS4wEEPTGEFPHBog',
      consumer_secret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
      token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      token_secret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
      signature_method: 'HMAC-SHA1',
    } as const;
    const header = oauth1Header(keys, {
      method: 'POST',
      url: 'https://api.twitter.com/1.1/statuses/update.json?include_entities=true',
      form: 'status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21',
      timestamp: 1_318_622_958,
      nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
    });
    expect(fieldOf(header, 'oauth_signature')).toBe('hCtSmYh+iHYCEqBWrE7C7hYmtUk=');
  });
});
