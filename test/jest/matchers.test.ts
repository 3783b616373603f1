import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { failure } from './failure';
import {
  ClusterProfile,
  Connections,
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  HeadlessDatabase,
  InternalService,
  NetworkPolicyMode,
  Peer,
  Port,
  PublicWebApp,
  Worker,
} from '../../src';
import { manifestFiles } from '../../src/jest';
import { shopChart, testApp } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

function shop(exposure = Exposure.loadBalancer()) {
  const chart = shopChart();
  const web = new PublicWebApp(chart, 'web', { image: IMAGE, port: 80, targetPort: 8080, exposure });
  const api = new InternalService(chart, 'api', { image: IMAGE, port: 80, targetPort: 9000 });
  const db = new HeadlessDatabase(chart, 'db', {
    engine: DatabaseEngine.postgres('16.4'),
    storage: Size.gibibytes(1),
    password: { secret: kplus.Secret.fromSecretName(chart, 'secret', 'db'), key: 'password' },
  });
  web.connectTo(api);
  api.connectTo(db);
  return { chart, web, api, db };
}

describe('toReach', () => {
  test('holds for what is open, on the pods’ port', () => {
    const { web, api, db } = shop();
    expect(web).toReach(api, Port.tcp(9000));
    expect(api).toReach(db, Port.POSTGRES);
    expect(web).not.toReach(api, Port.tcp(80));
    expect(web).not.toReach(db, Port.POSTGRES);
    expect(db).not.toReach(api, Port.tcp(9000));
  });

  test('takes texts for the target', () => {
    const { api } = shop();
    api.connections.allowTo(Peer.internet(), [Port.HTTPS]);
    expect(api).toReach('shop/StatefulSet/db', Port.POSTGRES);
    expect(api).toReach('internet', Port.HTTPS);
    expect(api).toReach('ip:8.8.8.8', Port.HTTPS);
    expect(api).not.toReach('ip:169.254.169.254', Port.HTTPS);
  });

  test('says what was expected, what is, and which policy decided', () => {
    const { web, db } = shop();
    expect(failure(() => expect(web).toReach(db, Port.POSTGRES))).toEqual(
      [
        'expected shop/Deployment/web to reach shop/StatefulSet/db on 5432/TCP',
        '',
        'deny: shop/Deployment/web -> shop/StatefulSet/db on 5432/TCP',
        'closed by: egress of shop/Deployment/web',
        'closed by: ingress of shop/StatefulSet/db',
        '',
        'egress of shop/Deployment/web: deny',
        '  isolated by shop/NetworkPolicy/web (shop/web/NetworkPolicy)',
        '    egress[0] to pods:kube-system/k8s-app=kube-dns on 53/TCP, 53/UDP',
        '      peer does not match, port does not match',
        '    egress[1] to pods:shop/app.kubernetes.io/name=api on 9000/TCP',
        '      peer does not match, port does not match',
        '',
        'ingress of shop/StatefulSet/db: deny',
        '  isolated by shop/NetworkPolicy/db (shop/db/NetworkPolicy)',
        '    ingress[0] from pods:shop/app.kubernetes.io/name=api on 5432/TCP',
        '      peer does not match, port matches',
        '',
        'to open it, in the stack:',
        '  web.connectTo(db);',
        '',
      ].join('\n'),
    );
    const { web: open, api } = shop();
    expect(failure(() => expect(open).not.toReach(api, Port.tcp(9000)))).toMatch(
      /^expected shop\/Deployment\/web not to reach shop\/Deployment\/api on 9000\/TCP\n\nallow: /,
    );
  });

  test('works for cdk8s-plus workloads', () => {
    const chart = shopChart();
    const legacy = new kplus.Deployment(chart, 'legacy', {
      metadata: { name: 'legacy' },
      containers: [{ image: IMAGE, portNumber: 8080 }],
    });
    Connections.of(legacy);
    const { api } = { api: new InternalService(chart, 'api', { image: IMAGE, port: 80 }) };
    api.connections.allowTo(legacy, [Port.tcp(8080)]);
    expect(api).toReach(legacy, Port.tcp(8080));
    expect(legacy).not.toReach(api, Port.HTTP);
  });

  test('looks at the cluster of the construct', () => {
    const app = testApp();
    const workers = ['east', 'west'].map((cluster) => {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      new ClusterProfile({ name: cluster }).applyTo(chart);
      const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
      const worker = new Worker(chart, 'worker', { image: IMAGE });
      if (cluster === 'west') worker.connectTo(api);
      return { worker, api };
    });
    expect(workers[0].worker).not.toReach(workers[0].api, Port.HTTP);
    expect(workers[1].worker).toReach(workers[1].api, Port.HTTP);
  });

  test('sees what was declared since the last expectation', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', { image: IMAGE, port: 80 });
    const worker = new Worker(chart, 'worker', { image: IMAGE });
    expect(worker).not.toReach(api, Port.HTTP);
    worker.connectTo(api);
    expect(worker).toReach(api, Port.HTTP);
  });

  test('refuses what it cannot judge', () => {
    const { chart, web, api } = shop();
    expect(() => expect(web).toReach(api, Port.all())).toThrow(
      'toReach: got port all; allowed: one numbered port. Fix: for example Port.tcp(8080)',
    );
    expect(() => expect(chart).toReach(api, Port.HTTP)).toThrow(
      'shop: got a construct with 3 workloads; allowed: exactly one. Fix: pass the workload itself',
    );
    expect(() => expect('ip:10.0.0.1').toReach(api, Port.HTTP)).toThrow(
      'expect: got ip:10.0.0.1; allowed: a construct with pods, or manifestFiles(…).workload(…).',
    );
  });
});

