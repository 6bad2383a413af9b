import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { untilStatus } from '../../support/executions.ts';
import { accessibilityFaults } from '../../support/pages/accessibility.ts';
import { readPage } from '../../support/pages/html-form.ts';
import { createUser, node, send, type User } from '../../support/running-app.ts';
import { resting } from '../../support/waits.ts';

let user: User;

beforeAll(async () => {
  user = await createUser();
});

const attack = '<script>alert(1)</script><img src=x onerror=alert(1)>';
const ask = (config: JsonObject) => node('ask', 'logic.approval', config);

function decide(url: string, decision: string) {
  return send('POST', url, { body: new URLSearchParams({ decision }) });
}

describe('the page of an approval', () => {
  it('says which workflow asks, since when, and what its author has chosen', async () => {
    const show = [
      { label: 'Customer', value: 'Ada' },
      { label: 'Order', value: { lines: [1, 2] } },
      { label: 'Nothing', value: '{{ $json.missing }}' },
    ];
    const { url } = await resting(user, ask({ show, ask_comment: true }));
    const { text } = await send('GET', url);
    const page = readPage(text);
    expect(page.text('main > .dim')).toMatch(/^Asked by the workflow Test on 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.$/);
    expect([page.text('dt'), page.text('dd').replaceAll(/\s/g, '')]).toEqual([
      'Customer|Order|Nothing',
      'Ada|{"lines":[1,2]}|null',
    ]);
    expect(accessibilityFaults(text)).toEqual([]);
  });

  it('says so too when it was decided, and when it is over', async () => {
    const show = [{ label: 'Customer', value: 'Ada' }];
    const decided = await resting(user, ask({ show }));
    const over = await resting(user, ask({ show, title: 'Ship it?' }));
    await user.api('POST', `/executions/${over.id}/cancel`);
    const pages = [
      await decide(decided.url, 'approve'),
      await send('GET', decided.url),
      await decide(decided.url, 'reject'),
      await send('GET', over.url),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 409, 410]);
    for (const { text } of pages) {
      expect(readPage(text).text('dd')).toBe('Ada');
      expect(text).toContain('Asked by the workflow Test on ');
      expect(accessibilityFaults(text)).toEqual([]);
    }
    expect(readPage(pages[3]?.text ?? '').text('h1')).toBe('Over: Ship it?');
    await untilStatus(user, decided.id, 'completed');
  });

  it('shows what it is given as text, and no more of it than people read', async () => {
    const show = [
      { label: attack, value: attack },
      { label: 'Long', value: 'x'.repeat(6_000) },
    ];
    const { url } = await resting(user, ask({ show }));
    const page = readPage((await send('GET', url)).text);
    const [first, long = ''] = page.text('dd').split('|');
    expect([page.all('script, img').length, first, long.length, long.endsWith('…')]).toEqual([0, attack, 5_001, true]);
  });

  it('tells nobody with a wrong link whose it is', async () => {
    const { url } = await resting(user, ask({ show: [{ label: 'Customer', value: 'Ada' }] }));
    const { status, text } = await send('GET', `${url}x`);
    expect([status, text.includes('Ada'), text.includes('Asked by')]).toEqual([404, false, false]);
  });
});
