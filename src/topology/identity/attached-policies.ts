import { behindWaypoint } from './behind-waypoint';
import { TargetedIdentity } from './identity-reading';
import { IdentityPolicies, IdentityPolicy, Selector, Service, UnjudgedIdentity } from '../model';
import { EVERYTHING } from '../parse-selector';

/** The label of the pods that are made for a Gateway. */
const GATEWAY_LABEL = 'gateway.networking.k8s.io/gateway-name';
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

type Read = Pick<IdentityPolicies, 'policies' | 'unjudged'>;

/** What policies of Istio that are attached to Services and to Gateways mean for pods. */
export class AttachedPolicies {
  private readonly services: ReadonlyMap<string, Service>;

  /** @param own the policies that select pods */
  constructor(
    services: readonly Service[],
    private readonly own: readonly IdentityPolicy[],
  ) {
    this.services = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  }

  /** All that is attached, and the waypoints to which nothing is. */
  public read(attached: readonly TargetedIdentity[]): Read {
    const read = attached.map((each) => this.readOne(each));
    return {
      policies: read.flatMap(({ policies }) => policies),
      unjudged: [...read.flatMap(({ unjudged }) => unjudged), ...this.unguarded(attached)],
    };
  }

  /** One policy for each of its targets: what it means for the pods, or that it is not judged. */
  private readOne({ policy, targets, allowed }: TargetedIdentity): Read {
    const policies: IdentityPolicy[] = [];
    const unjudged: UnjudgedIdentity[] = [];
    for (const { kind, name } of targets) {
      const service = kind === 'Service' ? this.services.get(`${policy.namespace}/${name}`) : undefined;
      const pods = service?.selector === undefined ? undefined : having(service.selector);
      const known = allowed && service && pods && behindWaypoint(allowed, service, pods, this.own);
      if (known !== undefined) policies.push(known);
      else unjudged.push(...this.podsBehind(policy, kind, name, pods).map((scope) => ({ ...policy, ...scope })));
    }
    return { policies, unjudged };
  }

  /** The pods of a target, and those that are reached through it. What is not known may be all pods of the namespace. */
  private podsBehind(
    { namespace }: UnjudgedIdentity,
    kind: string,
    name: string,
    pods: Selector | undefined,
  ): Pick<UnjudgedIdentity, 'namespaceSelector' | 'podSelector'>[] {
    const behind = (
      isOne: (service: Service) => boolean,
    ): Pick<UnjudgedIdentity, 'namespaceSelector' | 'podSelector'>[] =>
      [...this.services.values()].filter(isOne).flatMap((service) =>
        service.selector === undefined
          ? []
          : [
              {
                namespaceSelector: having({ [NAMESPACE_LABEL]: service.namespace }),
                podSelector: having(service.selector),
              },
            ],
      );
    switch (kind) {
      case 'Gateway':
        return [
          { podSelector: having({ [GATEWAY_LABEL]: name }) },
          ...behind((service) => service.namespace === namespace && service.waypoint === name),
        ];
      case 'GatewayClass':
        return behind(({ waypoint }) => waypoint !== undefined);
      // It leads out of the cluster.
      case 'ServiceEntry':
        return [];
      default:
        return [{ podSelector: pods ?? EVERYTHING }];
    }
  }

  /** Whoever comes by the name of a Service comes as its waypoint: without a policy there, that is anybody. */
  private unguarded(attached: readonly TargetedIdentity[]): UnjudgedIdentity[] {
    const guarded = new Set(
      attached.flatMap(({ policy: { namespace }, targets }) =>
        targets.map(({ kind, name }) => `${namespace}/${kind}/${name}`),
      ),
    );
    return [...this.services.values()].flatMap((service): UnjudgedIdentity[] => {
      const { namespace, waypoint, selector, origin } = service;
      if (waypoint === undefined || selector === undefined) return [];
      if (guarded.has(`${namespace}/Service/${service.name}`) || guarded.has(`${namespace}/Gateway/${waypoint}`)) {
        return [];
      }
      return [
        {
          id: `${namespace}/Gateway/${waypoint}`,
          kind: 'Gateway',
          mesh: 'istio',
          namespace,
          name: waypoint,
          podSelector: having(selector),
          reason: `no policy of the input is for the waypoint before Service ${service.name}, which lets anybody through then`,
          origin,
        },
      ];
    });
  }
}

function having(labels: Readonly<Record<string, string>>): Selector {
  const keys = Object.keys(labels).sort();
  return { requirements: keys.map((key) => ({ key, operator: 'In', values: [labels[key]] })) };
}
