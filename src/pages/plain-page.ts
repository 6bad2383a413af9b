import { AppError } from '../shared/errors.ts';
import { paragraph } from './html.ts';
import { htmlPage } from './html-page.ts';

/** A page that says one thing, in English. */
export function plainPage(status: number, title: string, text: string, headers = {}): Response {
  return htmlPage({ status, title, body: paragraph(text, 'dim'), headers });
}

/** Shows what was refused as a page, for the caller is a person with a browser. */
export async function asPage(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return plainPage(error.status, 'This did not work', error.message, error.details.headers);
  }
}
