// Every link of the built site leads somewhere, and every page is led to.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertNone } from './lib/findings.mjs';
import { elements, isAbsoluteByNature, references } from './lib/html.mjs';
import { serve } from './lib/server.mjs';
import { address, base, fileBehind, files, folder, pages, text } from './lib/site.mjs';

const NOT_FOUND = '404.html';

for (const prefix of ['/', '/haeseol/']) {
  test(`from the front door, at ${prefix}, every link resolves and every page is reached`, async (t) => {
    const server = await serve(folder, prefix);
    t.after(() => server.close());
    const { reached, broken } = await crawl(server.root);
    const unreached = pages.filter((page) => page !== NOT_FOUND && !reached.has(address(page)));
    assertNone(broken, 'broken link');
    assertNone(unreached, 'page that no chain of links leads to');
  });
}

/** Follows links from the site's root, as a reader would: which pages it comes to, and which links are broken. */
async function crawl(root) {
  const seen = new Map(); // address without fragment → { status, ids }
  const broken = [];
  const fetched = (url) => {
    if (!seen.has(url)) seen.set(url, load(url));
    return seen.get(url);
  };
  const queue = [root];
  const queued = new Set(queue);
  const reached = new Set();
  while (queue.length > 0) {
    const page = queue.shift();
    reached.add(decodeURIComponent(page.slice(root.length)));
    const { tags } = await fetched(page);
    for (const tag of tags) {
      for (const reference of references(tag)) {
        const url = new URL(reference, page);
        if (url.origin !== new URL(root).origin) continue;
        const fragment = decodeURIComponent(url.hash.slice(1));
        url.hash = '';
        url.search = '';
        const complain = (why) => broken.push(`${page.slice(root.length)}: ${reference}: ${why}`);
        if (!url.href.startsWith(root)) {
          complain('leads out of the site');
          continue;
        }
        const target = await fetched(url.href);
        if (target.status !== 200) complain(`status ${target.status}`);
        // `#top` is the top of any page (HTML Standard, 7.4.6.4).
        else if (fragment && fragment !== 'top' && !target.ids.has(fragment)) complain('no such id there');
        if (target.status === 200 && target.tags.length > 0 && tag.name === 'a' && !queued.has(url.href)) {
          queued.add(url.href);
          queue.push(url.href);
        }
      }
    }
  }
  return { reached, broken };
}

async function load(url) {
  const response = await fetch(url, { redirect: 'manual' });
  const body = await response.text();
  const isPage = response.status === 200 && response.headers.get('content-type').startsWith('text/html');
  const tags = isPage ? elements(body) : [];
  return { status: response.status, tags, ids: new Set(tags.map((tag) => tag.attributes.id)) };
}

test('internal links are relative, so that the site works under any base path', () => {
  const wrong = [];
  for (const page of pages.filter((page) => page !== NOT_FOUND)) {
    for (const tag of elements(text(page)).filter((tag) => !isAbsoluteByNature(tag))) {
      for (const reference of references(tag)) {
        // A single slash is the root of the host, two are another host.
        const rooted = /^[/\\](?![/\\])/.test(reference);
        if (rooted || reference.startsWith(base)) wrong.push(`${page}: <${tag.name}> ${reference}`);
      }
    }
  }
  assertNone(wrong, 'link from the root of the host');
});

test('404.html, shown at any depth, has absolute addresses only, and they lead to files of the site', () => {
  const found = elements(text(NOT_FOUND)).flatMap(references).filter((reference) => !reference.startsWith('#'));
  assert.ok(found.length > 0, 'it has links');
  assertNone(found.filter((reference) => !fileBehind(reference)), 'address that is not absolute or has no file');
});

test('style sheets refer to files that exist', () => {
  const sheets = files.filter((file) => file.endsWith('.css'));
  assert.ok(sheets.length > 0, 'there is a style sheet');
  const broken = sheets.flatMap((sheet) =>
    [...text(sheet).matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)/g)]
      .map(([, inUrl, imported]) => inUrl ?? imported)
      .filter((reference) => !/^(data:|#)/.test(reference))
      .filter((reference) => !fileBehind(new URL(reference, base + sheet).href))
      .map((reference) => `${sheet}: ${reference}`),
  );
  assertNone(broken, 'broken address');
});
