// No kind of page has a barrier that axe-core knows of, in either colour scheme, on a desk or on a phone.

import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { address, kinds, pages } from './lib/site.mjs';

const site = await visitor();

for (const [kind, path] of kinds) {
  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`${kind}: axe finds no barrier (${screen}, ${colorScheme})`, async () => {
        const findings = await withPage(site, path, { viewport, colorScheme }, barriers);
        assertNone(findings, 'axe violation');
      });
    }
  }
}

// The manual shows what no other page does: examples beside what comes of them.
for (const path of pages.filter((page) => page.includes('/manual/')).map(address)) {
  test(`${path}: axe finds no barrier`, async () => {
    assertNone(await withPage(site, path, { viewport: PHONE }, barriers), 'axe violation');
  });
}
