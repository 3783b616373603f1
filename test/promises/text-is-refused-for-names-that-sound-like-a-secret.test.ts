import { readFileSync } from 'fs';
import { join } from 'path';
import { ConfigMap, EnvValue } from 'cdk8s-plus-28';
import { IMAGE } from './synth';
import { NotSecret, Worker } from '../../src';
import * as rules from '../../src/support/secret-words';
import { TOKEN_MARKS } from '../../src/support/tokens';
import { mainContainer, shopChart } from '../manifests';

const PAGE = readFileSync(join(__dirname, '../../docs/environment.md'), 'utf8');
const SECTION = /^## Names that sound like a secret's\n([^]*?)^## /m.exec(PAGE)![1];

interface Row {
  readonly where: string;
  readonly words: readonly string[];
  readonly verdict: string;
  readonly why: string;
}

/** The table of docs/environment.md. */
const ROWS: readonly Row[] = [...SECTION.matchAll(/^\| ([^|]+) \| (refused|taken) \| ([^|]+) \|$/gm)].map(
  ([, where, verdict, why]) => ({
    where: where
      .replace(/`[^`]+`/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
    words: [...where.matchAll(/`([A-Z_]+)`/g)].map(([, word]) => word),
    verdict,
    why,
  }),
);

function wordsOf(where: string): readonly string[] {
  return ROWS.filter((row) => row.where === where).flatMap(({ words }) => words);
}

const ENDINGS = wordsOf('a word that ends with');
const WHOLE = wordsOf('a word');
const KEY_KINDS = wordsOf('behind').slice(1);
const ABOUT = wordsOf('at its end').filter((word) => word !== 'KEY_ID');
const SWITCHES = wordsOf('a word , with yes, no, on, off, true, false or a number as text');

function refusalOf(name: string, value: string | EnvValue | NotSecret = 'hunter2'): string | undefined {
  try {
    new Worker(shopChart(), 'worker', { image: IMAGE, env: { [name]: value } });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const REFUSED = [
  ...ENDINGS.flatMap((word) => [word, `DB_${word}`, `MY${word}`, `${word}_FOR_DB`, word.toLowerCase(), `${word}2`]),
  ...WHOLE.flatMap((word) => [`DB_${word}`, `${word}_OF_DB`]),
  ...KEY_KINDS.flatMap((word) => [`${word}_KEY`, `DB_${word}_KEY`]),
  ...['SECRET_ID', 'VAULT_SECRET_ID', 'PASSWORD_HASH', 'SECRET_KEY_BASE', 'REQUIRE_PASSWORD', 'NPM_TOKEN'],
];

const TAKEN = [
  ...ABOUT.flatMap((word) => [
    `TOKEN_${word}`,
    `DB_PASSWORD_${word}`,
    `API_KEY_${word}`,
    `clientSecret_${word.toLowerCase()}`,
  ]),
  ...['PASSWORD_MIN_LENGTH', 'SECRET_NAME', 'TOKEN_URL', 'AWS_ACCESS_KEY_ID', 'PWD', 'OLDPWD'],
  ...['KEY', 'SORT_KEY', 'COMPASS', 'KEYBOARD', 'LOG_LEVEL', 'MAX_TOKENS', 'PASSENGER', 'AUTHOR'],
];

test('the table of the page says what the code does, and why', () => {
  const why = (where: string): string[] => ROWS.filter((row) => row.where === where).map((row) => row.why);
  expect(ENDINGS).toEqual(rules.SECRET_ENDINGS.words);
  expect(why('a word that ends with')).toEqual([rules.SECRET_ENDINGS.why]);
  expect(WHOLE).toEqual(rules.SECRET_WHOLE_WORDS.words);
  expect(KEY_KINDS).toEqual(rules.SECRET_KEY_KINDS.words);
  expect(ABOUT).toEqual(rules.ABOUT_SECRETS.flatMap(({ words }) => words));
  expect(why('at its end').slice(0, -1)).toEqual(rules.ABOUT_SECRETS.map((rule) => rule.why));
  expect(SWITCHES).toEqual(rules.SWITCH_WORDS.words);
});

test('the page names the issuers whose keys are known', () => {
  const [, named] = /issuer marked as one: of ([^;]+);/.exec(PAGE)!;
  expect(named.replace(/\s+/g, ' ').split(/, | and /)).toEqual(TOKEN_MARKS.map(({ issuer }) => issuer));
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

test.each(SWITCHES)('%s makes a switch of a name, where the text is one', (word) => {
  for (const text of ['yes', 'false', 'ON', '12']) expect(refusalOf(`${word}_EMPTY_PASSWORD`, text)).toBeUndefined();
  expect(refusalOf(`${word}_EMPTY_PASSWORD`)).toMatch('whose name says that it is a secret');
});

test('a name that is about a secret takes no text that is one', () => {
  expect(refusalOf('TOKEN_URL', 'https://shop:hunter2@login.example.com')).toMatch('whose URL has a password in it');
  expect(refusalOf('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')).toMatch('which is a key or token by its look');
});

test('empty text, references and what is declared harmless are taken under any name', () => {
  const chart = shopChart();
  const settings = ConfigMap.fromConfigMapName(chart, 'settings', 'settings');
  new Worker(chart, 'worker', {
    image: IMAGE,
    env: {
      DB_PASSWORD: '',
      API_TOKEN: EnvValue.fromConfigMap(settings, 'token'),
      MAPS_TOKEN: NotSecret.text('sent-to-every-browser'),
    },
  });
  expect(mainContainer(chart).env).toEqual([
    { name: 'DB_PASSWORD', value: '' },
    { name: 'API_TOKEN', valueFrom: { configMapKeyRef: { key: 'token', name: 'settings' } } },
    { name: 'MAPS_TOKEN', value: 'sent-to-every-browser' },
  ]);
});
