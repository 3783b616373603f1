import * as fc from 'fast-check';
import { everySign, workload } from './pictures';
import { boxOf, serviceBox } from '../../../../src/render/picture/draw/box';
import { fitText, SIZES, textWidth, wrapText } from '../../../../src/render/picture/draw/text';
import { PictureNode } from '../../../../src/render/picture/picture';
import { holds } from '../../../property';

/** Texts of a box that are wider than the room in it. */
function tooWide(node: PictureNode): string[] {
  return [boxOf(node), serviceBox(node, true)].flatMap(({ lines, left, right, width }) =>
    lines
      .filter(
        ({ text, style }) =>
          textWidth(text, style === 'name' ? SIZES.name : SIZES.what, style === 'name') > width - left - right,
      )
      .map(({ text }) => text),
  );
}

describe('texts in boxes', () => {
  test('fit, whatever the kind', () => {
    expect(everySign().nodes.flatMap(tooWide)).toEqual([]);
  });

  test('fit, whatever the name', () => {
    holds(fc.property(fc.string({ unit: 'grapheme', maxLength: 253 }), (name) => tooWide(workload(name)).length === 0));
  });
});

describe('a long name', () => {
  const name = `frontend-${'a'.repeat(235)}-internal`;
  const { text, whole, width } = fitText(name, 13, 150, true);

  test('is shortened in the middle, because names differ at their ends', () => {
    expect(text).toMatch(/^frontend-a*…a*-internal$/);
    expect(width).toBeLessThanOrEqual(150);
    expect(width).toBeGreaterThan(130);
  });

  test('is still there as a whole', () => {
    expect(whole).toBe(name);
    expect(boxOf(workload(name)).lines[0].whole).toBe(name);
    expect(boxOf(workload(name)).lines.map(({ text: line }) => line)).toEqual([
      'frontend-',
      expect.stringMatching(/^a+…a+-$/),
      'internal',
      'Deployment',
    ]);
  });

  test('never loses half of a character', () => {
    expect(fitText('🎉'.repeat(100), 13, 150).text).toMatch(/^(🎉)+…(🎉)+$/u);
  });

  test('is the dots alone where there is room for nothing', () => {
    expect(fitText('frontend', 13, 5)).toEqual({ text: '…', whole: 'frontend', width: textWidth('…', 13) });
  });
});

describe('lines of a text', () => {
  const wrapped = (text: string, soft = 100, lines = 4): string[] =>
    wrapText(text, 13, { soft, hard: 200, lines }).map((line) => line.text);

  test('end where words end, and are equally long', () => {
    expect(wrapped('every pod of the cluster')).toEqual(['every pod of', 'the cluster']);
  });

  test('end at the signs of names where a word is too long', () => {
    expect(wrapped('app.kubernetes.io/name=ledger')).toEqual(['app.', 'kubernetes.io/', 'name=ledger']);
    expect(wrapped('payments-gateway-worker')).toEqual(['payments-', 'gateway-worker']);
  });

  test('are longer where there would be too many', () => {
    expect(wrapped('one two three four five six', 40, 2)).toEqual(['one two three four five six']);
  });

  test('are cut only where the last one is full', () => {
    const [first, last] = wrapText('one two three four five six seven eight', 13, { soft: 40, hard: 80, lines: 2 });

    expect([first.text, first.whole]).toEqual(['one two', 'one two three four five six seven eight']);
    expect(last.text).toMatch(/^three? ?…[eight]+$/);
  });
});

test('a short name stays as it is', () => {
  expect(fitText('web', 13, 150)).toEqual({ text: 'web', width: textWidth('web', 13) });
});

test('wide letters need more room than narrow ones, and bold ones more than others', () => {
  expect(textWidth('mmm', 13)).toBeGreaterThan(textWidth('iii', 13) * 2);
  expect(textWidth('web', 13, true)).toBeGreaterThan(textWidth('web', 13));
  expect(textWidth('名前', 13)).toBeGreaterThan(2 * 13);
});