describe('toOnlyReach', () => {
  test('holds where exactly these are reached, whatever the DNS', () => {
    const { web, api, db } = shop();
    expect(web).toOnlyReach([api]);
    expect(api).toOnlyReach([db]);
    expect(db).toOnlyReach([]);
    expect(api).not.toOnlyReach([]);
    expect(api).not.toOnlyReach([db, web]);
  });

  test('counts addresses, which can be named', () => {
    const { api, db } = shop();
    api.connections.allowTo(Peer.internet(), [Port.HTTPS]);
    expect(api).not.toOnlyReach([db]);
    expect(api).toOnlyReach([db, 'internet']);
  });

  test('says what is open beside them, and what of them is closed', () => {
    const { web, api, db } = shop();
    expect(failure(() => expect(api).toOnlyReach([web]))).toEqual(
      [
        'expected shop/Deployment/api to reach only shop/Deployment/web',
        '',
        'also open:',
        '  shop/Deployment/api -> shop/StatefulSet/db on 5432/TCP (shop/NetworkPolicy/api egress[1], ' +
          'shop/NetworkPolicy/db ingress[0])',
        '',
        'closed:',
        '  shop/Deployment/web',
      ].join('\n'),
    );
    expect(failure(() => expect(api).not.toOnlyReach([db]))).toEqual(
      'expected shop/Deployment/api not to reach only shop/StatefulSet/db',
    );
  });
});

describe('toOnlyBeReachedBy', () => {
  test('holds where exactly these reach it', () => {
    const { web, api, db } = shop();
    expect(db).toOnlyBeReachedBy([api]);
    expect(api).toOnlyBeReachedBy([web]);
    expect(api).not.toOnlyBeReachedBy([web, db]);
    expect(web).not.toOnlyBeReachedBy([]);
    expect(web).toOnlyBeReachedBy(['internet', 'pods:*/*']);
  });

  test('says who else reaches it', () => {
    const { db } = shop();
    expect(failure(() => expect(db).toOnlyBeReachedBy([]))).toEqual(
      [
        'expected shop/StatefulSet/db to be reached by only nobody',
        '',
        'also open:',
        '  shop/Deployment/api -> shop/StatefulSet/db on 5432/TCP (shop/NetworkPolicy/api egress[1], ' +
          'shop/NetworkPolicy/db ingress[0])',
      ].join('\n'),
    );
  });
});

describe('toBeReachableFromInternet', () => {
  test('holds for what is exposed and open', () => {
    const { web, api, db } = shop();
    expect(web).toBeReachableFromInternet();
    expect(api).not.toBeReachableFromInternet();
    expect(db).not.toBeReachableFromInternet();
    expect(shop(Exposure.ingress({ host: 'shop.example.com' })).web).toBeReachableFromInternet();
    expect(shop(Exposure.nodePort()).web).toBeReachableFromInternet();
  });

  test('does not hold for what policies open and nothing exposes', () => {
    const chart = shopChart();
    const open = new Worker(chart, 'open', { image: IMAGE, networkPolicy: NetworkPolicyMode.NONE });
    expect(open).not.toBeReachableFromInternet();
    expect(failure(() => expect(open).toBeReachableFromInternet())).toEqual(
      [
        'expected shop/Deployment/open to be reachable from the internet',
        '',
        'exposed by Services and routes: none',
        'let through by policies: all',
      ].join('\n'),
    );
  });
});

describe('manifest files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matchers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are judged like constructs', () => {
    const { chart } = shop();
    new DefaultDenyPolicy(chart, 'default-deny');
    const file = join(folder, 'shop.yaml');
    writeFileSync(file, Yaml.stringify(...(chart.toJson() as object[])));
    const files = manifestFiles(file);
    expect(files.workload('shop/Deployment/web')).toReach('api', Port.tcp(9000));
    expect(files.workload('web')).toOnlyReach([files.workload('api')]);
    expect(files.workload('db')).toOnlyBeReachedBy(['api']);
    expect(files.workload('web')).toBeReachableFromInternet();
    expect(files.workload('api')).not.toBeReachableFromInternet();
  });

  test('with mistakes are not judged', () => {
    const file = join(folder, 'broken.yaml');
    writeFileSync(file, 'kind: Pod\n  broken: [\n');
    expect(() => manifestFiles(file)).toThrow(/broken\.yaml, line \d+: not valid YAML/);
  });

  test('without the workload are an error with a way out', () => {
    const file = join(folder, 'one.yaml');
    writeFileSync(file, Yaml.stringify(...(App.of(shop().chart).charts[0].toJson() as object[])));
    expect(() => expect(manifestFiles(file).workload('wep')).not.toReach('api', Port.HTTP)).toThrow(
      'workload: got "wep"; allowed: namespace/Kind/name of a workload in the input, ip:<cidr> or internet.',
    );
  });
});
