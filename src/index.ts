import { inspectEachApp } from './report/inspect-app';
import { makePagesOfApps } from './report/pages-of-app';

// What users write.
export { InternalService, InternalServiceProps } from './constructs/internal-service';
export { PublicWebApp, PublicWebAppProps } from './constructs/public-web-app';
export { RenderedPatch } from './constructs/rendered-patch';
export { Worker, WorkerProps } from './constructs/worker';
export { Task, TaskProps } from './constructs/task';
export { ScheduledTask, ScheduledTaskProps } from './constructs/scheduled-task';
export { NodeAgent, NodeAgentProps } from './constructs/node-agent';
export { HeadlessDatabase, HeadlessDatabaseProps } from './constructs/headless-database';
export { StatefulService, StatefulServiceProps } from './constructs/stateful-service';
export { WorkloadService, WorkloadServiceProps } from './constructs/workload-service';
export { ServiceGroup, ServiceGroupProps } from './constructs/service-group';
export { IsolatedNamespace, IsolatedNamespaceProps } from './constructs/isolated-namespace';
export { ExternalAlias } from './constructs/external-alias';
export { ExternalAliasProps } from './constructs/parts/external-alias-props';
export { DefaultDenyPolicy, DefaultDenyPolicyProps } from './constructs/default-deny-policy';
export { ForeignPods, ForeignPodsProps } from './constructs/foreign-pods';
export { ClusterDefaultDeny } from './constructs/cluster-default-deny';
export { ClusterDefaultDenyProps } from './constructs/cluster-default-deny-props';
export { ClusterGuardrail, ClusterGuardrailProps } from './constructs/cluster-guardrail';

// What they tell it.
export { HostPath } from './constructs/parts/host-paths';
export { MetricsEndpoint, MetricsOptions } from './constructs/values/metrics-endpoint';
export { ArgoCdDeletePolicy, ArgoCdHookOptions, ArgoCdPhase } from './constructs/values/argo-cd-hook';
export { HelmDeletePolicy, HelmEvent, HelmHookOptions } from './constructs/values/helm-hook';
export { TaskHook } from './constructs/values/task-hook';
export { Scheduling } from './constructs/parts/scheduling';
export { AzureRoleOptions, CloudRole, IrsaOptions } from './constructs/values/cloud-role';
export { Toleration, TolerationOptions } from './constructs/values/toleration';
export { DaemonSetUpdateStrategy, DaemonSetRollingUpdateOptions } from './constructs/values/daemon-set-update-strategy';
export { ClaimRetention, ClaimRetentionOptions } from './constructs/parts/stateful';
export { StatefulVolume } from './constructs/parts/stateful-volumes';
export { WorkloadProps } from './constructs/workload-props';
export { DeploymentWorkloadProps } from './constructs/deployment-workload';
export {
  CommonServiceProps,
  InternalTrafficPolicy,
  IpFamilyPolicy,
  ServiceProps,
} from './constructs/parts/service-options';
export { PodUser } from './constructs/values/pod-user';
export { PortMapping, ServicePort } from './constructs/values/service-port';
export { CombinedHealth, Health } from './constructs/values/health';
export { GrpcHealthOptions, HealthOptions, HttpHealthOptions, ProbeOptions } from './constructs/values/probe-options';
export { CustomSecurityOptions, SecurityIdentity, SecurityProfile } from './constructs/values/security-profile';
export { NotSecret } from './constructs/values/not-secret';
export { WritablePath, WritablePathOptions } from './constructs/values/writable-path';
export { WorkloadDefaults, WorkloadDefaultsProps } from './constructs/workload-defaults';
export { AcceptFindingOptions, Checks } from './constructs/checks';
export { RegistryMirror } from './constructs/values/registry-mirror';
export { Autoscaling } from './constructs/values/scaling';
export { DisruptionBudget } from './constructs/values/disruption-budget';
export { KedaFallback, KedaOptions } from './constructs/values/keda';
export { KedaAuthentication } from './constructs/values/keda-authentication';
export { KedaTrigger } from './constructs/values/keda-trigger';
export {
  CronTriggerOptions,
  KafkaTriggerOptions,
  KedaMetricType,
  KedaTriggerOptions,
  PrometheusTriggerOptions,
  RabbitMqMode,
  RabbitMqTriggerOptions,
  SqsTriggerOptions,
} from './constructs/values/keda-trigger-options';
export { MountedVolume } from './constructs/values/mounted-volume';
export {
  CsiOptions,
  EmptyDirOptions,
  EphemeralOptions,
  MountedFilesOptions,
  MountOptions,
  ProjectedOptions,
  WritableMountOptions,
} from './constructs/values/mount-options';
export { FilesOptions, ProjectedSource, ServiceAccountTokenOptions } from './constructs/values/projected-source';
export { ConfigFile, ConfigFileOptions, ConfigFiles } from './constructs/values/config-files';
export {
  ConnectionLimits,
  OutlierDetection,
  Resilience,
  RetriedRequests,
  Retries,
  RetryOn,
} from './constructs/values/resilience';
export { DaemonSetRollout, DeploymentRollout, Rollout, StatefulSetRollout } from './constructs/values/rollout';
export { NodeAffinity, NodeTerm, PreferredNodeTerm } from './constructs/values/node-affinity';
export { Spread } from './constructs/values/spread';
export { Exposure } from './constructs/values/exposure';
export { ExternalReach } from './constructs/values/external-reach';
export { NodeInclusionPolicy, TopologySpread, WhenUnsatisfiable } from './constructs/values/topology-spread';
export {
  ExternalTrafficPolicy,
  LoadBalancerOptions,
  NodePortOptions,
} from './constructs/values/load-balancer-exposure';
export { IngressHost, IngressOptions, IngressPath, IngressPathType } from './constructs/values/ingress-exposure';
export { CertManagerOptions, Tls } from './constructs/values/ingress-tls';
export { GatewayOptions, RoutePath, RoutePathType } from './constructs/values/gateway-exposure';
export { HeaderChanges, RedirectOptions, RouteFilter } from './constructs/values/route-filter';
export { GrpcMethod, GrpcRouteOptions } from './constructs/values/grpc-exposure';
export { TlsRouteOptions, TlsRouteVersion } from './constructs/values/tls-route-exposure';
export {
  InsecureEdgeTerminationPolicy,
  OpenShiftRouteOptions,
  RouteTermination,
  RouteWildcardPolicy,
} from './constructs/values/openshift-route';
export { NamespaceLimits } from './constructs/values/namespace-limits';
export { NamespaceQuota } from './constructs/values/namespace-quota';
export { PodSecurityOptions, PodSecurityStandard } from './constructs/values/pod-security';
export { ResourceAmounts } from './constructs/values/amounts';
export { AwsNlbOptions, LoadBalancerAnnotations } from './constructs/values/load-balancer-annotations';
export { DatabaseEngine } from './constructs/values/database-engine';
export { CustomEngineOptions, DatabaseEngineOptions } from './constructs/values/engine-spec';
export { Storage, StorageClaimOptions } from './constructs/values/storage';
export { DatabaseFamily, DatabaseLogin } from './constructs/values/database-login';
export { DatabasePassword } from './constructs/values/database-password';
export { DsnFormat } from './constructs/values/dsn-format';

