import { Hint, MemberHint } from './type';
import { fixForTarget } from '../support/no-target';
import { fixForPeer, fixForWorkload } from '../support/no-workload';
import { UNSET_FIX } from '../support/unset';

/** How a class is called, and how its objects are made. */
interface Example {
  readonly words?: string;
  readonly fix?: string | ((value: unknown) => string);
}

/** By the names of classes and interfaces. */
export const EXAMPLES: ReadonlyMap<string, Example> = new Map<string, Example>([
  ['Port', { words: 'a Port', fix: (value) => `write Port.tcp(${portNumber(value) ?? 443})` }],
  ['Peer', { fix: 'describe it with Peer.pods({ namespace, labels }), Peer.namespace(…) or Peer.cidr(…)' }],
  ['Dns', { fix: 'use for example Dns.coreDns()' }],
  ['Health', { fix: 'use for example Health.http("/healthz")' }],
  ['Exposure', { fix: exposureFix }],
  [
    'Tls',
    { words: 'a Tls', fix: 'use Tls.secretName("shop-tls") or Tls.certManager({ clusterIssuer: "letsencrypt" })' },
  ],
  ['RouteFilter', { words: 'a RouteFilter', fix: 'use for example RouteFilter.rewritePrefix("/")' }],
  ['SecurityProfile', { fix: 'use for example SecurityProfile.restricted()' }],
  ['DisruptionBudget', { fix: 'use for example DisruptionBudget.maxUnavailable(1)' }],
  ['DatabaseEngine', { fix: 'use for example DatabaseEngine.postgres("16.4")' }],
  ['WritablePath', { words: 'a WritablePath' }],
  ['Toleration', { fix: 'use for example Toleration.exists("nvidia.com/gpu")' }],
  [
    'cdk8s-plus.NodeLabelQuery',
    {
      words: 'a NodeLabelQuery of cdk8s-plus',
      fix: 'use for example NodeLabelQuery.is("kubernetes.io/arch", "arm64")',
    },
  ],
  ['cdk8s.Size', { words: 'a Size of cdk8s', fix: 'use for example Size.mebibytes(256)' }],
  [
    'cdk8s.Duration',
    { words: 'a Duration of cdk8s', fix: (value) => `use for example Duration.seconds(${seconds(value)})` },
  ],
  ['cdk8s.IResolver', { words: 'an object with a method `resolve`' }],
  ['constructs.Construct', { words: 'a construct, such as a Chart' }],
  ['constructs.IConstruct', { words: 'a construct' }],
  ['cdk8s-plus.Cpu', { words: 'a Cpu of cdk8s-plus', fix: 'use for example Cpu.millis(500)' }],
  [
    'cdk8s-plus.EnvValue',
    {
      words: 'EnvValue',
      fix: (value) => (value === undefined ? UNSET_FIX : 'use for example EnvValue.fromValue("…")'),
    },
  ],
  ['cdk8s-plus.EnvFrom', { words: 'an EnvFrom of cdk8s-plus', fix: 'use Env.fromConfigMap(…) or Env.fromSecret(…)' }],
  ['cdk8s-plus.Probe', { words: 'a Probe of cdk8s-plus', fix: 'use for example Probe.fromHttpGet("/healthz")' }],
  ['cdk8s-plus.Volume', { words: 'a Volume of cdk8s-plus', fix: 'use for example Volume.fromConfigMap(…)' }],
  ['cdk8s-plus.DeploymentStrategy', { fix: 'use DeploymentStrategy.recreate() or DeploymentStrategy.rollingUpdate()' }],
  ['cdk8s-plus.ISecret', { words: 'a Secret of cdk8s-plus', fix: 'use Secret.fromSecretName(chart, id, name)' }],
  [
    'cdk8s-plus.IServiceAccount',
    {
      words: 'a ServiceAccount of cdk8s-plus',
      fix: 'use ServiceAccount.fromServiceAccountName(chart, id, name), or make one',
    },
  ],
  ['cdk8s-plus.AbstractPod', { words: 'a cdk8s-plus Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod' }],
]);

