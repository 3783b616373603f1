import { App, Chart, JsonPatch } from 'cdk8s';
import {
  ArgoCdPhase,
  ClusterProfile,
  InternalService,
  NetworkReport,
  NodeAgent,
  Peer,
  Port,
  ScheduledTask,
  Task,
  TaskHook,
} from '../../src';
import { testApp } from '../manifests';
import { errorsOf, objectOf, policyOf } from '../promises/synth';

/* The pods of Jobs, CronJobs and DaemonSets are proven both ways, whatever their objects are called. */

const image = 'ghcr.io/acme/app:1.0.0';

type Client = Task | ScheduledTask | NodeAgent;

const KINDS: { readonly [kind: string]: [id: RegExp, make: (chart: Chart) => Client] } = {
  Job: [/^shop\/Job\/client-[0-9a-f]{6}$/, (chart) => new Task(chart, 'client', { image })],
  'Job of a hook': [
    /^shop\/Job\/client$/,
    (chart) => new Task(chart, 'client', { image, hook: TaskHook.argoCd(ArgoCdPhase.PRE_SYNC) }),
  ],
  CronJob: [/^shop\/CronJob\/client$/, (chart) => new ScheduledTask(chart, 'client', { image, schedule: '@daily' })],
  DaemonSet: [/^shop\/DaemonSet\/client$/, (chart) => new NodeAgent(chart, 'client', { image })],
};

interface Shop {
  readonly app: App;
  readonly api: InternalService;
  readonly client: Client;
}

function shop(make: (chart: Chart) => Client): Shop {
  const app = testApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ClusterProfile({ metricsScraper: Peer.namespace('monitoring') }).applyTo(chart);
  const api = new InternalService(chart, 'api', { image, port: 80, targetPort: 8080 });
  const client = make(chart);
  client.connectTo(api);
  return { app, api, client };
}

describe.each(Object.entries(KINDS))('%s', (_, [id, make]) => {
  test('reaches what it connects to, and nothing else', () => {
    const { app } = shop(make);
    expect(errorsOf(app)).toEqual([]);
    const flows = NetworkReport.of(app)
      .flows()
      .filter(({ from }) => id.test(from));
    expect(flows.map(({ to }) => to).sort()).toEqual([
      'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns',
      'shop/Deployment/api',
    ]);
  });

  test('fails synth where its own policy opens too little', () => {
    const { app, client } = shop(make);
    policyOf(client).addJsonPatch(JsonPatch.replace('/spec/egress', []));
    expect(errorsOf(app)[0]).toMatch(
      /^\[\] shop\/client: declared connection from shop\/\w+\/client(-\w{6})? to shop\/Deployment\/api on 8080\/TCP: got closed: egress of/,
    );
  });

  test('fails synth where the other side opens too little', () => {
    const { app, api } = shop(make);
    policyOf(api).addJsonPatch(JsonPatch.replace('/spec/ingress', []));
    expect(errorsOf(app)[0]).toMatch(/to shop\/Deployment\/api on 8080\/TCP: got closed: ingress of/);
  });

  test('fails synth where its policy opens more than was declared', () => {
    const { app, client } = shop(make);
    policyOf(client).addJsonPatch(JsonPatch.add('/spec/egress/-', { to: [{ ipBlock: { cidr: '10.1.2.3/32' } }] }));
    expect(errorsOf(app)[0]).toMatch(
      /^\[\] shop\/client: undeclared connections from shop\/\w+\/client(-\w{6})?: got ip:10\.1\.2\.3\/32 on all/,
    );
  });

  test('fails synth where its pods carry another label than its policy selects', () => {
    const { app, client } = shop(make);
    const kind = id.source.split('\\/')[1];
    const template = kind === 'CronJob' ? '/spec/jobTemplate/spec/template' : '/spec/template';
    objectOf(client, kind).addJsonPatch(
      JsonPatch.replace(`${template}/metadata/labels/app.kubernetes.io~1name`, 'else'),
    );
    expect(errorsOf(app).join('\n')).toMatch(/got closed: ingress of shop\/Deployment\/api/);
  });

  test('is connected to by whom it allows', () => {
    const { app, client, api } = shop(make);
    client.connections.allowFrom(api, [Port.tcp(9000)]);
    expect(errorsOf(app)).toEqual([]);
    const into = NetworkReport.of(app)
      .flows()
      .filter(({ to }) => id.test(to));
    expect(into.map(({ from, ports }) => [from, ports[0].port])).toEqual([['shop/Deployment/api', 9000]]);
  });
});

test('two Tasks of one name are two objects where they run different things, and one account and policy would be overwritten', () => {
  const app = testApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Task(chart, 'first', { image, name: 'migrate' });
  new Task(chart, 'second', { image, name: 'migrate', args: ['more'] });
  expect(errorsOf(app)).toEqual([
    expect.stringContaining('ServiceAccount "migrate" in namespace "shop": got a second one'),
    expect.stringContaining('shop/second/NetworkPolicy: NetworkPolicy "migrate" in namespace "shop": got a second one'),
  ]);
});

test('two Tasks of one name that run the same are refused, too', () => {
  const app = testApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new Task(chart, 'first', { image, name: 'migrate' });
  new Task(chart, 'second', { image, name: 'migrate' });
  expect(errorsOf(app).join('\n')).toMatch(/Job "migrate-[0-9a-f]{6}" in namespace "shop": got a second one/);
});
