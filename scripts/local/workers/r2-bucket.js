/**
 * A bucket of R2 in a folder, as the binding of the runtime speaks with one: what it asks for stands as JSON in a header or before the
 * bytes, and likewise what it is answered. An object is a file that lists its parts, and is written last: what has none is not there.
 * Each process of a stack has its own, on the same folder.
 */
const REQUEST = 'cf-r2-request';
const METADATA_SIZE = 'cf-r2-metadata-size';

const NO_SUCH_KEY = { status: 404, v4code: 10007, message: 'The specified key does not exist.' };
const NO_SUCH_UPLOAD = { status: 400, v4code: 10024, message: 'The specified multipart upload does not exist.' };
const INVALID_RANGE = { status: 416, v4code: 10039, message: 'The requested range is not satisfiable.' };

function refused({ status, v4code, message }) {
  return new Response(null, { status, headers: { 'cf-r2-error': JSON.stringify({ version: 1, v4code, message }) } });
}

/** Where something of a key lies. Keys are ids with slashes between them; what else could be in one is escaped. */
function addressOf(key, more) {
  return `http://disk/${key.split('/').map(encodeURIComponent).join('/')}.${more}`;
}

async function expectOk(response) {
  if (!response.ok) throw new Error(`The folder of the bucket answered ${response.status}.`);
  return response;
}

function headOf(key, object, range) {
  const { size, etag, uploaded } = object;
  return { name: key, version: etag, size, etag, uploaded, httpFields: {}, customFields: [], checksums: {}, range };
}

function answered(metadata) {
  const bytes = new TextEncoder().encode(JSON.stringify(metadata));
  return new Response(bytes, { headers: { [METADATA_SIZE]: String(bytes.length) } });
}

/** Reads what stands before the bytes, and leaves the bytes in the stream. */
async function metadataOf(request) {
  const size = Number(request.headers.get(METADATA_SIZE));
  const reader = request.body.getReader({ mode: 'byob' });
  const { value } = await reader.readAtLeast(size, new Uint8Array(size));
  reader.releaseLock();
  return {
    asked: JSON.parse(new TextDecoder().decode(value)),
    size,
    length: Number(request.headers.get('content-length')),
  };
}

/** The stretches of the parts that make up a range. */
function stretchesOf(parts, { offset, length }) {
  const stretches = [];
  let begin = 0;
  for (const { name, size } of parts) {
    const from = Math.max(offset, begin) - begin;
    const to = Math.min(offset + length, begin + size) - begin;
    if (from < to) stretches.push({ name, from, to });
    begin += size;
  }
  return stretches;
}

function rangeOf({ range }, size) {
  if (range === undefined) return { offset: 0, length: size };
  const suffix = range.suffix === undefined ? null : Math.min(Number(range.suffix), size);
  const offset = suffix === null ? Number(range.offset ?? 0) : size - suffix;
  const length = Math.min(suffix ?? Number(range.length ?? size - offset), size - offset);
  return offset < 0 || length <= 0 ? null : { offset, length };
}

export default {
  async fetch(request, { DISK }) {
    const bucket = new Bucket(DISK);
    if (request.method === 'GET') {
      const asked = JSON.parse(request.headers.get(REQUEST));
      return asked.method === 'head' ? bucket.head(asked.object) : bucket.get(asked);
    }
    const { asked, size, length } = await metadataOf(request);
    switch (asked.method) {
      case 'put':
        return bucket.put(asked.object, request.body, length - size);
      case 'createMultipartUpload':
        return answered({ uploadId: crypto.randomUUID() });
      case 'uploadPart':
        return bucket.uploadPart(asked, request.body, length - size);
      case 'completeMultipartUpload':
        return bucket.complete(asked);
      case 'abortMultipartUpload':
        return bucket.abort(asked);
      case 'delete':
        await Promise.all((asked.objects ?? [asked.object]).map((key) => bucket.remove(key)));
        return new Response();
      default:
        throw new Error(`The bucket of the stack does not know ${asked.method}.`);
    }
  },
};

class Bucket {
  #disk;

  constructor(disk) {
    this.#disk = disk;
  }

