// The addresses and languages of pages, as programs read them: canonical, hreflang, sitemap, Open Graph, JSON-LD.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertNone } from './lib/findings.mjs';
import { elements } from './lib/html.mjs';
import { address, base, fileBehind, pages, text } from './lib/site.mjs';

const LANGUAGES = ['ko', 'en'];

/** What each page's head says. */
const heads = new Map(
  pages.map((page) => {
    const tags = elements(text(page));
    const links = tags.filter((tag) => tag.name === 'link').map((tag) => tag.attributes);
    const metas = tags.filter((tag) => tag.name === 'meta').map((tag) => tag.attributes);
    return [
      page,
      {
        lang: tags.find((tag) => tag.name === 'html').attributes.lang,
        canonical: links.filter((link) => link.rel === 'canonical').map((link) => link.href),
        alternates: links
          .filter((link) => link.rel === 'alternate' && link.hreflang)
          .map((link) => `${link.hreflang} ${link.href}`)
          .sort(),
        indexed: !metas.some((meta) => meta.name === 'robots' && meta.content.includes('noindex')),
        og: new Map(metas.filter((meta) => meta.property).map((meta) => [meta.property, meta.content])),
        data: tags.filter((tag) => tag.attributes.type === 'application/ld+json').map((tag) => tag.text),
      },
    ];
  }),
);

const each = (check) => [...heads].flatMap(([page, head]) => [check(page, head)].flat().filter(Boolean));

test('each page is in the language of its folder', () => {
  const wrong = each((page, { lang }) => {
    const [, inPath] = page.match(/^([a-z]{2})\//) ?? [];
    return inPath && lang !== inPath && `${page}: lang="${lang}"`;
  });
  assertNone(wrong, 'page with the wrong language');
});

test('each page has its translation in every language', () => {
  const inLanguage = (lang) =>
    pages.filter((page) => page.startsWith(`${lang}/`)).map((page) => page.slice(lang.length + 1));
  const [first, ...others] = LANGUAGES.map(inLanguage);
  assert.ok(first.length > 0);
  for (const other of others) assert.deepEqual(other, first);
});

test('each page has one canonical address, which is a page of the site', () => {
  const wrong = each((page, { canonical }) => {
    const [url] = canonical;
    const good = canonical.length === 1 && (fileBehind(url) === page || heads.get(fileBehind(url)) !== undefined);
    return !good && `${page}: ${canonical}`;
  });
  assertNone(wrong, 'page with a wrong canonical');
});

test('a page that may be indexed is its own canonical', () => {
  const wrong = each((page, { canonical, indexed }) => indexed && fileBehind(canonical[0]) !== page && page);
  assertNone(wrong, 'page with another canonical');
});

test('hreflang names the page itself, and each page it names says the same', () => {
  let compared = 0;
  const wrong = each((page, { alternates, lang }) => {
    if (alternates.length === 0) return false;
    const faults = [];
    const languages = alternates.map((alternate) => alternate.split(' ')[0]);
    if (new Set(languages).size !== languages.length) faults.push(`${page}: a language twice`);
    if (!languages.includes('x-default')) faults.push(`${page}: no x-default`);
    const self = `${page === 'index.html' ? 'x-default' : lang} ${base}${address(page)}`;
    if (!alternates.includes(self)) faults.push(`${page}: does not name itself`);
    for (const alternate of alternates) {
      const [language, url] = alternate.split(' ');
      const other = heads.get(fileBehind(url));
      compared += 1;
      if (!other) faults.push(`${page}: ${url} is no page`);
      // The front door is the home page of all languages.
      else if (String(other.alternates) !== String(alternates)) faults.push(`${page}: ${url} does not say the same`);
      if (language !== 'x-default' && other && other.lang !== language) {
        faults.push(`${page}: ${url} is not in ${language}`);
      }
    }
    return faults;
  });
  assert.ok(compared > 0, 'there are alternates');
  assertNone(wrong, 'fault of hreflang');
});

test('a page that may be indexed names its translation by hreflang', () => {
  const wrong = each(
    (page, { alternates, indexed }) =>
      indexed &&
      LANGUAGES.some((lang) => !alternates.some((alternate) => alternate.startsWith(`${lang} `))) &&
      `${page}: ${alternates}`,
  );
  assertNone(wrong, 'page without its translation');
});

/** The sitemap's entries by address: the alternates that each gives. */
const sitemap = new Map(
  [...text('sitemap.xml').matchAll(/<url>(.*?)<\/url>/gs)].map(([, entry]) => {
    const links = elements(entry).filter((tag) => tag.name === 'xhtml:link');
    const alternates = links.map(({ attributes }) => `${attributes.hreflang} ${attributes.href}`).sort();
    return [entry.match(/<loc>(.*?)<\/loc>/)[1], alternates];
  }),
);

test('the sitemap lists every page that may be indexed and no other', () => {
  const listed = [...sitemap.keys()];
  assertNone(listed.filter((url) => !fileBehind(url)), 'address without a file');
  const indexed = each((page, head) => head.indexed && page);
  assert.deepEqual(listed.map(fileBehind).sort(), indexed.sort());
});

test('the sitemap gives the same alternates as the heads of the pages', () => {
  const wrong = [...sitemap].filter(
    ([url, alternates]) => String(alternates) !== String(heads.get(fileBehind(url))?.alternates),
  );
  assertNone(wrong.map(([url, alternates]) => `${url}: ${alternates}`), 'entry with other alternates than its page');
});

test('robots.txt names the sitemap', () => {
  assert.ok(text('robots.txt').split('\n').includes(`Sitemap: ${base}sitemap.xml`));
});

test('Open Graph gives the canonical address, a title and the languages', () => {
  const wrong = each((page, { canonical, og }) => {
    const good = og.get('og:url') === canonical[0] && og.get('og:title') && og.get('og:type') && og.get('og:locale');
    return !good && `${page}: ${JSON.stringify([...og])}`;
  });
  assertNone(wrong, 'page with faulty Open Graph');
});

test('JSON-LD is JSON, and its addresses of this site are pages', () => {
  const addresses = (value) =>
    typeof value === 'string'
      ? [value].filter((text) => text.startsWith(base))
      : Object.values(value ?? {}).flatMap(addresses);
  let checked = 0;
  const wrong = each((page, { data }) =>
    data.flatMap((json) =>
      addresses(JSON.parse(json)).map((url) => {
        checked += 1;
        return !fileBehind(url) && `${page}: ${url}`;
      }),
    ),
  );
  assert.ok(checked > 0, 'there are addresses in JSON-LD');
  assertNone(wrong, 'address that is no page');
});

test('explainer, FAQ, term and glossary say in JSON-LD what they are', () => {
  const types = (value) =>
    typeof value === 'object' && value !== null
      ? [value['@type'], ...Object.values(value).flatMap(types)].flat().filter((type) => typeof type === 'string')
      : [];
  const of = (page) => new Set(heads.get(page).data.flatMap((json) => types(JSON.parse(json))));
  for (const lang of LANGUAGES) {
    const explainer = of(`${lang}/openai-xai/index.html`);
    for (const type of ['Article', 'FAQPage', 'BreadcrumbList']) assert.ok(explainer.has(type), `${lang}: ${type}`);
    const term = of(`${lang}/glossary/colossus/index.html`);
    for (const type of ['DefinedTerm', 'BreadcrumbList']) assert.ok(term.has(type), `${lang}: ${type}`);
    assert.ok(of(`${lang}/glossary/index.html`).has('DefinedTermSet'), `${lang}: DefinedTermSet`);
  }
});
