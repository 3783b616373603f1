import { Manifest } from '../manifests';

/** What runs pods. */
const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/**
 * What Pod Security Standards and the usual linters find in the manifests of an app, each with the object's name. It is
 * shorter than the rules for one app with one of everything, and for apps of any shape.
 */
export function findingsOf(objects: readonly Manifest[]): string[] {
  const workloads = objects.filter(({ kind }) => KINDS.includes(kind));
  return [
    ...workloads.flatMap((workload) => podFindings(workload).map((finding) => `${nameOf(workload)}: ${finding}`)),
    ...workloads.flatMap((workload) => coverage(workload, objects)),
    ...objects.filter(({ kind }) => kind === 'Service').flatMap((service) => serviceFindings(service, workloads)),
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
  const runsOn = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(workload.kind);
  return [
    ...unless(spec.automountServiceAccountToken === false, 'a token of the service account'),
    ...unless(spec.enableServiceLinks === false, 'variables from Services'),
    ...unless(spec.securityContext.runAsNonRoot === true, 'may run as root'),
    ...unless(spec.securityContext.seccompProfile.type === 'RuntimeDefault', 'no seccomp profile'),
    ...unless(!JSON.stringify(spec).match(/"host(Network|PID|IPC|Path|Port)":(?!false)/), 'reaches the host'),
    ...spec.volumes
      .filter(({ emptyDir }: Manifest) => emptyDir !== undefined && emptyDir.sizeLimit === undefined)
      .map(({ name }: Manifest) => `volume ${name} without a limit`),
    ...containers.flatMap((container) =>
      containerFindings(container, spec).map((finding) => `${container.name}: ${finding}`),
    ),
    ...(runsOn ? probeFindings(spec.containers[0]) : []),
  ];
}

function containerFindings(container: Manifest, spec: Manifest): string[] {
  const { securityContext, resources, image, volumeMounts = [], env = [], imagePullPolicy } = container;
  const claims = volumeMounts.map(({ mountPath }: Manifest) => mountPath);
  const names = env.map(({ name }: Manifest) => name);
  const bounds = ['cpu', 'memory', 'ephemeral-storage'];
  return [
    ...unless(securityContext.allowPrivilegeEscalation === false, 'may gain rights'),
    ...unless(securityContext.readOnlyRootFilesystem === true, 'writes to its image'),
    ...unless(securityContext.privileged === false, 'privileged'),
    ...unless(securityContext.capabilities.drop.includes('ALL'), 'keeps capabilities'),
    ...unless(securityContext.runAsUser > 0 && securityContext.runAsGroup > 0, 'no user or group of its own'),
    ...unless(spec.securityContext.fsGroup > 0, 'cannot write to volumes'),
    ...unless(
      bounds.every((name) => name in resources.requests && name in resources.limits),
      'resources left open',
    ),
    ...unless(/:[\w.-]+$/.test(image) && !image.endsWith(':latest'), `image ${image} changes`),
    ...unless(['Always', 'IfNotPresent'].includes(imagePullPolicy), 'no pull policy'),
    ...unless(new Set(claims).size === claims.length, 'one path twice'),
    ...unless(new Set(names).size === names.length, 'one variable twice'),
    ...env
      .filter(({ name, value }: Manifest) => /PASSW|SECRET|TOKEN/i.test(name) && value !== undefined)
      .map(({ name }: Manifest) => `${name} as text`),
  ];
}

function probeFindings({ readinessProbe, livenessProbe, startupProbe, ports = [] }: Manifest): string[] {
  if (ports.length === 0) return [];
  const declared = ports.map(({ containerPort }: Manifest) => containerPort);
  const probed = [readinessProbe, livenessProbe].flatMap(
    (probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port ?? [],
  );
  return [
    ...unless(readinessProbe !== undefined, 'no readiness probe'),
    ...unless(startupProbe !== undefined, 'no startup probe'),
    ...unless(
      probed.every((port) => declared.includes(port)),
      'a probe at a port that is not declared',
    ),
    ...unless(
      livenessProbe === undefined || patience(livenessProbe) > patience(readinessProbe),
      'restarted before it is ready',
    ),
  ];
}

/** For how many seconds it is asked in vain until something is done. */
function patience(probe: Manifest | undefined): number {
  return probe === undefined ? NaN : probe.periodSeconds * probe.failureThreshold;
}

/** Its own policy closes both directions; a drain takes one pod at a time. */
function coverage(workload: Manifest, objects: readonly Manifest[]): string[] {
  const { labels } = templateOf(workload).metadata;
  const own = objects.filter(
    ({ kind, spec, metadata }) =>
      kind === 'NetworkPolicy' &&
      metadata.namespace === workload.metadata.namespace &&
      selects(spec.podSelector, labels),
  );
  const budgets = objects.filter(({ kind, spec }) => kind === 'PodDisruptionBudget' && selects(spec.selector, labels));
  const closed = own.some(({ spec }) => spec.policyTypes.includes('Ingress') && spec.policyTypes.includes('Egress'));
  const several = workload.kind === 'Deployment' && workload.spec.replicas > 1;
  return [
    ...unless(closed, `${nameOf(workload)}: no policy of its own about both directions`),
    ...unless(!several || budgets.length === 1, `${nameOf(workload)}: no disruption budget`),
  ];
}

function selects(selector: Manifest, labels: { [key: string]: string }): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function serviceFindings(service: Manifest, workloads: readonly Manifest[]): string[] {
  const { selector, ports, clusterIP } = service.spec;
  if (selector === undefined) return [];
  const found = workloads.filter((workload) =>
    selects({ matchLabels: selector }, templateOf(workload).metadata.labels),
  );
  const listens = (workload: Manifest, port: Manifest): boolean =>
    templateOf(workload).spec.containers.some((container: Manifest) =>
      (container.ports ?? []).some(({ containerPort }: Manifest) => containerPort === port.targetPort),
    );
  return [
    ...unless(found.length > 0, `${nameOf(service)}: selects nothing`),
    ...(ports ?? [])
      .filter((port: Manifest) => !found.every((workload) => listens(workload, port)))
      .map((port: Manifest) => `${nameOf(service)}: port ${port.port} leads to none of the pods`),
    ...unless(
      clusterIP !== 'None' || (ports ?? []).every(({ port, targetPort }: Manifest) => port === targetPort),
      `${nameOf(service)}: a headless Service maps no ports`,
    ),
  ];
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
