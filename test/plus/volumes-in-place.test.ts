import { readFileSync } from 'fs';
import * as path from 'path';
import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DatabaseEngine, HeadlessDatabase, InternalService, StatefulService } from '../../src';
import { anyVolume } from '../../src/plus/any-volume';
import { only, podSpec, render, shopChart } from '../manifests';

const { peerDependencies } = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as {
  peerDependencies: { [name: string]: string };
};
const RTTI = Symbol.for('jsii.rtti');
const { fqn, version } = (kplus.StatefulSet as unknown as { [RTTI]: { fqn: string; version: string } })[RTTI];
const packageName = fqn.replace('.StatefulSet', '');

/** StatefulSets of cdk8s-plus leave out the volumes of pods that claim none, as those of some versions do. */
function losingVolumes(): void {
  const { prototype } = kplus.StatefulSet;
  const original = prototype._toPodSpec;
  jest.spyOn(prototype, '_toPodSpec').mockImplementation(function (this: kplus.StatefulSet) {
    const { volumeClaimTemplates } = this as { volumeClaimTemplates?: unknown[] };
    return { ...original.call(this), ...(volumeClaimTemplates === undefined ? { volumes: undefined } : {}) };
  });
}

afterEach(() => jest.restoreAllMocks());

describe('a version of cdk8s-plus that leaves out the volumes of a StatefulSet', () => {
  test('is refused', () => {
    losingVolumes();
    const chart = shopChart();
    new StatefulService(chart, 'mq', { image: 'ghcr.io/acme/mq:1.0.0', port: 5672 });
    expect(() => render(chart)).toThrow(
      `shop/mq: volume "tmp": got a StatefulSet of ${packageName} ${version}, which leaves it out of the pods; allowed: a version that keeps ` +
        `it. Fix: install ${packageName} ${peerDependencies[packageName]}, as this package asks npm to`,
    );
  });

  test('is not where it renders them', () => {
    losingVolumes();
    const chart = shopChart();
    new HeadlessDatabase(chart, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) });
    expect(podSpec(chart).volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }]);
    expect(only(chart, 'StatefulSet').spec.volumeClaimTemplates).toHaveLength(1);
  });
});

test('a volume that is only added is in the pods, too', () => {
  const chart = shopChart();
  const mq = new StatefulService(chart, 'mq', { image: 'ghcr.io/acme/mq:1.0.0', port: 5672 });
  mq.statefulSet.addVolume(kplus.Volume.fromEmptyDir(mq, 'Scratch', 'scratch'));
  expect(podSpec(chart).volumes).toContainEqual({ name: 'scratch', emptyDir: {} });
});

test('a volume with a name alone is refused: it would be an empty folder that goes with the pod', () => {
  const chart = shopChart();
  const api = new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 80, targetPort: 8080 });
  api.deployment.containers[0].mount('/data', anyVolume(api, 'Data', 'data', {}));
  expect(() => render(chart)).toThrow(
    'shop/api: volume "data": got a name alone; allowed: a volume with a source, or the name of a claim template of the ' +
      'StatefulSet. Fix: add the claim template, or use for example Volume.fromPersistentVolumeClaim(…)',
  );
});
