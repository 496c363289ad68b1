// The article that the budget speaks of: the real explainer, with its table and its FAQ, in a site of ten terms.

import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, repository, temporaryFolder } from './haeseol.mjs';

/** Three of them the article links by hand. */
const TERMS = [
  'colossus', 'cash-burn', 'physical-ai', 'openai', 'xai', 'grok', 'gpu', 'data-center', 'sam-altman', 'elon-musk',
];

/** Builds it and returns its folder. */
export function tenTerms() {
  const root = temporaryFolder();
  const content = join(repository, 'content');
  cpSync(join(repository, 'site.toml'), join(root, 'site.toml'));
  cpSync(join(content, 'openai-xai'), join(root, 'content/openai-xai'), { recursive: true });
  for (const lang of ['ko', 'en']) cpSync(join(content, `about.${lang}.md`), join(root, `content/about.${lang}.md`));
  mkdirSync(join(root, 'content/glossary'));
  for (const file of readdirSync(join(content, 'glossary')).filter((f) => TERMS.includes(f.split('.')[0]))) {
    // Related terms that are not there would be errors, and so would links to them.
    const text = readFileSync(join(content, 'glossary', file), 'utf8')
      .replace(/^related:.*(\n {2}- .*)*\n/m, '')
      .replace(/\[\[[^\]|]*\|([^\]]*)\]\]/g, '$1');
    writeFileSync(join(root, 'content/glossary', file), text);
  }
  const out = join(root, 'public');
  build(root, out);
  return out;
}
