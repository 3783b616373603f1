import { Chart, Size } from 'cdk8s';
import {
  DeploymentStrategy,
  HorizontalPodAutoscaler,
  PercentOrAbsolute,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Volume,
} from 'cdk8s-plus-28';
import { InternalService, InternalServiceProps, MountedVolume, NodeAgent, StatefulService } from '../../src';
import { Manifest, only, render, shopChart } from '../manifests';

const image = 'grafana/grafana:11.2.0';
const { READ_WRITE_ONCE, READ_WRITE_ONCE_POD, READ_ONLY_MANY, READ_WRITE_MANY } = PersistentVolumeAccessMode;

function claim(chart: Chart, ...accessModes: PersistentVolumeAccessMode[]): PersistentVolumeClaim {
  const storage = Size.gibibytes(5);
  return new PersistentVolumeClaim(chart, 'data', { metadata: { name: 'data' }, accessModes, storage });
}

function grafana(chart: Chart, props: Partial<InternalServiceProps>): InternalService {
  return new InternalService(chart, 'grafana', { image, port: 3000, ...props });
}

function spec(props: Partial<InternalServiceProps>, ...modes: PersistentVolumeAccessMode[]): Manifest {
  const chart = shopChart();
  grafana(chart, { volumes: [MountedVolume.claim('/var/lib/grafana', claim(chart, ...modes))], ...props });
  return only(chart, 'Deployment').spec;
}

const ONE_POD = { replicas: 1, strategy: { type: 'Recreate' } };
const SEVERAL = { replicas: 2, strategy: { type: 'RollingUpdate' } };

test.each([
  ['ReadWriteOnce', [READ_WRITE_ONCE], ONE_POD],
  ['ReadWriteOncePod', [READ_WRITE_ONCE_POD], ONE_POD],
  ['ReadOnlyMany that is written to', [READ_WRITE_ONCE, READ_ONLY_MANY], ONE_POD],
  ['ReadWriteMany', [READ_WRITE_MANY], SEVERAL],
  ['ReadWriteOnce and ReadWriteMany', [READ_WRITE_ONCE, READ_WRITE_MANY], SEVERAL],
  ['of no known mode', [], SEVERAL],
])('a Deployment with a claim of mode %s', (_, modes, expected) => {
  expect(spec({}, ...modes)).toMatchObject(expected);
});

test('many pods may read what many may', () => {
  const chart = shopChart();
  const data = claim(chart, READ_ONLY_MANY);
  grafana(chart, { volumes: [MountedVolume.claim('/data', data, { readOnly: true })] });
  expect(only(chart, 'Deployment').spec).toMatchObject(SEVERAL);
});

test('a lone pod does not drain and has no disruption budget', () => {
  const chart = shopChart();
  grafana(chart, { volumes: [MountedVolume.claim('/data', claim(chart, READ_WRITE_ONCE))] });
  const [container] = only(chart, 'Deployment').spec.template.spec.containers;
  expect(container).not.toHaveProperty('lifecycle');
  expect(render(chart).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual([]);
});

test('what says the same is taken: no replica, one, and an update without surge', () => {
  const strategy = DeploymentStrategy.rollingUpdate({ maxSurge: PercentOrAbsolute.absolute(0) });
  expect(spec({ replicas: 0 }, READ_WRITE_ONCE)).toMatchObject({ replicas: 0, strategy: { type: 'Recreate' } });
  expect(spec({ replicas: 1, strategy }, READ_WRITE_ONCE)).toMatchObject({
    replicas: 1,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0 } },
  });
});

test('a volume of cdk8s-plus counts alike, also one that is added later', () => {
  const chart = shopChart();
  const volume = Volume.fromPersistentVolumeClaim(chart, 'v', claim(chart, READ_WRITE_ONCE));
  grafana(chart, { volumeMounts: [{ path: '/data', volume }] });
  expect(only(chart, 'Deployment').spec).toMatchObject(ONE_POD);

  const later = shopChart();
  const { deployment } = grafana(later, {});
  deployment.containers[0].mount('/data', Volume.fromPersistentVolumeClaim(later, 'v', claim(later, READ_WRITE_ONCE)));
  expect(only(later, 'Deployment').spec).toMatchObject(ONE_POD);
});

test('a claim that the app does not make is taken as it is', () => {
  const chart = shopChart();
  const data = PersistentVolumeClaim.fromClaimName(chart, 'data', 'data');
  grafana(chart, { volumes: [MountedVolume.claim('/data', data)] });
  expect(only(chart, 'Deployment').spec).toMatchObject(SEVERAL);
});

describe('later, at synth, the same is refused', () => {
  const WHY = 'claim "data" is ReadWriteOnce, so that one node alone mounts it';

  test('with replicas', () => {
    const chart = shopChart();
    const { deployment } = grafana(chart, { replicas: 3 });
    deployment.containers[0].mount('/d', Volume.fromPersistentVolumeClaim(chart, 'v', claim(chart, READ_WRITE_ONCE)));
    expect(() => render(chart)).toThrow(`shop/grafana: replicas: got 3; allowed: 0 or 1, because ${WHY}`);
  });

  test('with an autoscaler of cdk8s-plus', () => {
    const chart = shopChart();
    const { deployment } = grafana(chart, {
      volumes: [MountedVolume.claim('/data', claim(chart, READ_WRITE_ONCE))],
    });
    new HorizontalPodAutoscaler(chart, 'scaler', { target: deployment, maxReplicas: 3 });
    expect(() => render(chart)).toThrow(`shop/grafana: autoscaling: got an autoscaler; allowed: none, because ${WHY}`);
  });

  test('with several pods of a StatefulSet, and with one on each node', () => {
    const chart = shopChart();
    const volume = Volume.fromPersistentVolumeClaim(chart, 'v', claim(chart, READ_WRITE_ONCE));
    new StatefulService(chart, 'mq', { image, port: 5672, replicas: 2 }).statefulSet.addVolume(volume);
    expect(() => render(chart)).toThrow(`shop/mq: replicas: got 2; allowed: one pod, because ${WHY}`);

    const other = shopChart();
    const data = Volume.fromPersistentVolumeClaim(other, 'v', claim(other, READ_WRITE_ONCE));
    new NodeAgent(other, 'agent', { image }).daemonSet.addVolume(data);
    expect(() => render(other)).toThrow(`shop/agent: volumes: got a claim of all pods, one on each node; allowed: one`);
  });
});
