import { Field } from './manifest';
import { Namespace, NAMESPACE_NAME_LABEL, Origin } from './model';
import { describe } from './seen-objects';

/** The namespaces of the input, with the labels that all their manifests give together. */
export class NamespaceLabels {
  private readonly names = new Set<string>();
  private readonly labels = new Map<string, Map<string, { readonly value: string; readonly origin: Origin }>>();

  /** An object is in it. */
  public mention(name: string): void {
    this.names.add(name);
  }

  /** A manifest declares it; one label with two values is a problem, because nobody knows which one wins. */
  public declare(name: string, root: Field): void {
    this.names.add(name);
    let known = this.labels.get(name);
    if (known === undefined) this.labels.set(name, (known = new Map()));
    const field = root.get('metadata').get('labels');
    for (const [key, value] of Object.entries(field.labels())) {
      const before = known.get(key);
      if (before === undefined) {
        known.set(key, { value, origin: root.origin });
      } else if (before.value !== value) {
        field.get(key).problem(`${JSON.stringify(before.value)}, which it has in ${describe(before.origin)}`);
      }
    }
  }

  /** All of them, by name. */
  public all(): Namespace[] {
    return [...this.names].sort().map((name) => ({
      name,
      labels: {
        ...Object.fromEntries([...(this.labels.get(name) ?? [])].map(([key, { value }]) => [key, value])),
        [NAMESPACE_NAME_LABEL]: name,
      },
      declared: this.labels.has(name),
    }));
  }
}
