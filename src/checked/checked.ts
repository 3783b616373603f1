import { API_TABLE } from './api-table';
import { Call } from './calls';
import { nameOfClass, rememberClass } from './runtime-types';
import { checkPlace, FutureConstruct } from './scope';
import { ClassEntry, Parameters } from './table';
import { spellForCallers } from '../support/callers-words';
import { inWords, refuse, Where } from '../support/refuse';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Methods that check already: several classes inherit one. */
const CHECKING = new WeakSet<Function>();
const STAND_INS = new WeakSet<Function>();

spellForCallers(namesOfTable);

/**
 * Makes the constructor, the factories and the methods of a class check what comes in, by the types that they declare.
 *
 * Whoever writes JavaScript, or a value that came from JSON or an unset variable, has no compiler that says so, and a
 * policy that took `443` for a `Port` would open every port. Names and types come from the table; no class lists them.
 */
export function checked<C extends Function>(target: C, _context?: unknown): C {
  const name = nameOfClass(target) ?? target.name;
  if (!Object.hasOwn(API_TABLE.classes, name)) {
    throw new Error(`class ${name} is not in the table of types: run "npm run compile", which writes it`);
  }
  const entry = API_TABLE.classes[name];
  rememberClass(name, target);
  const factories = new Factories(name);
  for (const [method, parameters] of Object.entries(entry.statics)) {
    checkStatic(target, name, method, new Call(`${name}.${method}`, parameters), factories);
  }
  if (entry.create === undefined) countInternalFactories(target, factories);
  for (const [method, parameters] of Object.entries(entry.methods)) checkMethod(target, name, method, parameters);
  return standIn(target, name, constructorCheck(name, entry, factories)) as C;
}

type ArgumentCheck = (args: unknown[]) => unknown[];

/** How the arguments of a constructor are checked. */
function constructorCheck(name: string, { create, construct }: ClassEntry, factories: Factories): ArgumentCheck {
  if (create === undefined) {
    return (args) => {
      factories.checkRunning();
      return args;
    };
  }
  const call = new Call(name, create);
  if (Object.keys(create).slice(0, 2).join() !== 'scope,id') return (args) => call.take(name, args);
  return (args) => {
    const [scope, id] = args;
    checkPlace(name, scope, id);
    return call.take(construct ? new FutureConstruct(scope, id) : (scope as Where), args);
  };
}

/**
 * A constructor that checks and stands where the class stood: with its name, its prototype and, by inheritance, all that
 * is static. A Proxy would do the same, but each `instanceof` and `new` of it leaves optimized code.
 */
function standIn(target: Function, name: string, check: ArgumentCheck): Function {
  function guarded(...args: unknown[]): object {
    if (new.target === undefined) {
      refuse(name, { what: 'constructor', got: inWords('a call'), allowed: 'a call with `new`' });
    }
    // An object of a class that extends this one is made for that class.
    return Reflect.construct(target, check(args), new.target === guarded ? target : new.target) as object;
  }
  Object.setPrototypeOf(guarded, target);
  Object.defineProperties(guarded, {
    name: { value: target.name, configurable: true },
    length: { value: target.length, configurable: true },
    prototype: { value: target.prototype as unknown, writable: false },
  });
  // What jsii writes onto a class is read from the class itself.
  for (const symbol of Object.getOwnPropertySymbols(target)) {
    Object.defineProperty(guarded, symbol, Object.getOwnPropertyDescriptor(target, symbol)!);
  }
  Object.defineProperty(target.prototype, 'constructor', { value: guarded, writable: true, configurable: true });
  STAND_INS.add(guarded);
  return guarded;
}

/** Whether a class checks what comes in. */
export function isChecked(target: Function): boolean {
  return STAND_INS.has(target);
}

/** The names of all props, methods and parameters. */
function namesOfTable(): string[] {
  const { structs, interfaces, classes } = API_TABLE;
  const calls = Object.values(classes).flatMap(({ create = {}, statics, methods }) => [create, statics, methods]);
  const inner = Object.values(classes).flatMap(({ statics, methods }) => Object.values({ ...statics, ...methods }));
  const props = Object.values(structs).map((struct) => struct.props);
  return [...calls, ...inner, ...props, ...Object.values(interfaces)].flatMap((each) =>
    Object.keys(each).map((name) => name.replace(/^\.\.\.|\?$/g, '')),
  );
}

/** Which factories of a class run: only they make objects of a class whose constructor is private. */
class Factories {
  private running = 0;

  constructor(private readonly name: string) {}

  public run(factory: Method, self: unknown, args: unknown[]): unknown {
    this.running++;
    try {
      return factory.apply(self, args);
    } finally {
      this.running--;
    }
  }

  public checkRunning(): void {
    if (this.running > 0) return;
    const factories = Object.keys(API_TABLE.classes[this.name].statics).map((factory) => `${this.name}.${factory}`);
    refuse(this.name, {
      what: 'constructor',
      got: inWords('a call'),
      allowed: factories.length === 0 ? 'no objects of this class' : `its factories: ${factories.join(', ')}`,
    });
  }
}

function checkStatic(target: Function, name: string, method: string, call: Call, factories: Factories): void {
  const original = (target as unknown as Record<string, Method>)[method];
  const where = `${name}.${method}`;
  replace(target, method, function (this: unknown, ...args) {
    return factories.run(original, this, call.take(where, args));
  });
}

/** Factories for the package itself are in no table: what they are given is not checked, but they may make objects. */
function countInternalFactories(target: Function, factories: Factories): void {
  for (const [method, { value }] of Object.entries(Object.getOwnPropertyDescriptors(target))) {
    if (!method.startsWith('_') || typeof value !== 'function') continue;
    replace(target, method, function (this: unknown, ...args) {
      return factories.run(value as Method, this, args);
    });
  }
}

/** Where the method was written, which may be a class that this one extends. */
function checkMethod(target: Function, className: string, method: string, parameters: Parameters): void {
  if (Object.keys(parameters).length === 0) return;
  let owner = target.prototype as object;
  while (!Object.hasOwn(owner, method)) owner = Object.getPrototypeOf(owner) as object;
  const original = (owner as Record<string, Method>)[method];
  if (CHECKING.has(original)) return;
  const call = new Call(method, parameters);
  replace(owner, method, function (this: unknown, ...args) {
    return original.apply(this, call.take(whereOf(this) ?? `${className}.${method}`, args));
  });
}

/** A construct is known by its path, and so are its connections. */
function whereOf(self: unknown): Where | undefined {
  const { node, _scope } = self as { readonly node?: { readonly path: string }; readonly _scope?: Where };
  return node === undefined ? _scope : { node };
}

function replace(owner: object, name: string, checking: Method): void {
  const { value, ...property } = Object.getOwnPropertyDescriptor(owner, name)!;
  Object.defineProperty(checking, 'name', { value: name });
  Object.defineProperty(owner, name, { ...property, value: checking });
  CHECKING.add(checking);
}
