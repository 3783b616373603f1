import { DebugPod } from './debug-pods';
import { ServiceFacts } from './facts';
import { PortFacts } from './ports-of';
import { jsonWord, selectorWord, shellWord } from './shell-text';

/** A pod that runs under the Pod Security Standard "restricted", ends by itself, and takes no traffic of Services. */
export function runLines(pod: DebugPod, image: string, name: string, size = SMALL): string[] {
  const where = `-n ${shellWord(pod.namespace)}`;
  const overrides = jsonWord({
    apiVersion: 'v1',
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image,
          command: ['sleep', '1800'],
          ...(isLikeOthers(pod) ? { readinessProbe: { exec: { command: ['false'] } } } : {}),
          resources: { requests: size, limits: size },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  });
  return [
    `kubectl run ${shellWord(name)} ${where} --image=${shellWord(image)} --restart=Never \\`,
    `  --labels=${selectorWord(pod.labels)} \\`,
    `  --overrides=${overrides}`,
    `kubectl wait pod/${shellWord(name)} ${where} --for=jsonpath='{.status.phase}'=Running --timeout=60s`,
  ];
}

/** Whether somebody's Service may select its labels, be it one that is in no manifest here. */
export function isLikeOthers({ like, selectedBy }: DebugPod): boolean {
  return like !== undefined || selectedBy.length > 0;
}

/** A client of a database is a program of its own. */
export const LARGE = { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '64Mi' };
const SMALL = { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' };

/** The host that a pod calls: the name, or an address where it may not ask for names. */
export function hostOf(facts: ServiceFacts, dns: DebugPod['dns']): string {
  if (dns !== 'closed') return shellWord(`${facts.service.name}.${facts.service.namespace}`);
  const { name, namespace } = facts.service;
  const where = `${shellWord(name)} -n ${shellWord(namespace)}`;
  return facts.kind === 'headless'
    ? `"$(kubectl get endpoints ${where} -o jsonpath='{.subsets[0].addresses[0].ip}')"`
    : `"$(kubectl get service ${where} -o jsonpath='{.spec.clusterIP}')"`;
}

/** A headless Service leads nowhere by itself: clients connect to the pods' port. */
export function portToCall({ kind }: ServiceFacts, { port, target }: PortFacts): number {
  return kind === 'headless' ? (target ?? port.port) : port.port;
}
