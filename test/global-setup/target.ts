/// <reference path="../support/provided.d.ts" />
import type { TestProject } from 'vitest/node';
import { openTargetServer } from './target-server.ts';

/** Opens the server that the nodes of all tests in workerd call. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await openTargetServer();
  project.provide('targetUrl', url);
  return close;
}
