/** The fields of a type of the Kubernetes API. */
export type Shape = ReadonlyMap<string, Member>;

/** What a field holds. */
export interface Member {
  /** The type that is looked into; absent for all others. */
  readonly shape?: Shape;
  /** Whether it is a list of these. */
  readonly isList: boolean;
}

/**
 * @param plain the fields that are not looked into
 * @param inner the others; the names of lists end in `[]`
 */
function shape(plain: string, inner: Readonly<Record<string, Shape>> = {}): Shape {
  const names = plain.split(' ').filter((name) => name !== '');
  return new Map<string, Member>([
    ...names.map((name): [string, Member] => [name, { isList: false }]),
    ...Object.entries(inner).map(([name, own]): [string, Member] => [
      name.replace('[]', ''),
      { shape: own, isList: name.endsWith('[]') },
    ]),
  ]);
}

const METADATA = shape(
  'annotations creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers generateName generation labels ' +
    'managedFields name namespace resourceVersion selfLink uid',
  { 'ownerReferences[]': shape('apiVersion blockOwnerDeletion controller kind name uid') },
);

/** A whole object; a dump has a status, whether the kind has one or not. */
function object(fields: Readonly<Record<string, Shape>>, plain = ''): Shape {
  return shape(`apiVersion kind status ${plain}`, { metadata: METADATA, ...fields });
}

const SELECTOR = shape('matchLabels', { 'matchExpressions[]': shape('key operator values') });

const POLICY_PEER = shape('', {
  ipBlock: shape('cidr except'),
  namespaceSelector: SELECTOR,
  podSelector: SELECTOR,
});
const POLICY_PORT = shape('endPort port protocol');

/** @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export const POLICY = object({
  spec: shape('policyTypes', {
    podSelector: SELECTOR,
    'ingress[]': shape('', { 'from[]': POLICY_PEER, 'ports[]': POLICY_PORT }),
    'egress[]': shape('', { 'to[]': POLICY_PEER, 'ports[]': POLICY_PORT }),
  }),
});

const CONTAINER = shape(
  'args command env envFrom image imagePullPolicy lifecycle livenessProbe name readinessProbe resizePolicy resources ' +
    'restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce terminationMessagePath ' +
    'terminationMessagePolicy tty volumeDevices volumeMounts workingDir',
  { 'ports[]': shape('containerPort hostIP hostPort name protocol') },
);

const POD_SPEC = shape(
  'activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks ' +
    'ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride imagePullSecrets ' +
    'nodeName nodeSelector os overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources ' +
    'restartPolicy runtimeClassName schedulerName schedulingGates securityContext serviceAccount serviceAccountName ' +
    'setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations ' +
    'topologySpreadConstraints volumes workloadRef',
  { 'containers[]': CONTAINER, 'initContainers[]': CONTAINER },
);

/** What pods are made of. */
export const POD_TEMPLATE = shape('', { metadata: METADATA, spec: POD_SPEC });

