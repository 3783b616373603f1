import { analysed, brief, deployment, policy } from './analysed';
import { flowsOf } from './texts';

const API = 'shop/Deployment/api';

/** What the policy of api lets in from pods that are not in the input. */
function outsiders(peer: string, pods = ''): string[] {
  const rules = `{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [${peer}], ports: [{ port: 80 }] }] }`;
  return [...flowsOf(analysed(deployment('api') + pods + policy('api', rules)))]
    .filter(({ from, to }) => to === API && from.startsWith('pods:'))
    .map(brief);
}

function symbol(pods: string, namespace = 'shop'): string[] {
  return [`pods:kubernetes.io/metadata.name=${namespace}/${pods} -> ${API} 80-80/TCP allow`];
}

function workload(kind: string, labels: string, spec = ''): string {
  const apiVersion = { Pod: 'v1', Job: 'batch/v1', StatefulSet: 'apps/v1', Deployment: 'apps/v1' }[kind];
  const template = `{ metadata: { labels: ${labels} } }`;
  const body = kind === 'Pod' ? '' : `\nspec: { ${spec}template: ${template} }`;
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: shop, labels: ${labels} }${body}\n`;
}

const WEB = workload('Deployment', '{ app: web, tier: front }', 'selector: { matchLabels: { app: web } }, ');

describe('a peer whose namespace is pinned', () => {
  test.each([
    '{ podSelector: { matchLabels: { app: web } } }',
    '{ podSelector: { matchLabels: { app: web, tier: front } } }',
    '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } }',
    '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }, podSelector: { matchLabels: { app: web } } }',
  ])('stands for what was found where all that it matches belongs to a controller of the input: %s', (peer) => {
    expect(outsiders(peer, WEB)).toEqual([]);
  });

  test.each([
    ['{ podSelector: {} }', '*'],
    ['{ podSelector: { matchLabels: { tier: front } } }', 'tier=front'],
    ['{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }', 'app'],
    ['{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, other] }] } }', 'app in (other,web)'],
    ['{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [db] }] } }', 'app!=db'],
    ['{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }', '*'],
  ])('keeps its symbol beside them where it may match others: %s', (peer, pods) => {
    expect(outsiders(peer, WEB)).toEqual(symbol(pods));
  });

  test('keeps it for a controller that finds its pods by more labels', () => {
    const web = workload(
      'Deployment',
      '{ app: web, tier: front }',
      'selector: { matchLabels: { app: web, tier: front } }, ',
    );
    expect(outsiders('{ podSelector: { matchLabels: { app: web } } }', web)).toEqual(symbol('app=web'));
  });

  test('keeps it for several namespaces unless all are settled', () => {
    const peer = (names: string): string =>
      `{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [${names}] }] }, podSelector: { matchLabels: { app: web } } }`;
    expect(outsiders(peer('shop, ops'), WEB).length).toEqual(1);
    expect(outsiders(peer('shop, ops'), WEB + deployment('web', '{}', 'ops'))).toEqual([]);
  });

  test('keeps it for pods without controller, and for those of a Job unless it names the Job', () => {
    const byLabel = '{ podSelector: { matchLabels: { app: web } } }';
    expect(outsiders(byLabel, workload('Pod', '{ app: web }'))).toEqual(symbol('app=web'));
    expect(outsiders(byLabel, workload('Job', '{ app: web }'))).toEqual(symbol('app=web'));
    expect(outsiders('{ podSelector: { matchLabels: { job-name: web } } }', workload('Job', '{ app: web }'))).toEqual(
      [],
    );
  });

  test('is settled by the name of a pod of a StatefulSet', () => {
    const web = workload(
      'StatefulSet',
      '{ app: web }',
      'replicas: 2, serviceName: web, selector: { matchLabels: { app: web } }, ',
    );
    const byName = (name: string): string =>
      `{ podSelector: { matchLabels: { statefulset.kubernetes.io/pod-name: ${name} } } }`;
    expect(outsiders(byName('web-1'), web)).toEqual([]);
    expect(outsiders(byName('web-2'), web)).toEqual(symbol('statefulset.kubernetes.io/pod-name=web-2'));
  });
});
