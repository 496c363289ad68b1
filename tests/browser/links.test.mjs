// Every link of the built site resolves, and every page is linked to.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { crawl } from './lib/crawl.mjs';
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
