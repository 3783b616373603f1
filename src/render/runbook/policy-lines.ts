import { RunbookFacts, WorkloadFacts } from './facts';
import { shellWord } from './shell-text';

/** Of more workloads the policies are not listed, and of more policies not each. */
const MOST = 10;

/** The policies that have a say in what some workloads may do, by their ids. */
export function policiesOn(workloads: readonly WorkloadFacts[], { input }: RunbookFacts): string[] {
  const { sides } = input.analysis.cluster;
  const found = new Set<string>();
  for (const { position } of workloads.slice(0, MOST)) {
    for (const { isolatedBy, partial, tiers, unjudgedBy } of [sides.ingress[position], sides.egress[position]]) {
      const own = [...isolatedBy, ...partial.flatMap(({ policies }) => policies), ...unjudgedBy];
      const asked = (tiers?.policies ?? []).map(({ policy }) => policy);
      for (const { id } of [...own, ...asked]) found.add(id);
    }
  }
  return [...found].sort();
}

/** The commands that show the policies of a namespace, and those that select the pods of workloads. */
export function policyLines(namespace: string, workloads: readonly WorkloadFacts[], runbook: RunbookFacts): string[] {
  const lines = ['# Who may talk to them', `kubectl get networkpolicies -n ${shellWord(namespace)}`];
  const byKind = new Map<string, string[]>();
  for (const id of policiesOn(workloads, runbook).slice(0, MOST)) {
    const parts = id.split('/');
    const [own, kind, name] =
      parts.length === 2 ? [undefined, ...parts] : [parts[0], parts[1], parts.slice(2).join('/')];
    const key = `${kind.toLowerCase()}${own === undefined ? '' : ` -n ${shellWord(own)}`}`;
    byKind.set(key, [...(byKind.get(key) ?? []), shellWord(name)]);
  }
  for (const [key, names] of byKind) {
    const [kind, ...rest] = key.split(' ');
    lines.push(['kubectl describe', shellWord(kind), ...names, ...rest].join(' '));
  }
  return lines;
}
