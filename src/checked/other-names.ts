/** What Kubernetes, Helm charts and Compose files call what is a prop here. */
const PROPS_BY_OTHER_NAMES: { readonly [prop: string]: readonly string[] } = {
  automountServiceAccountToken: ['automountToken'],
  autoscaling: ['hpa', 'horizontalPodAutoscaler', 'minReplicas', 'maxReplicas'],
  classicSidecars: ['containers'],
  config: ['configMap', 'configMaps', 'files'],
  disruptionBudget: ['pdb', 'podDisruptionBudget'],
  exposure: ['ingress', 'route', 'httpRoute', 'hosts', 'host', 'tls', 'loadBalancer'],
  health: [
    'healthCheck',
    'healthcheck',
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'probes',
    'liveness',
    'readiness',
  ],
  extendedResources: ['gpu', 'gpus', 'devices'],
  imagePullPolicy: ['pullPolicy'],
  imagePullSecrets: ['dockerRegistryAuth', 'imageCredentials', 'pullSecrets', 'registryCredentials'],
  limitCpu: ['cpuLimit'],
  priorityClassName: ['priorityClass', 'priority'],
  resources: ['cpu', 'memory', 'limits', 'requests'],
  rollout: [
    'minReadySeconds',
    'revisionHistoryLimit',
    'progressDeadlineSeconds',
    'lifecycle',
    'preStop',
    'updateStrategy',
  ],
  scheduling: ['nodeSelector', 'tolerations', 'affinity', 'nodeAffinity', 'runtimeClass', 'runtimeClassName'],
  security: ['securityContext', 'podSecurityContext', 'runAsUser', 'user', 'fsGroup'],
  serviceAccount: ['serviceAccountName'],
  serviceAccountAnnotations: ['iamRole', 'roleArn'],
  spread: ['topologySpreadConstraints', 'podAntiAffinity'],
  storage: ['persistence', 'volumeClaimTemplates', 'pvc'],
  targetPort: ['containerPort'],
  terminationGracePeriod: ['terminationGracePeriodSeconds', 'stopGracePeriod'],
  volumes: ['persistentVolumeClaim', 'persistentVolumeClaims'],
};

const PROPS = new Map(
  Object.entries(PROPS_BY_OTHER_NAMES).flatMap(([prop, names]) => names.map((name) => [name.toLowerCase(), prop])),
);

const EXPOSED = 'use PublicWebApp, or give the workload a Service for it: web.addService("public", { port, exposure })';
const HEADLESS =
  'give the workload a further Service: api.addService("pods", { port, headless: true }); or use StatefulService, whose pods have names';

const MIRROR =
  'say it once for all images: new WorkloadDefaults({ registry: "registry.example/mirror" }).applyTo(chart)';

/** What is said elsewhere than in the props that were given. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['exposure', EXPOSED],
  ...PROPS_BY_OTHER_NAMES.exposure.map((name): [string, string] => [name.toLowerCase(), EXPOSED]),
  ...['registry', 'imageRegistry', 'mirror'].map((name): [string, string] => [name.toLowerCase(), MIRROR]),
  ['headless', HEADLESS],
  ['clusterip', HEADLESS],
]);

/** How to say what no prop of these says, if it can be said elsewhere. */
export function saidElsewhere(name: string): string | undefined {
  return ELSEWHERE.get(name.toLowerCase());
}

/** The prop that is known elsewhere by this name. */
export function propKnownAs(name: string): string | undefined {
  return PROPS.get(name.toLowerCase());
}
