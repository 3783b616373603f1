import { CheckedObject } from '../checked-object';
import { Raw } from '../raw';

/** That the API server calls a Service, because an object says so. */
export interface WebhookCall {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Where it is said. */
  readonly field: Raw;
}

const HTTPS = 443;

/** What each kind says of whom the API server calls. */
const KINDS: ReadonlyMap<string, (root: Raw) => readonly Raw[]> = new Map([
  ['ValidatingWebhookConfiguration.admissionregistration.k8s.io', ofWebhooks],
  ['MutatingWebhookConfiguration.admissionregistration.k8s.io', ofWebhooks],
  ['APIService.apiregistration.k8s.io', (root: Raw) => [root.get('spec')]],
  [
    'CustomResourceDefinition.apiextensions.k8s.io',
    (root: Raw) => {
      const conversion = root.get('spec', 'conversion');
      if (conversion.get('strategy').value !== 'Webhook') return [];
      // The older version of the API has it one level higher.
      return [conversion.get('webhook', 'clientConfig'), conversion.get('webhookClientConfig')];
    },
  ],
]);

/** The Services that the API server calls because of an object, each port once. */
export function webhookCalls({ kind, group, root }: CheckedObject): WebhookCall[] {
  const configs = KINDS.get(`${kind}.${group}`)?.(root) ?? [];
  const calls = new Map<string, WebhookCall>();
  for (const call of configs.map(callOf)) {
    const key = call && `${call.namespace}/${call.service}:${call.port}`;
    if (call !== undefined && key !== undefined && !calls.has(key)) calls.set(key, call);
  }
  return [...calls.values()];
}

function ofWebhooks(root: Raw): readonly Raw[] {
  return root
    .get('webhooks')
    .items()
    .map((webhook) => webhook.get('clientConfig'));
}

function callOf(config: Raw): WebhookCall | undefined {
  const field = config.get('service');
  const [namespace, service, port] = ['namespace', 'name', 'port'].map((key) => field.get(key));
  const names = [namespace.text(), service.text()];
  // APIs of the API server itself name none, and what has no name or namespace, or a port that is none, is refused there.
  if (names.every((name) => name !== undefined && name !== '')) {
    const number = port.isAbsent ? HTTPS : port.number();
    return number === undefined ? undefined : { namespace: names[0]!, service: names[1]!, port: number, field };
  }
  const url = config.get('url');
  return callByUrl(url);
}

/** `https://hook.shop.svc/path`: a Service by its name in the cluster's DNS. */
function callByUrl(field: Raw): WebhookCall | undefined {
  const found = /^https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+)?(?::(\d+))?(?:\/|$)/.exec(
    field.text() ?? '',
  );
  if (found === null) return undefined;
  const [, service, namespace, port] = found;
  return { namespace, service, port: port === undefined ? HTTPS : Number(port), field };
}
