import * as fc from 'fast-check';
import { pack } from '../../../src/render/page/pack';
import { Packed } from '../../../src/render/page/packed';
import { unpack } from '../../../src/render/page/unpack';
import { holds } from '../../property';

/** As the page has it. */
const inJson = (data: unknown): Packed => JSON.parse(JSON.stringify(pack(data))) as Packed;

test('what is packed is unpacked as it was, whatever it is', () => {
  const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.constantFrom(null, true, false, 0, 1, -1, 2.5, '', 'a', '0', '__proto__'),
    value: fc.oneof(
      { maxDepth: 5 },
      tie('leaf'),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.integer(), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'topology', '__proto__'), tie('value')),
    ),
  }));
  holds(
    fc.property(value, (data) => {
      const plain: unknown = JSON.parse(JSON.stringify(data));
      expect(unpack(inJson(data))).toEqual(plain);
      expect(JSON.stringify(unpack(inJson(data), 'topology'))).toBe(JSON.stringify(plain));
    }),
    { runs: 500 },
  );
});

test('equal values stand once, the most used first, and what is used once stands where it is', () => {
  const port = { protocol: 'TCP', port: 80 };
  const data = [port, port, { protocol: 'TCP', port: 443 }, [3, 4], 'once'];
  expect(pack(data)).toEqual({
    shapes: [['protocol', 'port']],
    values: ['TCP', [1, 0, 2], 80, 443],
    root: [0, 1, 1, [1, 0, 3], [-1, 3, 4], 'once'],
  });
});

test('a field without a value is left out', () => {
  expect(unpack(inJson({ a: undefined, b: 1 }))).toEqual({ b: 1 });
});

test('what is late is read when it is asked for, and once', () => {
  const read = unpack(inJson({ network: { topology: ['a'], findings: [{ b: 'c' }] } }), 'topology') as {
    network: { topology: unknown; findings: unknown };
  };
  expect(Object.getOwnPropertyDescriptor(read.network, 'findings')?.get).toBeDefined();
  expect(read.network.findings).toEqual([{ b: 'c' }]);
  expect(read.network.findings).toBe(read.network.findings);
});
