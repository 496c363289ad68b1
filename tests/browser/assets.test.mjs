// The theme's files are published without comments and needless space, and mean the same.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { visitor, withPage } from './lib/browser.mjs';
import { repository } from './lib/haeseol.mjs';
import { files, kinds, text } from './lib/site.mjs';

const site = await visitor();

const published = files.filter((file) => /^assets\/[^/]+\.css$/.test(file));

test('there is a style sheet', () => {
  assert.ok(published.length > 0);
});

for (const file of published) {
  const name = file.replace(/^assets\/(.+)\.[0-9a-f]+\.css$/, '$1.css');

  test(`the published ${name} has the rules of the one in static/`, async () => {
    const written = readFileSync(join(repository, 'static', name), 'utf8');
    assert.ok(text(file).length < written.length);
    await withPage(site, kinds.get('home (ko)'), {}, async (page) => {
      const [before, after] = await page.evaluate(
        (sheets) =>
          sheets.map((css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            // In custom properties and the like the browser keeps the spaces that mean nothing.
            return [...sheet.cssRules].map((rule) => rule.cssText.replace(/([,:]) /g, '$1').replace(/ ([*/]) /g, '$1'));
          }),
        [written, text(file)],
      );
      assert.deepEqual(after, before);
    });
  });
}
