/** A source of numbers that are the same for the same seed. */
export class Chance {
  constructor(private state: number) {}

  public below(limit: number): number {
    /* eslint-disable no-bitwise -- mulberry32 is made of such operations */
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
    /* eslint-enable no-bitwise */
  }

  public one<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  public often(percent: number): boolean {
    return this.below(100) < percent;
  }
}

const WORDS = [
  ...[
    'a',
    'b',
    'key',
    'x y',
    'a b c',
    'a#b',
    'a:b',
    'http://x/y?z',
    'a,b',
    'a[b',
    'a]',
    'a}',
    '{a',
    'é',
    '\u{1f600}',
    'ab-',
    '-a',
    '-',
  ],
  ...[
    '010',
    '0b1',
    '0b-1',
    '-0b1',
    '0B1',
    '0o17',
    '0O7',
    '0x_1',
    '0x1F',
    '+0xF',
    '1_000',
    '1__0',
    '1_',
    '.5',
    '.5_0',
    '._5',
    '-.5',
    '+1',
  ],
  ...[
    '1e3',
    '1E3',
    '1e',
    '1.',
    '1.0',
    '5432.0',
    '1e400',
    '-0',
    '-0.0',
    '00',
    '08',
    '0_8',
    '-010',
    '+010',
    '1:30',
    '190:20:30',
    '1e-7',
  ],
  ...[
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775808',
    '-9223372036854775809',
    '18446744073709551615',
  ],
  ...[
    '18446744073709551616',
    '0xFFFFFFFFFFFFFFFF',
    '+0xFFFFFFFFFFFFFFFF',
    '07777777777777777777777777',
    '1234567',
    '12345678.5',
    '0.00001',
  ],
  ...[
    'on',
    'off',
    'y',
    'n',
    'Y',
    'NO',
    'yes',
    'true',
    'TRUE',
    'tRue',
    'null',
    '~',
    'Null',
    '.inf',
    '-.INF',
    '.nan',
    'NaN',
    'Infinity',
  ],
  ...[
    '2001-01-01',
    '2001-1-1',
    '2001-01-01T00:00:00Z',
    '2001-01-01 00:00:00',
    '=',
    '<<',
    '!',
    '!x',
    '@a',
    '`a`',
    '%a',
    '&',
    '*',
    '?a',
    ':a',
  ],
  ...[
    '? a',
    ': a',
    'a :b',
    'a: b',
    'a : b',
    '- a',
    '#a',
    ' #a',
    'a #b',
    '...',
    '---',
    '--- a',
    '... a',
    '---a',
    '....',
    '',
    ' ',
    '\t',
    'a\tb',
  ],
];
const QUOTED = [
  ...[
    '""',
    "''",
    '"a"',
    "'a'",
    "'it''s'",
    '"a\\nb"',
    '"\\x41"',
    '"\\u0041"',
    '"\\U0001F600"',
    '"\\ud83d\\ude00"',
    '"\\/"',
    '"\\q"',
    '"\\\t"',
    '"\\0"',
  ],
  ...[
    '"a\n  b"',
    '"a\nb"',
    '"a\n\n b"',
    "'a\n  b'",
    "'a\n\n\n b'",
    '"a\\\n  b"',
    '"a \\\n\n  b"',
    '"a\n\tb"',
    '"a  \n  b"',
    '" a "',
    '"a\n--- b"',
    '"a\n---"',
  ],
  ...[
    '"\\L\\P\\N\\_\\e\\a"',
    '"a\\',
    '"a',
    "'a",
    '"on"',
    "'010'",
    '"<<"',
    '"a": b',
    "'a':b",
    '"a"#c',
    "'a' #c",
    '"a" b',
    '"\\\n\n  a"',
    '"\\ a"',
    "'\\n'",
  ],
];
const BLOCKS = [
  ...[
    '|',
    '>',
    '|-',
    '>-',
    '|+',
    '>+',
    '|2',
    '|1-',
    '>+2',
    '|-3',
    '|0',
    '|10',
    '| #c',
    '|#c',
    '| a',
    '>-\t',
    '|2 # c',
    '|a',
  ],
];
const FLOWS = [
  ...[
    '[]',
    '{}',
    '[a]',
    '[a, b]',
    '[a,b]',
    '{a: b}',
    '{a: b, c: d}',
    '{a:b}',
    '{"a":b}',
    "{'a':b}",
    '[a,]',
    '[,a]',
    '[a,,b]',
    '{a: b,}',
    '{,}',
    '{a}',
    '{a,b}',
  ],
  ...[
    '[a: b]',
    '[? a : b]',
    '[? a]',
    '[: a]',
    '[?]',
    '{? a : b}',
    '{? a}',
    '{: a}',
    '{?}',
    '{a: }',
    '{a:}',
    '[a?b]',
    '[a?, b]',
    '[-]',
    '[- a]',
    '[-, a]',
    '[a\n b]',
    '[a\n,\nb]',
  ],
  ...[
    '[\ta]',
    '[\n\ta]',
    '{a:\tb}',
    '{\n\ta: b\n}',
    '[a #c\n ]',
    '[a#c]',
    '[#c\n]',
    '[[a], {b: c}]',
    '{a: [b, c], d: {e: f}}',
    '[a]b',
    '[a] b',
    '{a: b} c',
    '[a',
    '{a: b',
    'a]',
    '[a}',
    '{a: b]',
  ],
  ...[
    '{[a]: b}',
    '{{a: b}: c}',
    '[a]: b',
    '{a: b}: c',
    '["a": b]',
    '["a":b]',
    '["a" b]',
    '{"a" b}',
    '[*x]',
    '[*x, a]',
    '{*x : a}',
    '[&y a]',
    '[!!str a]',
    '[!!str, a]',
    '[|a]',
    "['a\n b']",
    '[a:\n b]',
  ],
  ...[
    '[a: [b: c]]',
    '{a: {b: {c: d}}}',
    '[on, 010, ~, ""]',
    '{on: 1}',
    '{010: 1}',
    '{~: 1}',
    '{1.5: 1}',
    '{a: 1, a: 2}',
    '{<<: *x}',
    '{<<: [*x, *x]}',
    '{<<: {a: 1}, a: 2}',
    '{a: 2, <<: {a: 1}}',
    '[<<: {a: 1}]',
  ],
];
const PROPERTIES = [
  ...[
    '&x ',
    '&y ',
    '&x-1 ',
    '&é ',
    '& ',
    '&x',
    '&x:',
    '!!str ',
    '!!int ',
    '!!float ',
    '!!bool ',
    '!!null ',
    '!!binary ',
    '!!timestamp ',
    '!!map ',
    '!!seq ',
    '!!set ',
  ],
  ...[
    '! ',
    '!foo ',
    '!a!b ',
    '!<tag:yaml.org,2002:int> ',
    '!<x ',
    '!!',
    '!! ',
    '!!str &x ',
    '&x !!int ',
    '&x &y ',
    '!a !b ',
    '!%41 ',
    '!!merge ',
    '&x\n  ',
    '!!str\n  ',
    '&x # c\n  ',
  ],
];
const SPACES = ['', '', '', '', ' ', '  ', '    ', '\t', ' \t', '\t ', '      '];
const ENDS = [
  '\n',
  '\n',
  '\n',
  '\n',
  '\n\n',
  ' \n',
  '\t\n',
  ' # c\n',
  '# c\n',
  '\r\n',
  '\n\n\n',
  '\n# c\n',
  '\n \n',
  '\n\t\n',
  '',
];
const MARKS = [
  '---\n',
  '--- \n',
  '--- # c\n',
  '---#c\n',
  '...\n',
  '... \n',
  '... # c\n',
  '--- a\n',
  '---a\n',
  '%YAML 1.1\n---\n',
  '%TAG ! x\n',
  '\n---\n',
  '---\n---\n',
  '---\r\n',
  '---\n...\n',
  '# c\n---\n',
];

