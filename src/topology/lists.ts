import { Field, FieldPath, Manifest } from './manifest';
import { isNearField } from './near-field';
import { isReadInSomeGroup } from './read-kinds';
import { shownPath } from './shown-value';
import { isPolicyInSomeGroup } from './unjudged-kinds';

/** A list that a program made may hold itself. */
export const MANY_LISTS = 10;

/** Every kind has a list of its own, which `kubectl get --raw` and client libraries print; the items of an empty one may be null. */
export function isList(object: object, kind: string): boolean {
  if (!kind.endsWith('List')) return false;
  const ofKind = kind.slice(0, -'List'.length);
  // Of others the name may only end so.
  return ofKind === '' || isReadInSomeGroup(ofKind) || isPolicyInSomeGroup(ofKind) || hasItems(object);
}

/** The objects of a list of one kind may leave out what the list says. */
export function itemsOf(manifest: Manifest, root: Field): Manifest[] {
  if (!hasItems(root.value as object)) {
    root.get('items').problem('a list, and it is required', nearItems(root));
    return [];
  }
  const { kind, apiVersion } = root.value as { readonly kind: string; readonly apiVersion: string };
  const own = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return root
    .get('items')
    .items()
    .flatMap((item, i): Manifest[] => {
      if (item.isAbsent) item.warn(`items[${i}]: got nothing; allowed: a map`);
      if (item.isAbsent || item.map() === undefined) return [];
      const lineOf = manifest.lineOf && ((path: FieldPath) => manifest.lineOf?.(['items', i, ...path]));
      return [{ object: withDefaults(item.value, own), origin: manifest.origin, lineOf }];
    });
}

function hasItems(object: object): boolean {
  return Object.hasOwn(object, 'items');
}

function nearItems(root: Field): string | undefined {
  const near = Object.keys(root.value as object).find((key) => isNearField(key, 'items'));
  return near === undefined ? undefined : `write "items" for ${shownPath([near])}`;
}

function withDefaults(item: unknown, own: object): unknown {
  return typeof item === 'object' && item !== null && !Array.isArray(item) ? { ...own, ...item } : item;
}
