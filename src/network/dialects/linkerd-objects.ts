import { Construct } from 'constructs';
import { isIdentified, renderIdentities, renderNetworks } from './linkerd-clients';
import { compareText } from '../../support/order';
import { MeshClient } from '../mesh/identity-opening';
import { MeshOwner } from '../mesh/mesh-policies';
import { isMeshAtLeast } from '../mesh/mesh-version';
import { addPolicyBeside } from '../policy-beside';

/** The group of Linkerd's own kinds. */
export const GROUP = 'policy.linkerd.io';

/** Linkerd's own kinds, in the order in which they should be applied: whoever is let in, before what closes. */
const KINDS = ['MeshTLSAuthentication', 'NetworkAuthentication', 'AuthorizationPolicy', 'HTTPRoute', 'Server'] as const;

export type LinkerdKind = (typeof KINDS)[number];

/** An object that is to be there. */
export interface LinkerdObject {
  readonly kind: LinkerdKind;
  /** What is added to the name of the workload. */
  readonly suffix: string;
  readonly render: () => object;
}

/**
 * The objects of Linkerd for some pods. Which ones there are, each opening may change: requests that two clients share are a route of
 * their own. So they are made anew, in their order, whenever that is so.
 */
export class LinkerdObjects {
  /** It keeps the place of the objects among those of the workload. */
  private readonly place: Construct;
  private readonly made = new Map<string, () => object>();

  constructor(
    parent: Construct,
    private readonly owner: MeshOwner,
  ) {
    this.place = new Construct(parent, 'Linkerd');
  }

  /** Makes these objects, and no others. */
  public set(objects: readonly LinkerdObject[]): void {
    const sorted = new Map(objects.map((object) => [keyOf(object), object]));
    const keys = [...sorted.keys()].sort(compareText);
    const isSame = keys.length === this.made.size && keys.every((key) => this.made.has(key));
    for (const [key, { render }] of sorted) this.made.set(key, render);
    if (isSame) return;
    for (const key of [...this.made.keys()]) if (!sorted.has(key)) this.made.delete(key);
    this.place.node.tryRemoveChild('Objects');
    const scope = new Construct(this.place, 'Objects');
    for (const key of keys) this.make(scope, key, sorted.get(key)!);
  }

  /** Whether an object is there. */
  public has(kind: LinkerdKind, suffix: string): boolean {
    return this.made.has(keyOf({ kind, suffix }));
  }

  /** How objects refer to another one. */
  public reference(kind: LinkerdKind, suffix: string): { group: string; kind: string; name: string } {
    return { group: GROUP, kind, name: `${this.owner.name}-${suffix}` };
  }

  /** What lets clients in to a Server, or to a route with some of its requests. */
  public authorizations(kind: 'Server' | 'HTTPRoute', suffix: string, clients: readonly MeshClient[]): LinkerdObject[] {
    const objects: LinkerdObject[] = [];
    if (clients.some(isIdentified)) {
      objects.push({ kind: 'MeshTLSAuthentication', suffix, render: () => renderIdentities(clients) });
      objects.push(this.authorization({ kind, suffix }, 'MeshTLSAuthentication', suffix));
    }
    // All required authentications must hold, so that addresses need a policy of their own.
    if (clients.some((client) => !isIdentified(client))) {
      objects.push({ kind: 'NetworkAuthentication', suffix, render: () => renderNetworks(clients) });
      objects.push(this.authorization({ kind, suffix }, 'NetworkAuthentication', `${suffix}-addresses`));
    }
    return objects;
  }

  private authorization(
    target: Omit<LinkerdObject, 'render'>,
    authentication: LinkerdKind,
    suffix: string,
  ): LinkerdObject {
    const render = (): object => ({
      targetRef: this.reference(target.kind, target.suffix),
      requiredAuthenticationRefs: [this.reference(authentication, target.suffix)],
    });
    return { kind: 'AuthorizationPolicy', suffix, render };
  }

  private make(scope: Construct, key: string, { kind, suffix }: LinkerdObject): void {
    addPolicyBeside(scope, this.owner, {
      id: `${kind}-${suffix}`,
      suffix,
      what: kind,
      apiVersion: `${GROUP}/${this.versionOf(kind)}`,
      kind,
      render: () => this.made.get(key)!(),
    });
  }

  /** Servers say their `accessPolicy` since Linkerd 2.16; the first version of them closes as well, and is served by all. */
  private versionOf(kind: LinkerdKind): string {
    if (kind === 'HTTPRoute') return 'v1beta3';
    if (kind !== 'Server') return 'v1alpha1';
    return saysAccess(this.owner) ? 'v1beta3' : 'v1beta1';
  }
}

function keyOf({ kind, suffix }: Pick<LinkerdObject, 'kind' | 'suffix'>): string {
  return `${KINDS.indexOf(kind)}/${suffix}`;
}

/** Whether Servers say what happens to whom no policy lets in. */
export function saysAccess({ mesh }: Pick<MeshOwner, 'mesh'>): boolean {
  return isMeshAtLeast(mesh._options.version, '2.16');
}
