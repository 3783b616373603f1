import { canonicalText } from './canonical-text';
import { isGenerated } from './identify';
import { Identity } from './identity';
import { Field } from './manifest';
import { Origin } from './model';

/** Objects by their ids: each is read once. */
export class SeenObjects {
  private readonly roots = new Map<string, Field>();

  /**
   * Takes an object in: under its id, or under another one if its name is yet to be generated. Nothing if it is there already, word
   * for word; if it is there with other words, that is a problem.
   */
  public enter(root: Field, identity: Identity): Identity | undefined {
    const own = isGenerated(root) ? this.numbered(root, identity) : identity;
    const first = this.roots.get(own.id);
    if (first === undefined) {
      this.roots.set(own.id, root);
      return own;
    }
    if (!isSame(first, root, own.namespace)) {
      const places = `${describe(first.origin)}, and otherwise in ${describe(root.origin)}`;
      root.fail(`${own.id} is there twice: got it in ${places}; allowed: one of a kind, namespace and name`);
    }
    return undefined;
  }

  /** Those with one beginning of a name are as many objects as there are different ones. */
  private numbered(root: Field, identity: Identity): Identity {
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? '' : `~${number}`;
      const own = { ...identity, id: `${identity.id}${suffix}`, name: `${identity.name}${suffix}` };
      const first = this.roots.get(own.id);
      if (first === undefined || isSame(first, root, own.namespace)) return own;
    }
  }
}

/** Whether two objects say the same; an absent namespace is the one of deployment. */
function isSame(one: Field, other: Field, namespace: string): boolean {
  if (one.value === other.value) return true;
  const text = (root: Field): string => {
    const object = root.value as { readonly metadata: object };
    return canonicalText({ ...object, metadata: { ...object.metadata, namespace } });
  };
  return text(one) === text(other);
}

/** Where an object was written: `shop.yaml, document 2, line 7`. */
export function describe({ source, document, line }: Origin): string {
  return `${source}, document ${document}${line === undefined ? '' : `, line ${line}`}`;
}