const ENV_VALUE: MemberHint = { allowed: 'text, EnvValue or NotSecret', scalarsGoThrough: true };
const ENV: Hint = { members: { ...ENV_VALUE, called: (name) => `env ${name}` } };
const LABELS: Hint = { members: { called: (name) => `value of label "${name}"`, scalarsGoThrough: true } };
const ANNOTATIONS: Hint = { members: { called: (name) => `value of annotation "${name}"`, scalarsGoThrough: true } };
const ACCOUNT: Hint = {
  allowed: '"default", the account of the namespace, or a ServiceAccount of cdk8s-plus',
  fix: 'use ServiceAccount.fromServiceAccountName(chart, id, name) for one that exists',
};
const PEER: Hint = {
  allowed: 'a Peer, a workload of this package, or a cdk8s-plus Deployment, StatefulSet or Pod',
  fix: fixForPeer,
};

const GROUP_MEMBER: Hint = {
  what: 'member',
  allowed: 'a workload of this package that goes on running',
  fix: 'put others behind a Service of cdk8s-plus, and open them with Connections.of(workload)',
};

/** By the name of a struct with a prop, or of a call with a parameter; without the struct for all of its name. */
const HINTS: ReadonlyMap<string, Hint> = new Map<string, Hint>([
  ['env', ENV],
  ['labels', LABELS],
  ['podLabels', LABELS],
  ['annotations', ANNOTATIONS],
  ['podAnnotations', ANNOTATIONS],
  ['serviceAnnotations', ANNOTATIONS],
  ['serviceAccountAnnotations', ANNOTATIONS],
  ['metrics', { fix: 'write for example { port: 9090 }' }],
  ['headers', { members: { called: (name) => `header ${name}` } }],
  ['envVariables', { members: { called: (name) => `env ${name}` } }],
  ['CustomEngineOptions.env', { members: { called: (name) => `env ${name}` } }],
  ['serviceAccount', ACCOUNT],
  ['addEnv.value', { ...ENV_VALUE, what: 'addEnv: value' }],
  ['ServiceGroup.of.first', GROUP_MEMBER],
  ['ServiceGroup.of.others', GROUP_MEMBER],
  ['allowFrom.peer', PEER],
  ['allowTo.peer', PEER],
  ['accept.peer', PEER],
  ['Connections.of.workload', { fix: fixForWorkload }],
  [
    'connectTo.target',
    {
      what: 'connectTo',
      allowed:
        'a construct with a Service: InternalService, PublicWebApp, StatefulService, HeadlessDatabase, ServiceGroup or ExternalAlias',
      fix: fixForTarget,
    },
  ],
  [
    'HeadlessDatabaseProps.password',
    {
      allowed: 'a key of a Secret, never text',
      fix: 'password: { secret: Secret.fromSecretName(chart, "db-secret", "my-secret"), key: "password" }',
    },
  ],
  [
    'HeadlessDatabaseProps.userPassword',
    {
      allowed: 'a key of a Secret, never text',
      fix: 'userPassword: { secret: Secret.fromSecretName(chart, "app-secret", "my-app-db"), key: "password" }',
    },
  ],
]);

const NONE: Hint = {};

/** What is known of a prop of a struct or a parameter of a call. */
export function hintFor(owner: string, name: string): Hint {
  return HINTS.get(`${owner}.${name}`) ?? HINTS.get(name) ?? NONE;
}

/** Several ways in are several Services, each with its own exposure. */
function exposureFix(value: unknown): string {
  return Array.isArray(value) && value.length > 1
    ? 'give one here, and each other one to a Service of its own: web.addService("public", { port, exposure }); several hosts and paths are one Exposure.ingress({ hosts: […] })'
    : 'use for example Exposure.loadBalancer() or Exposure.ingress({ host: "shop.example.com" })';
}

/** The port in `443`, `"443"` and `{ port: 443 }`. */
function portNumber(value: unknown): number | undefined {
  const given = typeof value === 'object' && value !== null ? (value as { readonly port?: unknown }).port : value;
  const number = typeof given === 'string' && /^\d{1,5}$/.test(given) ? Number(given) : given;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65535 ? number : undefined;
}

function seconds(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1e6 ? value : 30;
}
