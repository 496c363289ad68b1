// No kind of page has a barrier that axe-core knows of, in either colour scheme, on a desk or on a phone.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { DESKTOP, PHONE, openDetails, visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = await visitor();

for (const [kind, path] of kinds) {
  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`${kind}: axe finds no barrier (${screen}, ${colorScheme})`, async () => {
        const findings = await withPage(site, path, { viewport, colorScheme }, async (page) => {
          await openDetails(page);
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
          return violations.flatMap(({ id, help, nodes }) =>
            nodes.map(({ html, failureSummary }) => {
              const why = failureSummary.split('\n').slice(1).join(' ').trim();
              return `${id}: ${help}\n      ${html}\n      ${why}`;
            }),
          );
        });
        assertNone(findings, 'axe violation');
      });
    }
  }
}
