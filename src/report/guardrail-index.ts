import { IConstruct } from 'constructs';
import { RenderedCluster } from './rendered-cluster';
import { ClusterProfile } from '../network/cluster-profile';
import { Guardrail, GuardrailPolicy, guardrailsOf } from '../network/guardrails';
import { CompiledRule } from '../reachability/cluster';
import { canonical } from '../support/canonical';
import { quote } from '../support/refuse';
import { Manifest } from '../topology/manifest';
import { Direction } from '../topology/model';

/** A policy of the cluster with what an administrator declared by it. */
export interface DeclaredPolicy extends GuardrailPolicy {
  readonly guardrail: Guardrail;
}

/** What administrators declared for one cluster, by the policies that say it. */
export class GuardrailIndex {
  public readonly policies: readonly DeclaredPolicy[];
  /** Those that say nothing. */
  public readonly empty: readonly Guardrail[];
  private readonly byId: ReadonlyMap<string, DeclaredPolicy>;

  constructor(app: IConstruct, cluster: string, rendered: RenderedCluster) {
    const all = guardrailsIn(app, cluster).map((guardrail) => ({ guardrail, policies: guardrail.policies() }));
    this.empty = all.filter(({ policies }) => policies.length === 0).map(({ guardrail }) => guardrail);
    this.policies = all.flatMap(({ guardrail, policies }) => policies.map((policy) => ({ ...policy, guardrail })));
    // What a patch has changed nobody declared.
    const asDeclared = this.policies.filter((policy) => {
      const object = renderedAs(policy, rendered);
      return object === undefined || saysTheSame(policy, object.content);
    });
    this.byId = new Map(asDeclared.map((policy) => [idOf(policy), policy]));
  }

  /** Who declared a rule; nobody where the policy is none of a construct. */
  public of({ policy }: CompiledRule): Guardrail | undefined {
    return this.byId.get(policy.id)?.guardrail;
  }

  /** A rule of an administrator in words, with its reason and the construct that declares it. */
  public describe(direction: Direction, { policy, index }: CompiledRule): string {
    const place = `${direction} rule ${index} of ${policy.id}`;
    const declared = this.byId.get(policy.id);
    if (declared === undefined) return place;
    const { reason } = declared.rules.filter((rule) => rule.direction === direction)[index];
    return `${place}, ${quote(reason)} (${describeGuardrail(declared.guardrail)})`;
  }
}

/** `ClusterGuardrail "platform/company" of the platform team` */
export function describeGuardrail({ owner, tier, appliedBy }: Guardrail): string {
  const kind = tier === 'Admin' ? 'ClusterGuardrail' : 'ClusterDefaultDeny';
  return `${kind} ${quote(owner.node.path)}${appliedBy === undefined ? '' : `, applied by ${appliedBy}`}`;
}

/** The id of a policy, as the engine writes it. */
export function idOf({ name, content: { kind } }: GuardrailPolicy): string {
  return `${kind}/${name}`;
}

/**
 * Adds to what is rendered what others apply to the same clusters: it is judged as if it were rendered here. What is rendered here
 * as well stands for itself. The namespaces of others have the labels that the profile says.
 */
export function withPoliciesOfOthers(
  app: IConstruct,
  clusters: ReadonlyMap<string, RenderedCluster>,
): Map<string, RenderedCluster> {
  return new Map(
    [...clusters].map(([key, cluster]) => {
      const added = [...policiesOfOthers(app, key, cluster), ...namespacesOfOthers(cluster)];
      return [key, added.length === 0 ? cluster : { ...cluster, manifests: [...cluster.manifests, ...added] }];
    }),
  );
}

function policiesOfOthers(app: IConstruct, key: string, cluster: RenderedCluster): Manifest[] {
  return guardrailsIn(app, key)
    .filter(({ appliedBy }) => appliedBy !== undefined)
    .flatMap(({ owner, policies }) =>
      policies()
        .filter((policy) => renderedAs(policy, cluster) === undefined)
        .map(({ content }) => ({ object: content, origin: { source: owner.node.path, document: 1 } })),
    );
}

function namespacesOfOthers({ objects, namespaceLabels = {} }: RenderedCluster): Manifest[] {
  return Object.entries(namespaceLabels)
    .filter(([name]) => !objects.some((object) => object.kind === 'Namespace' && object.name === name))
    .map(([name, labels]) => ({
      object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
      origin: { source: 'ClusterProfile', document: 1 },
    }));
}

/** Whether an object says what was declared. */
export function saysTheSame({ content }: GuardrailPolicy, object: unknown): boolean {
  return canonical(content.spec) === canonical((object as { readonly spec?: unknown }).spec);
}

/** The object of a cluster that is a policy. */
export function renderedAs(
  { name, content }: GuardrailPolicy,
  { objects }: RenderedCluster,
): RenderedCluster['objects'][number] | undefined {
  return objects.find(
    (object) =>
      object.kind === content.kind &&
      object.name === name &&
      groupOf(object.apiVersion) === groupOf(content.apiVersion),
  );
}

function groupOf(apiVersion: string): string {
  return apiVersion.split('/')[0];
}

function guardrailsIn(app: IConstruct, cluster: string): readonly Guardrail[] {
  return guardrailsOf(app).filter(({ owner }) => ClusterProfile._clusterOf(owner) === cluster);
}
