import { Analysed } from './analysed';
import { isUndecided, portsOfEntities, undecidedOutside } from './doubt';
import { End, endText, entityEnd, nameEnd } from './end';
import { Flow } from './flow';
import { PortSet } from './port-set';
import { REASONS } from './reason';
import { Direction, UnjudgedEffect } from '../topology/model';

/** The flows with the ends that policies of Cilium alone open: DNS names, and entities; sorted by these. */
export function* nameFlows(analysed: Analysed): Generator<Flow> {
  for (let position = 0; position < analysed.cluster.workloads.length; position++) {
    yield* openedBy(analysed, position, 'egress');
    yield* openedBy(analysed, position, 'ingress');
  }
}

function* openedBy({ cluster }: Analysed, position: number, direction: Direction): Generator<Flow> {
  const workload = cluster.workloads[position];
  const side = cluster.sides[direction][position];
  if (side.unjudgedBy.length === 0) return;
  const opened = new Map<string, { readonly end: End; readonly ports: PortSet[]; readonly policies: Set<string> }>();
  for (const { id, effect } of side.unjudgedBy) {
    for (const { ends, ports } of openingsOf(effect, direction)) {
      for (const end of ends) {
        const own = opened.get(endText(end)) ?? { end, ports: [], policies: new Set() };
        opened.set(endText(end), own);
        own.ports.push(ports);
        own.policies.add(id);
      }
    }
  }
  // Another policy that is not judged may deny what this one opens.
  const isDoubted = side.unjudgedBy.some(({ effect }) => effect.kind === 'any');
  const undecided = isDoubted && isUndecided(side) ? undecidedOutside(side, PortSet.ALL) : undefined;
  const reason = workload.hostNetwork ? REASONS.hostNetwork : undecided?.reason;
  const own = cluster.ends[position];
  for (const [, { end, ports, policies }] of [...opened].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield {
      ...(direction === 'egress' ? { from: own, to: end } : { from: end, to: own }),
      ports: PortSet.unionAll(ports).ranges(),
      verdict: reason === undefined ? 'allow' : 'undefined',
      ...(reason === undefined ? {} : { reason }),
      ...(undecided === undefined ? {} : { unjudged: undecided.unjudged }),
      because: [...policies].sort().map((policy) => ({ direction, policy })),
    };
  }
}

interface Opening {
  readonly ends: readonly End[];
  readonly ports: PortSet;
}

function openingsOf(effect: UnjudgedEffect, direction: Direction): readonly Opening[] {
  switch (effect.kind) {
    case 'any':
      return [];
    case 'names':
      if (direction === 'ingress') return [];
      return effect.openings.map(({ names, ports }) => ({ ends: names.map(nameEnd), ports: PortSet.of(ports) }));
    case 'entities':
      return effect.openings
        .filter((opening) => opening.direction === direction)
        .map(({ entities, ports }) => ({ ends: entities.map(entityEnd), ports: portsOfEntities(ports) }));
  }
}
