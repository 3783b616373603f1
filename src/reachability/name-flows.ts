import { Analysed } from './analysed';
import { isUndecided, undecidedOutside } from './doubt';
import { nameEnd } from './end';
import { Flow } from './flow';
import { PortSet } from './port-set';
import { REASONS } from './reason';

/** The flows from workloads to the DNS names that policies open to them, sorted by name. */
export function* nameFlows(analysed: Analysed): Generator<Flow> {
  for (let position = 0; position < analysed.cluster.workloads.length; position++) yield* namesOf(analysed, position);
}

function* namesOf({ cluster }: Analysed, position: number): Generator<Flow> {
  const workload = cluster.workloads[position];
  const side = cluster.sides.egress[position];
  if (side.unjudgedBy.length === 0) return;
  const opened = new Map<string, { readonly ports: PortSet[]; readonly policies: Set<string> }>();
  for (const { id, effect } of side.unjudgedBy) {
    if (effect.kind !== 'names') continue;
    for (const { names, ports } of effect.openings) {
      for (const name of names) {
        const own = opened.get(name) ?? { ports: [], policies: new Set() };
        opened.set(name, own);
        own.ports.push(PortSet.of(ports));
        own.policies.add(id);
      }
    }
  }
  // Another policy that is not judged may deny what this one opens.
  const isDoubted = side.unjudgedBy.some(({ effect }) => effect.kind === 'any');
  const undecided = isDoubted && isUndecided(side) ? undecidedOutside(side, PortSet.ALL) : undefined;
  const reason = workload.hostNetwork ? REASONS.hostNetwork : undecided?.reason;
  for (const [name, { ports, policies }] of [...opened].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield {
      from: cluster.ends[position],
      to: nameEnd(name),
      ports: PortSet.unionAll(ports).ranges(),
      verdict: reason === undefined ? 'allow' : 'undefined',
      ...(reason === undefined ? {} : { reason }),
      ...(undecided === undefined ? {} : { unjudged: undecided.unjudged }),
      because: [...policies].sort().map((policy) => ({ direction: 'egress', policy })),
    };
  }
}
