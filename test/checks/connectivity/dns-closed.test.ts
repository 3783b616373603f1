import {
  app,
  closed,
  declared,
  deployment,
  DeploymentOptions,
  documents,
  named,
  object,
  ownLabels,
  policy,
} from './manifests';
import { runRules } from '../../../src/checks/run-rules';
import { checkInputOf, findingsOf } from '../findings-of';

const RULE = 'dns-closed';
const TO_DB = { to: [{ podSelector: app('db') }], ports: [{ port: 5432 }] };
const BOTH = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
];
const MESSAGE =
  'shop/Deployment/api: shop/NetworkPolicy/api lets it call others, but no DNS (port 53): no name resolves';

describe('dns-closed', () => {
  test('tells of egress that is open to a database and not to DNS', () => {
    const [finding, ...others] = egress([TO_DB]);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: 'shop/Deployment/api',
      line: 1,
      message: MESSAGE,
      fix: "add a rule of egress for ports 53/UDP and 53/TCP to namespace kube-system, pods with k8s-app: kube-dns (or wherever the cluster's DNS is)",
      from: 'shop/Deployment/api',
      ports: ['53/UDP', '53/TCP'],
    });
  });

  test.each([
    ['to everybody', { ports: BOTH }],
    ['to all pods', { to: [{ namespaceSelector: {} }], ports: BOTH }],
    ['to kube-system', { to: [{ namespaceSelector: named('kube-system') }], ports: [{ port: 53, protocol: 'UDP' }] }],
    ['to NodeLocal DNSCache', { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: BOTH }],
    [
      'on the port of OpenShift',
      { to: [{ namespaceSelector: named('openshift-dns') }], ports: [{ port: 5353, protocol: 'UDP' }] },
    ],
    ['in a range', { ports: [{ port: 50, endPort: 60, protocol: 'UDP' }] }],
    ['by name', { to: [{ namespaceSelector: named('kube-system') }], ports: [{ port: 'dns', protocol: 'UDP' }] }],
    ['on every port of UDP', { to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP' }] }],
    ['with everything else', {}],
    [
      'on another port of its pods',
      {
        to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
        ports: [{ port: 1053, protocol: 'UDP' }],
      },
    ],
  ])('says nothing where DNS is opened %s', (_how, rule) => {
    expect(egress([TO_DB, rule])).toEqual([]);
  });

  test('does not take all ports of pods of the input for DNS', () => {
    expect(egress([{ to: [{ podSelector: app('db') }] }])).toMatchObject([{ message: MESSAGE }]);
    expect(egress([{ to: [{ podSelector: {} }] }], {}, deployment('coredns'))).toEqual([]);
    expect(
      egress([{ to: [{ podSelector: {} }] }], {}, deployment('names', { ports: [{ containerPort: 53 }] })),
    ).toEqual([]);
  });

  test('says nothing of pods that may call nobody, or that nothing isolates', () => {
    expect(findingsOf(documents(deployment('api'), closed('api')), RULE)).toEqual([]);
    expect(findingsOf(deployment('api'), RULE)).toEqual([]);
    expect(egress([TO_DB], { pod: { hostNetwork: true } })).toEqual([]);
  });

  test('tells of DNS for TCP alone, which a port without protocol is', () => {
    expect(egress([TO_DB, { ports: [{ port: 53 }] }])).toMatchObject([
      {
        severity: 'warning',
        message:
          'shop/Deployment/api: shop/NetworkPolicy/api lets it ask for names by TCP alone, and names are asked for by UDP: none resolves',
        fix: 'add protocol: UDP to the port 53, beside the one of TCP',
        ports: ['53/UDP'],
      },
    ]);
    expect(
      egress([TO_DB, { ports: [{ port: 53 }] }], { pod: { dnsConfig: { options: [{ name: 'use-vc' }] } } }),
    ).toEqual([]);
  });

  test('is a note where DNS is opened by a label of kube-system that nobody says it has', () => {
    const dns = (namespaceSelector: object) => ({ to: [{ namespaceSelector }], ports: BOTH });
    const byName = dns({ matchLabels: { name: 'kube-system' } });

    expect(egress([TO_DB, byName])).toMatchObject([
      {
        severity: 'note',
        detail: 'name=kube-system',
        message:
          'shop/Deployment/api: shop/NetworkPolicy/api lets it ask for names in namespaces with name=kube-system, a label that kube-system has only where somebody gave it',
        fix: 'select it by kubernetes.io/metadata.name: kube-system, the label that every namespace has',
      },
    ]);
    expect(egress([TO_DB, byName, dns({})])).toEqual([]);
    expect(egress([TO_DB, byName], {}, declared('kube-system', { name: 'kube-system' }))).toEqual([]);
  });

  test('is a note where addresses alone are called, for which nobody asks', () => {
    expect(egress([{ to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: [{ port: 5432 }] }])).toMatchObject([
      { severity: 'note', message: MESSAGE },
    ]);
    expect(egress([{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }])).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  test('is a note where the hosts file of the pods has names', () => {
    expect(egress([TO_DB], { pod: { hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }] } })).toMatchObject([
      { severity: 'note' },
    ]);
  });

  test('knows where names are asked for otherwise', () => {
    const fixOf = (pod: object): string | undefined => egress([TO_DB], { pod })[0]?.fix;

    expect(fixOf({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.53'] } })).toBe(
      'add a rule of egress for ports 53/UDP and 53/TCP to the addresses in dnsConfig.nameservers',
    );
    expect(fixOf({ dnsPolicy: 'Default' })).toBe(
      'add a rule of egress for ports 53/UDP and 53/TCP to the nameservers of the nodes',
    );
    expect(fixOf({ dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } })).toBeUndefined();
  });

  test('counts names of Cilium, which need DNS to be known', () => {
    const cilium = (more: readonly object[]): string =>
      object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
        spec: {
          endpointSelector: app('api'),
          egress: [{ toFQDNs: [{ matchName: 'api.example.com' }], toPorts: [{ ports: [{ port: '443' }] }] }, ...more],
        },
      });
    const dns = {
      toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s-app': 'kube-dns' } }],
      toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
    };

    expect(findingsOf(documents(deployment('api'), cilium([])), RULE)).toMatchObject([{ severity: 'warning' }]);
    expect(findingsOf(documents(deployment('api'), cilium([dns])), RULE)).toEqual([]);
    expect(findingsOf(documents(deployment('api'), cilium([{ toEntities: ['cluster'] }])), RULE)).toEqual([]);
  });

  test('is a note where the API server alone is called', () => {
    const cilium = object('cilium.io/v2', 'CiliumNetworkPolicy', 'api', {
      spec: { endpointSelector: app('api'), egress: [{ toEntities: ['kube-apiserver'] }] },
    });

    expect(findingsOf(documents(deployment('api'), cilium), RULE)).toMatchObject([{ severity: 'note' }]);
  });

  test('names all policies that isolate the pods', () => {
    const all = policy('all', { podSelector: {}, policyTypes: ['Egress'] });

    expect(egress([TO_DB], {}, all)).toMatchObject([
      {
        message:
          'shop/Deployment/api: shop/NetworkPolicy/all, shop/NetworkPolicy/api let it call others, but no DNS (port 53): no name resolves',
      },
    ]);
  });

  test('counts what administrators open for everybody', () => {
    const admin = JSON.stringify({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'dns' },
      spec: {
        priority: 1,
        subject: { namespaces: {} },
        egress: [
          {
            action: 'Allow',
            to: [{ namespaces: named('kube-system') }],
            ports: [{ portNumber: { port: 53, protocol: 'UDP' } }],
          },
        ],
      },
    });

    expect(egress([TO_DB], {}, admin)).toEqual([]);
  });

  test('says nothing where a policy that is not judged may open it, nor of pods of others', () => {
    const calico = object('projectcalico.org/v3', 'NetworkPolicy', 'api', { spec: { selector: 'all()' } });
    const yaml = documents(deployment('api'), policy('api', { podSelector: app('api'), egress: [TO_DB] }));

    expect(egress([TO_DB], {}, calico)).toEqual([]);
    expect(runRules(checkInputOf(yaml, { standIns: new Set(['shop/Deployment/api']) }), { only: [RULE] })).toEqual([]);
  });

  test('says nothing of what a construct wrote, which opens the DNS of its profile on whatever port', () => {
    const spec = (labels: object): object => ({
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress', 'Egress'],
      egress: [TO_DB, { to: [{ ipBlock: { cidr: '10.0.0.53/32' } }], ports: [{ port: 1053, protocol: 'UDP' }] }],
    });
    const own = { 'app.kubernetes.io/name': 'api' };

    expect(
      findingsOf(documents(deployment('api', { labels: ownLabels('api') }), policy('api', spec(own))), RULE),
    ).toEqual([]);
    expect(findingsOf(documents(deployment('api', { labels: own }), policy('api', spec(own))), RULE)).toHaveLength(1);
  });

  test('never fails on a spec of wrong types', () => {
    const odd = { dnsPolicy: 7, dnsConfig: { nameservers: 'x', options: [null, 3] }, hostAliases: {} };

    expect(egress([TO_DB], { pod: odd })).toHaveLength(1);
  });
});

function egress(rules: readonly object[], options: DeploymentOptions = {}, ...more: readonly string[]) {
  const api = policy('api', { podSelector: app('api'), policyTypes: ['Ingress', 'Egress'], egress: rules });
  return findingsOf(documents(deployment('api', options), deployment('db'), api, ...more), RULE).filter(
    ({ object: id }) => id === 'shop/Deployment/api',
  );
}
