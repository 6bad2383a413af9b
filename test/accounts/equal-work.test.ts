import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { assembleApp } from '../../src/assemble-app.ts';
import { createDependencies } from '../../src/dependencies.ts';
import { newId } from '../../src/shared/ids.ts';
import { call, newUser, PASSWORD } from '../support/api-client.ts';
import { testApp } from '../support/test-app.ts';
import { testDatabase } from '../support/test-database.ts';

/** The application, with a list of what is hashed. */
function counting(registration: 'open' | 'verified') {
  const deps = createDependencies({ ...env, REGISTRATION: registration, PUBLIC_URL: 'https://flows.test' });
  const work: string[] = [];
  const passwords: typeof deps.passwords = {
    ...deps.passwords,
    hash(password) {
      work.push('hash');
      return deps.passwords.hash(password);
    },
    verify(password, passwordHash) {
      work.push('verify');
      return deps.passwords.verify(password, passwordHash);
    },
  };
  const app = assembleApp({ ...deps, passwords });
  return async (path: string, body: object) => {
    work.length = 0;
    const { status, body: answer } = await call(app, { method: 'POST', path: `/api/v1/auth/${path}`, body });
    return { status, code: Object(answer).code ?? null, work: [...work] };
  };
}

async function suspended(): Promise<string> {
  const { email, user } = await newUser(testApp());
  await testDatabase().sql.query(`UPDATE users SET status = 'suspended' WHERE id = $1::uuid`, [user.id]);
  return email;
}

async function withoutPassword(): Promise<string> {
  const { email, user } = await newUser(testApp());
  await testDatabase().sql.query(`UPDATE users SET password_hash = '!' WHERE id = $1::uuid`, [user.id]);
  return email;
}

function nobody(): string {
  return `${newId(Date.now())}@example.com`;
}

const registration = (email: string) => ({ email, password: PASSWORD, first_name: 'Ada', last_name: 'Lovelace' });

describe('whether somebody has an account is not told by the work', () => {
  it('of a login: the same answer after one comparison for all', async () => {
    const post = counting('open');
    const known = (await newUser(testApp())).email;
    const answers = [];
    for (const email of [known, nobody(), await suspended()]) {
      answers.push(await post('login', { email, password: 'not the password' }));
    }
    answers.push(await post('login', { email: await suspended(), password: PASSWORD }));
    const one = { status: 401, code: answers[0]?.code, work: ['verify'] };
    expect(answers).toEqual([one, one, one, one]);
  });

  it('of a login of who has no password, but signs in with a provider', async () => {
    const post = counting('open');
    const answer = await post('login', { email: await withoutPassword(), password: 'not the password' });
    expect(answer).toMatchObject({ status: 401, work: ['verify'] });
  });

  it('of a registration: one hash, and the same answer where addresses are confirmed first', async () => {
    const known = (await newUser(testApp())).email;
    const post = counting('verified');
    const answers = [await post('register', registration(known)), await post('register', registration(nobody()))];
    expect(answers).toEqual([answers[0], answers[0]]);
    expect(answers[0]?.work).toEqual(['hash']);
    const openly = counting('open');
    expect(await openly('register', registration(known))).toMatchObject({ status: 409, work: ['hash'] });
    expect(await openly('register', registration(nobody()))).toMatchObject({ status: 201, work: ['hash'] });
  });

  it('of asking for a new password: nothing is hashed for anybody', async () => {
    const known = (await newUser(testApp())).email;
    const post = counting('open');
    const answers = [];
    for (const email of [known, nobody(), await suspended()]) answers.push(await post('forgot-password', { email }));
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(answers[0]?.work).toEqual([]);
  });
});
