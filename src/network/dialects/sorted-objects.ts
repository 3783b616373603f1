import { ApiObject } from 'cdk8s';
import { compareText } from '../../support/order';

/** Objects that are made when they are first needed, and rendered in the order of their keys, whatever the order of the calls was. */
export class SortedObjects {
  private readonly objects = new Map<string, ApiObject>();

  /** Makes an object, unless it is there. */
  public ensure(key: string, make: () => ApiObject): void {
    if (this.objects.has(key)) return;
    const object = make();
    this.objects.set(key, object);
    // cdk8s renders an object behind those that it depends on.
    const keys = [...this.objects.keys()].sort(compareText);
    const at = keys.indexOf(key);
    const [before, after] = [keys[at - 1], keys[at + 1]].map((each) => this.objects.get(each));
    if (before !== undefined) object.node.addDependency(before);
    if (after !== undefined) after.node.addDependency(object);
  }
}
