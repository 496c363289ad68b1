// Parts of this repository's own site, for budgets that speak of smaller sites.

import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, repository, temporaryFolder } from './haeseol.mjs';

const TERMS = [
  'colossus', 'cash-burn', 'physical-ai', 'openai', 'xai', 'grok', 'gpu', 'data-center', 'sam-altman', 'elon-musk',
];

/** A text without its links and references to terms that are not there: they would be errors. */
const amongThese = (text) =>
  text
    .replace(/^related:.*(\n {2}- .*)*\n/m, '')
    .replace(/\[\[([^\]|]*)\|([^\]]*)\]\]/g, (link, id, shown) => (TERMS.includes(id) ? link : shown));

const content = join(repository, 'content');
const LANGUAGES = ['ko', 'en'];

/** A new folder with the site's settings, but for the font of headings, which a site may do without. The manual, to which the header leads, is a page without text. */
function begin() {
  const root = temporaryFolder();
  const settings = readFileSync(join(repository, 'site.toml'), 'utf8').replace(/^heading_font.*$/m, '');
  writeFileSync(join(root, 'site.toml'), settings);
  mkdirSync(join(root, 'content'));
  for (const lang of LANGUAGES) writeFileSync(join(root, `content/manual.${lang}.md`), '---\ntitle: haeseol\n---\n');
  return root;
}

/** Builds the site in a folder and returns the folder that is published. */
function built(root) {
  const out = join(root, 'public');
  build(root, out);
  return out;
}

/** Everything but the manual: some fifty pages in a language. */
export function withoutManual() {
  const root = begin();
  const isManual = (path) => path.slice(content.length + 1).startsWith('manual');
  cpSync(content, join(root, 'content'), { recursive: true, filter: (path) => !isManual(path) });
  return built(root);
}

/** The real explainer, with its table and its FAQ, in a site of ten terms. */
export function tenTerms() {
  const root = begin();
  cpSync(join(content, 'openai-xai'), join(root, 'content/openai-xai'), { recursive: true });
  mkdirSync(join(root, 'content/glossary'));
  const terms = readdirSync(join(content, 'glossary')).filter((file) => TERMS.includes(file.split('.')[0]));
  const article = readdirSync(join(content, 'openai-xai')).filter((file) => file.endsWith('.md'));
  const texts = [
    ...LANGUAGES.map((lang) => `about.${lang}.md`),
    ...terms.map((file) => `glossary/${file}`),
    ...article.map((file) => `openai-xai/${file}`),
  ];
  for (const file of texts) writeFileSync(join(root, 'content', file), amongThese(readFileSync(join(content, file), 'utf8')));
  return built(root);
}
