import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/security/networks.ts';

describe('networkOf', () => {
  it.each([
    ['an IPv4 address', '203.0.113.9', '203.0.113.9'],
    ['an IPv4 address within IPv6', '::ffff:203.0.113.9', '203.0.113.9'],
    ['the same in hexadecimal', '::ffff:cb00:7109', '203.0.113.9'],
    ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['its neighbour', '2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['another network', '2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['this machine', '127.0.0.1', null],
    ['this machine by another name', '127.8.9.1', null],
    ['this machine in IPv6', '::1', null],
    ['this machine, IPv4 within IPv6', '::ffff:127.0.0.1', null],
    ['nothing', null, null],
    ['what is no address', 'somewhere', 'somewhere'],
  ])('gives for %s what is counted together', (_name, ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