/** What each of the kinds has that Kubernetes itself knows and that are read, by kind and group. */
export const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['Pod.', object({ spec: POD_SPEC })],
  ['ReplicationController.', object({ spec: shape('minReadySeconds replicas selector', { template: POD_TEMPLATE }) })],
  [
    'Deployment.apps',
    object({
      spec: shape('minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit rollbackTo strategy', {
        selector: SELECTOR,
        template: POD_TEMPLATE,
      }),
    }),
  ],
  [
    'ReplicaSet.apps',
    object({ spec: shape('minReadySeconds replicas', { selector: SELECTOR, template: POD_TEMPLATE }) }),
  ],
  [
    'StatefulSet.apps',
    object({
      spec: shape(
        'minReadySeconds persistentVolumeClaimRetentionPolicy podManagementPolicy replicas revisionHistoryLimit ' +
          'serviceName updateStrategy volumeClaimTemplates',
        { ordinals: shape('start'), selector: SELECTOR, template: POD_TEMPLATE },
      ),
    }),
  ],
  [
    'DaemonSet.apps',
    object({
      spec: shape('minReadySeconds revisionHistoryLimit templateGeneration updateStrategy', {
        selector: SELECTOR,
        template: POD_TEMPLATE,
      }),
    }),
  ],
  ['Job.batch', object({ spec: jobSpec() })],
  [
    'CronJob.batch',
    object({
      spec: shape(
        'concurrencyPolicy failedJobsHistoryLimit schedule startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
        { jobTemplate: shape('', { metadata: METADATA, spec: jobSpec() }) },
      ),
    }),
  ],
  [
    'Service.',
    object({
      spec: shape(
        'allocateLoadBalancerNodePorts clusterIP clusterIPs externalIPs externalName externalTrafficPolicy ' +
          'healthCheckNodePort internalTrafficPolicy ipFamilies ipFamily ipFamilyPolicy loadBalancerClass loadBalancerIP ' +
          'loadBalancerSourceRanges publishNotReadyAddresses selector sessionAffinity sessionAffinityConfig topologyKeys ' +
          'trafficDistribution type',
        { 'ports[]': shape('appProtocol name nodePort port protocol targetPort') },
      ),
    }),
  ],
  ['Namespace.', object({ spec: shape('finalizers') })],
  [
    'EndpointSlice.discovery.k8s.io',
    object(
      {
        'endpoints[]': shape('addresses conditions deprecatedTopology hints hostname nodeName targetRef topology zone'),
        'ports[]': shape('appProtocol name port protocol'),
      },
      'addressType',
    ),
  ],
  ['Ingress.networking.k8s.io', ingress()],
  ...['HTTPRoute', 'GRPCRoute', 'TLSRoute'].map((kind) => route(kind, gatewayRoute('hostnames'))),
  ...['TCPRoute', 'UDPRoute'].map((kind) => route(kind, gatewayRoute(''))),
  ['Route.route.openshift.io', openShiftRoute()],
  ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'].flatMap((kind) => [
    [`${kind}.traefik.io`, traefikRoute()] as const,
    [`${kind}.traefik.containo.us`, traefikRoute()] as const,
  ]),
]);

/** An object of which nothing is known but what all objects have. */
export const ANY_OBJECT = object({}, 'spec');

function route(kind: string, fields: Shape): readonly [string, Shape] {
  return [`${kind}.gateway.networking.k8s.io`, fields];
}

function gatewayRoute(plain: string): Shape {
  const rule = 'filters matches name retry sessionPersistence timeouts';
  const backendRefs = shape('filters group kind name namespace port weight');
  return object({
    spec: shape(`parentRefs useDefaultGateways ${plain}`, { 'rules[]': shape(rule, { 'backendRefs[]': backendRefs }) }),
  });
}

function openShiftRoute(): Shape {
  const target = shape('kind name weight');
  return object({
    spec: shape('host httpHeaders path subdomain tls wildcardPolicy', {
      'alternateBackends[]': target,
      port: shape('targetPort'),
      to: target,
    }),
  });
}

function traefikRoute(): Shape {
  const services = shape(
    'healthCheck kind middlewares name namespace nativeLB nodePortLB passHostHeader passiveHealthCheck port proxyProtocol ' +
      'responseForwarding scheme serversTransport sticky strategy terminationDelay tls weight',
  );
  const routes = shape('kind match middlewares observability priority syntax', { services });
  return object({ spec: shape('entryPoints ingressClassName parentRefs tls', { 'routes[]': routes }) });
}

function jobSpec(): Shape {
  return shape(
    'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector ' +
      'maxFailedIndexes parallelism podFailurePolicy podReplacementPolicy successPolicy suspend ttlSecondsAfterFinished',
    { selector: SELECTOR, template: POD_TEMPLATE },
  );
}

function ingress(): Shape {
  const backend = shape('resource', { service: shape('name', { port: shape('name number') }) });
  return object({
    spec: shape('ingressClassName tls', {
      defaultBackend: backend,
      'rules[]': shape('host', { http: shape('', { 'paths[]': shape('path pathType', { backend }) }) }),
    }),
  });
}