const GOOD = [
  ...WORDS.filter((word) => /^[\w.+~=<'"-]/.test(word) && !/^(- |---|\.\.\.|<<$|-$)|: | #|\t/.test(word)),
  ...[
    '"a"',
    "'a'",
    '"\\x41"',
    '"on"',
    "'010'",
    '"a\n  b"',
    "'a\n\n\n b'",
    '"a\\\n  b"',
    '"a"#c',
    "'a' #c",
    'a b\n c',
    'a\n b\n\n c',
    'a #c',
  ],
  ...[
    '[]',
    '{}',
    '[a, b]',
    '{a: b, c: d}',
    '{"a":b}',
    '[a,]',
    '[a: b]',
    '[a\n b]',
    '{a}',
    '{a, b: c}',
    '[[a], {b: c}]',
    '[\ta]',
    '["a":b]',
    '{a: }',
    '[? a : b]',
  ],
  ...[
    '[on, 010, ~, ""]',
    '{010: 1}',
    '{1.5: 1}',
    '{<<: {a: 1}, a: 2}',
    '&x a',
    '&x {a: b}',
    '!!str 010',
    '!!int "010"',
    '!foo 1',
    '!!float 1',
    '!!binary YQ==',
    '&x\n  a',
  ],
];

function scalar(chance: Chance, isGood = false): string {
  if (isGood) return chance.one(GOOD);
  const kind = chance.below(10);
  if (kind < 5) return chance.one(WORDS);
  if (kind < 7) return chance.one(QUOTED);
  if (kind < 9) return chance.one(FLOWS);
  return chance.one(['*x', '*y', '*nowhere', '*x-1', '* x']);
}

/** Lines of all that is odd, in no order. */
export function oddLines(chance: Chance): string {
  let text = chance.often(10)
    ? chance.one(['\ufeff', '---\n', '# c\n', '\n\n', '{', ' {', '{"a": 1}\n', '{"a": 1}{"b": 2}\n'])
    : '';
  for (let i = 1 + chance.below(6); i > 0; i--) {
    text += chance.one(SPACES);
    if (chance.often(8)) text += chance.one(MARKS);
    if (chance.often(25)) text += chance.one(['- ', '-\t', '-', '? ', '?', '- - ', '- ? ']);
    if (chance.often(60)) {
      text += scalar(chance) + chance.one([':', ': ', ': ', ': ', ' : ', ':\t', ':\n', ':\n  ', ':  ']);
    }
    if (chance.often(15)) text += chance.one(PROPERTIES);
    if (chance.often(12)) {
      text += chance.one(BLOCKS) + '\n';
      for (let j = chance.below(4); j > 0; j--) text += chance.one(SPACES) + chance.one(WORDS) + chance.one(ENDS);
    } else if (chance.often(80)) {
      text += scalar(chance);
    }
    text += chance.one(ENDS);
  }
  return text;
}

/** Maps and lists as people write them, with odd values. */
export function oddTree(chance: Chance, indent = '', depth = 0, isGood = chance.often(70)): string {
  const isList = chance.often(30);
  const step = chance.one(['  ', '  ', '    ', ' ']);
  let text = '';
  for (let i = 1 + chance.below(4); i > 0; i--) {
    const fresh = `${chance.one(['a', 'b', 'c', 'x y', 'a#', '1', '1.'])}${chance.below(900)}`;
    const oddKey = chance.often(80) ? chance.one(['a', 'spec', 'on', '1', '"q"', '<<']) : scalar(chance);
    const key = isGood || chance.often(70) ? fresh : oddKey;
    const start = isList ? '-' : chance.often(5) ? `? ${key}\n${indent}:` : `${key}:`;
    text += indent + start;
    const properties = chance.often(isGood ? 2 : 10) ? chance.one(PROPERTIES) : '';
    const kind = chance.below(10);
    if (kind < 3 && depth < 4) {
      const isInline = isList && properties === '' && chance.often(60);
      const isAtKey = !isList && chance.often(15);
      const below = isAtKey ? indent : indent + (isInline ? '  ' : step);
      const inner = oddTree(chance, below, depth + 1, isGood);
      text += isInline
        ? ` ${inner.trimStart()}`
        : ` ${properties}`.trimEnd() + chance.one(ENDS.slice(0, isGood ? 6 : 9)) + inner;
      continue;
    }
    if (kind < 4) {
      text += ` ${properties}${chance.one(BLOCKS)}\n`;
      const inner = indent + (isGood ? step : chance.one([step, step, step, '', ' ', `${step} `, '\t']));
      for (let j = chance.below(4); j > 0; j--) {
        text += inner + chance.one(SPACES) + chance.one(WORDS) + chance.one(ENDS);
      }
      if (!text.endsWith('\n')) text += '\n';
      continue;
    }
    text += ` ${properties}${scalar(chance, isGood).replaceAll('\n', chance.often(70) ? `\n${indent}${step}` : '\n')}`;
    if (chance.often(isGood ? 3 : 10)) text += `\n${indent}${chance.one(SPACES)}${chance.one(WORDS)}`;
    text += chance.one(ENDS);
    if (!text.endsWith('\n')) text += '\n';
  }
  return text;
}

/** The text with a few characters changed. */
export function damaged(chance: Chance, given: string): string {
  let text = given;
  for (let i = 1 + chance.below(3); i > 0; i--) {
    const at = chance.below(text.length + 1);
    const piece = chance.one([
      ...[
        ' ',
        '\t',
        '\n',
        '\r\n',
        ':',
        ': ',
        '- ',
        '-',
        '#',
        ' #',
        ',',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '\\',
        '|',
        '>',
        '&x',
        '*x',
        '!',
        '?',
        '%',
        '@',
        '...',
        '---',
        '\n---\n',
      ],
      ...['\n\n', '  ', '0', '_', '.', 'é', '<<: ', '~', '\u00a0', '\u3000', '\u{1f600}'],
    ]);
    text = text.slice(0, at) + piece + text.slice(at + (chance.often(50) ? chance.below(3) : 0));
  }
  return text;
}

/** What people write as JSON. */
export function oddJson(chance: Chance, depth = 0): string {
  const text = (): string =>
    chance.one([
      '"a"',
      '"b"',
      '"c"',
      '"\\u0041"',
      '"\\/"',
      '"\\ud83d\\ude00"',
      '"\\ud83d"',
      '"\u2028"',
      '"x\\ny"',
      '"a\tb"',
      '""',
      "'a'",
      'a',
      '"é"',
    ]);
  const value = (): string => {
    if (depth < 3 && chance.often(30)) return oddJson(chance, depth + 1);
    return chance.often(50)
      ? text()
      : chance.one([
          '1',
          '1.5',
          '1e3',
          '1e400',
          '-0',
          '010',
          'true',
          'null',
          '[]',
          '[1, 2]',
          '12345678901234567890',
          '.5',
          '0x1',
        ]);
  };
  const members = Array.from(
    { length: chance.below(4) },
    () => `${text()}${chance.one([':', ': ', ' : ', ':\t'])}${value()}`,
  );
  const map = `{${chance.one(['', ' ', '\n', '\t'])}${members.join(chance.one([',', ', ', ',\n']))}${chance.one(['', ' ', '\n', ','])}}`;
  if (depth > 0) return map;
  return (
    map +
    chance.one([
      '',
      '\n',
      '\n\n',
      ' # c\n',
      '\n---\n',
      '\n---\na: b\n',
      '\na: b\n',
      oddJson(chance, 1),
      `\n${oddJson(chance, 1)}\n${oddJson(chance, 1)}`,
      ' x',
      '\n \n a: 1\n b: 2',
      ', {}',
      '\n...\n',
    ])
  );
}
