import { describe, expect, test } from 'vitest';
import { addressList } from '../../src/security/address-lists.ts';

describe('addressList', () => {
  test.each([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::1', '2001:0db8:0:0:0:0:0:1', true],
    ['::/0', '192.0.2.1', false],
  ])('with %s takes %s: %s', (entry, address, taken) => {
    expect(addressList([entry])(address)).toBe(taken);
  });

  test.each([
    ['192.0.2.0/24', '::ffff:192.0.2.1', true],
    ['192.0.2.0/24', '::ffff:c000:201', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.0/120', '192.0.2.9', true],
    ['::ffff:192.0.2.0/120', '192.0.3.9', false],
    // What a tunnel or a translator writes into IPv6 is no IPv4 address of a caller.
    ['192.0.2.0/24', '2002:c000:201::1', false],
    ['192.0.2.0/24', '64:ff9b::c000:201', false],
    ['192.0.2.0/24', '::c000:201', false],
  ])('with %s takes %s, IPv4 in IPv6: %s', (entry, address, taken) => {
    expect(addressList([entry])(address)).toBe(taken);
  });

  test.each([null, '', 'localhost', '192.0.2.1, 10.0.0.1', '192.0.2.1/24', '192.0.2.1:80', "' OR 1=1"])(
    'never takes %s',
    (address) => {
      expect(addressList(['0.0.0.0/0', '::/0'])(address)).toBe(false);
    },
  );

  test('takes nobody when it is empty', () => {
    expect(addressList([])('127.0.0.1')).toBe(false);
  });
});
