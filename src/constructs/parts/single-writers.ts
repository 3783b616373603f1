import { Construct } from 'constructs';
import { parseImage } from '../../support/image';
import { warn } from '../../support/warn';

/** Servers whose pods each keep data of their own, unless they are told to form a cluster: by the last part of the image's name. */
const SINGLE_WRITERS: readonly string[] = [
  'couchdb',
  'etcd',
  'influxdb',
  'keydb',
  'mariadb',
  'minio',
  'mongo',
  'mongodb',
  'mysql',
  'neo4j',
  'percona',
  'pgvector',
  'postgis',
  'postgres',
  'postgresql',
  'rabbitmq',
  'redis',
  'redis-stack-server',
  'timescaledb',
  'valkey',
];

/** Engines that HeadlessDatabase knows, as users write them. */
const ENGINES: { readonly [name: string]: string } = {
  mariadb: 'mariadb',
  mongo: 'mongodb',
  mongodb: 'mongodb',
  mysql: 'mysql',
  pgvector: 'postgres',
  postgis: 'postgres',
  postgres: 'postgres',
  postgresql: 'postgres',
  redis: 'redis',
  timescaledb: 'postgres',
  valkey: 'valkey',
};

/** Says that several pods of a database behind one name are several databases. */
export function warnAboutWriters(owner: Construct, image: string, most: number): void {
  const name = parseImage(owner, image).repository.split('/').pop()!;
  if (most < 2 || !SINGLE_WRITERS.includes(name)) return;
  const engine = ENGINES[name];
  const better = engine === undefined ? '' : `, better as a HeadlessDatabase with DatabaseEngine.${engine}(…)`;
  warn(
    owner,
    `${most} pods of ${JSON.stringify(image)} keep data of their own each: what a client writes to one is not in the others, ` +
      `and each connection may lead to another pod. Set \`replicas: 1\`${better}.`,
  );
}
