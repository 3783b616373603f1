import { Chart } from 'cdk8s';
import { ConfigMap, Env, Secret } from 'cdk8s-plus-28';
import { InternalService, MountedVolume, NodeAgent, StatefulService, Task, Worker } from '../../src';
import { Manifest, ownerOfPods, podTemplate, shopChart } from '../manifests';

const image = 'ghcr.io/acme/api:1.4.2';

type Read = (
  chart: Chart,
  value: string,
) => { envFrom?: ReturnType<typeof Env.fromConfigMap>[]; volumes?: MountedVolume[] };

const READS: { readonly [what: string]: Read } = {
  'a ConfigMap': (chart, A) => ({
    envFrom: [Env.fromConfigMap(new ConfigMap(chart, 'map', { metadata: { name: 'map' }, data: { A } }))],
  }),
  'a Secret': (chart, A) => ({
    volumes: [MountedVolume.secret('/etc/s', new Secret(chart, 's', { metadata: { name: 's' }, stringData: { A } }))],
  }),
};

const KINDS: { readonly [kind: string]: (chart: Chart, read: ReturnType<Read>) => unknown } = {
  InternalService: (chart, read) => new InternalService(chart, 'app', { image, port: 8080, ...read }),
  Worker: (chart, read) => new Worker(chart, 'app', { image, ...read }),
  StatefulService: (chart, read) => new StatefulService(chart, 'app', { image, port: 8080, ...read }),
  NodeAgent: (chart, read) => new NodeAgent(chart, 'app', { image, ...read }),
  Task: (chart, read) => new Task(chart, 'app', { image, ...read }),
};

const CASES = Object.keys(KINDS).flatMap((kind) => Object.keys(READS).map((what) => [kind, what] as const));

function pods(kind: string, what: string, value: string): Manifest {
  const chart = shopChart();
  KINDS[kind](chart, READS[what](chart, value));
  return podTemplate(ownerOfPods(chart));
}

test.each(CASES)('the pods of a %s that read %s are replaced when it changes, and only then', (kind, what) => {
  expect(pods(kind, what, '2')).not.toEqual(pods(kind, what, '1'));
  expect(pods(kind, what, '1')).toEqual(pods(kind, what, '1'));
});

test.each(Object.keys(KINDS))('files of a Secret are closed to others than the group of the pods of a %s', (kind) => {
  const { volumes, securityContext } = pods(kind, 'a Secret', '1').spec as Manifest;
  expect(securityContext.fsGroup).toBe(10001);
  const { secret } = volumes.find(({ name }: Manifest) => name === 'etc-s') as Manifest;
  expect(secret).toEqual({ secretName: 's', defaultMode: 0o440 });
});
