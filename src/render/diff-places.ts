import { formatPlace } from './because';
import { Place } from './findings-report';
import { CheckedObject } from '../checks/checked-object';
import { ruleField } from '../checks/connectivity/policy-places';
import { FlowChange } from '../reachability/diff';
import { Because } from '../reachability/reasons';
import { FieldPath } from '../topology/manifest';

/** A place that has a part in a change. */
export interface ChangePlace {
  readonly place: Place;
  /** What stands there. */
  readonly text: string;
  /** What closes the connection there. */
  readonly fix: string;
}

type Found = ChangePlace & { readonly isNew: boolean };

/** Where that was written which opens connections: in the newer input, because the older one is gone. */
export class DiffPlaces {
  private readonly before: ReadonlyMap<string, CheckedObject>;
  private readonly after: ReadonlyMap<string, CheckedObject>;

  /** @param fallback what is named where there is no object: the newer input */
  constructor(
    before: readonly CheckedObject[],
    after: readonly CheckedObject[],
    private readonly fallback: string,
  ) {
    [this.before, this.after] = [before, after].map((objects) => new Map(objects.map((object) => [object.id, object])));
  }

  /**
   * Where a change comes from: the rules of policies that let it through, then the routes and Services by which the internet
   * comes in, then the workloads. What is new, or says something else than before, comes first: it is in the pull request.
   */
  public of({ because, ways = [], from, to }: FlowChange): readonly [ChangePlace, ...ChangePlace[]] {
    const policies = because.filter(({ policy, more }) => policy !== undefined && more === undefined);
    const workloads = [to, from].flatMap((end) => (end.kind === 'workload' ? [end.id] : []));
    const found = [
      ...policies.map((each) => this.ruleOf(each)),
      ...[...new Set(ways.map(({ id }) => id))].map((id) => this.objectOf(id, `take away ${id}`)),
      // Of a host port the way is the workload itself.
      ...workloads
        .filter((id) => !ways.some((way) => way.id === id))
        .map((id) => this.objectOf(id, `write a policy that selects ${id}`)),
    ].filter((each) => each !== undefined);
    const [first, ...others] = [...found.filter(({ isNew }) => isNew), ...found.filter(({ isNew }) => !isNew)];
    return first === undefined
      ? [{ place: { source: this.fallback }, text: this.fallback, fix: 'write a policy that closes it' }]
      : [first, ...others];
  }

  private ruleOf(because: Because): Found | undefined {
    const { policy, rule, direction, path } = because;
    const [was, is] = [this.before.get(policy!), this.after.get(policy!)];
    if (is === undefined) return undefined;
    if (rule === undefined) return placeIn(is, was, { path: ['spec'], text: is.id, fix: `narrow ${is.id}` });
    if (because.wall === 'identity') {
      const place = path ?? `spec.rules[${rule}]`;
      const own = { path: ['spec'], text: `${is.id} ${place}`, fix: `narrow ${is.id} ${place}` };
      return placeIn(is, was, own);
    }
    const name = formatPlace(direction, { rule, path });
    const field = ruleField(is, name);
    const isNew = was === undefined || !isSame(ruleField(was, name).value, field.value);
    const text = `${is.id} ${name}`;
    return { ...placeIn(is, was, { path: field.path, text, fix: `narrow ${text}` }), isNew };
  }

  private objectOf(id: string, fix: string): Found | undefined {
    const is = this.after.get(id);
    return is === undefined ? undefined : placeIn(is, this.before.get(id), { path: [], text: id, fix });
  }
}

function placeIn(
  is: CheckedObject,
  was: CheckedObject | undefined,
  { path, text, fix }: { readonly path: FieldPath; readonly text: string; readonly fix: string },
): Found {
  const line = is.lineOf(path);
  const place = { source: is.origin.source, ...(line === undefined ? {} : { line }) };
  return {
    place,
    text,
    fix,
    isNew: was === undefined || !isSame(was.root.get('spec').value, is.root.get('spec').value),
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
