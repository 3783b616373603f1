import { Field } from '../../../src/topology/manifest';
import { Policy, PolicyPeer, PolicyRule, Problem } from '../../../src/topology/model';
import { isNotJudged } from '../../../src/topology/policies/policy-reader';
import { readerOf } from '../../../src/topology/policies/readers';
import { readYaml } from '../../../src/topology/read-yaml';

/** What was read of one policy. */
export interface Reading {
  readonly policies: readonly Policy[];
  readonly notJudged?: string;
  /** With their lines. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads a policy of the cluster with the reader of its kind. */
export function readPolicy(yaml: string): Reading {
  const { manifests, problems: unreadable } = readYaml(yaml, 'input.yaml');
  const [problems, warnings]: [Problem[], Problem[]] = [[...unreadable], []];
  const root = Field.root(manifests[0], problems, warnings);
  const [apiVersion, kind] = [root.get('apiVersion').text() ?? '', root.get('kind').text() ?? ''];
  const name = root.get('metadata').get('name').text() ?? '';
  const reader = readerOf(kind, apiVersion);
  if (reader === undefined) throw new Error(`nobody reads ${kind} of ${apiVersion}`);
  const read = reader(root, { id: `${kind}/${name}`, apiVersion, kind, name, origin: root.origin });
  return {
    ...(isNotJudged(read) ? { policies: [], notJudged: read.notJudged } : { policies: read }),
    problems: shown(problems),
    warnings: shown(warnings),
  };
}

/** A field that is wrong is said once, as in the whole topology. */
function shown(problems: readonly Problem[]): string[] {
  return [...new Set(problems.map(({ line, message }) => `line ${line}: ${message}`))];
}

/** A reading of a policy that has nothing wrong. */
export function legalPolicy(yaml: string): Policy {
  const { policies, notJudged, problems } = readPolicy(yaml);
  expect({ notJudged, problems }).toEqual({ notJudged: undefined, problems: [] });
  expect(policies).toHaveLength(1);
  return policies[0];
}

/** The first rule of egress of a policy that has nothing wrong. */
export function firstEgress(yaml: string): PolicyRule {
  return legalPolicy(yaml).rules.egress![0];
}

/** Pods of all namespaces. */
export const ALL_PODS: PolicyPeer = {
  kind: 'pods',
  namespaceSelector: { requirements: [] },
  podSelector: { requirements: [] },
};

/** A ClusterNetworkPolicy with rules; the first line of them is 8. */
export function clusterPolicy(rules: string, apiVersion = 'policy.networking.k8s.io/v1alpha2'): string {
  return `apiVersion: ${apiVersion}
kind: ClusterNetworkPolicy
metadata: { name: c }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: {} }
${rules}`;
}

/** A ClusterNetworkPolicy of EKS with rules; the first line of them is 8. */
export function eksPolicy(rules: string): string {
  return clusterPolicy(rules, 'networking.k8s.aws/v1alpha1');
}

/** An AdminNetworkPolicy with rules; the first line of them is 7. */
export function adminPolicy(rules: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: a }
spec:
  priority: 10
  subject: { namespaces: {} }
${rules}`;
}

/** A BaselineAdminNetworkPolicy with rules; the first line of them is 6. */
export function baselinePolicy(rules: string, name = 'default'): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: ${name} }
spec:
  subject: { namespaces: {} }
${rules}`;
}

/** Some lists of one text each: `[a, a]`. */
export function many(count: number, item: string): string {
  return `[${Array.from({ length: count }, () => item).join(', ')}]`;
}
