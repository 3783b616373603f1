import { AtService } from './behind-waypoint';
import { Identity } from '../identity';
import { IdentityPolicy, MeshName, MtlsPolicy, Selector, UnjudgedIdentity } from '../model';

/** What an object of a mesh is known to be before its `spec` is read. */
export interface MeshObject extends Identity {
  readonly apiVersion: string;
}

/** Which servers a policy is about. */
export interface Scope {
  /** Absent: those of its own namespace. */
  readonly namespaceSelector?: Selector;
  readonly podSelector: Selector;
}

/** Another object that a policy names in place of pods. */
export interface Target {
  readonly kind: string;
  readonly name: string;
}

/** What one object of Istio says. */
export interface IdentityReading {
  readonly policies?: readonly IdentityPolicy[];
  readonly mtls?: readonly MtlsPolicy[];
  readonly unjudged?: readonly UnjudgedIdentity[];
  /** Those that are for what is behind other objects: which pods that are is known when all is read. */
  readonly targeted?: readonly TargetedIdentity[];
}

/** A policy that names other objects in place of pods, and what is told of it where it is not judged. */
export interface TargetedIdentity {
  readonly policy: UnjudgedIdentity;
  /** What it allows, where that was understood: of a Service it may be known what it means for the pods behind it. */
  readonly allowed?: AtService;
  readonly targets: readonly Target[];
}

/** A policy that is not judged. */
export function notJudged(mesh: MeshName, object: MeshObject, scope: Scope, reason: string): UnjudgedIdentity {
  const { id, kind, namespace, name, origin } = object;
  return { id, kind, mesh, namespace, name, ...scope, reason, origin };
}
