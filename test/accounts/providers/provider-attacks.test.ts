import { describe, expect, it } from 'vitest';
import { appWithProviders, hintOf, newBrowser } from './browser.ts';
import { codeOf, newPerson } from './people.ts';

const app = appWithProviders();

describe('attacks on signing in with a provider', () => {
  it.each(['cross-site', 'same-site'])('asks first whom a %s page has led here, and begins nothing', async (site) => {
    const path = 'https://flows.test/auth/sign-in/corp?return_to=/a?b="c';
    const led = await app.request(path, { headers: { 'sec-fetch-site': site } });
    expect([led.status, led.headers.getSetCookie(), led.headers.get('location')]).toEqual([200, [], null]);
    const [, href = ''] = (await led.text()).match(/href="([^"]*)"/) ?? [];
    const own = await app.request(`https://flows.test${href}`, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(own.status).toBe(303);
  });

  const NOT_BEGUN = /^400/;

  it('lets nobody end in one browser what another began', async () => {
    const [victim, attacker] = [newBrowser(app), newBrowser(app)];
    await victim.begin();
    const callback = await attacker.consent(await attacker.begin(), hintOf(newPerson()));
    expect(await codeOf(await victim.get(callback))).toMatch(NOT_BEGUN);
    expect(await codeOf(await newBrowser(app).get(callback))).toMatch(NOT_BEGUN);
    expect(victim.ours.has('__Host-linkflow-refresh')).toBe(false);
  });

  it('takes a callback once', async () => {
    const browser = newBrowser(app);
    const callback = await browser.consent(await browser.begin(), hintOf(newPerson()));
    expect((await browser.get(callback)).status).toBe(303);
    expect(await codeOf(await browser.get(callback))).toMatch(NOT_BEGUN);
  });

  it('takes no code of another attempt, even with the right state', async () => {
    const browser = newBrowser(app);
    const stolen = new URLSearchParams(
      (await browser.consent(await browser.begin(), hintOf(newPerson()))).split('?')[1],
    );
    const own = new URLSearchParams((await browser.consent(await browser.begin(), hintOf(newPerson()))).split('?')[1]);
    own.set('code', stolen.get('code') ?? '');
    expect(await codeOf(await browser.get(`/auth/callback/corp?${own}`))).toMatch(/^400/);
  });

  it.each([
    ['another issuer', (query: URLSearchParams) => query.set('iss', 'https://evil.example')],
    ['no state', (query: URLSearchParams) => query.delete('state')],
    ['a wrong state', (query: URLSearchParams) => query.set('state', 'x')],
    ['two states', (query: URLSearchParams) => query.append('state', 'x')],
    ['a wrong code', (query: URLSearchParams) => query.set('code', 'x')],
    ['no code', (query: URLSearchParams) => query.delete('code')],
  ])('refuses a callback with %s', async (_, spoil) => {
    const browser = newBrowser(app);
    const [path, query] = (await browser.consent(await browser.begin(), hintOf(newPerson()))).split('?');
    const parameters = new URLSearchParams(query);
    spoil(parameters);
    expect(await codeOf(await browser.get(`${path}?${parameters}`))).toMatch(/^400/);
  });

  it('refuses the callback of one provider at another', async () => {
    const browser = newBrowser(app);
    const callback = await browser.consent(await browser.begin('corp'), hintOf(newPerson()));
    expect(await codeOf(await browser.get(callback.replace('/corp', '/other')))).toMatch(NOT_BEGUN);
  });

  it('takes no cookie that it did not seal, and none that is over', async () => {
    let now = Date.now();
    const later = appWithProviders({ now: () => now });
    const browser = newBrowser(later);
    const callback = await browser.consent(await browser.begin(), hintOf(newPerson()));
    const forged = await later.request(`https://flows.test${callback}`, {
      headers: { cookie: '__Host-linkflow-sign-in=v1.AAAA.AAAA' },
    });
    expect(await codeOf(forged)).toMatch(NOT_BEGUN);
    now += 10 * 60 * 1000;
    expect(await codeOf(await browser.get(callback))).toMatch(NOT_BEGUN);
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%09/evil',
    'javascript:alert(1)',
    '/\t/evil',
  ])('does not lead to %j at the end', async (target) => {
    const landed = await newBrowser(app).signIn(newPerson(), { query: `?return_to=${encodeURIComponent(target)}` });
    const location = new URL(landed.headers.get('location') ?? '', 'https://flows.test');
    expect(location.origin).toBe('https://flows.test');
  });

  it('puts no token into any address, and its cookies where no script and no other site gets them', async () => {
    const browser = newBrowser(app);
    const answer = await browser.signIn(newPerson());
    expect(answer.headers.get('location')).toBe('/');
    for (const cookie of answer.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-linkflow-/);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; SameSite=Lax/);
    }
  });
});
