import { readFileSync } from 'fs';
import { join } from 'path';
import { ConfigMap, EnvValue } from 'cdk8s-plus-28';
import { IMAGE } from './synth';
import { Worker } from '../../src';
import { mainContainer, shopChart } from '../manifests';

const SECTION = /^## Names that sound like a secret's\n([^]*?)^## /m.exec(
  readFileSync(join(__dirname, '../../docs/environment.md'), 'utf8'),
)![1];

/** The words in code of the sentence that has these in it, as docs/environment.md lists them. */
function wordsBetween(start: string, end: string): string[] {
  const sentence = SECTION.replace(/\n/g, ' ').split(start)[1].split(end)[0];
  return [...sentence.matchAll(/`([A-Z]+)`/g)].map(([, word]) => word);
}

const ENDINGS = wordsBetween('has a word that ends with', ', the word');
const WORDS = wordsBetween('the word', ', or');
const BEFORE_KEY = wordsBetween('behind', '. Not refused');
const HARMLESS_ENDINGS = wordsBetween('Not refused are names that end with', ', the shell');
const HARMLESS = wordsBetween('the shell', ', names like');

function refusalOf(name: string, value: string | EnvValue = 'hunter2'): string | undefined {
  try {
    new Worker(shopChart(), 'worker', { image: IMAGE, env: { [name]: value } });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const REFUSED = [
  ...ENDINGS.flatMap((word) => [word, `DB_${word}`, `MY${word}`, `${word}_FOR_DB`, word.toLowerCase()]),
  ...WORDS.flatMap((word) => [`DB_${word}`, `${word}_OF_DB`]),
  ...BEFORE_KEY.flatMap((word) => [`${word}_KEY`, `DB_${word}_KEY`]),
];

const TAKEN = [
  ...HARMLESS_ENDINGS.flatMap((word) => ENDINGS.map((secret) => `${secret}_${word}`)),
  ...HARMLESS,
  ...['KEY', 'SORT_KEY', 'COMPASS', 'KEYBOARD', 'LOG_LEVEL', 'MAX_TOKENS', 'PASSENGER', 'AUTHOR'],
];

test('the page lists words', () => {
  expect(ENDINGS).toContain('PASSWORD');
  for (const list of [ENDINGS, WORDS, BEFORE_KEY, HARMLESS_ENDINGS, HARMLESS]) expect(list.length).toBeGreaterThan(1);
});

test.each(REFUSED)('%s takes no text', (name) => {
  expect(refusalOf(name)).toBe(
    `shop/worker: env ${name}, whose name says that it is a secret: got literal text; allowed: a reference to a Secret, ` +
      'because manifests are read by many. Fix: use EnvValue.fromSecretValue({ secret: Secret.fromSecretName(…), ' +
      'key: "…" }); or, if anybody may read it, NotSecret.text("…")',
  );
});

test.each(TAKEN)('%s takes text', (name) => {
  expect(refusalOf(name, 'x')).toBeUndefined();
});

test('empty text and references are taken under any name', () => {
  const chart = shopChart();
  const settings = ConfigMap.fromConfigMapName(chart, 'settings', 'settings');
  const reference = EnvValue.fromConfigMap(settings, 'token');
  new Worker(chart, 'worker', { image: IMAGE, env: { DB_PASSWORD: '', API_TOKEN: reference } });
  expect(mainContainer(chart).env).toEqual([
    { name: 'DB_PASSWORD', value: '' },
    { name: 'API_TOKEN', valueFrom: { configMapKeyRef: { name: 'settings', key: 'token' } } },
  ]);
});
