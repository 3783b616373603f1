import { Deviation, standardRule } from './pod-security-level';
import { runningPods } from './running-containers';
import { CheckInput } from '../check-input';

const NAMESPACES: readonly (readonly [field: string, what: string])[] = [
  ['hostNetwork', 'the network of the node, where policies do not hold'],
  ['hostPID', 'the processes of the node'],
  ['hostIPC', 'the shared memory of the node'],
];

/** Pods that share the network, the processes or the memory of their node. */
export const hostNamespaces = standardRule(
  {
    id: 'host-namespaces',
    title: 'Pods are in a namespace of their node',
    severity: 'warning',
    group: 'running',
    why: 'What is meant to keep pods from the node and from each other is not there.',
    fix: 'Leave hostNetwork, hostPID and hostIPC out.',
  },
  deviations,
);

function* deviations(input: CheckInput): Iterable<Deviation> {
  for (const { object, spec } of input.once(runningPods)) {
    for (const [name, what] of NAMESPACES) {
      const field = spec.get(name);
      if (field.value !== true) continue;
      yield {
        forbiddenBy: 'baseline',
        found: {
          object,
          field,
          detail: name,
          message: `${object.id}: its pods have ${what} (${name}: true)`,
          fix: `leave ${name} out of the pod's spec`,
        },
      };
    }
  }
}
