import { execFileSync, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { readAsKubectl } from './kubectl-reader';
import { STRANGE_STRINGS } from './random-app';
import { kubectlReadsOtherwise, whyUnwritable } from '../../src/synth/kubectl-yaml';
import { YamlWriter } from '../../src/synth/yaml';
import { holds, runsOf, samplesOf } from '../property';

const RUNS = runsOf(500);
/** kubectl's own reader: a program that reads one document and prints JSON, in the folder that `SP_BIN` names. */
const YAML2JSON = path.join(process.env.SP_BIN ?? '', 'yaml2json');
const HAS_KUBECTL = process.env.SP_BIN !== undefined && existsSync(YAML2JSON);

jest.setTimeout(600_000);

/** Texts that kubectl reads as something else when cdk8s has written them, and how they are written here. */
const MISREAD: [text: string, written: string][] = [
  // Numbers.
  ...[
    ...['0o17', '0O7', '-0o7', '+0O17', '0_o7', '0o1_7'],
    ...['0X1F', '-0XB', '+0Xff', '0XFFFFFFFFFFFFFFFF', '0_x1f', '-_0x1f'],
    ...['0B1', '0B_1', '-0B101', '0_b1', '0b-1', '0b+1', '0b-0'],
    ...['-_4', '+_4', '-_4.5', '+_1e3', '1e_3', '1e3_0', '-_0', '-1.5e1_0', '0_8_e1_'],
  ].map((text): [string, string] => [text, `"${text}"`]),
  // Characters that no YAML reader takes, or that end a line.
  ['a\u0085b', '"a\\u0085b"'],
  ['a\u2028b', '"a\\u2028b"'],
  ['a\u2029', '"a\\u2029"'],
  ['\u2028', '"\\u2028"'],
  ['a\u007fb', '"a\\u007fb"'],
  ['\u0080\u009f', '"\\u0080\\u009f"'],
  ['"a\ufffe', '"\\"a\\ufffe"'],
  ["it's \uffff", '"it\'s \\uffff"'],
  ['a\nb\u2028c\n', '"a\\nb\\u2028c\\n"'],
  ['\ta\u0085\nb', '"\\ta\\u0085\\nb"'],
  // Blocks that begin with a tab.
  ['\tset -e\n\techo hi\n', '|2\n    \tset -e\n    \techo hi'],
  ['\n\tset -e', '|2-\n    \n    \tset -e'],
  ['\n\n\t\n\ta\n\n', '|2+\n    \n\n    \t\n    \ta\n'],
  // A line with one space in a quoted text of several lines.
  [`\u0001${'a'.repeat(40)}\n \nb`, `"\\u0001${'a'.repeat(40)}\\n \\nb"`],
  [`: ${'a'.repeat(40)}\n \nb\n `, `": ${'a'.repeat(40)}\\n \\nb\\n "`],
];

/** Texts that look like it but are read as they are: these are written as cdk8s writes them. */
const READ_WELL = [
  ...['0o8', '0X', '0XG', '0XFFFFFFFFFFFFFFFFF', '-0XFFFFFFFFFFFFFFFF', '+0XFFFFFFFFFFFFFFFF', '0b2', '0b--1', '-0b-1'],
  ...['-', '+', '-_', '_4', '-_4a', '1e_', '-_1e999', '1.2.3', '1:20', '2024-01-01', '=', '<<', 'y', 'No', '~'],
  ...[
    '\t',
    '\t\n',
    '  \n',
    '\n',
    '\ta',
    ' \ta\nb',
    'a\n\tb',
    'a\n \nb',
    '\ufeffa',
    '👍',
    '---',
    '... a',
    'a\r\nb',
    '\u0000',
  ],
];

const NUMBER_PARTS = ['0', '1', '7', '9', '_', '.', 'e', 'E', 'x', 'X', 'o', 'O', 'b', 'B', '-', '+', 'f', '99999999'];
const NASTY_PARTS = [
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\n \n',
    '\r',
    'a',
    'b c',
    'x'.repeat(50),
    ':',
    ': ',
    '#',
    ' #',
    '-',
    '- ',
    '---',
    '...',
  ],
  ...[
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ',',
    '|',
    '>',
    '%',
    '@',
    '&',
    '*',
    '!',
    '?',
    '? ',
    '`',
    '<<',
    '=',
    '~',
    '_',
    '.',
    '1',
  ],
  ...[
    '\u0000',
    '\u007f',
    '\u0085',
    '\u0091',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufffe',
    'é',
    '日本',
    '👍🏽',
    '\u{1ffff}',
  ],
];
const joined = (parts: string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength }).map((chosen) => chosen.join(''));
const texts = fc.oneof(
  joined(NASTY_PARTS, 8),
  joined(NUMBER_PARTS, 6),
  fc.constantFrom(...MISREAD.map(([text]) => text), ...READ_WELL, ...STRANGE_STRINGS.filter(isWhole)),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

function isWhole(text: string): boolean {
  return whyUnwritable(text) === undefined;
}

/** A text in each place: as a value and a key, in lists, at depths, and in documents with anchors or keys that are long. */
function documentsOf(text: string): Record<string, unknown>[] {
  const shared = { a: text };
  return [
    { a: text, z: 1 },
    { a: { [text]: text }, b: [text, [[text, { [text]: [text], z: text }]]] },
    { a: { b: { c: { d: [{ e: text }] } } }, last: text },
    { a: shared, b: shared, c: { [text]: text } },
    { a: { ['long'.repeat(50) + text]: text } },
  ];
}

function expectReadBack(document: unknown): void {
  expect(readAsKubectl(new YamlWriter().stringify([document]))).toEqual(document);
}

describe('what kubectl would read as something else', () => {
  test.each(MISREAD.map(([text, written]) => [JSON.stringify(text), text, written]))(
    'is written in another way: %s',
    (_, text, written) => {
      expect(new YamlWriter().stringify([{ a: { b: text } }])).toBe(`a:\n  b: ${written}\n`);
      for (const document of documentsOf(text)) expectReadBack(document);
      // Or there would be no need to write it in another way.
      const theirs = Yaml.stringify({ a: { b: text } });
      expect(() => expect(readAsKubectl(theirs)).toEqual({ a: { b: text } })).toThrow();
    },
  );

  test('is a key that merges', () => {
    expect(new YamlWriter().stringify([{ a: { '<<': '<<' } }])).toBe('a:\n  "<<": <<\n');
    for (const document of documentsOf('<<')) expectReadBack(document);
  });

  test('is written word for word beside words that look like those that stand in for it', () => {
    const shared = { standin0: 'standin0zz', standinx1: '0o17' };
    expectReadBack({ a: shared, b: shared, c: '\ta\nb', d: 'standin0' });
  });

  test('is marked as a key where it is longer than keys may be without', () => {
    const key = `\u2028${'long'.repeat(300)}`;
    const document = { a: { [key]: 1, b: ['0o17'] } };
    expectReadBack(document);
    expect(new YamlWriter().stringify([document])).toContain(`\n  ? "\\u2028${'long'.repeat(300)}"\n  : 1\n`);
  });

  test('is found in whatever renders as a text', () => {
    class Point {
      public readonly x = '0o17';
    }
    const circle: Record<string, unknown> = { text: '0o17' };
    circle.self = circle;
    const document = {
      a: new Point(),
      b: { toJSON: () => '0o17' },
      c: new String('0o17'),
      d: new Map([['0o17', '0o17']]),
    };
    const written = new YamlWriter().stringify([document, { s: new Set(['0o17']), circle, date: new Date(0) }]);
    expect(written.match(/"0o17"/g)).toHaveLength(7);
    expect(written.match(/0o17/g)).toHaveLength(7);
  });
});

test.each(READ_WELL.map((text) => [JSON.stringify(text), text]))(
  'what kubectl reads well is as cdk8s writes it: %s',
  (_, text) => {
    const document = { a: text, b: [text, { c: text }] };
    expect(new YamlWriter().stringify([document])).toBe(Yaml.stringify(document));
    for (const each of documentsOf(text)) expectReadBack(each);
  },
);

test(`${RUNS} texts come back from kubectl as they were, and are as cdk8s writes them where that comes back, too`, () => {
  const seen = { same: 0, other: 0 };
  holds(
    fc.property(texts, (text) => {
      for (const document of documentsOf(text)) {
        expectReadBack(document);
        const theirs = Yaml.stringify(document);
        if (new YamlWriter().stringify([document]) === theirs) {
          seen.same++;
        } else {
          seen.other++;
          expect(() => expect(readAsKubectl(theirs)).toEqual(document)).toThrow();
        }
      }
    }),
    { runs: RUNS },
  );
  expect(seen.same).toBeGreaterThan(RUNS);
  expect(seen.other).toBeGreaterThan(RUNS / 4);
});

test('every number of JavaScript comes back from kubectl', () => {
  const numbers = [0, 1, -1, 1.5, 1e21, -1e21, 1e20, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, 2 ** 63, 2 ** 64];
  expectReadBack({ numbers });
  expect(readAsKubectl(new YamlWriter().stringify([{ zero: -0 }]))).toEqual({ zero: 0 });
});

(HAS_KUBECTL ? describe : describe.skip)('kubectl itself (set SP_BIN to the folder of yaml2json)', () => {
  const kubectl = (text: string): unknown =>
    JSON.parse(execFileSync(YAML2JSON, { input: text, maxBuffer: 2 ** 30 }).toString()) as unknown;

  test('reads 20,000 texts back as they were', () => {
    const sample = samplesOf(texts, 20_000);
    const document = { values: sample, keys: sample.map((text) => ({ [text]: [{ deep: text }] })) };
    expect(kubectl(new YamlWriter().stringify([document]))).toEqual(document);
  });

  test('reads what cdk8s writes as the reader of these tests does', () => {
    for (const text of [...MISREAD.map(([each]) => each), ...samplesOf(texts, 500)]) {
      const written = Yaml.stringify({ a: [text, { b: text }] });
      // The reader of these tests knows only one kind of line break.
      if (/[\u0085\u2028\u2029]/.test(written)) continue;
      const { status, stdout } = spawnSync(YAML2JSON, { input: written });
      const theirs = status === 0 ? (JSON.parse(stdout.toString()) as unknown) : 'cannot be read';
      expect({ written, read: readOrNot(written) }).toEqual({ written, read: theirs });
    }
  });
});

function readOrNot(text: string): unknown {
  try {
    return readAsKubectl(text);
  } catch {
    return 'cannot be read';
  }
}

test('a predicate says where', () => {
  expect(kubectlReadsOtherwise('0o17', '0o17', 'value')).toBe(true);
  expect(kubectlReadsOtherwise('0o17', '"0o17"', 'value')).toBe(false);
  expect(kubectlReadsOtherwise('<<', '<<', 'value')).toBe(false);
  expect(kubectlReadsOtherwise('<<', '<<', 'key')).toBe(true);
});
