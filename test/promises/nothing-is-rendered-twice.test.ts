import { readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { errorsOf, IMAGE, policyOf, shopIn } from './synth';
import { ServiceApp, Worker } from '../../src';
import { filesIn, freshDirectory } from '../synth/outcome';

/** How often each object was rendered while something ran. */
function countRenderings(app: App, run: () => void): number[] {
  const rendered = new Map<unknown, number>();
  const { toJson } = ApiObject.prototype;
  const spy = jest.spyOn(ApiObject.prototype, 'toJson').mockImplementation(function (this: ApiObject): unknown {
    rendered.set(this, (rendered.get(this) ?? 0) + 1);
    return toJson.call(this);
  });
  run();
  spy.mockRestore();
  return app.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => rendered.get(object) ?? 0);
}

/** An object that is another each time it is rendered: what is written shows which rendering it is. */
function addCounted(app: App): void {
  let count = 0;
  const text = Lazy.any({ produce: () => String(count++) }) as string;
  new ApiObject(app.charts[0], 'counted', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'counted' },
    data: { text },
  });
}

describe('ServiceApp renders each object once, though it is proven', () => {
  test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'string'))('as %s', (type) => {
    const yamlOutputType = YamlOutputType[type as keyof typeof YamlOutputType];
    const app = new ServiceApp({ outdir: freshDirectory(), yamlOutputType });
    shopIn(app);
    const counts = countRenderings(app, () => app.synth());
    expect(counts.length).toBeGreaterThan(10);
    expect([...new Set(counts)]).toEqual([1]);
  });

  test('into one text', () => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    shopIn(app);
    expect([...new Set(countRenderings(app, () => app.synthYaml()))]).toEqual([1]);
  });

  test('and once more in the next synth', () => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    shopIn(app);
    const counts = countRenderings(app, () => {
      app.synth();
      app.synth();
    });
    expect([...new Set(counts)]).toEqual([2]);
  });
});

describe('ServiceApp writes what was proven', () => {
  test('and not another rendering of it', () => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    shopIn(app);
    addCounted(app);
    app.synth();
    const text = readFileSync(join(app.outdir, 'shop.k8s.yaml'), 'utf8');
    const counted = parseAllDocuments(text)
      .map((document) => document.toJS())
      .find(({ kind }) => kind === 'ConfigMap');
    expect(counted.data.text).toBe('0');
  });

  test('and nothing that was refused', () => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    const { db } = shopIn(app);
    policyOf(db).addJsonPatch(JsonPatch.replace('/spec/ingress', [{}]));
    expect(errorsOf(app)).not.toEqual([]);
    expect(filesIn(app.outdir)).toEqual({});
  });
});

test("cdk8s's App renders once more for the proof, however many charts there are", () => {
  const app = new App({ outdir: freshDirectory() });
  shopIn(app);
  for (const id of ['a', 'b', 'c', 'd']) new Worker(new Chart(app, id, { namespace: id }), 'worker', { image: IMAGE });
  expect([...new Set(countRenderings(app, () => app.synth()))]).toEqual([2]);
});
