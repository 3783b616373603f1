import { PICTURE_STYLE, THEMES } from '../../../../src/render/picture/draw/style';

type Theme = Readonly<Record<string, string>>;

const TEXTS = [
  ...['bg', 'frame', 'card'].flatMap((ground) => ['ink', 'muted', 'open'].map((text) => [text, ground])),
  ...['way', 'outside', 'service'].flatMap((ground) => ['ink', 'muted'].map((text) => [text, ground])),
  ...['red', 'orange', 'pick'].map((badge) => ['on', badge]),
];
const LINES = ['bg', 'frame'].flatMap((ground) =>
  ['rim', 'line', 'wall', 'service-line', 'way-line', 'red', 'orange', 'violet', 'pick'].map((line) => [line, ground]),
);
const SIDES = [
  ['wall', 'card'],
  ['rim', 'card'],
  ['rim', 'outside'],
  ['service-line', 'service'],
  ['way-line', 'way'],
  ['red', 'outside'],
  ['orange', 'outside'],
];

function themeOf(text: string): Theme {
  return Object.fromEntries(text.split(';').map((each) => each.slice(2).split(':')));
}

/** The contrast of two colours, as WCAG computes it. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const short = color.slice(1);
  const hex = short.length === 3 ? [...short].map((digit) => digit + digit).join('') : short;
  const [r, g, b] = [0, 2, 4].map((i) => {
    const part = parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each(Object.entries(THEMES))('the %s colours', (_name, text) => {
  const theme = themeOf(text);
  const tooWeak = (pairs: readonly string[][], least: number): string[] =>
    pairs
      .map(([front, back]) => ({ front, back, value: contrast(theme[front], theme[back]) }))
      .filter(({ value }) => !(value >= least))
      .map(({ front, back, value }) => `${front} on ${back}: ${value.toFixed(2)}`);

  test('have texts that are read on each ground: 4.5 to 1', () => {
    expect(tooWeak(TEXTS, 4.5)).toEqual([]);
  });

  test('have lines and outlines that are seen on each ground: 3 to 1', () => {
    expect(tooWeak([...LINES, ...SIDES], 3)).toEqual([]);
  });

  test('are all used, and are all that is used', () => {
    const used = [...PICTURE_STYLE.matchAll(/var\(--([a-z-]+)\)/g)].map(([, name]) => name);

    expect([...new Set(used)].filter((name) => !(name in theme))).toEqual([]);
    expect(Object.keys(theme).filter((name) => !used.includes(name) && name !== 'green')).toEqual([]);
  });
});

test('the style of pictures is short, and has nothing that ends an element', () => {
  expect(PICTURE_STYLE.length).toBeLessThan(7_000);
  expect(PICTURE_STYLE).not.toMatch(/[<&]/);
});
