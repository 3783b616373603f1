import { capabilitiesAdded } from './capabilities-added';
import { capabilitiesKept } from './capabilities-kept';
import { furtherDeviations } from './further-deviations';
import { hostNamespaces } from './host-namespaces';
import { hostPath } from './host-path';
import { hostPort } from './host-port';
import { Deviation, enforcedOn } from './pod-security-level';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { runAsRoot } from './run-as-root';
import { runningContainers } from './running-containers';
import { seccompMissing } from './seccomp-missing';
import { effectiveContext, isPrivileged, ownContext } from './security-context';
import { unsafeSysctl } from './unsafe-sysctl';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

const RULES = [
  runAsRoot,
  privilegeEscalation,
  privileged,
  capabilitiesKept,
  capabilitiesAdded,
  seccompMissing,
  hostNamespaces,
  hostPath,
  hostPort,
  unsafeSysctl,
];

/** Pods that their namespace refuses, and containers whose settings contradict each other. */
export const podSecurity: Rule = {
  id: 'pod-security',
  title: 'Security settings keep pods from running',
  severity: 'error',
  group: 'running',
  why: 'The API server refuses pods that deviate from the Pod Security Standard of their namespace, and settings that contradict each other.',
  fix: 'Mend what is named, or let the namespace enforce a lower level.',
  *find(input: CheckInput): Iterable<Found> {
    yield* refused(input);
    yield* contradictions(input);
  },
};

function* refused(input: CheckInput): Iterable<Found> {
  const byObject = new Map<string, [Found, ...Found[]]>();
  const deviations: Deviation[] = [
    ...RULES.flatMap((rule) => [...rule.deviations(input)]),
    ...furtherDeviations(input),
  ];
  for (const { found, forbiddenBy, since } of deviations) {
    if (forbiddenBy === undefined || enforcedOn(input, found.object, forbiddenBy, since) === undefined) continue;
    const known = byObject.get(found.object.id);
    if (known === undefined) byObject.set(found.object.id, [found]);
    else known.push(found);
  }
  for (const reasons of byObject.values()) {
    const [{ object, field }] = reasons;
    const words = reasons.map(({ message }) => message.slice(`${object.id}: `.length));
    yield {
      object,
      field,
      message: `${object.id}: namespace ${object.namespace} enforces the Pod Security Standard "${enforcedOn(input, object, 'baseline')}", so that the API server refuses its pods: ${several(words)}`,
      fix: `${several(reasons.map(({ fix }) => fix))}; or let namespace ${object.namespace} enforce a lower level`,
    };
  }
}

/** Each kind of deviation once, and a few more. */
const MANY = 12;

function several(texts: readonly string[]): string {
  const unique = [...new Set(texts)];
  const more = unique.length - MANY;
  return [...unique.slice(0, MANY), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function* contradictions(input: CheckInput): Iterable<Found> {
  for (const container of input.once(runningContainers)) {
    const { object, words, key } = container;
    const user = effectiveContext(container, 'runAsUser');
    if (user.value === 0 && effectiveContext(container, 'runAsNonRoot').value === true) {
      yield {
        object,
        field: user,
        detail: `${key} user`,
        message: `${object.id}: ${words} has runAsUser: 0 and runAsNonRoot: true, so that it never starts`,
        fix: `set runAsUser above 0 for ${words}`,
      };
    }
    if (isPrivileged(container) && ownContext(container, 'allowPrivilegeEscalation').value === false) {
      yield {
        object,
        field: ownContext(container, 'privileged'),
        detail: `${key} privileged`,
        message: `${object.id}: ${words} has privileged: true and allowPrivilegeEscalation: false, which the API server refuses together`,
        fix: `leave privileged out for ${words}`,
      };
    }
  }
}
