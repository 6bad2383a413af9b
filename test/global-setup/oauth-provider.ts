/// <reference path="../support/provided.d.ts" />
import type { TestProject } from 'vitest/node';
import { openProvider } from './provider-server.ts';

/** Opens the OAuth provider of all tests in workerd. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await openProvider();
  project.provide('providerUrl', url);
  return close;
}
