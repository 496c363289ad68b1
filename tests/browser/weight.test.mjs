// What a page costs its readers: bytes, requests, and no requests to other hosts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { tenTerms } from './lib/parts.mjs';
import { base, folder, kinds } from './lib/site.mjs';

const KB = 1024;

/**
 * What the first load of an article may cost; sizes after gzip at level 6, as static hosts send them.
 *
 * The budget speaks of an article of ten terms, for the list of terms grows with the glossary: `html` and `total` are those of
 * the real article in a site of ten terms. What the real page weighs is printed beside it.
 */
const BUDGET = {
  requests: 4,
  total: 22 * KB,
  html: 12 * KB,
  css: 6 * KB,
  js: 3.5 * KB,
};

/**
 * The font of headings is one request more, and only where a site wants it, as this one does; it adds some 200 bytes to a page.
 * The site of ten terms is one without.
 */
const FONT = 40 * KB;

const ARTICLE = kinds.get('explainer (ko)');

const site = await visitor();

const small = tenTerms();

const sent = (path, root = folder) => gzipSync(readFileSync(join(root, path)), { level: 6 }).length;

/** What the first load of the article costs, and the paths it asks for. */
async function firstLoad() {
  const before = site.server.requests.length;
  await withPage(site, ARTICLE, {}, (page) => page.waitForLoadState('networkidle'));
  const asked = site.server.requests.slice(before).map((path) => path.replace('/haeseol/', ''));
  const fonts = asked.filter((path) => path.endsWith('.woff2'));
  const paths = asked.filter((path) => !fonts.includes(path));
  const files = paths.map((path) => (path.endsWith('/') ? `${path}index.html` : path));
  const weight = (type) => files.filter((file) => file.endsWith(type)).reduce((sum, file) => sum + sent(file), 0);
  const real = { total: weight(''), html: weight('.html') };
  const html = sent(`${ARTICLE}index.html`, small);
  const cost = { requests: paths.length, total: real.total - real.html + html, html, css: weight('.css'), js: weight('.js') };
  return { paths, fonts, real, cost };
}

const { paths, fonts, real, cost } = await firstLoad();

test('the first load of an article brings its page and its style sheet', (t) => {
  t.diagnostic(`the real article: ${real.total}, of it HTML ${real.html}`);
  assert.ok(real.html > 0 && cost.css > 0, `asked for: ${paths.join(' ')}`);
});

test('an article brings one font, for its headings', (t) => {
  assert.equal(fonts.length, 1, `${fonts}`);
  const bytes = statSync(join(folder, fonts[0])).size;
  t.diagnostic(`${bytes} of ${FONT}`);
  assert.ok(bytes > 10 * KB && bytes <= FONT, `${bytes} bytes`);
});

for (const [what, allowed] of Object.entries(BUDGET)) {
  test(`the first load of an article stays within the budget: ${what}`, (t) => {
    t.diagnostic(`${what}: ${cost[what]} of ${allowed}`);
    assert.ok(cost[what] <= allowed, `${what}: ${cost[what]}, allowed are ${allowed} (${paths.join(' ')})`);
  });
}

for (const [kind, path] of kinds) {
  test(`${kind} asks nothing of any other host`, async () => {
    const asked = [];
    const { origin } = new URL(site.server.root);
    await withPage(site, 'robots.txt', {}, async (page) => {
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(site.server.root + path, { waitUntil: 'networkidle' });
    });
    assert.ok(asked.length > 0);
    // 404.html names the site's public address, which is this server here.
    const foreign = asked.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== origin);
    assertNone(path === '404.html' ? foreign.filter((url) => !url.startsWith(base)) : foreign, 'foreign request');
  });
}
