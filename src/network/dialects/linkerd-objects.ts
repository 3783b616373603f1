import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isIdentified, renderIdentities, renderNetworks } from './linkerd-clients';
import { compareText } from '../../support/order';
import { MeshClient } from '../mesh/identity-opening';
import { MeshOwner } from '../mesh/mesh-policies';
import { isMeshAtLeast } from '../mesh/mesh-version';
import { addPolicyBeside } from '../policy-beside';

/** Linkerd's own kinds, in the order in which they should be applied: whoever is let in, before what closes. */
const KINDS = ['MeshTLSAuthentication', 'NetworkAuthentication', 'AuthorizationPolicy', 'HTTPRoute', 'Server'] as const;

export type LinkerdKind = (typeof KINDS)[number];

/** What authorizations are for. */
export interface Target {
  readonly kind: 'Server' | 'HTTPRoute';
  /** What is added to the name of the workload. */
  readonly suffix: string;
}

const GROUP = 'policy.linkerd.io';

/** The objects of Linkerd for some pods: made when they are first needed, and sorted whatever the order of the calls was. */
export class LinkerdObjects {
  private readonly scope: Construct;
  private readonly objects = new Map<string, ApiObject>();

  constructor(
    parent: Construct,
    private readonly owner: MeshOwner,
  ) {
    this.scope = new Construct(parent, 'Linkerd');
  }

  /** Makes an object, unless it is there. */
  public ensure(kind: LinkerdKind, suffix: string, render: () => object): void {
    const key = `${KINDS.indexOf(kind)}/${suffix}`;
    if (this.objects.has(key)) return;
    const { scope, owner } = this;
    const object = addPolicyBeside(scope, owner, {
      id: `${kind}-${suffix}`,
      suffix,
      what: kind,
      apiVersion: `${GROUP}/${this.versionOf(kind)}`,
      kind,
      render,
    });
    this.objects.set(key, object);
    this.place(key, object);
  }

  /** Lets clients in; which ones, is asked again when it is rendered. */
  public ensureClients({ kind, suffix }: Target, clients: () => readonly MeshClient[]): void {
    const now = clients();
    if (now.some(isIdentified)) {
      this.ensure('MeshTLSAuthentication', suffix, () => renderIdentities(clients()));
      this.authorize({ kind, suffix }, 'MeshTLSAuthentication', suffix);
    }
    // All required authentications must hold, so that addresses need a policy of their own.
    if (now.some((client) => !isIdentified(client))) {
      this.ensure('NetworkAuthentication', suffix, () => renderNetworks(clients()));
      this.authorize({ kind, suffix }, 'NetworkAuthentication', `${suffix}-addresses`);
    }
  }

  /** How objects refer to another one. */
  public reference(kind: LinkerdKind, suffix: string): { group: string; kind: string; name: string } {
    return { group: GROUP, kind, name: `${this.owner.name}-${suffix}` };
  }

  private authorize(target: Target, by: LinkerdKind, suffix: string): void {
    this.ensure('AuthorizationPolicy', suffix, () => ({
      targetRef: this.reference(target.kind, target.suffix),
      requiredAuthenticationRefs: [this.reference(by, target.suffix)],
    }));
  }

  /** Objects depend on those before them in their order, so that they are rendered in it. */
  private place(key: string, object: ApiObject): void {
    const keys = [...this.objects.keys()].sort(compareText);
    const at = keys.indexOf(key);
    const [before, after] = [keys[at - 1], keys[at + 1]].map((each) => this.objects.get(each));
    if (before !== undefined) object.node.addDependency(before);
    if (after !== undefined) after.node.addDependency(object);
  }

  /** Servers say their `accessPolicy` since Linkerd 2.16; the first version of them closes as well, and is served by all. */
  private versionOf(kind: LinkerdKind): string {
    if (kind === 'HTTPRoute') return 'v1beta3';
    if (kind !== 'Server') return 'v1alpha1';
    return saysAccess(this.owner) ? 'v1beta3' : 'v1beta1';
  }
}

/** Whether Servers say what happens to whom no policy lets in. */
export function saysAccess({ mesh }: Pick<MeshOwner, 'mesh'>): boolean {
  return isMeshAtLeast(mesh._options.version, '2.16');
}
