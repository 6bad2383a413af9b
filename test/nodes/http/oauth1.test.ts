import { describe, expect, it } from 'vitest';
import { baseString, oauth1Header, signatureOf } from '../../../src/nodes/http/signing/oauth1.ts';

function fieldOf(header: string, name: string): string {
  return decodeURIComponent(new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? '');
}

/** The keys of the examples in RFC 5849 §1.2 and in OAuth Core 1.0a, appendix A. */
const PHOTOS = {
  consumer_key: 'dpf43f3p2l4k3l03',
  consumer_secret: 'kd94hf93k423kf44',
  token: 'nnch734d00sl2jdk',
  token_secret: 'pfkkdhi9sl3r4s00',
  signature_method: 'HMAC-SHA1',
} as const;

describe(baseString, () => {
  it('is that of RFC 5849, section 3.4.1.1', () => {
    const request = { method: 'post', url: 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b' };
    const protocol = [
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
    ] as const;
    expect(baseString({ ...request, form: 'c2&a3=2+q' }, protocol)).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26' +
        'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
        'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });
});

describe(signatureOf, () => {
  it('is that of RFC 5849, section 1.2', () => {
    const request = {
      method: 'GET',
      url: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
      form: null,
    };
    const protocol = [
      ['oauth_consumer_key', PHOTOS.consumer_key],
      ['oauth_token', PHOTOS.token],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131202'],
      ['oauth_nonce', 'chapoH'],
    ] as const;
    expect(signatureOf(PHOTOS, baseString(request, protocol))).toBe('MdpQcU8iPSUjWoN/UDMsK2sui9I=');
  });
});

describe(oauth1Header, () => {
  it('signs the request of OAuth Core 1.0a, appendix A.5', () => {
    const header = oauth1Header(
      { ...PHOTOS, realm: 'http://photos.example.net/' },
      {
        method: 'GET',
        url: 'http://photos.example.net/photos?file=vacation.jpg&size=original',
        form: null,
        timestamp: 1_191_242_096,
        nonce: 'kllo9940pd9333jh',
      },
    );
    expect(header).toMatch(
      /^OAuth realm="http%3A%2F%2Fphotos.example.net%2F", oauth_consumer_key="dpf43f3p2l4k3l03", /,
    );
    expect(fieldOf(header, 'oauth_signature')).toBe('tR3+Ty81lMeYAr/Fid0kMTYa/WM=');
  });

  it('proves by the secrets themselves in plain text (RFC 5849, section 3.4.4)', () => {
    const keys = { ...PHOTOS, consumer_secret: 'a b', token_secret: '&', signature_method: 'PLAINTEXT' } as const;
    const header = oauth1Header(keys, { method: 'GET', url: 'https://a.test/', form: null, timestamp: 1, nonce: 'n' });
    expect(header).toContain('oauth_signature="a%2520b%26%2526"');
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
