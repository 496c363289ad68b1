// The article that the budget is for: the real explainer, with its table and its FAQ, in a site of ten terms.

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

/** Builds it and returns its folder. */
export function tenTerms() {
  const root = temporaryFolder();
  const content = join(repository, 'content');
  cpSync(join(repository, 'site.toml'), join(root, 'site.toml'));
  cpSync(join(content, 'openai-xai'), join(root, 'content/openai-xai'), { recursive: true });
  mkdirSync(join(root, 'content/glossary'));
  const terms = readdirSync(join(content, 'glossary')).filter((file) => TERMS.includes(file.split('.')[0]));
  const article = readdirSync(join(content, 'openai-xai')).filter((file) => file.endsWith('.md'));
  const texts = [
    ...['ko', 'en'].map((lang) => `about.${lang}.md`),
    ...terms.map((file) => `glossary/${file}`),
    ...article.map((file) => `openai-xai/${file}`),
  ];
  for (const file of texts) writeFileSync(join(root, 'content', file), amongThese(readFileSync(join(content, file), 'utf8')));
  const out = join(root, 'public');
  build(root, out);
  return out;
}
