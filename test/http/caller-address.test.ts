import { describe, expect, it } from 'vitest';
import { callerAddress } from '../../src/http/caller-address.ts';
import { addressList } from '../../src/security/address-lists.ts';

function requestOf(header: string | null, clientIp?: string): Request {
  const headers = new Headers(header === null ? {} : { 'cf-connecting-ip': header, 'x-forwarded-for': '10.9.9.9' });
  return new Request('https://linkflow.test/', clientIp === undefined ? { headers } : { headers, cf: { clientIp } });
}

describe('the address of a caller', () => {
  it('is what Cloudflare says, in production', () => {
    expect(callerAddress(null)(requestOf('192.0.2.1', '127.0.0.1:5'))).toBe('192.0.2.1');
    expect(callerAddress(null)(requestOf(null))).toBeNull();
  });

  it.each([
    ['127.0.0.1:55280', '127.0.0.1'],
    ['[::1]:55280', '::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('is the peer %s elsewhere, whatever its headers say', (clientIp, address) => {
    expect(callerAddress(addressList([]))(requestOf('192.0.2.1', clientIp))).toBe(address);
  });

  it('is what a trusted proxy says, and the proxy itself where it says nothing', () => {
    const of = callerAddress(addressList(['10.0.0.0/8']));
    expect(of(requestOf('192.0.2.1', '10.1.2.3:80'))).toBe('192.0.2.1');
    expect(of(requestOf(null, '10.1.2.3:80'))).toBe('10.1.2.3');
    expect(of(requestOf('192.0.2.1', '11.1.2.3:80'))).toBe('11.1.2.3');
  });

  it('is not known of a peer that has none', () => {
    expect(callerAddress(addressList(['0.0.0.0/0']))(requestOf('192.0.2.1'))).toBeNull();
  });
});
