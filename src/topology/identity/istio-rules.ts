import { ReadClients, readClientCondition, readSource } from './istio-clients';
import { bothPorts, portsOf, readOperation, ReadOperation } from './istio-operations';
import { readPorts, readTexts } from './istio-values';
import { IdentityClient, IdentityPolicy, IdentityPorts, IdentityRule } from '../model';
import { Part } from '../policies/doubts';

/** What a rule asks for beside clients and operations. */
interface Conditions {
  readonly clients: readonly IdentityClient[];
  readonly ports?: IdentityPorts;
  readonly perhaps?: string;
}

/** What Istio knows besides, of requests and of connections: nobody here does. */
const OTHERS =
  /^(request\.(headers|auth\.claims)\[.+\]|request\.auth\.(principal|audiences|presenter)|remote\.ip|source\.trustDomain|destination\.ip|connection\.sni|experimental\..+\[.+\])$/;

/** Whether a denial that is about requests of HTTP alone is about more where there are none. */
const NOT_HTTP = 'where a port is not one of HTTP it is about all connections';

/**
 * Reads a rule of an AuthorizationPolicy: what it says of some clients, or of some requests, is a rule of its own here.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export function readRule(rule: Part, action: IdentityPolicy['action'], namespace: string): IdentityRule[] {
  rule.checkMap(['from', 'to', 'when']);
  for (const list of ['from', 'to']) {
    if (rule.get(list).isEmptyList) {
      rule.get(list).field.problem('at least one member', `leave out \`${list}\` for all`);
    }
  }
  const conditions = readConditions(rule.get('when'), namespace);
  const sources = rule
    .get('from')
    .items()
    .map((from) => readSource(from, namespace));
  const operations = rule.get('to').items().map(readOperation);
  return groupsOf(sources, conditions).flatMap(({ clients, perhaps }) =>
    (operations.length === 0 ? [{ only: [] }] : operations).flatMap((operation) =>
      rulesOf(operation, conditions, action).map((what) => ({
        ...(clients === undefined ? {} : { clients }),
        ...what,
        ...(perhaps === undefined ? {} : { perhaps }),
        path: rule.name,
      })),
    ),
  );
}

function rulesOf(
  { ports: own, only }: ReadOperation,
  conditions: Conditions,
  action: IdentityPolicy['action'],
): Pick<IdentityRule, 'ports' | 'only' | 'perhaps'>[] {
  const ports = bothPorts(own, conditions.ports);
  const base = ports === undefined ? {} : { ports };
  if (only.length === 0) return [base];
  return only.map((what) => ({ ...base, only: what, ...(action === 'deny' ? { perhaps: NOT_HTTP } : {}) }));
}

interface Group {
  /** Absent: everybody. */
  readonly clients?: readonly IdentityClient[];
  readonly perhaps?: string;
}

/** Clients that are known for sure, and apart from them those that may be fewer. */
function groupsOf(sources: readonly ReadClients[], { clients: also, perhaps: condition }: Conditions): Group[] {
  if (sources.length === 0) {
    const [first, ...others] = also;
    const clients = first === undefined ? {} : { clients: [narrowed(first, others)] };
    return [{ ...clients, ...(condition === undefined ? {} : { perhaps: condition }) }];
  }
  const reasons = new Map<string | undefined, IdentityClient[]>();
  for (const { client, perhaps } of sources) {
    const reason = perhaps ?? condition;
    reasons.set(reason, [...(reasons.get(reason) ?? []), narrowed(client, also)]);
  }
  return [...reasons].map(([perhaps, clients]) => ({ clients, ...(perhaps === undefined ? {} : { perhaps }) }));
}

function narrowed(client: IdentityClient, also: readonly IdentityClient[]): IdentityClient {
  return also.length === 0 ? client : { ...client, also: [...(client.also ?? []), ...also] };
}

function readConditions(list: Part, namespace: string): Conditions {
  const clients: IdentityClient[] = [];
  let ports: IdentityPorts | undefined;
  let perhaps: string | undefined;
  for (const condition of list.items()) {
    condition.checkMap(['key', 'values', 'notValues']);
    const key = condition.field.get('key').requiredText();
    if (key === undefined) continue;
    const [values, notValues] = [condition.get('values'), condition.get('notValues')];
    const [isGiven, isNotGiven] = [values, notValues].map((each) => each.items().length > 0);
    if (!isGiven && !isNotGiven) condition.field.problem('at least one of `values` and `notValues`');
    const client = readClientCondition(key, condition, namespace);
    if (client !== undefined) {
      clients.push(client);
    } else if (key === 'destination.port') {
      const own = portsOf(isGiven ? readPorts(values) : undefined, isNotGiven ? readPorts(notValues) : undefined);
      ports = bothPorts(ports, own);
    } else {
      for (const each of [values, notValues]) readTexts(each);
      if (!OTHERS.test(key)) condition.doubt(`is ${JSON.stringify(key)}, which is not known here`, 'key');
      perhaps ??= `a condition on ${key} is not known here`;
    }
  }
  return { clients, ...(ports === undefined ? {} : { ports }), ...(perhaps === undefined ? {} : { perhaps }) };
}
