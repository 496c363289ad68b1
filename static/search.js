// Search, loaded when a reader first asks for it. src/search/ says what the files of the index hold. As in theme.js, nothing is
// global, and what the browser has is taken from where a page cannot change it.
(({ Array, Boolean, Document, JSON, Map, Math, Object, Promise, Reflect, RegExp, Set, String, URL, addEventListener, encodeURIComponent }) => {
  const script = Reflect.get(Document.prototype, 'currentScript', document);
  const root = script.closest('html');
  const [head, body] = root.children;
  const trigger = root.querySelector('a.find');

  // Files: scripts that send an event with a name, the version of their index, and a text.
  const arrive = {};
  let files = {};
  addEventListener('haeseol:index', ({ detail: [name, ...file] }) => arrive[name](...file));
  const load = (name, version = '~') => files[name] ??= new Promise((resolve, reject) => {
    // What begins with ~ asks for whatever is newest.
    arrive[name] = (found, text) => { if (version[0] === '~' || found === version) resolve(text) };
    const file = make('script', { src: new URL(`search/${name}.js?${version}`, script.src) });
    // Too late for a file that has arrived.
    file.onload = file.onerror = reject;
    head.append(file);
  });

  // Five bits a character; all but the last of a number have a sixth.
  const numbers = (text) => (text.match(/[_-~]*[?-^]/g) ?? []).map((digits) => [...digits].reduce((n, digit) => n * 32 + ((digit.charCodeAt() - 63) & 31), 0));

  // Words, by the tables that the index was made with.
  let tables, map, alike, sounds, tail, weak, keys;
  const setRules = (text) => {
    const rules = JSON.parse(text);
    tables = rules.letters.map((table) => table.split(' '));
    map = new Map();
    [0x1100, 0x1161, 0x11a7].forEach((first, t) => tables[t].forEach((value, i) => map.set(String.fromCharCode(first + i), value)));
    const pairs = rules.alike.match(/\S+ \S+/g).map((pair) => pair.split(' '));
    alike = new Map(pairs);
    sounds = RegExp(pairs.map(([from]) => from).join('|'), 'g');
    tail = RegExp(rules.particles.normalize('NFD'), 'y');
    weak = new Set(rules.weak.split(' '));
    keys = rules.keys.map((row) => [...row]);
  };
  const tokens = (text) => {
    const plain = text.replace(/[^ㄱ-ㆎ]+/g, (part) => part.normalize('NFKC'));
    const words = plain.match(/(?<![\p{L}\p{N}_])(?=\w*[.+#])\.?[a-z]\w*(\.[a-z]\w*)*[+#]*[가-힣]*|(?<![\p{L}\p{N}_]['’]\p{L}*)[\p{L}\p{N}\p{M}_]+/giu);
    // What has no word may be a name made of signs: ??, =>.
    return (words ?? plain.match(/[!#-&*+\x2d-\x2f:-@\x5c^|~]+/g) ?? []).map((word) => word.slice(0, 40));
  };
  const letters = (word) => [...word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()].map((c) => map.get(c) ?? c).join('');
  // Letters with one for all that sound alike.
  const skeleton = (letters) => letters.replace(sounds, (sound) => alike.get(sound));
  // What the keys that were pressed give in the other layout.
  const retyped = (query) => {
    const type = (text, from, to) => [...text].map((c) => to[from.indexOf(c)] ?? to[from.indexOf(c.toLowerCase())] ?? c).join('');
    if (/[ㄱ-힣]/.test(query)) return type(letters(query), keys[1], keys[0]);
    const any = (t) => tables[t].slice(t - 1).toReversed().join('|');
    return type(query, ...keys).replace(RegExp(`([ㄱ-ㅎ])(${any(1)})((${any(2)})(?![ㅏ-ㅣ]))?`, 'g'), (all, ...parts) =>
      String.fromCharCode(tables.reduce((code, table, t) => code * [0, 21, 28][t] + table.indexOf(parts[t] ?? ''), 0) + 0xac00));
  };
  // What a word may be without its particles or its plural ending; one syllable only where there is no other way.
  const stems = (word, short) => {
    const small = word.toLowerCase();
    if (/[A-Z]s$/.test(word)) return [small.slice(0, -1)];
    if (/..[^sui]s$/.test(small)) return [/.[^ea]ies$/.test(small) ? small.slice(0, -3) + 'y' : small.slice(0, /(ss|x|z|ch|sh)es$/.test(small) ? -2 : -1)];
    const found = [];
    for (let i = word.length - 1; i > 0 && /[가-힣]/.test(word[i]); i--) {
      const stem = word.slice(0, i);
      tail.lastIndex = stem.normalize('NFD').length;
      if ((short || !/^[가-힣]$/.test(stem)) && tail.test(word.normalize('NFD'))) found.push(stem);
    }
    return found;
  };
  // Whether one letter added, left out or changed, or two exchanged, make one word the other.
  const near = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    const same = (from, to) => a.slice(i + from) === b.slice(i + to);
    return same(1, 1) || same(1, 0) || same(0, 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && same(2, 2));
  };

  // The index of a language.
  const open = async (lang, fresh) => {
    const [root, rules] = await Promise.all([load(lang + '/root', fresh), load('rules', fresh)]);
    map ?? setRules(rules);
    const { version, per, words, pages, starts } = JSON.parse(root);
    const parsed = {};
    const file = async (kind, i) => (i < 0 ? [] : parsed[kind + i] ??= load(`${lang}/${kind}${i}`, version).then((text) => {
      let end = '';
      return text.split('\n').filter(Boolean).map((line) => {
        if (kind === 't') return line.split('\t');
        const [, shared, rest, data, others] = /^(.)(\S*) (\S*) ?(.*)/.exec(line);
        const head = shared.charCodeAt() - 63;
        end = end.slice(0, head & 15) + rest;
        const word = kind === 'i' ? data + end : end;
        const key = letters(word);
        return { word, noun: head > 15, data, others: others.split('|'), key, sound: skeleton(key) };
      });
    }));
    return {
      words,
      sharded: starts.w.length > 1,
      pages: numbers(pages).flatMap((count, page) => Array(count).fill(page)),
      // The best words with a beginning that many words share.
      best: (beginning) => file('p', starts.p.indexOf(beginning)),
      // What the files hold that may have something with this beginning, at most so many files.
      under: async (kind, beginning, most) => {
        const first = starts[kind].findLastIndex((start) => start <= beginning);
        const some = starts[kind].filter((start, i) => i === first || (i > first && start.startsWith(beginning))).slice(0, most);
        return (await Promise.all(some.map((_, i) => file(kind, first + i)))).flat();
      },
      passage: async (number) => {
        const lines = await file('t', Math.floor(number / per));
        const [href, , heading, text] = lines[number % per];
        return { href, heading, text, title: lines.slice(0, (number % per) + 1).findLast(([, title]) => title)[1] };
      },
    };
  };
  let indexes = {};
  const indexOf = (lang, fresh) => indexes[lang] ??= open(lang, fresh);

  const initial = /[ㄱ-ㅎ]/;
  // How well a word of the index fits one of the query, and how much its place weighs: text, heading, title, name.
  const [SAME, STEM, ALIKE, BEGINNING, INSIDE, NEAR] = [1, 0.4, 0.35, 0.3, 0.02, 0.002];
  const PLACES = [1, 3, 8, 40];

  // The words of the index that fit one of the query better than that; the last word may be half typed.
  const look = async (index, word, least, last = 1) => {
    const forms = [word, ...stems(word)].map((form) => form.toLowerCase());
    const keys = forms.map(letters);
    const [own] = keys;
    const sounds = keys.map(skeleton);
    const long = keys.filter((key) => key.length > 3 && /[^ㄱ-ㅎ]/.test(key));
    const number = /\d/.test(word);
    const fit = ({ word: whole, key: other, sound }) => {
      if (other === own) return SAME;
      if (keys.includes(other)) return STEM;
      if (whole[2] && sounds.includes(sound) && /^[가-힣]+$/.test(whole)) return ALIKE;
      const part = (weight, key) => key && weight * Math.sqrt(key.length / other.length);
      // What is half typed may end within a syllable.
      const has = (test, of) => of.find((key) => (key !== own || !last ? whole[test](forms[keys.indexOf(key)]) : other[test](key)));
      // A number is no part of another.
      const begins = has('startsWith', keys.filter((key) => !/^\d\d/.test(key.at(-1) + other[key.length])));
      return part(BEGINNING, begins) || !number && (part(INSIDE, has('includes', long)) || long.some((key) => near(key, other)) && NEAR);
    };
    const found = new Map();
    const take = (entries) => {
      for (const entry of entries) {
        // Initials are found by initials alone.
        const weight = (!initial.test(entry.word) || initial.test(word)) && fit(entry);
        // A file of the best words has fewer of their places.
        if (weight && !(found.get(entry.word)?.data.length > entry.data.length)) found.set(entry.word, { ...entry, weight });
      }
    };
    for (const key of new Set(sounds)) {
      const best = await index.best(key);
      take(best);
      take(await index.under('w', key, best.length ? 1 : 3));
    }
    const above = (least) => [...found.values()].filter(({ weight }) => weight > least);
    if (index.sharded && !least && long.length && above(INSIDE).map(({ data }) => data).join('').length < 16) {
      // One half of what is mistyped is as it should be.
      const middle = Math.ceil(word.length / 2);
      const [head, half] = [word.slice(0, middle), word.slice(middle)].map(letters);
      take(await index.under('w', skeleton(head), 2));
      const ends = await Promise.all([...long, half].map((key) => index.under('i', skeleton(key), 2)));
      const fitting = ends.flat().filter((entry) => fit(entry) && !found.has(entry.word)).sort((a, b) => fit(b) - fit(a));
      for (const { sound } of fitting.slice(0, 8)) take(await index.under('w', sound, 1));
    }
    return above(least || above(NEAR).length && NEAR);
  };

  // The passages that answer a query, how many of its words they have, and how many are sure to be meant.
  const match = async (index, query, least = 0) => {
    const all = [...new Set(tokens(query))].slice(0, 12);
    const strong = all.filter((word) => ![word, ...stems(word)].some((word) => weak.has(word[0].toLowerCase() + word.slice(1))));
    const words = (strong[0] ? strong : all).slice(0, 8);
    const looked = await Promise.all(words.map((word, i) => look(index, word, least, !words[i + 1])));
    const [word] = words;
    if (!words[1] && !looked[0]?.length && /.\D|\D./.test(word) && !/[ㅏ-ㅣ]|[ㄱ-ㅎ][가-힣]/.test(word) && !least) {
      // Two words in one, a noun of one syllable, or a particle half typed; a consonant before a syllable is typed in the other layout.
      for (let i = 2; i < word.length - !/\d$/.test(word); i++) {
        const both = await match(index, word.slice(0, i) + ' ' + word.slice(i), INSIDE);
        if (both.most > 1) return both;
      }
      // No other number is meant.
      return match(index, stems(word, 1).at(-1) ?? word.slice(0, /\d$/.test(word) ? 0 : -1), INSIDE);
    }
    // What is two words here may be one in the text.
    if (words[1]) looked.push(await look(index, words.join(''), INSIDE));
    const passages = {};
    const pages = {};
    let sure = 1;
    let meant = '';
    looked.forEach((entries, i) => {
      const exact = entries.filter(({ weight }) => weight > BEGINNING);
      if (entries[0]?.weight === NEAR) meant = entries[0].word;
      // Nobody knows all the places of a word that has too many.
      const soft = exact.some(({ data }) => data[0] === '*');
      const answered = i === words.length ? [...words.keys()] : soft ? [] : [i];
      const rarity = 1 / Math.log(9 + entries.map(({ data }) => data).join('').length);
      // What the last word may become, if it is half typed.
      const half = i === words.length - 1 ? words[i].toLowerCase() : ' ';
      if (half[1] && exact[0]) sure = 3;
      const nouns = entries.filter(({ noun, word }) => noun && word.startsWith(half)).map(({ word }) => word.slice(0, 2 * half.length));
      for (const entry of entries) {
        const own = nouns.filter((noun) => entry.word.startsWith(noun));
        let number = 0;
        for (const n of numbers(entry.data)) {
          number += n >> 4;
          const page = pages[index.pages[number]] ??= { words: new Set(), nouns: new Set(), shown: 1 };
          for (const i of answered) page.words.add(i);
          for (const noun of own) page.nouns.add(noun);
          const { scores, marks } = passages[number] ??= { number, page, scores: [], marks: [] };
          scores[i] = Math.max(scores[i] ?? 0, entry.weight * PLACES[(n >> 2) & 3] * (1 + (n & 3) / 8) * rarity);
          if (!initial.test(entry.word)) marks.push(entry.word, ...entry.others);
        }
      }
    });
    // Of three words one may be missing, but no number.
    const most = Math.max(0, ...Object.values(pages).map((page) => page.words.size));
    const enough = Math.min(most, Math.max(2, words.length - 1));
    const answers = ({ page: { words: had } }) => had.size >= enough && words.every((word, i) => had.has(i) || !/\d/.test(word));
    return { hits: Object.values(passages).filter(answers), most, sure, meant };
  };

  // The first results: the best one, three of a word that is whole; then the pages that have most of the nouns that a half typed word may
  // become and that no result has yet; then the best of the others. What is on a page that is there already is less welcome.
  const find = async (lang, query, count) => {
    const index = await indexOf(lang);
    let { hits, sure, meant } = await match(index, query);
    if (!hits[0] || meant) {
      const other = retyped(query);
      const again = await match(index, other, INSIDE);
      if (again.hits[0]) [{ hits, sure }, query, meant] = [again, other, other];
    }
    const total = hits.length;
    const shown = [];
    while (hits[0] && shown.length < count) {
      for (const hit of hits) hit.value = hit.scores.reduce((a, b) => a + b) * hit.page.words.size ** 2 / hit.page.shown + hit.page.nouns.size * (shown.length < sure ? 0.1 : 10);
      const hit = hits.sort((a, b) => b.value - a.value).shift();
      hit.page.shown *= 4;
      for (const noun of [...hit.page.nouns]) for (const { page } of hits) page.nouns.delete(noun);
      shown.push(hit);
    }
    const asked = tokens(query).flatMap((word) => [word, ...stems(word)]);
    return {
      total,
      meant,
      results: await Promise.all(shown.map(async ({ number, marks }) => ({ ...(await index.passage(number)), marks: pattern([...asked, ...marks]) }))),
    };
  };

  // What to mark: any of the words, whatever spaces are in it; initials match their syllables.
  const pattern = (words) => {
    const one = (word) => (/^\w/.test(word) ? '(?<![a-z])' : '') + [...word.replace(/[^\p{L}\p{N}.+#]/gu, '')].map((c) => {
      const first = 0xac00 + tables[0].indexOf(c) * 588;
      return first < 0xac00 ? (c < '0' ? '\\' : '') + c : `[${String.fromCharCode(first, 45, first + 587)}]`;
    }).join('[\\s-]*');
    return RegExp(words.map(one).filter(Boolean).sort((a, b) => b.length - a.length).join('|') || '(?!)', 'gi');
  };
  const set = (element, attributes, ...children) => {
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };
  const make = (name, ...inside) => set(Document.prototype.createElement.call(document, name), ...inside);
  // Text as text, the marks in elements of their own.
  const marked = (name, text, marks) => {
    const element = make(name);
    let at = 0;
    for (const { 0: found, index } of marks ? text.matchAll(marks) : []) {
      element.append(text.slice(at, index), make('mark', {}, found));
      at = index + found.length;
    }
    element.append(text.slice(at));
    return element;
  };
  // The part of a text with the most marks, cut at words.
  const snippet = (text, marks) => {
    if (text.length < 200) return text;
    const all = [...text.matchAll(marks)].slice(0, 99);
    const worth = ({ index }) => all.filter((other) => other.index >= index && other.index < index + 120).length;
    const best = all.toSorted((a, b) => worth(b) - worth(a))[0]?.index ?? 0;
    const from = best > 40 ? text.lastIndexOf(' ', best - 30) + 1 : 0;
    const to = text.length > from + 140 ? Math.max(text.lastIndexOf(' ', from + 140), best + 50) : text.length;
    return (from ? '… ' : '') + text.slice(from, to) + (to < text.length ? ' …' : '');
  };

  // The combobox, in the dialog or on the search page; `rest` is what that page shows without a query.
  const rest = root.querySelector('#hs-all');
  let input, dialog;
  const attach = (form) => {
    input = form.q;
    const { lang } = root;
    const status = make('output');
    const list = make('div', { role: 'listbox', id: 'hs-list', 'aria-label': input.ariaLabel });
    form.after(status, list);
    set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'hs-list', 'aria-expanded': false });
    const choose = (option) => {
      list.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
      set(input, { 'aria-activedescendant': option?.id ?? '' });
      if (!option) return;
      set(option, { 'aria-selected': true });
      option.scrollIntoView({ block: 'nearest' });
    };
    const group = (results, id, lang, name) => make('ol', { id, lang, role: 'group', 'aria-label': name }, ...results.map(({ href, title, heading, text, marks }, i) =>
      make('li', { role: 'none' }, make('a', { role: 'option', id: id + i, href: new URL('../' + href, script.src) },
        marked('b', title, marks), ...(marks ? [marked('span', heading, marks), marked('small', snippet(text, marks), marks)] : [])))));
    let turn = 0;
    const run = async (count = 8) => {
      const mine = ++turn;
      const query = input.value.trim();
      const address = '?q=' + encodeURIComponent(query);
      if (rest) {
        // A page on a disk may not change its address.
        try { window.history.replaceState(null, '', query ? address : location.pathname) } catch {}
        rest.hidden = !!query;
      }
      const show = (text, ...children) => {
        status.value = text;
        list.replaceChildren(...children);
        set(input, { 'aria-expanded': !!children[0] });
        choose();
      };
      if (!query) {
        show('');
        const index = !rest && await indexOf(lang).catch(() => {});
        if (index && mine === turn) show(index.words.search_hint, group(index.words.terms.map(([title, href]) => ({ title, href })), 'hs-terms', lang, index.words.search_hint));
        return;
      }
      const ask = (lang, count) => find(lang, query, count).catch(() => {
        // The site may have been published anew.
        files = {};
        indexes = {};
        indexOf(lang, '~' + Math.random());
        return find(lang, query, count);
      });
      const found = await ask(lang, count).catch(() => {});
      if (mine !== turn) return;
      if (!found) return show(trigger?.dataset.failed);
      const { total, results, meant } = found;
      const { words } = await indexOf(lang);
      const more = make('a', { role: 'option', id: 'hs-more', href: new URL(address, form.action) }, words.search_more);
      if (rest) more.onclick = (event) => { event.preventDefault(); run(count + 20) };
      show((meant && words.search_meant.replace('{q}', meant)) + words[total ? 'search_many' : 'search_none'].replace('{n}', total), group(results, rest ? 'results' : 'hs-results', lang, words.search_results));
      if (total > count) list.append(more);
      for (const [lang, name] of words.languages) {
        const { results } = await ask(lang, 3).catch(() => ({ results: [] }));
        if (mine !== turn) return;
        if (results[0]) list.append(make('p', { role: 'none', lang }, name), group(results, 'hs-' + lang, lang, name));
      }
    };
    input.oninput = () => run();
    input.onkeydown = (event) => {
      const { key } = event;
      // The key belongs to the input method (UI Events §7.3.1).
      if (event.keyCode === 229) return;
      const options = [...list.querySelectorAll('a')];
      const at = options.findIndex((option) => option.ariaSelected);
      const to = { ArrowDown: options[at + 1] ?? options[0], ArrowUp: options.at(Math.max(at, 0) - 1), Home: options[0], End: options.at(-1) }[key];
      if (to) choose(to);
      else if (key === 'Enter' && (options[at] || rest)) options[at]?.click();
      else if (key !== 'Escape') return;
      else if (dialog) dialog.close();
      else { input.value = ''; run() }
      event.preventDefault();
    };
    if (rest) {
      indexOf(lang).catch(() => {});
      input.value = new URL(location).searchParams.get('q');
      if (input.value) run();
    } else run();
  };

  const show = () => {
    if (dialog?.open === false) dialog.showModal();
    input.select();
  };
  addEventListener('haeseol:search', (event) => { event.preventDefault(); show() });
  if (rest) attach(root.querySelector('#hs-search'));
  else if (trigger) {
    const { textContent: label, dataset } = trigger;
    const button = make('button', { type: 'button' }, dataset.close);
    const form = make('form', { role: 'search', action: trigger.href }, make('input', { type: 'search', name: 'q', 'aria-label': label, autocomplete: 'off', spellcheck: false }), button);
    dialog = make('dialog', { class: 'finder', 'aria-label': label }, form);
    body.append(dialog);
    attach(form);
    button.onclick = () => dialog.close();
    dialog.onclick = ({ target }) => { if (target === dialog) dialog.close() };
    const sheet = make('link', { rel: 'stylesheet', href: dataset.style });
    sheet.onload = sheet.onerror = show;
    head.append(sheet);
  }
})(window);
