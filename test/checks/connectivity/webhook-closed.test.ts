import { CLOSED, documents, policy, service, workload } from './written';
import { CheckContext } from '../../../src/checks/check-context';
import { findingsOf } from '../findings-of';

const RULE = 'webhook-closed';
const PODS = workload('hook', { ports: '[{ name: https, containerPort: 9443 }]' });
const SERVICE = service('hook', '{ selector: { app: hook }, ports: [{ port: 443, targetPort: https }] }');

function config(client: string, kind = 'ValidatingWebhookConfiguration'): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}
metadata: { name: hooks }
webhooks:
  - name: a.example.com
    clientConfig: ${client}
`;
}

const CALL = config('{ service: { namespace: shop, name: hook } }');
const BEGIN = 'ValidatingWebhookConfiguration/hooks has the API server call port 443 of Service shop/hook';
const SHUT =
  `${BEGIN}, and the API server is not let in to port 9443 of shop/Deployment/hook, because of shop/NetworkPolicy/closed: ` +
  'its calls would wait for their timeout';

function opening(from: string, ports = '[{ port: 9443 }]'): string {
  return policy(
    'open',
    `{ podSelector: { matchLabels: { app: hook } }, policyTypes: [Ingress], ingress: [{ from: ${from}, ports: ${ports} }] }`,
  );
}

test('pods that surely do not let the API server in are told, where the webhook names them', () => {
  expect(findingsOf(documents(CALL, PODS, SERVICE, CLOSED), RULE)).toMatchObject([
    {
      severity: 'warning',
      object: 'ValidatingWebhookConfiguration/hooks',
      line: 6,
      field: 'webhooks[0].clientConfig.service',
      detail: 'shop/hook:443 shop/Deployment/hook',
      message: SHUT,
      fix: 'open 9443/TCP in ingress of shop/NetworkPolicy/closed to the addresses of the API server, or to the pods through which it comes',
      to: 'shop/Deployment/hook',
      ports: ['9443/TCP'],
    },
  ]);
});

describe('each kind of object that has the API server call', () => {
  const service443 = '{ namespace: shop, name: hook, port: 443 }';
  test.each([
    ['MutatingWebhookConfiguration/hooks', config(`{ service: ${service443} }`, 'MutatingWebhookConfiguration')],
    [
      'APIService/v1.example.com',
      `apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: { name: v1.example.com }\nspec: { service: ${service443} }\n`,
    ],
    [
      'CustomResourceDefinition/a.example.com',
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: a.example.com }\nspec: { conversion: { strategy: Webhook, webhook: { clientConfig: { service: ${service443} } } } }\n`,
    ],
    [
      'CustomResourceDefinition/b.example.com',
      `apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: { name: b.example.com }\nspec: { conversion: { strategy: Webhook, webhookClientConfig: { service: ${service443} } } }\n`,
    ],
    ['ValidatingWebhookConfiguration/hooks', config('{ url: "https://hook.shop.svc:443/validate" }')],
  ])('%s', (object, yaml) => {
    expect(findingsOf(documents(yaml, PODS, SERVICE, CLOSED), RULE)).toMatchObject([{ object }]);
  });
});

test('two webhooks of one Service are one finding', () => {
  const two = `${CALL}  - name: b.example.com\n    clientConfig: { service: { namespace: shop, name: hook, path: /b } }\n`;
  expect(findingsOf(documents(two, PODS, SERVICE, CLOSED), RULE)).toHaveLength(1);
});

describe('closed stays what opens no way for it', () => {
  test.each([
    ['pods of the app', '[{ podSelector: { matchLabels: { app: web } } }]'],
    ['pods of another namespace', '[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ops } } }]'],
    ['labelled pods of any namespace', '[{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }]'],
  ])('%s', (_what, from) => {
    expect(findingsOf(documents(CALL, PODS, SERVICE, CLOSED, opening(from)), RULE)).toHaveLength(1);
  });

  test('an address on another port', () => {
    const other = opening('[{ ipBlock: { cidr: 10.0.0.0/8 } }]', '[{ port: 8443 }]');
    expect(findingsOf(documents(CALL, PODS, SERVICE, CLOSED, other), RULE)).toHaveLength(1);
  });
});

