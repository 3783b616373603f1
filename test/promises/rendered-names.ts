import { Manifest, podTemplate } from '../manifests';

const RECOMMENDED = ['component', 'instance', 'managed-by', 'name', 'part-of'].map(
  (each) => `app.kubernetes.io/${each}`,
);

/** What of an object somebody else may hold on to: its identity, what no update can change, and the names inside of it. */
export function namesOf(object: Manifest): string[] {
  const { apiVersion, kind, metadata } = object;
  const group = (apiVersion as string).includes('/') ? `${(apiVersion as string).split('/')[0]}/` : '';
  const called = withoutHash(kind as string, metadata.name as string);
  const name = `${group}${kind} ${metadata.namespace ?? ''}/${called}, labels: ${labelsIn(metadata.labels)}`;
  const facts = [
    ...keys('annotations', metadata.annotations),
    ...(kind === 'Service' ? ofService(object) : []),
    ...(runsPods(object) ? ofWorkload(object) : []),
    ...selectorKeys(object),
  ];
  return [name, ...facts.map((fact) => `  ${fact}`)];
}

/** A Job and what holds settings are called after what is in them. */
function withoutHash(kind: string, name: string): string {
  return ['Job', 'ConfigMap', 'Secret'].includes(kind) ? name.replace(/-[0-9a-f]{6,10}$/, '-<hash>') : name;
}

/** The recommended labels, which all objects have, and others. */
function labelsIn(labels: Manifest): string {
  const all = Object.keys((labels ?? {}) as object);
  const others = all.filter((key) => !RECOMMENDED.includes(key));
  return [...(all.length - others.length === RECOMMENDED.length ? ['recommended'] : []), ...others].join(' ');
}

function runsPods({ kind }: Manifest): boolean {
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].includes(kind as string);
}

function ofService({ spec }: Manifest): string[] {
  const ports = (spec.ports ?? []).map((port: Manifest) => `${port.name ?? ''}:${port.port}/${port.protocol}`);
  return [
    `service ${spec.type}${spec.clusterIP === 'None' ? ', headless' : ''}`,
    ...(ports.length === 0 ? [] : [`ports ${ports.join(' ')}`]),
    ...(spec.selector === undefined ? [] : [`selects ${pairs(spec.selector)}`]),
  ];
}

function ofWorkload(object: Manifest): string[] {
  const { spec } = object;
  const template = podTemplate(object);
  const { containers, initContainers = [] } = template.spec;
  const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata }: Manifest) => metadata.name as string);
  return [
    ...(spec.selector === undefined ? [] : [`selector ${pairs(spec.selector.matchLabels)}`]),
    ...(spec.serviceName === undefined ? [] : [`serviceName ${spec.serviceName}`]),
    ...(spec.podManagementPolicy === undefined ? [] : [`podManagementPolicy ${spec.podManagementPolicy}`]),
    ...(claims.length === 0 ? [] : [`claims ${claims.join(' ')}`]),
    `account ${template.spec.serviceAccountName ?? '-'}`,
    ...keys('pod annotations', template.metadata.annotations),
    ...[...initContainers, ...containers].map(ofContainer),
  ];
}

function ofContainer({ name, env = [], ports = [] }: Manifest): string {
  const variables = env.map((each: Manifest) => each.name as string);
  const named = ports.map((port: Manifest) => `${port.name ?? ''}:${port.containerPort}`);
  return [
    `container ${name}`,
    ...(named.length > 0 ? [`ports ${named.join(' ')}`] : []),
    ...keys('env', asKeys(variables)),
  ].join('; ');
}

/** The keys of labels by which policies, budgets and others select. */
function selectorKeys(object: Manifest): string[] {
  const found = new Set<string>();
  JSON.stringify(object.spec ?? {}, (field, value: unknown) => {
    const isSelector = field === 'matchLabels' || field === 'podSelector' || field === 'endpointSelector';
    if (isSelector && typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) if (typeof inner === 'string') found.add(key);
    }
    return value;
  });
  return keys('selects by', asKeys([...found].sort()));
}

function asKeys(names: readonly string[]): Manifest {
  return Object.fromEntries(names.map((name) => [name, '']));
}

function keys(what: string, values: Manifest): string[] {
  const all = Object.keys((values ?? {}) as object);
  return all.length === 0 ? [] : [`${what} ${all.join(' ')}`];
}

function pairs(values: Manifest): string {
  return Object.entries(values as { [key: string]: string })
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}
