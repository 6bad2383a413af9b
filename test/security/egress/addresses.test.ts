import { describe, expect, test } from 'vitest';
import {
  classifyAddress,
  effectiveAddress,
  isWithin,
  parseAddress,
  parseNetworks,
} from '../../../src/security/egress/addresses.ts';

function kindOf(text: string): string {
  const address = parseAddress(text);
  return address === null ? 'no address' : classifyAddress(address).kind;
}

const SPECIAL: readonly (readonly [address: string, what: string])[] = [
  ['0.0.0.0', 'this network'],
  ['0.255.255.255', 'this network, end'],
  ['10.0.0.1', 'private'],
  ['100.64.0.1', 'shared'],
  ['100.100.100.200', 'metadata of Alibaba'],
  ['100.127.255.255', 'shared, end'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback, end'],
  ['169.254.169.254', 'metadata'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private, end'],
  ['192.0.0.192', 'metadata of Oracle'],
  ['192.0.2.1', 'documentation'],
  ['192.88.99.1', '6to4 relay'],
  ['192.168.1.1', 'private'],
  ['198.18.0.1', 'benchmarking'],
  ['198.19.255.255', 'benchmarking, end'],
  ['198.51.100.7', 'documentation'],
  ['203.0.113.7', 'documentation'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast, end'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['168.63.129.16', 'metadata of Azure'],
  ['2130706433', 'loopback, decimal'],
  ['017700000001', 'loopback, octal'],
  ['0x7f000001', 'loopback, hexadecimal'],
  ['127.1', 'loopback, short'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['[::1]', 'loopback, in brackets'],
  ['::ffff:127.0.0.1', 'mapped loopback'],
  ['::ffff:a9fe:a9fe', 'mapped metadata'],
  ['::7f00:1', 'compatible loopback'],
  ['::ffff:0:7f00:1', 'translated loopback'],
  ['64:ff9b::7f00:1', 'NAT64 loopback'],
  ['64:ff9b::a9fe:a9fe', 'NAT64 metadata'],
  ['64:ff9b:1::7f00:1', 'local NAT64'],
  ['64:ff9b:1::808:808', 'local NAT64 with a public address within'],
  ['100::1', 'discard only'],
  ['100:0:0:1::1', 'dummy prefix'],
  ['2001::1', 'Teredo'],
  ['2001:0:4136:e378:8000:63bf:80ff:fffe', 'Teredo of loopback'],
  ['2001:2::1', 'benchmarking'],
  ['2001:20::1', 'ORCHIDv2'],
  ['2001:db8::1', 'documentation'],
  ['2002:7f00:1::', '6to4 loopback'],
  ['2002:a00:1::1', '6to4 private'],
  ['3fff::1', 'documentation'],
  ['4000::1', 'not assigned'],
  ['5f00::1', 'segment routing'],
  ['fc00::1', 'unique local'],
  ['fd00:ec2::254', 'metadata of AWS'],
  ['fe80::1', 'link local'],
  ['fe80::1%eth0', 'link local with a zone'],
  ['fec0::1', 'site local'],
  ['ff02::1', 'multicast'],
];

const GLOBAL = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.169.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
];

describe('classifyAddress', () => {
  test.each(SPECIAL)('%s is not global (%s)', (address) => {
    expect(kindOf(address)).toBe('special');
  });

  test.each(GLOBAL)('%s is global', (address) => {
    expect(kindOf(address)).toBe('global');
  });
});

describe('parseAddress', () => {
  test.each(['example.com', 'localhost', '1.2.3.4.5', '::g', '', 'fe80'])('%s is no address', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});

describe('parseNetworks', () => {
  test('reads a list of networks with blanks', () => {
    expect(parseNetworks(' 127.0.0.0/8, ::1/128 ,')).toHaveLength(2);
  });

  test('takes an empty list for none', () => {
    expect(parseNetworks('')).toEqual([]);
  });

  test('names what is no network', () => {
    expect(() => parseNetworks('10.0.0.0/8,localhost')).toThrow('localhost');
  });
});

describe('isWithin', () => {
  const networks = parseNetworks('127.0.0.0/8,::1/128,fd00::/8');

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', 'fd00::1'])('%s lies within', (text) => {
    const address = parseAddress(text);
    expect(address !== null && isWithin(address, networks)).toBe(true);
  });

  test.each(['10.0.0.1', '::2', 'fe80::1', '128.0.0.1'])('%s lies outside', (text) => {
    const address = parseAddress(text);
    expect(address !== null && isWithin(address, networks)).toBe(false);
  });
});

describe('effectiveAddress', () => {
  test.each([
    ['64:ff9b::7f00:1', '127.0.0.1'],
    ['2002:a9fe:a9fe::1', '169.254.169.254'],
    ['::ffff:102:304', '1.2.3.4'],
    ['::1', '::1'],
    ['2606:4700::1', '2606:4700::1'],
  ])('%s ends at %s', (text, inner) => {
    const address = parseAddress(text);
    expect(address !== null && effectiveAddress(address).toString()).toBe(inner);
  });
});
