import { parse } from 'yaml';
import { analysed, deployment } from './analysed';
import { Analysis } from '../../src/reachability/analysis';
import { Answer, answer } from '../../src/reachability/answer';
import { parseAskedEnd } from '../../src/reachability/asked-end';
import { Fix } from '../../src/reachability/fix';
import { policyYaml } from '../../src/render/rule-yaml';
import { Policy, PolicyRule, Topology } from '../../src/topology/model';
import { parseTopology } from '../../src/topology/parse';

const OPTIONS = { podCidrs: ['10.244.0.0/16'] };
const PORT = { port: 8080, protocol: 'TCP' } as const;

function ask(analysis: Analysis, from: string, to: string): Answer {
  const [source, target] = [from, to].map((text) => parseAskedEnd(analysis.cluster, text));
  return answer(analysis, source, target, PORT);
}

/** Does what the fixes say to what was read. */
function applied(topology: Topology, fixes: readonly Fix[]): Topology {
  let [policies, otherPolicies] = [topology.policies, topology.otherPolicies];
  const change = (
    { id }: Policy,
    direction: 'ingress' | 'egress',
    edit: (rules: PolicyRule[]) => PolicyRule[],
  ): void => {
    const mend = (policy: Policy): Policy =>
      policy.id === id
        ? { ...policy, rules: { ...policy.rules, [direction]: edit([...(policy.rules[direction] ?? [])]) } }
        : policy;
    policies = policies.map(mend);
    otherPolicies = otherPolicies.map(mend);
  };
  for (const fix of fixes) {
    if (fix.kind === 'words') {
      change(fix.policy, fix.direction, (rules) => [...rules, fix.rule]);
    } else if (fix.kind === 'denied') {
      const denying = fix.policy.rules[fix.direction]![fix.rule];
      change(fix.policy, fix.direction, (rules) =>
        rules.flatMap((rule) => (rule !== denying ? [rule] : fix.accept === undefined ? [] : [fix.accept, rule])),
      );
    } else if (fix.kind !== 'rule') {
      throw new Error(`got ${fix.kind}; allowed: what needs none of this package`);
    } else if (fix.isNew === undefined) {
      change(fix.policy, fix.direction, (rules) => [...rules, fix.rule]);
    } else {
      policies = [...policies, written(fix)];
    }
  }
  return { ...topology, policies, otherPolicies };
}

/** A new NetworkPolicy as it is read from the YAML that is shown. */
function written({ direction, policy, rule }: Extract<Fix, { kind: 'rule' }>): Policy {
  const object = parse(policyYaml(direction, policy, rule).join('\n')) as object;
  const { topology, problems } = parseTopology([{ object, origin: { source: 'new', document: 1 } }]);
  expect(problems).toEqual([]);
  return topology.policies[0];
}

const WORKLOADS = deployment('web') + deployment('api');

function admin(name: string, tier: string, priority: number, ...rules: string[]): string {
  return `---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: ${name} }
spec: { tier: ${tier}, priority: ${priority}, subject: { namespaces: {} }, egress: [${rules.join(', ')}] }
`;
}
const ALL = 'namespaces: {} }, { networks: ["0.0.0.0/0", "::/0"] }, { nodes: {}';
const toAll = (action: string): string => `{ action: ${action}, to: [{ ${ALL} }] }`;
const toPods = (action: string): string => `{ action: ${action}, to: [{ namespaces: {} }] }`;
const BANP = `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec: { subject: { namespaces: {} }, egress: [{ action: Deny, to: [{ namespaces: {} }, { networks: ["0.0.0.0/0", "::/0"] }] }] }
`;
const V1 = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }
`;
const cilium = (name: string, spec: string): string => `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: web } }, ${spec} }
`;
const CILIUM = cilium('closed', 'egress: [{ toEndpoints: [] }]');
const DENY = cilium('deny', 'egressDeny: [{ toEndpoints: [{}] }, { toCIDR: ["0.0.0.0/0", "::/0"] }]');
const EKS = `---
apiVersion: networking.k8s.aws/v1alpha1
kind: ApplicationNetworkPolicy
metadata: { name: app, namespace: shop }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }
`;

const ADMIN: Readonly<Record<string, string>> = {
  'no first tier': '',
  'a first tier that denies': admin('a', 'Admin', 10, toAll('Deny')),
  'a first tier that passes': admin('a', 'Admin', 10, toPods('Pass'), toPods('Deny')),
  'two policies of equal priority that deny':
    admin('a', 'Admin', 10, toAll('Deny')) + admin('b', 'Admin', 10, toAll('Deny')),
};
const MIDDLE: Readonly<Record<string, string>> = {
  'nothing between': '',
  'a NetworkPolicy': V1,
  'a policy of Cilium': CILIUM,
  'rules of Cilium that deny': DENY,
  'a policy of EKS': EKS,
  'all of these': V1 + CILIUM + DENY,
};
const BASELINE: Readonly<Record<string, string>> = {
  'no last tier': '',
  'a last tier that denies': admin('z', 'Baseline', 10, toAll('Deny')),
  'a BaselineAdminNetworkPolicy': BANP,
  'both of these': BANP + admin('z', 'Baseline', 10, toAll('Deny')),
};

describe.each(Object.keys(ADMIN))('with %s', (first) => {
  describe.each(Object.keys(MIDDLE))('and %s', (middle) => {
    test.each(Object.keys(BASELINE))('and %s, what is denied is allowed once it is done what is proposed', (last) => {
      const before = analysed(WORKLOADS + ADMIN[first] + MIDDLE[middle] + BASELINE[last], OPTIONS);
      let denied = 0;
      for (const to of ['api', 'ip:203.0.113.7', 'name:api.example.com', 'entity:kube-apiserver', 'nodes:*']) {
        const { verdict, fixes = [] } = ask(before, 'web', to);
        if (verdict !== 'deny') continue;
        denied++;
        const isNamed = !['api', 'ip:203.0.113.7'].includes(to);
        // No NetworkPolicy has a word for names, entities and nodes, and no policy of Cilium for nodes by their labels.
        if (isNamed && fixes.length === 0) continue;
        // Nor has an administrator's rule one for entities: all that is said is which rule denies it.
        if (fixes.some((fix) => fix.kind === 'denied' && fix.tier !== undefined && fix.accept === undefined)) {
          expect(to).toEqual('entity:kube-apiserver');
          continue;
        }
        const after = Analysis.of(applied(before.cluster.topology, fixes), OPTIONS);
        const found = ask(after, 'web', to);
        expect({ to, fixes: fixes.map(({ kind }) => kind), verdict: found.verdict }).toEqual({
          to,
          fixes: fixes.map(({ kind }) => kind),
          verdict: isNamed && (found.verdict as string) === 'undefined' ? 'undefined' : 'allow',
        });
      }
      const isOpen = first !== 'a first tier that denies' && middle === 'nothing between' && last === 'no last tier';
      if (!isOpen && !first.startsWith('two')) expect(denied).toBeGreaterThan(0);
    });
  });
});
