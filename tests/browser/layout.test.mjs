// Pages fit the screen: nothing is cut off on a small phone, and a comparison is a table or two columns, and few edges end it all.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();

for (const [kind, path] of kinds) {
  test(`${kind} does not scroll sideways at 320 px`, async () => {
    await withPage(site, path, { viewport: { width: 320, height: 640 } }, async (page) => {
      assertNone(await tooWide(page), 'element that is wider than the screen');
    });
  });
}

for (const lang of ['ko', 'en']) {
  test(`a comparison is a table on a desk (${lang})`, async () => {
    const { heads, rows } = await comparison(lang, DESKTOP);
    for (const head of heads) assert.ok(head.visible, `the heading «${head.text}» is to be seen`);
    for (const { cells } of rows) {
      for (const [i, cell] of cells.entries()) {
        assert.ok(cell.box.top === cells[0].box.top, `«${cell.text}» stands in one row with the other cells`);
        assert.ok(cell.box.left === heads[i].box.left, `«${cell.text}» stands below «${heads[i].text}»`);
      }
    }
  });

  test(`a comparison of two is two columns on a phone, below the names of both (${lang})`, async () => {
    const { heads, rows } = await comparison(lang, PHONE);
    for (const head of heads) assert.ok(head.visible, `the heading «${head.text}» is to be seen`);
    for (const { name, cells } of rows) {
      for (const [i, cell] of cells.entries()) {
        assert.ok(cell.visible && cell.box.right <= PHONE.width, `«${cell.text}» fits the screen`);
        assert.equal(cell.box.left, heads[i].box.left, `«${name}»: «${cell.text}» stands below «${heads[i].text}»`);
        assert.equal(cell.box.top, cells[0].box.top, `«${name}»: «${cell.text}» stands beside the other`);
        assert.ok(!cell.label.includes(heads[i].text), 'and repeats no name');
      }
    }
  });
}

test('the names of a comparison stay in view on a phone while it is read', async () => {
  await withPage(site, kinds.get('explainer (ko)'), { viewport: PHONE }, async (page) => {
    await page.locator('.compare tbody tr').nth(4).evaluate((row) => scrollTo(0, row.getBoundingClientRect().top + scrollY - 100));
    const { top, bottom } = await page.locator('.compare thead').evaluate((head) => head.getBoundingClientRect().toJSON());
    assert.ok(top >= 0 && bottom < 200, `${top} to ${bottom}`);
  });
});

for (const lang of ['ko', 'en']) {
  test(`what is on a wide screen ends at three edges (${lang})`, async () => {
    await withPage(site, kinds.get(`explainer (${lang})`), { viewport: { width: 1440, height: 900 } }, async (page) => {
      const ends = await page.locator('.text').evaluate((text) => {
        const blocks = text.querySelectorAll(':is(.lead, [data-kind]) > :is(p, ul, ol, dl, figure, .table, .compare, .alert, details, .faq, blockquote, pre, h3), .end');
        // Notes and captions of the margin, too.
        const margin = text.querySelectorAll('.footnotes li, figcaption');
        return [...blocks, ...margin].filter((block) => block.checkVisibility()).map((block) => Math.round(block.getBoundingClientRect().right));
      });
      const edges = [...new Set(ends)].sort((a, b) => a - b);
      assert.ok(ends.length > 20 && edges.length <= 3, `${edges}`);
    });
  });
}

for (const [width, field] of [[1440, true], [760, true], [390, false]]) {
  test(`search is ${field ? 'a field' : 'a word'} in the header at ${width} px`, async () => {
    await withPage(site, kinds.get('explainer (ko)'), { viewport: { width, height: 900 } }, async (page) => {
      const { width: wide, height } = await page.locator('.find').boundingBox();
      assert.equal(wide >= 180, field, `${wide} px`);
      assert.ok(height >= 40);
    });
  });
}

for (const lang of ['ko', 'en']) {
  test(`the header keeps its tools on one line at every width (${lang})`, async () => {
    await withPage(site, kinds.get(`explainer (${lang})`), { viewport: DESKTOP }, async (page) => {
      for (const width of [320, 390, 480, 560, 640, 679, 680, 720, 760, 768, 820, 1024, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        const middles = await page.locator('.masthead > :is(.name, .find, .languages, .theme)').evaluateAll((parts) =>
          parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2),
        );
        assert.equal(middles.length, 4);
        assert.ok(Math.max(...middles) - Math.min(...middles) < 2, `${width} px: ${middles}`);
      }
    });
  });
}