describe('nothing is said where the API server may get in', () => {
  test.each([
    ['everybody', '[]'],
    ['an address', '[{ ipBlock: { cidr: 10.0.0.4/32 } }]'],
    [
      'the namespace of the system',
      '[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]',
    ],
    ['all namespaces', '[{ namespaceSelector: {} }]'],
    [
      'all namespaces but one',
      '[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [ops] }] } }]',
    ],
    [
      'agents of a tunnel in any namespace',
      '[{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: konnectivity-agent } } }]',
    ],
    [
      'the host network of OpenShift',
      '[{ namespaceSelector: { matchLabels: { policy-group.network.openshift.io/host-network: "" } } }]',
    ],
  ])('%s', (_what, from) => {
    expect(findingsOf(documents(CALL, PODS, SERVICE, CLOSED, opening(from)), RULE)).toEqual([]);
  });

  test.each([
    ['no policy isolates the pods', documents(CALL, PODS, SERVICE)],
    [
      'they are on the host network',
      documents(
        CALL,
        workload('hook', { pod: 'hostNetwork: true', ports: '[{ name: https, containerPort: 9443 }]' }),
        SERVICE,
        CLOSED,
      ),
    ],
    [
      'a policy that is not judged selects them',
      documents(
        CALL,
        PODS,
        SERVICE,
        CLOSED,
        'apiVersion: crd.projectcalico.org/v1\nkind: NetworkPolicy\nmetadata: { name: c, namespace: shop }\nspec: { types: [Ingress] }\n',
      ),
    ],
    [
      'an entity of Cilium is let in',
      documents(
        CALL,
        PODS,
        SERVICE,
        CLOSED,
        'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: shop }\nspec: { endpointSelector: {}, ingress: [{ fromEntities: [kube-apiserver] }] }\n',
      ),
    ],
    [
      'the name of the target port is missing, which is told of the Service',
      documents(CALL, workload('hook'), SERVICE, CLOSED),
    ],
    [
      'the Service is of a namespace of others',
      documents(config('{ service: { namespace: certs, name: hook } }'), PODS, CLOSED),
    ],
    [
      'the port is none, which the API server refuses',
      documents(config('{ service: { namespace: shop, name: hook, port: "443" } }'), PODS, SERVICE, CLOSED),
    ],
    ['the webhook is outside of the cluster', documents(config('{ url: "https://hook.example.com/" }'), PODS, CLOSED)],
  ])('%s', (_what, yaml) => {
    expect(findingsOf(yaml, RULE)).toEqual([]);
  });
});

describe('a webhook that leads nowhere is told', () => {
  test('a Service that is not there, with those that are', () => {
    const call = config('{ service: { namespace: shop, name: hooks } }');
    expect(findingsOf(documents(call, PODS, SERVICE), RULE)).toMatchObject([
      {
        severity: 'warning',
        message:
          'ValidatingWebhookConfiguration/hooks has the API server call port 443 of Service shop/hooks, which is not in the manifests',
        fix: 'name one of namespace shop, which has hook',
      },
    ]);
  });

  test('as a note where the input has the namespace alone', () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
    expect(findingsOf(documents(namespace, CALL), RULE)).toMatchObject([
      { severity: 'note', fix: 'give the pods a Service of that name; namespace shop has none' },
    ]);
  });

  test('a port that the Service does not have', () => {
    const call = config('{ service: { namespace: shop, name: hook, port: 9443 } }');
    expect(findingsOf(documents(call, PODS, SERVICE), RULE)).toMatchObject([
      {
        severity: 'warning',
        message:
          'ValidatingWebhookConfiguration/hooks has the API server call port 9443 of Service shop/hook, which has port 443 alone',
        fix: 'name one of these as `port` of the service there; without it, it is 443',
      },
    ]);
  });
});

test('a Service without a namespace is applied to the one that the webhook names', () => {
  const plain = [PODS, SERVICE, CLOSED].map((yaml) => yaml.replace(', namespace: shop', ''));
  expect(findingsOf(documents(CALL, ...plain), RULE)).toMatchObject([{ to: 'default/Deployment/hook' }]);
});

describe('what is known of the cluster decides', () => {
  function ask(context: CheckContext): readonly { readonly message: string; readonly fix: string }[] {
    return findingsOf(documents(CALL, PODS, SERVICE, CLOSED), RULE, context);
  }

  test('it may be open', () => {
    expect(ask({ closedToApiServer: () => 'open' })).toEqual([]);
  });

  test('it is closed, with a fix and a word beside it', () => {
    const asked: unknown[] = [];
    const found = ask({
      closedToApiServer: (...question) => {
        asked.push(question);
        return { policies: ['shop/NetworkPolicy/closed'], fix: 'call()', note: 'Nodes get in' };
      },
    });
    expect(asked).toEqual([['ingress', 0, 9443]]);
    expect(found).toMatchObject([{ message: `${SHUT}. Nodes get in`, fix: 'call()' }]);
  });

  test('it does not know, so that the manifests decide', () => {
    expect(ask({ closedToApiServer: () => undefined })).toMatchObject([{ message: SHUT }]);
  });
});