// Who may talk to whom.
export { ConnectOptions } from './constructs/connect';
export { EnvOptions } from './constructs/parts/variables-for';
export { IConnectionTarget, IDatabaseTarget } from './constructs/connection-target';
export { UrlOptions } from './constructs/parts/service-address';
export { AdminPolicies, AdminPoliciesOptions } from './network/admin-policies';
export { Cidrs } from './network/cidrs';
export { ClusterProfile } from './network/cluster-profile';
export { ClusterProfileProps } from './network/cluster-profile-props';
export { Cni } from './network/cni';
export { Connections, IConnectable } from './network/connections';
export { AcceptOptions, ConnectionsProps, NetworkPolicyMode } from './network/connections-props';
export { CustomDnsOptions, Dns, NodeLocalDnsOptions } from './network/dns';
export { FqdnPolicies } from './network/fqdn-policies';
export { HttpRequest } from './network/mesh/http-request';
export { Mesh } from './network/mesh/mesh';
export { MeshMode } from './network/mesh/mesh-mode';
export {
  InstalledMeshOptions,
  IstioAmbientOptions,
  IstioMeshOptions,
  IstioOptions,
  LinkerdOptions,
  SidecarMeshOptions,
} from './network/mesh/mesh-options';
export { GuardedPods } from './network/guarded-pods';
export {
  GuardedPodsOptions,
  GuardrailDnsOptions,
  GuardrailNamesOptions,
  GuardrailRuleOptions,
} from './network/guardrail-rule-options';
export {
  ControllerPodsOptions,
  GoogleLoadBalancerOptions,
  IngressController,
  LoadBalancerSubnetsOptions,
} from './network/ingress-controller';
export { IpFamily } from './network/ip-family';
export { Monitoring, PrometheusOperatorOptions, ScrapeAnnotationsOptions } from './network/monitoring';
export { Peer } from './network/peer';
export { CidrPeerOptions, PodsPeerOptions } from './network/peer-options';
export { Platform } from './network/platform';
export { PolicyDirection } from './network/policy-direction';
export { Port } from './network/port';

// What writes the manifests.
export { ServiceApp } from './synth/service-app';
export { ServiceAppProps } from './synth/service-app-props';

// Who reaches whom.
export { NetworkFindingSelection } from './report/finding-selection';
export { NetworkFinding, NetworkFindingAcceptance } from './report/network-finding';
export { NetworkFlow, NetworkPorts, NetworkReason, NetworkWay } from './report/network-flow';
export { NetworkPageOptions } from './report/network-page';
export { NetworkPictureOptions } from './report/network-picture';
export { NetworkAcceptance, NetworkAnswer, NetworkReport } from './report/network-report';
export { NetworkRuleProps, NetworkRules } from './report/network-rules';
export { NetworkValidation, NetworkValidationProps } from './report/network-validation';
export { RuleEnd, RuleEndPods } from './report/rule-end';

// Synth fails where the rendered policies open less or more than what was declared, whichever App renders it.
inspectEachApp();

// ServiceApp writes a page of the network where it is asked for one.
makePagesOfApps();
