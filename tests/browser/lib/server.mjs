// Serves a folder as a static host does: `index.html` for a folder, `404.html` for what is not there.

import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Serves `folder` below `prefix` (`/` or `/name/`) on a free port of this machine alone.
 *
 * `root` is the site's address; `requests` are the paths asked for so far.
 */
export async function serve(folder, prefix = '/') {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = request.url.replace(/\?.*/s, '');
    requests.push(path);
    const [status, headers, body] = await answer(folder, prefix, path);
    response.writeHead(status, headers).end(body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    root: `http://127.0.0.1:${server.address().port}${prefix}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** `undefined` for what is no name of a file. */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function answer(folder, prefix, path) {
  const name = path.startsWith(prefix) ? decoded(path.slice(prefix.length)) : undefined;
  if (name !== undefined) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory() && !path.endsWith('/')) return [301, { location: `${path}/` }];
    const body = await readFile(found?.isDirectory() ? join(file, 'index.html') : file).catch(() => undefined);
    const type = TYPES[found?.isDirectory() ? '.html' : extname(file)] ?? 'application/octet-stream';
    if (body) return [200, { 'content-type': type }, body];
  }
  const body = await readFile(join(folder, '404.html')).catch(() => 'not found');
  return [404, { 'content-type': TYPES['.html'] }, body];
}
