import { classNames } from './runtime-types';
import { inWords, refuse } from '../support/refuse';
import { checkText } from '../support/text';

interface ConstructLike {
  readonly node: {
    readonly id: string;
    readonly path: string;
    readonly scope?: ConstructLike;
    tryFindChild(id: string): unknown;
  };
}

/** A construct that is not made yet, for messages: the tree is only asked for its path where there is one to write. */
export class FutureConstruct {
  constructor(
    private readonly scope: unknown,
    private readonly id: unknown,
  ) {}

  public get node(): { readonly path: string } {
    const { path } = (this.scope as ConstructLike).node;
    return { path: path === '' ? String(this.id) : `${path}/${String(this.id)}` };
  }
}

/** Checks what cdk8s and constructs demand of a construct's place in the tree, each with an error of its own otherwise. */
export function checkPlace(className: string, scope: unknown, id: unknown): void {
  if (!isConstruct(scope)) {
    refuse(className, {
      what: 'scope',
      got: scope,
      allowed: 'a construct, such as a Chart',
      fix: `write new ${className}(chart, "my-id", …)`,
    });
  }
  if (!isInChart(scope)) {
    refuse(scope, {
      what: 'scope',
      got: scope.node.path === '' ? inWords('the App') : scope,
      allowed: 'a Chart, or a construct in one',
      fix: 'make a chart: new Chart(app, "shop", { namespace: "shop" })',
    });
  }
  const allowed = 'a text that is not empty';
  if (typeof id !== 'string' || id === '') {
    const fix = typeof id === 'number' ? `write ${JSON.stringify(String(id))}` : undefined;
    refuse(scope, { what: 'id', got: id, allowed, fix });
  }
  checkText(scope, 'id', id);
  if (id in Object.prototype) {
    refuse(scope, {
      what: 'id',
      got: id,
      allowed: 'an id that no object of JavaScript has as a name',
      fix: `use another id, and set \`name\` to ${JSON.stringify(id)} if the objects are to be called so`,
    });
  }
  if (scope.node.tryFindChild(id) !== undefined) {
    refuse(scope, { what: 'id', got: id, allowed: 'an id that no other construct beside it has' });
  }
}

function isConstruct(value: unknown): value is ConstructLike {
  try {
    return typeof value === 'object' && value !== null && classNames(value).includes('constructs.Construct');
  } catch {
    return false;
  }
}

function isInChart(construct: ConstructLike): boolean {
  for (let scope: ConstructLike | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    if (classNames(scope).includes('cdk8s.Chart')) return true;
  }
  return false;
}
