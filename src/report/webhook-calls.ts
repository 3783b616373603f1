import { RenderedObject } from './rendered-cluster';
import { groupOf } from '../topology/pod-templates';

/** That the API server calls a Service, because an object says so. */
export interface WebhookCall {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

interface ClientConfig {
  readonly service?: { readonly namespace?: string; readonly name?: string; readonly port?: number };
  readonly url?: string;
}

interface Contents {
  readonly webhooks?: readonly ({ readonly clientConfig?: ClientConfig } | null)[];
  readonly spec?: {
    readonly service?: ClientConfig['service'];
    readonly conversion?: {
      readonly strategy?: string;
      readonly webhook?: { readonly clientConfig?: ClientConfig };
      readonly webhookClientConfig?: ClientConfig;
    };
  };
}

const HTTPS = 443;

/** What each kind says of whom the API server calls. */
const KINDS: ReadonlyMap<string, (content: Contents) => (ClientConfig | undefined)[]> = new Map([
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', ofWebhooks],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', ofWebhooks],
  ['apiregistration.k8s.io/APIService', ({ spec }: Contents) => [{ service: spec?.service }]],
  [
    'apiextensions.k8s.io/CustomResourceDefinition',
    ({ spec: { conversion } = {} }: Contents) =>
      // The older version of the API has it one level higher.
      conversion?.strategy === 'Webhook' ? [conversion.webhook?.clientConfig, conversion.webhookClientConfig] : [],
  ],
]);

/** The Services that the API server calls because of an object, each port once. */
export function webhookCalls({ kind, apiVersion, content }: RenderedObject): WebhookCall[] {
  const configs = KINDS.get(`${groupOf(apiVersion)}/${kind}`)?.(content as Contents) ?? [];
  const calls = configs.flatMap((config) => callOf(config) ?? []);
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

function ofWebhooks({ webhooks }: Contents): (ClientConfig | undefined)[] {
  return (webhooks ?? []).map((webhook) => webhook?.clientConfig);
}

function callOf(config: ClientConfig | undefined): WebhookCall | undefined {
  const { service, url } = config ?? {};
  // APIs of the API server itself name none, and what has no name or namespace is refused there.
  if (typeof service?.name === 'string' && typeof service.namespace === 'string') {
    return { namespace: service.namespace, service: service.name, port: service.port ?? HTTPS };
  }
  return typeof url === 'string' ? callByUrl(url) : undefined;
}

/** `https://hook.shop.svc/path`: a Service by its name in the cluster's DNS. */
function callByUrl(url: string): WebhookCall | undefined {
  const found = /^https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+)?(?::(\d+))?(?:\/|$)/.exec(url);
  if (found === null) return undefined;
  const [, service, namespace, port] = found;
  return { namespace, service, port: port === undefined ? HTTPS : Number(port) };
}
