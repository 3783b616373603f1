import { parsed } from './parsed';
import { UnjudgedEffect, UnjudgedPolicy } from '../../src/topology/model';

function read(apiVersion: string, kind: string, spec: object): UnjudgedPolicy {
  const object = { apiVersion, kind, metadata: { name: 'p', namespace: 'shop' }, spec };
  const { topology, problems } = parsed(JSON.stringify(object));
  expect(problems).toEqual([]);
  return topology.unjudged[0];
}

const ANY: UnjudgedEffect = { kind: 'any' };
const HTTPS = { kind: 'range', protocol: 'TCP', first: 443, last: 443 };
const podSelector = { matchLabels: { app: 'web' } };

describe('an FQDNNetworkPolicy of GKE', () => {
  const stripe = { matches: [{ name: 'api.stripe.com' }], ports: [{ protocol: 'TCP', port: 443 }] };
  const effectOf = (spec: object, version = 'v1alpha1'): UnjudgedEffect =>
    read(`networking.gke.io/${version}`, 'FQDNNetworkPolicy', spec).effect;

  test('opens names and patterns in the form that this package writes', () => {
    const files = { matches: [{ pattern: '*.example.com' }], ports: [{ protocol: 'UDP', port: 443 }] };
    const policy = read('networking.gke.io/v1alpha1', 'FQDNNetworkPolicy', { podSelector, egress: [stripe, files] });
    expect(policy.directions).toEqual(['egress']);
    expect(policy.effect).toEqual({
      kind: 'names',
      openings: [
        { names: ['api.stripe.com'], ports: [HTTPS] },
        { names: ['*.example.com'], ports: [{ ...HTTPS, protocol: 'UDP' }] },
      ],
    });
  });

  test.each<[string, object]>([
    ['no rules', { podSelector, egress: [] }],
    ['every pod', { podSelector: {}, egress: [stripe] }],
    ['expressions', { podSelector: { ...podSelector, matchExpressions: [] }, egress: [stripe] }],
    ['all ports', { podSelector, egress: [{ matches: stripe.matches }] }],
    ['no ports', { podSelector, egress: [{ ...stripe, ports: [] }] }],
    ['a protocol of all', { podSelector, egress: [{ ...stripe, ports: [{ protocol: 'ALL', port: 443 }] }] }],
    ['port 0', { podSelector, egress: [{ ...stripe, ports: [{ protocol: 'TCP', port: 0 }] }] }],
    ['no names', { podSelector, egress: [{ ...stripe, matches: [] }] }],
    ['every name', { podSelector, egress: [{ ...stripe, matches: [{ pattern: '*' }] }] }],
    ['a pattern within a label', { podSelector, egress: [{ ...stripe, matches: [{ pattern: 'a*.example.com' }] }] }],
    ['a name and a pattern', { podSelector, egress: [{ ...stripe, matches: [{ name: 'a.b', pattern: '*.b' }] }] }],
    ['one more field', { podSelector, policyTypes: ['Egress'], egress: [stripe] }],
  ])('may do anything with %s', (_, spec) => {
    expect(effectOf(spec)).toEqual(ANY);
  });

  test('may do anything in the form of the archived controller, whose kind has the same name', () => {
    const spec = {
      podSelector,
      egress: [{ to: [{ fqdns: ['api.stripe.com'] }], ports: [{ protocol: 'TCP', port: 443 }] }],
    };
    expect(effectOf(spec, 'v1alpha3')).toEqual(ANY);
  });
});

describe('an ApplicationNetworkPolicy of EKS', () => {
  const dns = {
    to: [{ ipBlock: { cidr: '172.20.0.10/32' } }, { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    ports: [{ protocol: 'UDP', port: 53 }],
  };
  const stripe = {
    to: [{ domainNames: ['api.stripe.com', '*.example.com'] }],
    ports: [{ protocol: 'TCP', port: 443 }],
  };
  const exact = { podSelector, policyTypes: ['Egress'], egress: [dns, stripe] };
  const effectOf = (spec: object): UnjudgedEffect =>
    read('networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', spec).effect;

  test('opens names, and what its other rules say as a NetworkPolicy says it', () => {
    expect(read('networking.k8s.aws/v1alpha1', 'ApplicationNetworkPolicy', exact).directions).toEqual(['egress']);
    expect(effectOf(exact)).toEqual({
      kind: 'names',
      openings: [{ names: ['api.stripe.com', '*.example.com'], ports: [HTTPS], isDeep: true }],
      rules: [
        {
          peers: [
            { kind: 'ipBlock', cidr: '172.20.0.10/32', except: [] },
            { kind: 'pods', podSelector: { requirements: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }] } },
          ],
          ports: [{ kind: 'range', protocol: 'UDP', first: 53, last: 53 }],
        },
      ],
    });
  });

  test('needs no other rules', () => {
    const names = { ...stripe, to: [{ domainNames: ['api.stripe.com'] }] };
    expect(effectOf({ ...exact, egress: [names] })).toEqual({
      kind: 'names',
      openings: [{ names: ['api.stripe.com'], ports: [HTTPS] }],
    });
  });

  test.each<[string, object]>([
    ['no names', { ...exact, egress: [dns] }],
    ['every pod', { ...exact, podSelector: {} }],
    ['ingress', { ...exact, policyTypes: ['Ingress', 'Egress'] }],
    ['no types', { podSelector, egress: exact.egress }],
    ['rules of ingress', { ...exact, ingress: [] }],
    ['an empty list of names', { ...exact, egress: [{ ...stripe, to: [{ domainNames: [] }] }] }],
    ['names beside an address', { ...exact, egress: [{ ...stripe, to: [...stripe.to, ...dns.to] }] }],
    [
      'names and an address as one peer',
      { ...exact, egress: [{ ...stripe, to: [{ ...stripe.to[0], ...dns.to[0] }] }] },
    ],
    ['names on all ports', { ...exact, egress: [{ to: stripe.to }] }],
    ['names on a port by name', { ...exact, egress: [{ ...stripe, ports: [{ protocol: 'TCP', port: 'https' }] }] }],
    ['a name that is none', { ...exact, egress: [{ ...stripe, to: [{ domainNames: ['*'] }] }] }],
    ['a rule that is wrong', { ...exact, egress: [{ ...dns, ports: [{ protocol: 'TCP', port: 70000 }] }, stripe] }],
  ])('may do anything with %s', (_, spec) => {
    expect(effectOf(spec)).toEqual(ANY);
  });
});
