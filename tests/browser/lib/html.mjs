// The elements of an HTML page with their attributes, without a browser.
//
// Enough for pages that the HTML checker passes (see html.test.mjs): it knows comments, quoted attributes, character
// references and elements whose content is not markup, and builds no tree.

const TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][^\s/>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const RAW = new Set(['script', 'style', 'textarea', 'title']);
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** The start tags of a page in order: `name`, `attributes` (decoded), and `text` where the content is not markup. */
export function elements(html) {
  const found = [];
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    const [, slash, written, inside] = tag;
    if (written === undefined || slash) continue;
    const name = written.toLowerCase();
    const attributes = {};
    for (const [, key, double, single, bare] of inside.matchAll(ATTRIBUTE)) {
      attributes[key.toLowerCase()] = decode(double ?? single ?? bare ?? '');
    }
    const element = { name, attributes };
    if (RAW.has(name)) {
      const end = html.toLowerCase().indexOf(`</${name}`, TAG.lastIndex);
      element.text = html.slice(TAG.lastIndex, end);
      TAG.lastIndex = end;
    }
    found.push(element);
  }
  return found;
}

/** Resolves character references; one that it does not know is an error rather than a wrong address. */
function decode(text) {
  return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z][a-z0-9]*);/gi, (reference, name) => {
    if (name[0] === '#') {
      const code = name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
      return String.fromCodePoint(code);
    }
    if (name in NAMED) return NAMED[name];
    throw new Error(`cannot resolve ${reference}`);
  });
}

/** The attributes that hold addresses. */
const ADDRESSES = ['href', 'src', 'poster', 'action', 'formaction', 'data', 'xlink:href'];

/** The addresses that an element refers to. */
export function references({ name, attributes }) {
  const found = ADDRESSES.filter((key) => key in attributes && !(key === 'data' && name !== 'object'));
  const sets = [attributes.srcset, attributes.imagesrcset].filter((set) => set !== undefined);
  return [
    ...found.map((key) => attributes[key]),
    ...sets.flatMap((set) => set.split(',').map((candidate) => candidate.trim().split(/\s+/)[0])),
  ];
}

/** Whether the element may, and must, give the page's absolute address: programs read it away from the page. */
export const isAbsoluteByNature = ({ name, attributes }) =>
  name === 'link' && ['canonical', 'alternate'].includes(attributes.rel) && attributes.type === undefined;
