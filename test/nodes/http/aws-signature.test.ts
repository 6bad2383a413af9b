import { describe, expect, it } from 'vitest';
import { awsAuthorization, canonicalPath } from '../../../src/nodes/http/signing/aws-signature.ts';
import { signRequest } from '../../../src/nodes/http/signing/sign-request.ts';

/** The keys of AWS's suite of tests (awslabs/aws-c-auth, tests/aws-signing-test-suite/v4). */
const SUITE = {
  access_key_id: 'AKIDEXAMPLE',
  secret_access_key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
};
/** The keys of the examples in S3's documentation ("Signature Calculations for the Authorization Header"). */
const S3 = {
  ...SUITE,
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  service: 's3',
};
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const DATETIME = '20150830T123600Z';
const STS =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/' +
  'qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+' +
  'scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';

type Vector = {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly bodyHash?: string;
};

/** The suite writes paths as they are sent, and encodes them once: so S3 does. */
function signed({ method = 'GET', url = '', headers = {}, bodyHash = EMPTY }: Vector): string {
  const at = new URL(url, 'https://example.amazonaws.com/');
  const path = canonicalPath(
    new URL(at.href.replace(/(?<=example\.amazonaws\.com)\/{2,}|(?<=example)\/{2,}/g, '/')),
    's3',
  );
  const request = {
    method,
    url: at,
    headers: { 'x-amz-date': DATETIME, ...headers },
    path,
    bodyHash,
    datetime: DATETIME,
  };
  return awsAuthorization(SUITE, request);
}

describe("AWS's suite of tests", () => {
  it.each<[string, Vector, string]>([
    ['get-vanilla', {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['get-utf8', { url: '/ሴ' }, '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
    [
      'get-slash-dot-slash-normalized',
      { url: '/./' },
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-relative-normalized',
      { url: '/example/..' },
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-slashes-normalized',
      { url: 'https://example.amazonaws.com//example//' },
      '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84',
    ],
    [
      'get-space-normalized',
      { url: '/example space/' },
      '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741',
    ],
    [
      'get-vanilla-query-order-key-case',
      { url: '/?Param2=value2&Param1=value1' },
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'get-vanilla-query-order-encoded',
      { url: '/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1' },
      '371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac',
    ],
    ['post-vanilla', { method: 'POST' }, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'post-header-value-case',
      { method: 'POST', headers: { 'my-header1': 'VALUE1' } },
      'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    ],
    [
      'post-sts-header-before',
      { method: 'POST', headers: { 'x-amz-security-token': STS } },
      '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
    ],
    [
      'get-vanilla-with-session-token',
      { headers: { 'x-amz-security-token': '6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267' } },
      '07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8',
    ],
    [
      'post-x-www-form-urlencoded',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        bodyHash: '9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e',
      },
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('%s', (_, vector, signature) => {
    const authorization = signed(vector);
    expect(authorization).toContain(`Signature=${signature}`);
    expect(authorization).toContain('Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=');
  });
});

describe("the examples in S3's documentation", () => {
  const common = { bodyHash: EMPTY, datetime: '20130524T000000Z' };
  const dated = { 'x-amz-date': '20130524T000000Z' };

  it.each<[string, string, Vector, string]>([
    [
      'GET Object',
      '/test.txt',
      { headers: { range: 'bytes=0-9', 'x-amz-content-sha256': EMPTY } },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT Object',
      '/test$file.text',
      {
        method: 'PUT',
        headers: {
          date: 'Fri, 24 May 2013 00:00:00 GMT',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
          'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        },
        bodyHash: '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'GET Bucket Lifecycle',
      '/?lifecycle',
      { headers: { 'x-amz-content-sha256': EMPTY } },
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'GET Bucket (List Objects)',
      '/?max-keys=2&prefix=J',
      { headers: { 'x-amz-content-sha256': EMPTY } },
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ])('%s', (_, target, { method = 'GET', headers = {}, ...more }, signature) => {
    const url = new URL(target, 'https://examplebucket.s3.amazonaws.com/');
    const request = {
      ...common,
      ...more,
      method,
      url,
      headers: { ...headers, ...dated },
      path: canonicalPath(url, 's3'),
    };
    expect(awsAuthorization(S3, request)).toContain(`Signature=${signature}`);
  });
});

describe(canonicalPath, () => {
  it.each([
    ['execute-api', 'https://a.test/a//b/../%2F/%252F', '/a/%252F/%25252F'],
    ['execute-api', 'https://a.test/a b/ሴ', '/a%2520b/%25E1%2588%25B4'],
    ['s3', 'https://a.test/a//b%20c/é(1)', '/a//b%20c/%C3%A9%281%29'],
    ['s3', 'https://a.test/100%', '/100%25'],
  ])('of %s makes of %s %s', (service, url, path) => {
    expect(canonicalPath(new URL(url), service)).toBe(path);
  });
});

describe(signRequest, () => {
  const credential = { type: 'aws_sigv4', data: { ...SUITE, session_token: 'token' }, allowedHosts: [] };

  it('signs the type of the body, its hash and all that is of AWS, and nothing that a proxy may change', () => {
    const headers = { 'Content-Type': 'text/plain', 'Accept-Encoding': 'gzip', 'X-Amz-Target': 'T', 'User-Agent': 'x' };
    const request = { method: 'POST', url: 'https://a.test/', headers, body: 'hello' };
    const sent = signRequest(request, credential, Date.UTC(2015, 7, 30, 12, 36));
    expect(sent.headers).toMatchObject({
      ...headers,
      'x-amz-content-sha256': '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      'x-amz-date': DATETIME,
      'x-amz-security-token': 'token',
      authorization: expect.stringContaining(
        'SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target, ',
      ),
    });
    expect(sent.secretHeaders).toEqual(
      expect.arrayContaining(['authorization', 'x-amz-security-token', 'x-amz-content-sha256', 'x-amz-date']),
    );
  });

  it('refuses keys that are not whole, and says which field', () => {
    const { region: _, ...rest } = SUITE;
    const broken = { ...credential, data: rest };
    expect(() => signRequest({ method: 'GET', url: 'https://a.test/', headers: {} }, broken, 0)).toThrow(
      expect.objectContaining({ code: 'http.credential_invalid', message: expect.stringContaining('region') }),
    );
  });
});
