import { Analysis } from './analysis';
import { AskedEnd } from './asked-end';
import { askSide } from './asked-side';
import { OpenBefore } from './diff-risk';
import { End, endText } from './end';
import { parseSelectorText } from './parse-selector-text';
import { PortSet } from './port-set';

/**
 * Asks an older input for what it let through: to names, entities, nodes and pods that no rule of it names, it may be everything.
 * `oldIds` are those of workloads that have another one now.
 */
export function openBefore(older: Analysis, oldIds: ReadonlyMap<string, string> = new Map()): OpenBefore {
  return ({ from, to, isDeep }) => {
    const [own, other, direction] =
      from.kind === 'workload' ? ([from, to, 'egress'] as const) : ([to, from, 'ingress'] as const);
    const position = own.kind === 'workload' ? older.cluster.positions.get(oldIds.get(own.id) ?? own.id) : undefined;
    const asked = askedEnd(other, isDeep === true);
    if (position === undefined || asked === undefined) return PortSet.NONE;
    const { allow, limited = PortSet.NONE } = askSide(older, direction, position, asked).judgement;
    return allow.subtract(limited);
  };
}

function askedEnd(end: End, isDeep: boolean): AskedEnd | undefined {
  const text = endText(end);
  switch (end.kind) {
    case 'name':
      // As Cilium spells one that stands for several labels.
      return { kind: 'name', text, name: isDeep ? `*${end.name}` : end.name };
    case 'entity':
      return { kind: 'entity', text, entity: end.entity };
    case 'nodes':
      return { kind: 'nodes', text, nodes: parseSelectorText(end.nodes) };
    case 'pods':
      return { kind: 'pods', text, namespaces: parseSelectorText(end.namespaces), pods: parseSelectorText(end.pods) };
    default:
      return undefined;
  }
}