/** The comparison of the explainer at a size of the screen: headings of its columns, and cells of each row. */
async function comparison(lang, viewport) {
  const found = await withPage(site, kinds.get(`explainer (${lang})`), { viewport }, (page) =>
    page.locator('[data-kind="comparison"] table').evaluate((table) => {
      const describe = (cell) => {
        const { top, right, bottom, left, width, height } = cell.getBoundingClientRect();
        const generated = getComputedStyle(cell, '::before').content;
        const shown = [...cell.querySelectorAll('*')].filter((part) => part.checkVisibility());
        return {
          text: cell.innerText.trim(),
          box: { top, right, bottom, left },
          visible: cell.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1 && height > 1,
          // The subject's name, from `data-label` by the style sheet or in an element of its own.
          label: [generated === 'none' ? '' : generated, ...shown.map((part) => part.innerText)].join('\n'),
        };
      };
      const heads = [...table.querySelectorAll('thead th[scope="col"]')].map((cell) => ({
        ...describe(cell),
        text: cell.textContent.trim(),
      }));
      const rows = [...table.querySelectorAll('tbody tr')].map((row) => ({
        name: row.querySelector('th[scope="row"]')?.textContent.trim(),
        cells: [...row.querySelectorAll('td')].map(describe),
      }));
      // The first heading is above the criteria, if the corner is a heading at all.
      return { heads: heads.slice(heads.length - (rows[0]?.cells.length ?? 0)), rows };
    }),
  );
  assert.ok(found.rows.length > 1 && found.heads.length > 1, 'the comparison has rows and subjects');
  for (const { name, cells } of found.rows) {
    assert.ok(name, 'each row has a heading');
    assert.equal(cells.length, found.heads.length, `«${name}» has a cell for each subject`);
  }
  return found;
}

for (const [kind, path] of kinds) {
  test(`${kind}: every title is in the site's font, in whichever language`, async () => {
    await withPage(site, path, { viewport: DESKTOP }, async (page) => {
      const { loaded, others } = await page.evaluate(async () => {
        await document.fonts.ready;
        const headings = document.querySelectorAll(':is(h1, h2, h3):not(summary *, .uses h3)');
        const parts = [...headings].flatMap((heading) => [heading, ...heading.querySelectorAll(':is(h1, h2) [lang]')]);
        const others = parts.filter((part) => !getComputedStyle(part).fontFamily.startsWith('hs-headings'));
        return { loaded: [...document.fonts].map(({ status }) => status), others: others.map((part) => part.outerHTML) };
      });
      assert.deepEqual(loaded, ['loaded']);
      assertNone(others, 'heading in another font');
    });
  });
}

test('the contents of a plain page follow the reader, and its headings lead to themselves', async () => {
  await withPage(site, kinds.get('manual (en)'), { viewport: DESKTOP }, async (page) => {
    const current = page.locator('.contents [aria-current]');
    assert.equal(await current.count(), 0);
    await page.locator('#templates').evaluate((heading) => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 60));
    await current.waitFor();
    assert.equal(await current.getAttribute('href'), '#templates');
    assert.match(await page.locator('.languages a').getAttribute('href'), /#templates$/);
    assert.equal(await page.locator('#templates > a').getAttribute('href'), '#templates');
  });
});

test('the columns of a comparison of three are of one width on a desk', async () => {
  await withPage(site, 'en/hangul-search/', { viewport: { width: 1440, height: 900 } }, async (page) => {
    const widths = await page.locator('.compare thead th:not(:first-child)').evaluateAll((heads) => heads.map((head) => head.offsetWidth));
    assert.ok(widths.length === 3 && Math.max(...widths) - Math.min(...widths) < 2, `${widths}`);
  });
});

test('on a phone the two languages of a parallel page stand apart', async () => {
  await withPage(site, kinds.get('parallel view (ko)'), { viewport: PHONE }, async (page) => {
    const gaps = await page.locator('main .two').evaluateAll((rows) =>
      rows.filter(({ children }) => children.length === 2 && children[0].offsetHeight && children[1].offsetHeight)
        .map(({ children: [above, below] }) => below.getBoundingClientRect().top - above.getBoundingClientRect().bottom));
    assert.ok(gaps.length > 20 && gaps.every((gap) => gap >= 9), `${gaps}`);
    // And the choice between them takes one line.
    const tops = await page.locator('.sides label').evaluateAll((labels) => labels.map((label) => label.offsetTop));
    assert.ok(tops.length === 3 && new Set(tops).size === 1, `${tops}`);
  });
});

for (const [kind, path] of kinds) {
  test(`${kind}: a title is broken between its halves before one of them is broken`, async () => {
    for (const width of [1440, 390, 320]) {
      await withPage(site, path, { viewport: { width, height: 900 } }, async (page) => {
        const broken = await page.locator('.half:first-child').evaluateAll((firsts) =>
          firsts.filter((first) => {
            const [one, two] = [first, first.nextElementSibling].map((half) => half.getBoundingClientRect());
            const line = parseFloat(getComputedStyle(first).lineHeight);
            return Math.max(one.height, two.height) > 1.5 * line && two.top < one.bottom - 1;
          }).map((first) => first.parentElement.textContent),
        );
        assertNone(broken, `title at ${width} px`);
      });
    }
  });
}

test('the ways back of a source stand behind its date', async () => {
  await withPage(site, kinds.get('explainer (ko)'), { viewport: DESKTOP }, async (page) => {
    const tops = await page.locator('.sources small > *').evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2));
    assert.ok(tops.length === 3 && Math.max(...tops) - Math.min(...tops) < 3, `${tops}`);
  });
});
