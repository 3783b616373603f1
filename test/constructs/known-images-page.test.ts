import { readFileSync } from 'fs';
import * as path from 'path';
import { BASE_IMAGES } from '../../src/constructs/values/known-bases';
import { KnownImage } from '../../src/constructs/values/known-image';
import { KNOWN_IMAGES } from '../../src/constructs/values/known-images';

const PAGE = readFileSync(path.join(__dirname, '../../docs/images.md'), 'utf8');
const LINES = PAGE.split('\n');

const code = (texts: readonly string[] = []): string => texts.map((text) => `\`${text}\``).join(', ');

/** A row of the page's table. */
function rowOf(name: string, { runsAs, writes, keeps, capabilities }: KnownImage): string {
  return `| ${name} | ${runsAs?.join(', ') ?? 'any'} | ${code(writes)} | ${code(keeps)} | ${code(capabilities)} |`.replace(
    / {2,}/g,
    ' ',
  );
}

/** The rows of an image: its own, and one for each word of a tag that changes something. */
function rowsOf(repository: string, image: KnownImage): string[] {
  return [
    rowOf(`\`${repository}\``, image),
    ...Object.entries(image.tagged ?? {}).map(([word, differences]) =>
      rowOf(`\`${repository}\` (\`${word}\` in the tag)`, { ...image, ...differences }),
    ),
  ];
}

const isPlain = (image: KnownImage): boolean => Object.keys(image).length === 0;
const plainBases = Object.keys(BASE_IMAGES).filter((name) => isPlain(BASE_IMAGES[name]));
const others = Object.entries(KNOWN_IMAGES).filter(([name]) => !plainBases.includes(name));
const section = (heading: string): string[] => {
  const start = LINES.indexOf(`## ${heading}`);
  const length = LINES.slice(start + 1).findIndex((line) => line.startsWith('## '));
  return LINES.slice(start + 1, start + 1 + length);
};
const tableRows = (lines: readonly string[]): string[] => lines.filter((line) => /^\| `/.test(line));

test('the page has each image that is known, with what is rendered for it, and no other', () => {
  expect(tableRows(section('What is known'))).toEqual(others.flatMap(([name, image]) => rowsOf(name, image)));
});

test('the page has each base image', () => {
  const text = section('Base images').join(' ');
  expect(plainBases.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test('the page says what synth says of images that need more', () => {
  const advised = others.flatMap(([name, { advice }]) => (advice === undefined ? [] : [`| \`${name}\` | ${advice} |`]));
  expect(tableRows(section('What needs more'))).toEqual(advised);
});

test('the page says of each image what was read', () => {
  const text = section('What was read').join('\n');
  const named = (name: string): boolean => text.includes(`\`${name}\``);
  expect(others.map(([name]) => name).filter((name) => !named(name))).toEqual([]);
});
