import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';

export const PASSWORD = 'correct horse battery';

/** Somebody new, who registers and sees the list of their workflows. */
export async function register(page: Page, url: string): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  await page.goto(`${url}/register`);
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Your first workflow' }).waitFor();
  return email;
}

/** A new workflow with its manual trigger, opened. */
export async function newWorkflow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New workflow' }).click();
  await page.locator('.react-flow__node').first().waitFor();
}

/** Waits until all that was drawn is on the server. */
export async function saved(page: Page): Promise<void> {
  await page.getByText('Saved', { exact: true }).waitFor();
}

/** A workflow of this file, imported and opened. */
export async function importFile(page: Page, file: unknown): Promise<void> {
  await chooseFile(page, JSON.stringify(file));
  await page.locator('.react-flow__node').first().waitFor();
}

/** Hands a file to the import of the page, whatever it holds. */
export async function chooseFile(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Import a file' }).click();
  await (await chooser).setFiles({ name: 'workflow.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}
