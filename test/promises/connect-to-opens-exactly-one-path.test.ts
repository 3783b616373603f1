import { Chart, Size } from 'cdk8s';
import { IMAGE, manifestsOf, openBy } from './synth';
import {
  DatabaseEngine,
  Exposure,
  ExternalAlias,
  HeadlessDatabase,
  InternalService,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import { Manifest, testApp } from '../manifests';

/** Clients and targets of every kind, none of them connected. */
function team() {
  const app = testApp();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const data = new Chart(app, 'data', { namespace: 'data' });
  const exposure = Exposure.ingress({ host: 'shop.example.com' });
  return {
    app,
    worker: new Worker(shop, 'worker', { image: IMAGE }),
    web: new PublicWebApp(shop, 'web', { image: IMAGE, port: 80, targetPort: 3000, exposure }),
    api: new InternalService(shop, 'api', {
      image: IMAGE,
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'grpc', port: 9000, targetPort: 9090 },
      ],
    }),
    db: new HeadlessDatabase(data, 'db', { engine: DatabaseEngine.redis('7.4'), storage: Size.gibibytes(1) }),
    alias: new ExternalAlias(shop, 'legacy', { addresses: ['10.20.0.5'], port: 80, targetPort: 8000 }),
  };
}

type Team = ReturnType<typeof team>;

const before = openBy(manifestsOf(team().app));

/** A call, and all that is open after it and was not before. */
const CALLS: [call: string, connect: (team: Team) => void, opens: string[]][] = [
  [
    'a service, on all of its ports',
    ({ worker, api }) => worker.connectTo(api),
    ['shop/Deployment/worker -> shop/Deployment/api on 8080/TCP 9090/TCP'],
  ],
  [
    'a service, on the port that is named',
    ({ worker, api }) => worker.connectTo(api, { ports: ['grpc'] }),
    ['shop/Deployment/worker -> shop/Deployment/api on 9090/TCP'],
  ],
  [
    'a web app, besides its controller',
    ({ api, web }) => api.connectTo(web),
    ['shop/Deployment/api -> shop/Deployment/web on 3000/TCP'],
  ],
  [
    'a database of another namespace',
    ({ api, db }) => api.connectTo(db),
    ['shop/Deployment/api -> data/StatefulSet/db on 6379/TCP'],
  ],
  [
    'itself, its other replicas',
    ({ api }) => api.connectTo(api),
    ['shop/Deployment/api -> shop/Deployment/api on 8080/TCP 9090/TCP'],
  ],
  [
    'an alias',
    ({ worker, alias }) => worker.connectTo(alias),
    ['shop/Deployment/worker -> ip:10.20.0.5/32 on 8000/TCP'],
  ],
];

test.each(CALLS)('connectTo %s opens that path, and no other', (_, connect, opens) => {
  const made = team();
  connect(made);
  const after = openBy(manifestsOf(made.app));
  expect(after.filter((line) => !before.includes(line))).toEqual(opens);
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
});

test('one call writes one rule on each side', () => {
  const made = team();
  made.api.connectTo(made.db);
  const specOf = (name: string): Manifest =>
    manifestsOf(made.app).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name).spec;
  const from = { 'kubernetes.io/metadata.name': 'shop' };
  expect(specOf('db').ingress).toEqual([
    {
      from: [
        { namespaceSelector: { matchLabels: from }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } },
      ],
      ports: [{ port: 6379, protocol: 'TCP' }],
    },
  ]);
  expect(specOf('api').egress).toHaveLength(2);
  expect(specOf('worker').egress).toHaveLength(1);
});

describe('a policy is about the pods’ port, never the Service’s', () => {
  test('and so no Service’s port is in any policy', () => {
    const made = team();
    for (const client of [made.worker, made.web]) client.connectTo(made.api);
    made.worker.connectTo(made.alias);
    made.api.connections.allowFrom(Peer.namespace('tools'));
    const ports = manifestsOf(made.app)
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .flatMap(({ spec }) => [...(spec.ingress ?? []), ...spec.egress])
      .flatMap((rule: Manifest) => rule.ports.map(({ port }: Manifest) => port as number));
    expect([...new Set(ports)].sort((a, b) => a - b)).toEqual([53, 3000, 8000, 8080, 9090]);
  });

  test('although the client is told the Service’s', () => {
    const { app, worker, api, alias } = team();
    worker.connectTo(api, { ports: ['http'], addressEnv: 'API', portEnv: 'API_PORT' });
    worker.connectTo(alias, { addressEnv: 'LEGACY' });
    const [main] = manifestsOf(app).find(({ metadata, spec }) => metadata.name === 'worker' && spec?.template).spec
      .template.spec.containers;
    expect(main.env).toEqual([
      { name: 'API_PORT', value: '80' },
      { name: 'API', value: 'api:80' },
      { name: 'LEGACY', value: 'legacy:80' },
    ]);
  });
});

test('a call that fails opens nothing', () => {
  const made = team();
  expect(() => made.worker.connectTo(made.api, { ports: ['nope'] })).toThrow('shop/worker: ');
  expect(() => made.worker.connectTo(made.api, { urlEnv: 'URL' })).toThrow('shop/worker: ');
  expect(() => made.worker.connections.allowTo(made.api, [])).toThrow('shop/worker: ');
  expect(() => made.worker.connectTo(made.api, { ports: ['http'], hostEnv: '1ST' })).toThrow('shop/worker: ');
  expect(() => made.api.connections.allowTo(Peer.internet(), [Port.tcp(0)])).toThrow('Port.tcp: ');
  expect(openBy(manifestsOf(made.app))).toEqual(before);
});
