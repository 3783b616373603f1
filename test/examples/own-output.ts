import { Manifest } from '../manifests';

/** What runs pods. */
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/**
 * What this library promises of its own output and the checks ask of nobody's manifests, because others may well mean it: users that
 * are written though the image has its own, a startup probe, a policy of each workload's own, rules that name their peers and ports,
 * headless Services whose ports are those of the pods.
 */
export function brokenPromises(objects: readonly Manifest[]): string[] {
  const workloads = objects.filter(({ kind }) => KINDS.includes(kind));
  return [
    ...workloads.flatMap((workload) => podFindings(workload).map((finding) => `${nameOf(workload)}: ${finding}`)),
    ...workloads.flatMap((workload) =>
      unless(hasOwnPolicy(workload, objects), `${nameOf(workload)}: no policy of its own about both directions`),
    ),
    ...objects.filter(({ kind }) => kind === 'Service').flatMap(serviceFindings),
    ...objects.filter(({ kind }) => kind === 'NetworkPolicy').flatMap(policyFindings),
    ...duplicates(objects),
  ];
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/** The pods of a workload, as its template says. */
export function templateOf({ kind, spec }: Manifest): Manifest {
  return kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template;
}

function podFindings(workload: Manifest): string[] {
  const { spec } = templateOf(workload);
  const containers: Manifest[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const [{ startupProbe, readinessProbe, ports = [] }] = spec.containers as Manifest[];
  const isProbed = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(workload.kind) && ports.length > 0;
  return [
    ...unless(spec.securityContext.fsGroup > 0, 'cannot write to volumes'),
    ...containers
      .filter(({ securityContext: { runAsUser, runAsGroup } }) => !(runAsUser > 0 && runAsGroup > 0))
      .map(({ name }) => `${name}: no user or group of its own`),
    ...unless(!isProbed || readinessProbe !== undefined, 'no readiness probe'),
    ...unless(!isProbed || startupProbe !== undefined, 'no startup probe'),
  ];
}

function hasOwnPolicy(workload: Manifest, objects: readonly Manifest[]): boolean {
  const { labels } = templateOf(workload).metadata;
  return objects.some(
    ({ kind, spec, metadata }) =>
      kind === 'NetworkPolicy' &&
      metadata.namespace === workload.metadata.namespace &&
      selects(spec.podSelector, labels) &&
      spec.policyTypes.includes('Ingress') &&
      spec.policyTypes.includes('Egress'),
  );
}

function selects(selector: Manifest, labels: { [key: string]: string }): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function serviceFindings(service: Manifest): string[] {
  const { selector, ports = [], clusterIP } = service.spec;
  const mapsNone = (ports as Manifest[]).every(({ port, targetPort }) => port === targetPort);
  const isRight = selector === undefined || clusterIP !== 'None' || mapsNone;
  return unless(isRight, `${nameOf(service)}: a headless Service maps no ports`);
}

function policyFindings(policy: Manifest): string[] {
  const rules: Manifest[] = [...(policy.spec.ingress ?? []), ...(policy.spec.egress ?? [])];
  return [
    ...unless(
      rules.every(({ from, to }) => [from, to].every((peers) => peers === undefined || peers.length > 0)),
      `${nameOf(policy)}: an empty list of peers`,
    ),
    ...unless(
      rules.every(({ ports }) => ports?.length > 0),
      `${nameOf(policy)}: a rule without ports`,
    ),
    ...unless(
      (policy.spec.egress ?? []).every(({ to }: Manifest) => to !== undefined),
      `${nameOf(policy)}: egress to everybody`,
    ),
  ];
}

function duplicates(objects: readonly Manifest[]): string[] {
  const keys = objects.map((object) => `${object.metadata.namespace} ${nameOf(object)}`);
  return keys.filter((key, i) => keys.indexOf(key) < i).map((key) => `${key} twice`);
}

function unless(isTrue: unknown, finding: string): string[] {
  return isTrue ? [] : [finding];
}
