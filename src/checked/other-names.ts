/** What Kubernetes, Helm charts and Compose files call what is a prop here. */
const PROPS_BY_OTHER_NAMES: { readonly [prop: string]: readonly string[] } = {
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
  spread: ['topologySpreadConstraints', 'podAntiAffinity'],
  storage: ['persistence', 'volumeClaimTemplates', 'pvc'],
  targetPort: ['containerPort'],
  terminationGracePeriod: ['terminationGracePeriodSeconds', 'stopGracePeriod'],
  volumes: ['persistentVolumeClaim', 'persistentVolumeClaims'],
};

const PROPS = new Map(
  Object.entries(PROPS_BY_OTHER_NAMES).flatMap(([prop, names]) => names.map((name) => [name.toLowerCase(), prop])),
);

/** The prop that is known elsewhere by this name. */
export function propKnownAs(name: string): string | undefined {
  return PROPS.get(name.toLowerCase());
}
