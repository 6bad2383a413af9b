import { describe, expect, it } from 'vitest';
import { createResumeLinks, type LinkTarget } from '../../src/security/resume-links.ts';
import { sameText } from '../../src/security/same-text.ts';
import { otherSpellings } from '../support/texts/spellings.ts';

const secret = 'a secret of the tests';
const executionId = '019a0000-0000-7000-8000-00000000000e';
const target: LinkTarget = { purpose: 'resume', executionId, nodeId: 'wait' };
const links = createResumeLinks({ secret, publicUrl: '' });

function signatureOf(of: LinkTarget): string {
  return links.url(of).split('/').at(-1) ?? '';
}

describe(createResumeLinks, () => {
  it.each<[LinkTarget, string]>([
    [target, `/resume/${executionId}/wait/`],
    [{ ...target, nodeId: null }, `/resume/${executionId}/~/`],
    [{ ...target, purpose: 'approval' }, `/approvals/${executionId}/wait/`],
  ])('makes a path for %j', (of, path) => {
    expect(links.url(of)).toBe(path + signatureOf(of));
    expect(signatureOf(of)).toMatch(/^[\w-]{43}$/);
  });

  it.each(['https://flows.example.com', 'https://flows.example.com/'])(
    'begins with the public address %s',
    (publicUrl) => {
      const whole = createResumeLinks({ secret, publicUrl }).url(target);
      expect(whole).toBe(`https://flows.example.com${links.url(target)}`);
    },
  );

  it('knows its own links, whoever has made them', () => {
    expect(createResumeLinks({ secret, publicUrl: '' }).isGenuine(target, signatureOf(target))).toBe(true);
  });

  it.each<[string, LinkTarget]>([
    ['another purpose', { ...target, purpose: 'approval' }],
    ['another execution', { ...target, executionId: executionId.replace('e', 'f') }],
    ['another node', { ...target, nodeId: 'wait2' }],
    ['no node', { ...target, nodeId: null }],
    ['a node whose id looks like none', { ...target, nodeId: 'null' }],
  ])('refuses the signature of a link for %s', (_name, other) => {
    expect(links.isGenuine(target, signatureOf(other))).toBe(false);
  });

  it.each(['', 'x', 'x'.repeat(43), `${signatureOf(target)}=`, signatureOf(target).toLowerCase(), 'ü\0'])(
    'refuses the signature %j',
    (signature) => {
      expect(links.isGenuine(target, signature)).toBe(false);
    },
  );

  it('refuses any other spelling of a signature', () => {
    const others = otherSpellings(signatureOf(target));
    expect(others.filter((other) => links.isGenuine(target, other))).toEqual([]);
  });

  it('refuses what was signed under another secret', () => {
    const other = createResumeLinks({ secret: `${secret}x`, publicUrl: '' });
    expect(other.isGenuine(target, signatureOf(target))).toBe(false);
  });
});

describe(sameText, () => {
  it.each([
    ['a', 'a', true],
    ['', '', true],
    ['a', 'b', false],
    ['a', 'aa', false],
    ['a', '', false],
  ])('of %j and %j: %s', (left, right, same) => {
    expect(sameText(left, right)).toBe(same);
  });
});
