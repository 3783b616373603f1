import { createHash } from 'crypto';
import { ApiObject } from 'cdk8s';
import { canonical } from '../support/canonical';

/** How many characters `nameByContent` adds to a name. */
export const HASH_LENGTH = 7;

interface Rendered {
  readonly metadata?: { readonly name?: string };
}

/**
 * Has an object rendered under its name and a hash of what cannot be changed in a cluster. It is computed from what is
 * rendered, patches included, so it is not known before synth; whoever gave the object another name keeps that.
 */
export function nameByContent(object: ApiObject, contentOf: (rendered: unknown) => unknown): void {
  const render = object.toJson.bind(object);
  const { name } = object;
  object.toJson = () => {
    const rendered = render() as Rendered;
    if (rendered.metadata?.name !== name) return rendered;
    const hash = createHash('sha256')
      .update(canonical(contentOf(rendered)))
      .digest('hex');
    return { ...rendered, metadata: { ...rendered.metadata, name: `${name}-${hash.slice(0, HASH_LENGTH - 1)}` } };
  };
}
