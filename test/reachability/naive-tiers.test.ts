import { NaiveEnd } from './naive-cluster';
import { NaiveTiers } from './naive-tiers';
import { RawObject } from './oracle';
import { readYaml } from '../../src/topology/read-yaml';

/* The naive evaluator against examples of the documentation of each kind, whose answers are written there. */

const PODS = `
apiVersion: v1
kind: Namespace
metadata: { name: sensitive, labels: { kind: restricted } }
---
apiVersion: v1
kind: Pod
metadata: { name: vault, namespace: sensitive, labels: { app: vault } }
spec: { containers: [{ ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
---
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: monitoring, labels: { app: agent } }
---
apiVersion: v1
kind: Pod
metadata: { name: on-host, namespace: monitoring, labels: { app: agent } }
spec: { hostNetwork: true }
`;

const objectsOf = (yaml: string): RawObject[] =>
  readYaml(`${PODS}\n---\n${yaml}`, 'example').manifests.map(({ object }) => object);

const endOf = (text: string): NaiveEnd => {
  const [kind, rest] = text.split(':');
  return rest === undefined ? { pod: text } : ({ [kind]: rest } as unknown as NaiveEnd);
};

function decide(yaml: string, question: string): string {
  const [from, to, port, protocol] = question.split(' ');
  const { verdict, must } = new NaiveTiers(objectsOf(yaml)).decide({
    from: endOf(from),
    to: endOf(to),
    port: Number(port),
    protocol: protocol as 'TCP',
  });
  return [verdict, ...must].join(' ');
}

const [VAULT, WEB, API, AGENT, HOST] = ['vault', 'web', 'api', 'agent', 'on-host'].map(
  (name, i) => `${['sensitive', 'shop', 'shop', 'monitoring', 'monitoring'][i]}/Pod/${name}`,
);

describe('policies of administrators', () => {
  const admin = (tier: string, priority: number, rest: string, name = `p${priority}`): string => `---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: ${name} }
spec: { tier: ${tier}, priority: ${priority}, subject: { namespaces: { matchLabels: { kind: restricted } } }, ${rest} }
`;
  const monitoring = '{ namespaces: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }';
  const denyAll = 'ingress: [{ action: Deny, from: [{ namespaces: {} }] }]';

  test.each<[string, string, string, string]>([
    ['the strict one comes last', admin('Admin', 20, denyAll), `${WEB} ${VAULT} 80 TCP`, 'deny'],
    [
      'a lower priority is asked first',
      admin('Admin', 20, denyAll) + admin('Admin', 10, `ingress: [{ action: Accept, from: [${monitoring}] }]`),
      `${AGENT} ${VAULT} 80 TCP`,
      'allow',
    ],
    [
      'what is passed is left to the tiers behind, and none is there',
      admin('Admin', 20, denyAll) + admin('Admin', 10, `ingress: [{ action: Pass, from: [${monitoring}] }]`),
      `${AGENT} ${VAULT} 80 TCP`,
      'allow',
    ],
    [
      'equal priorities that differ',
      admin('Admin', 10, denyAll, 'a') + admin('Admin', 10, `ingress: [{ action: Accept, from: [${monitoring}] }]`),
      `${AGENT} ${VAULT} 80 TCP`,
      'undefined',
    ],
    ['the baseline tier', admin('Baseline', 1, denyAll), `${WEB} ${VAULT} 80 TCP`, 'deny'],
    [
      'the baseline tier has no say where a NetworkPolicy isolates',
      admin('Baseline', 1, denyAll) +
        '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: v, namespace: sensitive }\n' +
        'spec: { ingress: [{ ports: [{ port: 80 }] }] }\n',
      `${WEB} ${VAULT} 80 TCP`,
      'allow',
    ],
    [
      'pods on the host network are no peers of namespaces',
      admin('Admin', 1, denyAll),
      `${HOST} ${VAULT} 80 TCP`,
      'allow',
    ],
    [
      'a named port is looked up in the destination',
      admin(
        'Admin',
        1,
        'ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ destinationNamedPort: http }] }]',
      ),
      `${WEB} ${VAULT} 8080 TCP`,
      'deny',
    ],
    [
      'networks match pods, wherever these have their addresses from',
      admin('Admin', 1, 'egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0, "::/0"] }] }]'),
      `${VAULT} ${WEB} 80 TCP`,
      'deny',
    ],
    [
      'a network that holds some addresses only',
      admin('Admin', 1, 'egress: [{ action: Deny, to: [{ networks: [10.0.0.0/8] }] }]'),
      `${VAULT} ${WEB} 80 TCP`,
      'undefined',
    ],
    [
      'a domain name is accepted, and its address may be any',
      admin(
        'Admin',
        1,
        'egress: [{ action: Accept, to: [{ domainNames: ["*.kubernetes.io"] }] }, { action: Deny, to: [{ networks: [0.0.0.0/0, "::/0"] }] }]',
      ),
      `${VAULT} name:latest.blog.kubernetes.io 443 TCP`,
      'allow',
    ],
  ])('%s', (_, yaml, question, expected) => {
    expect(decide(yaml, question)).toBe(expected);
  });
});

