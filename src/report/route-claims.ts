import { idOf, RenderedObject } from './rendered-cluster';
import { canonical } from '../support/canonical';

/** What an object wants to answer for: no second object may want the same. */
export interface RouteClaim {
  /** Equal for two that want the same, but for the listener. */
  readonly key: string;
  /** The listener of a Gateway; absent for all of them. */
  readonly listener?: string;
  /** Those of one kind do not clash by this claim. */
  readonly kind?: string;
  /** What would be taken twice: `host "shop.example.com" and path "/"`. */
  readonly what: string;
}

interface Annotations {
  readonly [key: string]: string;
}

interface IngressContent {
  readonly metadata?: { readonly annotations?: Annotations };
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly rules?: readonly {
      readonly host?: string;
      readonly http?: { readonly paths?: readonly { readonly path?: string; readonly pathType?: string }[] };
    }[];
  };
}

/** Annotations by which several Ingresses of one class share a host and path on purpose, or are answered at different doors. */
const CANARY = 'nginx.ingress.kubernetes.io/canary';
const DOORS = [
  'alb.ingress.kubernetes.io/group.name',
  'alb.ingress.kubernetes.io/listen-ports',
  'alb.ingress.kubernetes.io/load-balancer-name',
  'alb.ingress.kubernetes.io/scheme',
  'konghq.com/methods',
  'konghq.com/protocols',
  'traefik.ingress.kubernetes.io/router.entrypoints',
];
/** Of these, one for each condition, so that only their beginning is known. */
const CONDITIONS = ['alb.ingress.kubernetes.io/conditions.', 'konghq.com/headers.'];
/** Classes whose controllers make a load balancer of its own for each Ingress, unless it says which group it is of. */
const ONE_DOOR_EACH = ['alb', 'gce', 'gce-internal'];

/** What an Ingress answers for: hosts and paths of its class. */
export function claimsOfIngress(object: RenderedObject): RouteClaim[] {
  const { metadata, spec = {} } = object.content as IngressContent;
  const annotations = metadata?.annotations ?? {};
  if (annotations[CANARY] === 'true') return [];
  const className = spec.ingressClassName ?? annotations['kubernetes.io/ingress.class'] ?? '';
  const isAlone = ONE_DOOR_EACH.includes(className) && annotations[DOORS[0]] === undefined;
  const conditions = Object.keys(annotations).filter((key) => CONDITIONS.some((begin) => key.startsWith(begin)));
  const door = [...DOORS, ...conditions.sort()].map((key) => annotations[key] ?? null);
  return (spec.rules ?? []).flatMap(({ host = '', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType }) => ({
      key: canonical(['Ingress', className, isAlone ? idOf(object) : '', door, host, pathKey(path, pathType)]),
      what: `${hostInWords(host)} and path ${JSON.stringify(path)}`,
    })),
  );
}

interface RouteMatch {
  readonly path?: { readonly type?: string; readonly value?: string };
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly queryParams?: unknown;
}

interface GatewayRouteContent {
  readonly spec?: {
    readonly parentRefs?: readonly {
      readonly kind?: string;
      readonly name?: string;
      readonly namespace?: string;
      readonly sectionName?: string;
      readonly port?: number;
    }[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly { readonly matches?: readonly RouteMatch[] }[];
  };
}

/** What a route of the Gateway API answers for: what it matches, by host name, at each of its Gateways. */
export function claimsOfGatewayRoute({ kind, namespace = 'default', content }: RenderedObject): RouteClaim[] {
  const { parentRefs = [], hostnames = [''], rules = [{}] } = (content as GatewayRouteContent).spec ?? {};
  const matches = kind === 'TLSRoute' ? [{}] : rules.flatMap((rule) => rule.matches ?? [{}]);
  return parentRefs.flatMap((parent) => {
    const gateway = [parent.kind ?? 'Gateway', parent.namespace ?? namespace, parent.name, parent.port ?? null];
    const listener = parent.sectionName;
    const at = `at ${parent.kind ?? 'Gateway'} "${parent.name}"`;
    return hostnames.flatMap((host): RouteClaim[] => {
      const words = hostInWords(host);
      const own = matches.map((match) => ({
        key: canonical([kind, gateway, host, matchKey(kind, match)]),
        listener,
        what: `${words}${kind === 'HTTPRoute' ? ` and ${matchInWords(match)}` : ''} ${at}`,
      }));
      // A listener takes routes of one of the two kinds for a host.
      const ofKind = { key: canonical(['HTTP', gateway, host]), listener, kind, what: `${words} ${at}` };
      return kind === 'TLSRoute' ? own : [...own, ofKind];
    });
  });
}

interface OpenShiftRouteContent {
  readonly metadata?: { readonly labels?: Annotations };
  readonly spec?: { readonly host?: string; readonly path?: string };
}

/** What a Route of OpenShift answers for; routers of several shards tell theirs by labels. */
export function claimsOfOpenShiftRoute({ content }: RenderedObject): RouteClaim[] {
  const { metadata, spec } = content as OpenShiftRouteContent;
  if (spec?.host === undefined) return [];
  const shard = Object.entries(metadata?.labels ?? {}).filter(([key]) => !key.startsWith('app.kubernetes.io/'));
  const path = spec.path ?? '';
  return [
    {
      key: canonical(['Route', Object.fromEntries(shard), spec.host, path === '/' ? '' : path]),
      what: `${hostInWords(spec.host)} and path ${JSON.stringify(path === '' ? '/' : path)}`,
    },
  ];
}

/** A prefix is the same with and without a "/" at its end. */
function pathKey(path: string, type: string | undefined): string {
  if (type === 'Exact') return `exactly ${path}`;
  const isPrefix = type === 'Prefix' || type === 'PathPrefix';
  return isPrefix && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function matchKey(kind: string, { path, method, headers, queryParams }: RouteMatch): unknown {
  if (kind !== 'HTTPRoute') return [method ?? null, headers ?? null];
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  const spelled = type === 'RegularExpression' ? `matching ${value}` : pathKey(value, type);
  return [spelled, method ?? null, headers ?? null, queryParams ?? null];
}

function matchInWords({ path }: RouteMatch): string {
  return `path ${JSON.stringify(path?.value ?? '/')}`;
}

function hostInWords(host: string): string {
  return host === '' ? 'every host' : `host ${JSON.stringify(host)}`;
}
