import { isIdentityInSomeGroup, isIdentityKind } from './identity/identity-kinds';
import { PodKind, podKindOf } from './pod-templates';
import { isApiVersion, isRead, isReadInSomeGroup } from './read-kinds';
import { isPolicyInSomeGroup, UnjudgedKind, unjudgedKind } from './unjudged-kinds';

/** What is known of the objects of one kind and version. */
export interface KnownKind {
  readonly unjudged?: UnjudgedKind;
  readonly podKind?: PodKind;
  /** Whether it is a policy of a mesh, or a part of one. */
  readonly isIdentity: boolean;
  readonly isRead: boolean;
  /** Whether the version is one at all. */
  readonly isVersion: boolean;
}

/** The kinds that were found: few kinds have many objects, and a kind that nobody knows is compared with many names. */
export class KnownKinds {
  private readonly interest = new Map<string, boolean>();
  private readonly byKind = new Map<string, Map<string, KnownKind>>();

  /** Whether objects of a kind of that name may be read, or are policies, in some group. */
  public isOfInterest(kind: string): boolean {
    let known = this.interest.get(kind);
    if (known === undefined) {
      known = isReadInSomeGroup(kind) || isPolicyInSomeGroup(kind) || isIdentityInSomeGroup(kind);
      this.interest.set(kind, known);
    }
    return known;
  }

  /** What is known of a kind. */
  public of(kind: string, apiVersion: string): KnownKind {
    let versions = this.byKind.get(kind);
    if (versions === undefined) this.byKind.set(kind, (versions = new Map<string, KnownKind>()));
    let known = versions.get(apiVersion);
    if (known === undefined) {
      known = {
        unjudged: unjudgedKind(kind, apiVersion),
        podKind: podKindOf(kind, apiVersion),
        isIdentity: isIdentityKind(kind, apiVersion),
        isRead: isRead(kind, apiVersion),
        isVersion: isApiVersion(apiVersion),
      };
      versions.set(apiVersion, known);
    }
    return known;
  }
}
