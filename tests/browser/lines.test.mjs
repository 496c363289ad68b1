// No line ends inside a Korean word or begins with a lone particle, at any of the widths people read at.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { visitor, withPage } from './lib/browser.mjs';
import { lineEnds } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();

const KINDS = [...kinds.keys()].filter((kind) => !kind.endsWith('(en)'));

for (const kind of KINDS) {
  for (const width of [1440, 1280, 1024, 768, 600, 480, 414, 390, 360, 320]) {
    test(`${kind}: Korean words stay whole at ${width} px`, async () => {
      await withPage(site, kinds.get(kind), { viewport: { width, height: 900 } }, async (page) => {
        const { pairs, lines, broken } = await lineEnds(page);
        // On the longest page there are thousands; without a line break nothing would be shown.
        assert.ok(pairs > 20, `${pairs} pairs of neighbouring characters in Korean words`);
        if (kind === 'explainer (ko)') assert.ok(lines > 50, `${lines} lines`);
        assertNone(broken, 'line that ends inside a Korean word');
      });
    });
  }
}

// What the theme's margins leave of A4 and A5.
for (const kind of KINDS) {
  for (const width of [605, 370]) {
    test(`${kind}: Korean words stay whole on paper, ${width} px between the margins`, async () => {
      await withPage(site, kinds.get(kind), { viewport: { width, height: 900 } }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        assertNone((await lineEnds(page)).broken, 'line that ends inside a Korean word');
      });
    });
  }
}

test('no line breaks between the word and the number of a figure that a text speaks of', async () => {
  for (let width = 320; width <= 420; width += 10) {
    await withPage(site, kinds.get('explainer (ko)'), { viewport: { width, height: 900 } }, async (page) => {
      const lines = await page.locator('a.ref').evaluateAll((links) => links.map((link) => link.getClientRects().length));
      assert.ok(lines.length > 3 && lines.every((count) => count === 1), `${width} px: ${lines}`);
    });
  }
});