  async #object(key) {
    const response = await this.#disk.fetch(addressOf(key, 'json'));
    return response.status === 404 ? null : (await expectOk(response)).json();
  }

  async #write(address, body, length) {
    const { readable, writable } = new FixedLengthStream(length);
    const piped = body.pipeTo(writable);
    await expectOk(await this.#disk.fetch(address, { method: 'PUT', body: readable }));
    await piped;
  }

  async #delete(address) {
    const response = await this.#disk.fetch(address, { method: 'DELETE' });
    if (response.status !== 404) await expectOk(response);
  }

  async #commit(key, parts) {
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    const object = { size, etag: crypto.randomUUID().replaceAll('-', ''), uploaded: Date.now(), parts };
    const body = JSON.stringify(object);
    await expectOk(await this.#disk.fetch(addressOf(key, 'json'), { method: 'PUT', body }));
    return answered(headOf(key, object));
  }

  async head(key) {
    const object = await this.#object(key);
    return object === null ? refused(NO_SUCH_KEY) : answered(headOf(key, object));
  }

  async get(asked) {
    const object = await this.#object(asked.object);
    if (object === null) return refused(NO_SUCH_KEY);
    const range = rangeOf(asked, object.size);
    if (range === null && object.size > 0) return refused(INVALID_RANGE);
    const head = new TextEncoder().encode(JSON.stringify(headOf(asked.object, object, range ?? undefined)));
    const length = range === null ? 0 : range.length;
    const { readable, writable } = new FixedLengthStream(head.length + length);
    const stretches = range === null ? [] : stretchesOf(object.parts, range);
    // Whoever reads hears of a fault by the stream.
    this.#send(asked.object, { head, stretches, writable }).catch((error) =>
      writable.abort(error).catch(() => undefined),
    );
    return new Response(readable, { headers: { [METADATA_SIZE]: String(head.length) } });
  }

  async #send(key, { head, stretches, writable }) {
    const writer = writable.getWriter();
    await writer.write(head);
    writer.releaseLock();
    for (const { name, from, to } of stretches) {
      const headers = { range: `bytes=${from}-${to - 1}` };
      const { body } = await expectOk(await this.#disk.fetch(addressOf(key, name), { headers }));
      await body.pipeTo(writable, { preventClose: true });
    }
    await writable.close();
  }

  async put(key, body, length) {
    await this.remove(key);
    const name = crypto.randomUUID();
    await this.#write(addressOf(key, name), body, length);
    return this.#commit(key, [{ name, size: length }]);
  }

  async uploadPart({ object: key, uploadId, partNumber }, body, length) {
    await this.#write(addressOf(key, `${uploadId}.${partNumber}`), body, length);
    await expectOk(
      await this.#disk.fetch(addressOf(key, `${uploadId}.${partNumber}.size`), { method: 'PUT', body: String(length) }),
    );
    return answered({ etag: `${uploadId}.${partNumber}` });
  }

  async #partOf(key, name) {
    const address = addressOf(key, `${name}.size`);
    const response = await this.#disk.fetch(address);
    return response.status === 404 ? null : { name, size: Number(await (await expectOk(response)).text()) };
  }

  async complete({ object: key, uploadId, parts: wanted }) {
    const names = wanted.toSorted((a, b) => a.part - b.part).map(({ part }) => `${uploadId}.${part}`);
    const parts = await Promise.all(names.map((name) => this.#partOf(key, name)));
    if (parts.length === 0 || parts.includes(null)) return refused(NO_SUCH_UPLOAD);
    const answer = await this.#commit(key, parts);
    await Promise.all(names.map((name) => this.#delete(addressOf(key, `${name}.size`))));
    return answer;
  }

  /** The parts are numbered from 1 on, and one after the other. */
  async abort({ object: key, uploadId }) {
    for (let number = 1; (await this.#partOf(key, `${uploadId}.${number}`)) !== null; number += 1) {
      await this.#delete(addressOf(key, `${uploadId}.${number}`));
      await this.#delete(addressOf(key, `${uploadId}.${number}.size`));
    }
    return new Response();
  }

  async remove(key) {
    const object = await this.#object(key);
    if (object === null) return;
    await this.#delete(addressOf(key, 'json'));
    await Promise.all(object.parts.map(({ name }) => this.#delete(addressOf(key, name))));
  }
}
