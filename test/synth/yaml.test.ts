import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { contents, isReadWell, rawContents, STRANGE_STRINGS, strings } from './random-app';
import { YamlWriter } from '../../src/synth/yaml';
import { holds, runsOf, samplesOf } from '../property';

const RUNS = runsOf(1_000);

jest.setTimeout(600_000);

/** Expects the text of cdk8s, from a fresh writer and from one that has seen it all. */
function expectSameText(documents: readonly unknown[]): void {
  const expected = Yaml.stringify(...documents);
  const writer = new YamlWriter();
  expect(writer.stringify(documents)).toBe(expected);
  expect(writer.stringify(documents)).toBe(expected);
}

// What kubectl would not read back is the subject of kubectl.test.ts.
describe('YamlWriter writes what Yaml.stringify of cdk8s writes', () => {
  test.each(STRANGE_STRINGS.filter(isReadWell).map((text) => [JSON.stringify(text.slice(0, 40)), text]))(
    'for %s',
    (_, text) => {
      expectSameText([text]);
      expectSameText([{ [text]: text }, { a: { [text]: text } }, { a: { b: [text, [text], { [text]: [] }] } }]);
      expectSameText([[text, { [text]: text, z: text }]]);
    },
  );

  test('for documents that are no maps', () => {
    expectSameText([]);
    expectSameText([undefined]);
    expectSameText([undefined, {}, [], null, 1, 'a', true, [[]], [{}], [[[], {}], [['a']]], undefined]);
  });

  test('for numbers', () => {
    const numbers = [0, -0, 1, -1, 1.5, 1e21, 1e-7, 2 ** 53, 2n ** 63n];
    expectSameText([{ numbers }, ...numbers.map((number) => ({ number })), ...numbers]);
  });

  test('for null and undefined inside', () => {
    expectSameText([{ a: null, b: undefined, c: [null, undefined, , 1], d: { e: undefined } }]);
  });

  test('for objects that are referred to twice, with anchors', () => {
    const shared = { a: 1 };
    const empty: unknown[] = [];
    expectSameText([
      { x: shared, y: shared },
      { x: [shared], y: shared },
      { x: empty, y: empty },
    ]);
    const circle: Record<string, unknown> = { a: 1 };
    circle.self = circle;
    expectSameText([{ circle }]);
  });

  test('for the same object in two documents, without anchors', () => {
    const shared = { a: ['b'] };
    expectSameText([shared, shared, { shared }]);
    expect(new YamlWriter().stringify([shared, shared])).not.toContain('&');
  });

  test('for instances of classes', () => {
    class Point {
      public readonly x = 1;
    }
    expectSameText([
      { a: new Date(0) },
      { a: new Map([['b', 1]]) },
      { a: new Point() },
      { a: Buffer.from('a') },
      new Point(),
    ]);
  });

  test('for what has no YAML, with the same error', () => {
    const document = { a: () => 1 };
    expect(() => new YamlWriter().stringify([document])).toThrow('Tag not resolved for Function value');
    expect(() => Yaml.stringify(document)).toThrow('Tag not resolved for Function value');
  });

  test('for a plain document behind an unusual one', () => {
    const shared = {};
    expectSameText([{ fresh: 'words', unheard: 'of' }, { new: 'text', a: shared, b: shared }, { fresh: 'text' }]);
  });

  test('for more strings than it remembers', () => {
    const texts = Array.from({ length: 60_000 }, (_, i) => `value ${i}: ${i % 7}`);
    expectSameText([{ texts }, { texts: texts.slice(0, 100) }]);
    expectSameText(Array.from({ length: 1_100 }, (_, i) => ({ script: `#!/bin/sh\necho ${i}\n` })));
  });

  test('for any data', () => {
    holds(
      fc.property(fc.array(fc.oneof(rawContents, strings), { maxLength: 4 }), (documents) => expectSameText(documents)),
      { runs: RUNS * 2 },
    );
  });
});

test('the arbitrary of specs makes deep and wide ones', () => {
  const sample = samplesOf(contents, 500);
  expect(sample.some((value) => Array.isArray(value) && value.some((item) => Array.isArray(item)))).toBe(true);
});
