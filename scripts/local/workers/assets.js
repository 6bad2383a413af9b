/** By the ending of a file's name, as Cloudflare's own server of assets says it. */
const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** Stands in for what `[assets]` binds: workerd's folder knows no content types. */
export default {
  async fetch(request, { FILES }) {
    const { pathname } = new URL(request.url);
    const found = await FILES.fetch(`http://files${pathname}`);
    if (!found.ok) return new Response(null, { status: 404 });
    const type = TYPES[pathname.slice(pathname.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return new Response(found.body, { headers: { 'content-type': type } });
  },
};
