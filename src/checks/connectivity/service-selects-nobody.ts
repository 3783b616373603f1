import { labelsText } from './labels-text';
import { mayBeMadeByOthers } from './made-by-others';
import { ownNamespaces, ServicePods, servicesWithPods } from './service-pods';
import { isEmpty } from '../../reachability/pod-set';
import { matches } from '../../reachability/selector';
import { Labels, Selector, Service, Workload } from '../../topology/model';
import { CheckInput } from '../check-input';
import { Found, Rule } from '../rule';

/** Services whose selector no pod meets: they have no endpoints. */
export const serviceSelectsNobody: Rule = {
  id: 'service-selects-nobody',
  title: 'A Service selects no pods',
  severity: 'warning',
  group: 'connectivity',
  why: 'A Service without endpoints refuses connections, or lets them wait for their timeout.',
  fix: "Write in the Service's selector labels that the template of the pods has, in the namespace of the pods.",
  *find(input: CheckInput): Iterable<Found> {
    for (const each of input.once(servicesWithPods)) {
      if (each.backends.length === 0) yield toFound(input, each);
    }
  },
};

function toFound(input: CheckInput, { object, service }: ServicePods): Found {
  const { namespace, selector = {} } = service;
  const doubt = doubtAbout(input, service);
  const message = `${object.id}: no workload of namespace ${namespace} has the labels of its selector, ${labelsText(selector)}`;
  return {
    object,
    field: object.root.get('spec', 'selector'),
    severity: doubt === undefined ? 'warning' : 'note',
    message: doubt === undefined ? message : `${message}; ${doubt}`,
    fix: fixFor(input, service),
  };
}

/** Why pods may have the labels all the same. */
function doubtAbout(input: CheckInput, service: Service): string | undefined {
  const { namespace, selector = {} } = service;
  if (!input.once(ownNamespaces).has(namespace)) return 'the input has no workload of that namespace';
  if (OF_THE_SYSTEM.test(namespace)) return 'the cluster may have pods of its own there';
  if (mayBeMadeByOthers(input, namespace, Object.values(selector))) return 'a controller may make pods that have them';
  const roles = Object.keys(selector).filter((key) => ROLE.test(key));
  const others = Object.entries(selector).filter(([key]) => !roles.includes(key));
  if (roles.length === 0 || others.length === 0) return undefined;
  const found = input.analysis.cluster.pods.inNamespace(namespace, toSelector(others));
  return isEmpty(found) ? undefined : `what runs in the pods may set ${roles.join(', ')}`;
}

/** Namespaces in which clusters have pods that no manifest of a team has. */
const OF_THE_SYSTEM = /^(kube|openshift)-/;

/** Labels that servers with a leader set on their own pods, as Patroni and Vault do. */
const ROLE = /(^|[/._-])(role|instancerole|active|leader|master|primary|standby|perf-standby|sealed|initialized)$/i;

function toSelector(labels: readonly [key: string, value: string][]): Selector {
  return { requirements: labels.map(([key, value]) => ({ key, operator: 'In', values: [value] })) };
}

function fixFor(input: CheckInput, { namespace, name, selector = {} }: Service): string {
  const fix = 'write in spec.selector labels that the template of the pods has';
  const alike = input.once(workloadsByName).get(name) ?? [];
  const own = alike.find((workload) => workload.namespace === namespace) ?? input.once(onlyWorkloads).get(namespace);
  if (own !== undefined) return `${fix}: ${own.id} has ${labelsOf(own.labels)}`;
  const elsewhere = alike.find(({ labels }) => matches(toSelector(Object.entries(selector)), labels));
  if (elsewhere === undefined) return fix;
  return `${elsewhere.id} has them, and a Service selects pods of its own namespace alone: write metadata.namespace: ${elsewhere.namespace}`;
}

function labelsOf(labels: Labels): string {
  return Object.keys(labels).length === 0 ? 'none' : labelsText(labels);
}

function workloadsByName({ analysis }: CheckInput): ReadonlyMap<string, readonly Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of analysis.cluster.workloads) {
    if (found.get(workload.name)?.push(workload) === undefined) found.set(workload.name, [workload]);
  }
  return found;
}

/** The workloads that are alone in their namespace. */
function onlyWorkloads({ analysis }: CheckInput): ReadonlyMap<string, Workload> {
  const only = new Map<string, Workload | undefined>();
  for (const workload of analysis.cluster.workloads) {
    only.set(workload.namespace, only.has(workload.namespace) ? undefined : workload);
  }
  return new Map([...only].flatMap(([namespace, workload]) => (workload === undefined ? [] : [[namespace, workload]])));
}
