/** The media type of lines that are JSON each. */
export const NDJSON = 'application/x-ndjson';

/** Lines of JSON, page by page, as {@link streamTexts} sends them. */
export function ndjsonStream(
  pages: AsyncGenerator<readonly object[]>,
  onFault: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  return streamTexts(linesOf(pages), onFault);
}

async function* linesOf(pages: AsyncGenerator<readonly object[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * Texts as they are asked for: a reader that is slow holds them up. A fault on the way breaks the stream off, so that what is not
 * whole does not look as if it were.
 */
export function streamTexts(
  texts: AsyncGenerator<string>,
  onFault: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  writeTexts(texts, writer).catch((error: unknown) => {
    onFault(error);
    return writer.abort(error);
  });
  return readable;
}

/** From within the request, so that what it knows of its caller goes along. */
async function writeTexts(
  texts: AsyncGenerator<string>,
  writer: WritableStreamDefaultWriter<Uint8Array>,
): Promise<void> {
  const encoder = new TextEncoder();
  for await (const text of texts) {
    if (text !== '') await writer.write(encoder.encode(text));
  }
  await writer.close();
}
