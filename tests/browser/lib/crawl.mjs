// Goes through a served site link by link.

import { elements, references } from './html.mjs';

/** Follows links from the site's root, as a reader would: which pages it comes to, and which links are broken. */
export async function crawl(root) {
  const seen = new Map(); // address without fragment → { status, ids }
  const broken = [];
  const fetched = (url) => {
    if (!seen.has(url)) seen.set(url, load(url));
    return seen.get(url);
  };
  const queue = [root];
  const queued = new Set(queue);
  const reached = new Set();
  while (queue.length > 0) {
    const page = queue.shift();
    reached.add(decodeURIComponent(page.slice(root.length)));
    const { tags } = await fetched(page);
    for (const tag of tags) {
      for (const reference of references(tag)) {
        const url = new URL(reference, page);
        if (url.origin !== new URL(root).origin) continue;
        const fragment = decodeURIComponent(url.hash.slice(1));
        url.hash = '';
        url.search = '';
        const complain = (why) => broken.push(`${page.slice(root.length)}: ${reference}: ${why}`);
        if (!url.href.startsWith(root)) {
          complain('leads out of the site');
          continue;
        }
        const target = await fetched(url.href);
        if (target.status !== 200) complain(`status ${target.status}`);
        // `#top` is the top of any page (HTML Standard, 7.4.6.4).
        else if (fragment && fragment !== 'top' && !target.ids.has(fragment)) complain('no such id there');
        if (target.status === 200 && target.tags.length > 0 && tag.name === 'a' && !queued.has(url.href)) {
          queued.add(url.href);
          queue.push(url.href);
        }
      }
    }
  }
  return { reached, broken };
}

async function load(url) {
  const response = await fetch(url, { redirect: 'manual' });
  const body = await response.text();
  const type = response.status === 200 ? response.headers.get('content-type') : '';
  // A drawing has places too: `x.svg#en`.
  const tags = /^(text\/html|image\/svg)/.test(type) ? elements(body) : [];
  const ids = new Set(tags.map((tag) => tag.attributes.id));
  return { status: response.status, tags: type.startsWith('text/html') ? tags : [], ids };
}
