import { Finding } from '../../../src/checks/finding';
import { NetworkRule, networkRuleFindings, readNetworkRules } from '../../../src/checks/network-rules';
import { Problem } from '../../../src/topology/model';
import { readYaml } from '../../../src/topology/read-yaml';
import { checkInputOf } from '../findings-of';

/** The file that rules of these tests are in. */
export const RULES = 'rules.yaml';

/** What is wrong with a file of rules. */
export function rulesProblems(yaml: string): readonly Problem[] {
  return readNetworkRules(readYaml(yaml, RULES).manifests, RULES).problems;
}

/** The rules of a file that is right. */
export function rulesOf(yaml: string): readonly NetworkRule[] {
  const { manifests, problems: unreadable } = readYaml(yaml, RULES);
  const { rules, problems } = readNetworkRules(manifests, RULES);
  if (unreadable.length + problems.length > 0) {
    throw new Error([...unreadable, ...problems].map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  }
  return rules;
}

/** What rules find in manifests. */
export function networkFindings(manifests: string, rules: string): Finding[] {
  return networkRuleFindings(checkInputOf(manifests), rulesOf(rules));
}

/** The messages of what is denied; those that are warnings begin with `?`. */
export function denials(manifests: string, rules: string): string[] {
  return networkFindings(manifests, `version: 1\nrules:\n${rules}`)
    .filter(({ rule }) => rule.id === 'network-rule')
    .map(({ severity, message }) => `${severity === 'warning' ? '? ' : ''}${message}`)
    .sort();
}

/** Pods of one workload, with labels and one port. */
export function deployment(id: string, labels = `app: ${id.split('/')[1]}`, more = ''): string {
  const [place, name] = id.split('/');
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${place} }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: main, image: 'main:1', ports: [{ name: http, containerPort: 8080 }] }]${more} }
`;
}

/** A policy with rules as they are written; a direction that is not given is closed. */
export function policy(id: string, labels: string, { ingress = '[]', egress = '[]' }: Directions = {}): string {
  const [place, name] = id.split('/');
  return `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${place} }
spec:
  podSelector: { matchLabels: { ${labels} } }
  policyTypes: [Ingress, Egress]
  ingress: ${ingress}
  egress: ${egress}
`;
}

interface Directions {
  readonly ingress?: string;
  readonly egress?: string;
}

/** A namespace with labels. */
export function namespace(name: string, labels: string): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;
}
