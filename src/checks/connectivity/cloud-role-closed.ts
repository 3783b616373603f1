import { decidedSide, rulesOpening } from './closed-sides';
import { AddressSet } from '../../reachability/address-set';
import { Side } from '../../reachability/cluster';
import { isOwn, variableOf } from '../../reachability/own-workloads';
import { PortSet } from '../../reachability/port-set';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';
import { accountNamed, accountOf } from '../running/accounts';

/** Where pods get their credentials, by the annotation of their account: from an agent, or for their token at a public name. */
export interface CloudRole {
  readonly annotation: string;
  /** Absent: the metadata server of the node. */
  readonly endpoint?: string;
  /** The value of `cloudRole` that opens it. */
  readonly call: string;
}

/** Those of the clouds. */
export const CLOUD_ROLES: readonly CloudRole[] = [
  {
    annotation: 'eks.amazonaws.com/role-arn',
    endpoint: 'sts.<region>.amazonaws.com',
    call: 'CloudRole.irsa(…, { tokenEndpoint: Peer.internet() })',
  },
  {
    annotation: 'azure.workload.identity/client-id',
    endpoint: 'login.microsoftonline.com',
    call: 'CloudRole.azureWorkloadIdentity(…, { tokenEndpoint: Peer.internet() })',
  },
  { annotation: 'iam.gke.io/gcp-service-account', call: 'CloudRole.gkeWorkloadIdentity(…)' },
];

const HTTPS = PortSet.range('TCP', 443, 443);

/**
 * The metadata server of GKE's Workload Identity: 987 and 988 of the first address, or 80 and 8080 of the second under
 * Dataplane V2. Either form will do: the cluster has one of them.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 */
const AGENT = AddressSet.unionAll(['169.254.169.252/32', '169.254.169.254/32'].map((cidr) => AddressSet.block(cidr)));
const AGENT_PORTS = PortSet.unionAll([80, 987, 988, 8080].map((port) => PortSet.range('TCP', port, port)));

/** Pods whose account has a role of a cloud must reach whoever gives them their credentials. */
export const cloudRoleClosed: Rule = {
  id: 'cloud-role-closed',
  title: 'Pods with a role of a cloud may not reach whoever gives them its credentials',
  severity: 'warning',
  group: 'connectivity',
  why: 'Without credentials each call to the cloud fails, after its timeout.',
  fix: 'Open port 443 to where tokens are exchanged, or the metadata server of the node; `cloudRole` of this library does it.',
  *find(input: CheckInput): Iterable<Found> {
    for (const pods of input.pods) {
      const account = accountNamed(input, pods.object.namespace ?? '', accountOf(pods.spec).name);
      const annotations = account?.root.get('metadata', 'annotations');
      if (annotations === undefined) continue;
      for (const role of CLOUD_ROLES) {
        if (annotations.get(role.annotation).isAbsent) continue;
        const side = decidedSide(input, 'egress', pods.position);
        if (side !== undefined && !isOpen(side, pods, role)) yield toFound(input, pods, side, role);
      }
    }
  },
};

function isOpen(side: Side, pods: CheckedPods, { endpoint }: CloudRole): boolean {
  if (endpoint !== undefined) {
    // Any address will do: the endpoint may be of the internet or of the private network.
    return (
      hasProxy(pods) ||
      rulesOpening(side, HTTPS, undefined).some(
        (rule) => rule.everybody || !rule.blocks.isEmpty || rule.others !== undefined,
      )
    );
  }
  return rulesOpening(side, AGENT_PORTS, undefined).some(
    (rule) => rule.everybody || !rule.blocks.intersect(AGENT).isEmpty || rule.others !== undefined,
  );
}

/** Then 443 is not what the pods connect to. */
function hasProxy({ containers }: CheckedPods): boolean {
  return containers.some(({ field }) =>
    field
      .get('env')
      .items()
      .some((variable) => /^https_proxy$/i.test(variable.get('name').text() ?? '')),
  );
}

function toFound(input: CheckInput, pods: CheckedPods, side: Side, role: CloudRole): Found {
  const { object } = pods;
  const { annotation, endpoint } = role;
  const policies = side.isolatedBy.map(({ id }) => id);
  const where = endpoint === undefined ? 'the metadata server of its node' : `${endpoint} on port 443`;
  return {
    object,
    field: pods.spec.get('serviceAccountName'),
    detail: annotation,
    message:
      `${object.id} gets a role of a cloud by ${annotation} of its account, and may not connect to ${where}, which gives the ` +
      `credentials, because of ${firstOf(policies)}`,
    fix: fixOf(input, pods, policies, role),
    from: object.id,
  };
}

function fixOf(
  input: CheckInput,
  { position }: CheckedPods,
  policies: readonly string[],
  { endpoint, call }: CloudRole,
): string {
  const { analysis, context } = input;
  const connections = context.connectionsCall?.(position);
  if (connections === undefined) {
    return endpoint === undefined
      ? `open 80/TCP and 8080/TCP of 169.254.169.254/32, and 987/TCP and 988/TCP of 169.254.169.252/32, in egress of ${firstOf(policies, 1)}`
      : `open 443/TCP in egress of ${firstOf(policies, 1)} to the addresses of ${endpoint}`;
  }
  if (!isOwn(analysis, position)) {
    const peer = endpoint === undefined ? 'Peer.cloudIdentity()' : 'Peer.internet(), [Port.HTTPS]';
    return `${connections}.allowTo(${peer});`;
  }
  if (endpoint === undefined) return `cloudRole: ${call}`;
  const variable = variableOf(analysis.cluster.workloads[position]);
  const alias = `new ExternalAlias(chart, 'tokens', { hostname: '${endpoint}', port: 443 })`;
  return `cloudRole: ${call}; or ${variable}.connectTo(${alias});`;
}