describe('policies of Cilium', () => {
  const cilium = (spec: string): string => `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: p, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: web } }, ${spec} }
`;

  test.each<[string, string, string, string]>([
    ['an empty rule isolates and opens nothing', 'ingress: [{}]', `${API} ${WEB} 80 TCP`, 'deny'],
    ['an empty list does not isolate', 'ingress: [], egress: [{}]', `${API} ${WEB} 80 TCP`, 'allow'],
    [
      'ports alone are for everybody',
      'ingress: [{ toPorts: [{ ports: [{ port: "80" }] }] }]',
      `ip:8.8.8.8 ${WEB} 80 TCP`,
      'allow',
    ],
    ['endpoints are of the own namespace', 'ingress: [{ fromEndpoints: [{}] }]', `${AGENT} ${WEB} 80 TCP`, 'deny'],
    [
      'endpoints of another namespace',
      'ingress: [{ fromEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": monitoring } }] }]',
      `${AGENT} ${WEB} 80 TCP`,
      'allow',
    ],
    ['networks are never those of pods', 'egress: [{ toCIDR: [0.0.0.0/0] }]', `${WEB} ${API} 80 TCP`, 'deny'],
    [
      'deny rules win',
      'ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: api } }] }]',
      `${API} ${WEB} 80 TCP`,
      'deny',
    ],
    [
      'deny rules without default deny',
      'ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: api } }] }], enableDefaultDeny: { ingress: false }',
      `${AGENT} ${WEB} 80 TCP`,
      'allow',
    ],
    [
      'names',
      'egress: [{ toFQDNs: [{ matchPattern: "*.example.com" }], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }]',
      `${WEB} name:a.example.com 443 TCP`,
      'allow',
    ],
    [
      'a star is letters of one label',
      'egress: [{ toFQDNs: [{ matchPattern: "*.example.com" }], toPorts: [{ ports: [{ port: "443" }] }] }]',
      `${WEB} name:a.b.example.com 443 TCP`,
      'undefined',
    ],
    ['entities', 'egress: [{ toEntities: [kube-apiserver] }]', `${WEB} entity:kube-apiserver 6443 TCP`, 'allow'],
    ['the world is no pod', 'egress: [{ toEntities: [world] }]', `${WEB} ${API} 80 TCP`, 'deny'],
    [
      'layer 7 narrows',
      'ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET, path: /health }] } }] }]',
      `${API} ${WEB} 80 TCP`,
      'allow HTTP GET /health',
    ],
  ])('%s', (_, spec, question, expected) => {
    expect(decide(cilium(spec), question)).toBe(expected);
  });
});
