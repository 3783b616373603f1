import { ServiceFacts, WorkloadFacts } from './facts';

/** What clusters are called in DNS unless somebody chose another name; no manifest says it. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** The whole name of a Service: `api.shop.svc.cluster.local`. */
export function fullName({ service: { name, namespace } }: Pick<ServiceFacts, 'service'>): string {
  return `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`;
}

/** Of more pods not each has its name shown. */
const MOST_PODS = 3;

/** The names of the pods behind a headless Service, where they have any: those of a StatefulSet have. */
export function podNames(facts: ServiceFacts): string[] {
  return facts.kind === 'headless' ? facts.backends.flatMap((backend) => namesOfPods(facts, backend)) : [];
}

function namesOfPods(facts: ServiceFacts, { workload, object }: WorkloadFacts): string[] {
  const spec = object?.root.get('spec');
  if (spec === undefined) return [];
  const full = (pod: string): string => `${pod}.${fullName(facts)}`;
  if (workload.kind.split('.')[0] === 'StatefulSet') {
    if (spec.get('serviceName').text() !== facts.service.name) return [];
    const replicas = spec.get('replicas').number() ?? 1;
    const start = spec.get('ordinals', 'start').number() ?? 0;
    const ordinals = Array.from({ length: Math.max(0, Math.min(replicas, MOST_PODS)) }, (_, i) => start + i);
    const last = start + replicas - 1;
    if (replicas > MOST_PODS) ordinals.splice(-1, 1, last);
    return ordinals.map((ordinal) => full(`${workload.name}-${ordinal}`));
  }
  const podSpec = workload.kind === 'Pod' ? spec : undefined;
  const hostname = podSpec?.get('hostname').text();
  return hostname !== undefined && podSpec?.get('subdomain').text() === facts.service.name ? [full(hostname)] : [];
}
