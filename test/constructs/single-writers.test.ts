import { InternalService, InternalServiceProps, Worker } from '../../src';
import { shopChart } from '../manifests';

const warningsOf = (image: string, props: Partial<InternalServiceProps> = {}): string[] =>
  new InternalService(shopChart(), 'store', { image, port: 6379, ...props }).node.metadata.map(
    ({ data }) => data as string,
  );

const several = (most: number, image: string): string =>
  `${most} pods of "${image}" keep data of their own each: what a client writes to one is not in the others, and each ` +
  'connection may lead to another pod. Set `replicas: 1`';

test.each([
  ['redis:7.4', 'redis'],
  ['valkey/valkey:8.1', 'valkey'],
  ['postgres:16.4', 'postgres'],
  ['mysql:8.4', 'mysql'],
  ['mariadb:11.4', 'mariadb'],
  ['mongo:7.0.14', 'mongodb'],
  ['registry.example.com/pgvector/pgvector:pg16', 'postgres'],
  ['registry.example.com:5000/mirror/redis:7.4', 'redis'],
])('two pods of %s are warned about, with the engine that is meant for it', (image, engine) => {
  expect(warningsOf(image, { replicas: 2 })).toEqual([
    `${several(2, image)}, better as a HeadlessDatabase with DatabaseEngine.${engine}(…).`,
  ]);
});

test('what no engine is for is warned about without one', () => {
  expect(warningsOf('rabbitmq:4.0.5', { replicas: 3 })).toEqual([`${several(3, 'rabbitmq:4.0.5')}.`]);
});

test('the two pods that run by default are two as well', () => {
  expect(warningsOf('redis:7.4')).toHaveLength(1);
});

test('so are those that an autoscaler may make', () => {
  expect(warningsOf('redis:7.4', { autoscaling: { min: 1, max: 4 } })[0]).toContain(several(4, 'redis:7.4'));
  expect(warningsOf('redis:7.4', { autoscaling: { min: 1, max: 1 } })).toEqual([]);
});

test.each([0, 1])('%i pods are not', (replicas) => {
  expect(warningsOf('redis:7.4', { replicas })).toEqual([]);
});

test.each(['ghcr.io/acme/api:1.4.2', 'nginx:1.27.3', 'oliver006/redis_exporter:v1.62.0', 'acme/redis-proxy:1.0.0'])(
  '%s is no database',
  (image) => {
    expect(warningsOf(image, { replicas: 5 })).toEqual([]);
  },
);

test('a Worker runs as a Deployment, too', () => {
  const worker = new Worker(shopChart(), 'store', { image: 'redis:7.4', replicas: 2 });
  expect(worker.node.metadata.map(({ data }) => data as string)[0]).toContain(several(2, 'redis:7.4'));
});
