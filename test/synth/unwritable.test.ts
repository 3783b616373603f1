import { existsSync } from 'fs';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { freshDirectory } from './outcome';
import { ServiceApp } from '../../src';

describe('a value that has no spelling', () => {
  const synthesize = (content: Record<string, unknown>, run: (app: ServiceApp) => void): void => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    const chart = new Chart(app, 'shop');
    new ApiObject(chart, 'fine', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, ...content });
    run(app);
  };
  const half = 'a text with half of a surrogate pair, as is left when an emoji is cut in two';

  test.each<[string, Record<string, unknown>, string]>([
    [
      'half an emoji',
      { data: { text: 'so \ud83d' } },
      `data.text: got ${half}; allowed: text that has a form in UTF-8`,
    ],
    ['the other half, in a script', { data: { 'run.sh': 'a\n\udc4d' } }, `data.run.sh: got ${half}`],
    ['half an emoji in a list', { spec: { list: ['a', ['\ud800']] } }, `spec.list.1.0: got ${half}`],
    ['half an emoji in a key', { data: { '\ud800': 'a' } }, `data."\\ud800": got ${half}`],
    ['half an emoji beside a long key', { data: { ['x'.repeat(200)]: 'a', z: '\ud800' } }, `data.z: got ${half}`],
    ['no number', { spec: { replicas: NaN } }, 'spec.replicas: got NaN; allowed: a finite number'],
    ['no end', { spec: { replicas: -Infinity } }, 'spec.replicas: got -Infinity; allowed: a finite number'],
  ])('is refused with its field: %s', (_, content, message) => {
    for (const run of [(app: ServiceApp) => app.synth(), (app: ServiceApp) => void app.synthYaml()]) {
      expect(() => synthesize(content, run)).toThrow(`shop/config: ConfigMap "c", ${message}`);
    }
  });

  test('is refused before anything is written', () => {
    const outdir = path.join(freshDirectory(), 'dist');
    const app = new ServiceApp({ outdir });
    new ApiObject(new Chart(app, 'a'), 'a', { apiVersion: 'v1', kind: 'A', data: 'fine' });
    new ApiObject(new Chart(app, 'b'), 'b', { apiVersion: 'v1', kind: 'B', data: '\ud800' });
    expect(() => app.synth()).toThrow(/^b\/b: B "b-\w+", data: got a text with half/);
    expect(existsSync(outdir)).toBe(false);
  });

  test('is found behind a circle', () => {
    class Circle extends Chart {
      public toJson(): unknown[] {
        const self: Record<string, unknown> = {};
        return [Object.assign(self, { self, z: new Map([['key', '\ud800']]) })];
      }
    }
    const app = new ServiceApp({ outdir: freshDirectory() });
    new Circle(app, 'circle');
    expect(() => app.synth()).toThrow(`circle: z.key: got ${half}`);
  });

  test('may be a whole number that is too long', () => {
    class Big extends Chart {
      public toJson(): unknown[] {
        return [{ exact: 2n ** 64n - 1n }, { exact: -(2n ** 63n), rounded: 2n ** 64n }];
      }
    }
    const app = new ServiceApp({ outdir: freshDirectory() });
    new Big(app, 'big');
    expect(() => app.synth()).toThrow(
      'big: rounded: got 18446744073709551616; allowed: a whole number that fits into 64 bits; kubectl rounds any other',
    );
  });
});
