// What readers type: other spellings, layouts, questions, forms of verbs, names with signs, on a site made for it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { launch } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';
import { serve } from './lib/server.mjs';

const page = (title, text) => `---\ntitle: ${title}\n---\n${text}\n`;
const term = (title, summary, more = '') => `---\ntitle: ${title}\nsummary: ${summary}\n${more}---\n글이다.\n`;

const FILES = {
  'site.toml': SETTINGS,
  'content/index.ko.md': page('처음', ''),
  'content/index.en.md': page('Home', ''),
  'content/thread.ko.md': page('실행 단위', '스레드는 메모리를 나누어 쓴다. 스레드마다 스택이 있다.'),
  'content/method.ko.md': page('호출', '메서드를 부르면 값을 돌려준다. 메서드에는 이름이 있다.'),
  'content/contents.ko.md': page('글감', '콘텐츠를 모으고 콘텐츠에 이름을 붙인다.'),
  'content/accessory.ko.md': page('가게', '액세서리를 판다. 액세서리는 작다.'),
  'content/leader.ko.md': page('모임', '리더십은 듣는 힘이다.'),
  'content/ownership.ko.md': page('빌림', '소유권을 넘긴다. 소유권은 하나뿐이다.'),
  'content/promise.ko.md': page('약속', 'Promise 객체는 나중에 값을 준다.'),
  'content/list.ko.md': page('목록', '리스트의 항목마다 key를 준다. 그래야 필요한 것만 다시 그린다.'),
  'content/analysis.ko.md': page('셈', '자료를 분석하고 결과를 적는다. 분석은 어렵다.'),
  'content/novel.ko.md': page('책', '소설 읽기는 즐겁다. 책을 빌리는 곳도 있다.'),
  'content/erase.ko.md': page('연필', '글자를 지우고 다시 쓴다. 지우개도 있다.'),
  'content/support.ko.md': page('돈', '지원을 받는다. 지원이 끝났다.'),
  'content/cpp.ko.md': page('언어 하나', 'C++는 빠르다. C++로 쓴다.'),
  'content/csharp.ko.md': page('언어 둘', 'C#은 .NET에서 돈다.'),
  'content/c.ko.md': page('언어 셋', 'C는 오래되었다. C로 쓴다.'),
  'content/node.ko.md': page('서버', 'Node.js를 깐다.'),
  'content/nullish.ko.md': page('널 병합 연산자 ‘??’', '왼쪽에 값이 없으면 오른쪽을 쓴다.'),
  'content/ternary.ko.md': page('조건 연산자', '물음표로 쓴다. 정말?? 그렇다.'),
  'content/glossary/arrow.ko.md': term('화살표 함수', '이름 없이 적는 함수다.', 'aliases: [\'=>\']\n'),
  'content/year.ko.md': page('해', '2018년에 GPT-4 말고 30 %가 있었다.'),
  'content/store.ko.md': page('저장소', 'Redis 7.0에 값을 둔다.'),
  'content/bank.ko.md': page('강둑', '강둑을 걷는다. 공단의 강당도 보인다.'),
  'content/it.ko.md': page('일터', 'IT 산업은 바쁘다.'),
  'content/factory.ko.md': page('공장', '산업은 크다. 산업이 자란다.'),
  'content/wide.ko.md': page('글자', 'ＡＢＣ와 ㈜ 표시를 적는다.'),
  'content/glossary/chat.ko.md': term('챗GPT', '말로 묻고 답을 듣는 프로그램이다.', 'avoid: [채팅지피티]\n'),
  'content/glossary/anthropic.ko.md': term('Anthropic', '회사다.', 'reading: 앤스로픽\n'),
  'content/glossary/morgan.ko.md': term('JP모건', '은행이다.'),
};

/** Queries, each with the page that has to be among the first three. */
const QUERIES = {
  thread: ['쓰레드', '쓰레드를', '스레드', '쓰래드'],
  method: ['메소드', '메소드에서', 'aptjem'],
  contents: ['컨텐츠', '컨텐츠를', '콘텐츠'],
  accessory: ['악세사리', '악세서리', '악세사리를'],
  leader: ['리더쉽', '리더십이란'],
  ownership: ['thdbrnjs', 'thdbrnjsdmf', 'THDBRNJS', '소유꿘'],
  promise: ['ㅔ개ㅡㅑㄴㄷ', 'promise'],
  list: ['리스트에 key가 왜 필요한가요', 'key는 왜 쓰나요', '리스트 항목 화살표'],
  analysis: ['분석하다', '분석한', '분석했다', '분석합니다', '분석했습니다', '분석하려면'],
  novel: ['읽는', '읽다', '읽고', '소설 읽는', '읽은 소설', '빌린', '빌리다'],
  erase: ['지우다', '지우는'],
  support: ['지원'],
  cpp: ['C++', 'c++', 'C++에서'],
  csharp: ['C#', 'c#', '.NET', '.net'],
  nullish: ['??', '？？', '?? 병합'],
  'glossary/arrow': ['=>', '화살표'],
  node: ['Node.js', 'node', 'nodejs'],
  year: ['2018', 'gpt4', 'GPT-4', '30%'],
  store: ['ㄱㄷ얀', 'redis7', 'Redis 7'],
  bank: ['ㄱㄷ'],
  it: ['IT 산업', 'IT 산업은 왜 바쁜가요'],
  wide: ['ABC', 'ＡＢＣ', '㈜'],
  'glossary/chat': ['챗지피티', 'ChatGPT', '챗gpt', '채팅지피티', '챗지피티가 뭐예요'],
  'glossary/anthropic': ['앤스로픽', '앤쓰로픽'],
  'glossary/morgan': ['제이피모건', 'jp모건'],
};

/** Queries with a page that must not answer them. */
const FOREIGN = [['지우다', 'support'], ['2017', 'year'], ['GPT-5', 'year'], ['40 %', 'year'], ['C++', 'c'], ['??', 'ternary'], ['=>', 'nullish'], ['C#', 'c'], ['C#', 'cpp'], ['IT 산업', 'factory'], ['ㄱㄷ얀', 'bank'], ['redis9', 'store']];

const root = temporaryFolder();
for (const [file, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
const out = join(root, 'public');
build(root, out);
const server = await serve(out);
after(() => server.close());
const tab = await (await launch()).newPage();

async function results(query) {
  await tab.goto(`${server.root}ko/search/?q=${encodeURIComponent(query)}`);
  await tab.waitForFunction(() => document.querySelector('#hs-search ~ output')?.value);
  const links = await tab.locator('#results a').evaluateAll((all) => all.map((link) => link.pathname));
  return links.map((path) => path.replace(/^.*\/ko\/(.*)\/$/, '$1'));
}

test('each page is among the first three of every way to ask for it', async () => {
  const misses = [];
  for (const [wanted, queries] of Object.entries(QUERIES)) {
    for (const query of queries) {
      const top = (await results(query)).slice(0, 3);
      if (!top.includes(wanted)) misses.push(`${query}: ${top.join(' ') || 'nothing'} instead of ${wanted}`);
    }
  }
  assertNone(misses, 'query without its page');
});

test('no page answers a query that it has nothing to say to', async () => {
  const wrong = [];
  for (const [query, page] of FOREIGN) if ((await results(query)).includes(page)) wrong.push(`${query}: ${page}`);
  assertNone(wrong, 'query with a page that is not meant');
});
