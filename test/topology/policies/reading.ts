import { Field } from '../../../src/topology/manifest';
import { Direction, Policy, PolicyPort, PolicyRule, Problem, Protocol, Selector } from '../../../src/topology/model';
import { isNotJudged, PolicyReader } from '../../../src/topology/policies/policy-reader';
import { readerOf } from '../../../src/topology/policies/readers';

/** What a reader said of one policy. */
export interface Reading {
  /** What of it is judged. */
  readonly policies: readonly Policy[];
  /** Why it is not judged. */
  readonly notJudged?: string;
  readonly isForNodes?: true;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads an object as the readers of its kind do. Its namespace is `shop`, unless the kind has none. */
export function reading(object: { readonly kind: string; readonly apiVersion: string }, namespace?: string): Reading {
  const { kind, apiVersion } = object;
  const origin = { source: 'input.yaml', document: 1 };
  const [problems, warnings]: [Problem[], Problem[]] = [[], []];
  const root = Field.root({ object, origin }, problems, warnings);
  const id = namespace === undefined ? `${kind}/p` : `${namespace}/${kind}/p`;
  const reader = readerOf(kind, apiVersion) as PolicyReader;
  const read = reader(root, { id, apiVersion, kind, name: 'p', namespace, origin });
  return {
    policies: isNotJudged(read) ? (read.judged ?? []) : read,
    ...(isNotJudged(read) ? { notJudged: read.notJudged, isForNodes: read.isForNodes } : {}),
    problems: problems.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  };
}

const CILIUM = { apiVersion: 'cilium.io/v2' };

/** Reads the `spec` of a CiliumNetworkPolicy of the namespace `shop`. */
export function cilium(spec: unknown, more: object = {}): Reading {
  return reading({ ...CILIUM, kind: 'CiliumNetworkPolicy', ...(spec === undefined ? {} : { spec }), ...more }, 'shop');
}

/** Reads the `spec` of a CiliumClusterwideNetworkPolicy. */
export function clusterwide(spec: unknown, more: object = {}): Reading {
  return reading({
    ...CILIUM,
    kind: 'CiliumClusterwideNetworkPolicy',
    ...(spec === undefined ? {} : { spec }),
    ...more,
  });
}

/** The pods that the policies of most tests are for. */
export const WEB = { endpointSelector: { matchLabels: { app: 'web' } } };

/** The rules of one direction of the only policy, which has no problems. */
export function rulesOf({ policies, problems, notJudged }: Reading, direction: Direction): readonly PolicyRule[] {
  expect(problems).toEqual([]);
  expect(notJudged).toBeUndefined();
  expect(policies).toHaveLength(1);
  return policies[0].rules[direction] ?? [];
}

/** The only problem, where nothing else is wrong. */
export function problemOf({ problems, notJudged }: Reading): string {
  expect(notJudged).toBeUndefined();
  expect(problems).toHaveLength(1);
  return problems[0];
}

/** Why a policy is not judged that has no problems. */
export function doubtOf({ policies, problems, notJudged }: Reading): string | undefined {
  expect(problems).toEqual([]);
  expect(policies).toEqual([]);
  return notJudged;
}

/** A selector by labels that are all there. */
export function having(labels: Readonly<Record<string, string>>): Selector {
  return {
    requirements: Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
  };
}

/** A port, or a range of them. */
export function port(first: number, protocol: Protocol = 'TCP', last = first): PolicyPort {
  return { protocol, kind: 'range', first, last };
}
