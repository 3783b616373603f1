import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Peer, Port } from '../../src';
import { API_TABLE } from '../../src/checked/api-table';

/** A value that somebody without a compiler may pass, made anew for each call. */
export type WrongValue = readonly [name: string, make: () => unknown];

class Props {
  public readonly image = 'a:1';
}

function cycle(): object {
  const object: { self?: object } = {};
  object.self = object;
  return object;
}

function throwing(): never {
  throw new TypeError('from a getter');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A Proxy whose every trap throws. */
function hostile(target: object): object {
  return new Proxy(target, new Proxy({}, { get: () => throwing }));
}

/* eslint-disable no-new-wrappers */
export const WRONG_VALUES: readonly WrongValue[] = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['an empty text', () => ''],
  ['x', () => 'x'],
  ['80', () => '80'],
  ['true as text', () => 'true'],
  ['__proto__', () => '__proto__'],
  ['constructor', () => 'constructor'],
  ['toString', () => 'toString'],
  ['a long text', () => 'x'.repeat(100_000)],
  ['a line separator', () => 'a\u2028b'],
  ['a control character', () => 'a\u0000b'],
  ['half of a character', () => 'a\ud800'],
  ['NaN', () => NaN],
  ['Infinity', () => Infinity],
  ['-Infinity', () => -Infinity],
  ['0', () => 0],
  ['-0', () => -0],
  ['5', () => 5],
  ['-1', () => -1],
  ['0.5', () => 0.5],
  ['1e21', () => 1e21],
  ['2 ** 31', () => 2 ** 31],
  ['true', () => true],
  ['false', () => false],
  ['a bigint', () => 10n],
  ['a symbol', () => Symbol('x')],
  ['a function', () => () => 'x'],
  ['a class', () => Props],
  ['a class of this package', () => Port],
  ['an empty list', () => []],
  ['a list of undefined', () => [undefined]],
  ['a list of null', () => [null]],
  ['a list of texts', () => ['x']],
  ['a list of numbers', () => [5]],
  ['a list with a hole', () => new Array(1)],
  ['a list of lists', () => [[]]],
  ['a list of Ports', () => [Port.HTTP]],
  ['an empty object', () => ({})],
  ['an object with undefined', () => ({ x: undefined })],
  ['an object with null', () => ({ x: null })],
  ['an object with a text', () => ({ x: 'y' })],
  ['an object with a number', () => ({ x: 5 })],
  ['an object with names of Object', () => JSON.parse('{"__proto__":"x","constructor":"y","toString":"z"}') as object],
  ['an object without prototype', () => Object.create(null) as object],
  ['an object of a class', () => new Props()],
  ['an object that holds itself', () => cycle()],
  ['an object whose getter throws', () => Object.defineProperty({}, 'x', { get: throwing, enumerable: true })],
  ['an object that fails as JSON', () => ({ toJSON: throwing, toString: throwing })],
  ['a revoked Proxy', revoked],
  ['a hostile Proxy', () => hostile({})],
  ['a hostile Proxy of a list', () => hostile([])],
  ['a Map', () => new Map([['x', 'y']])],
  ['a Set', () => new Set(['x'])],
  ['a Date', () => new Date(0)],
  ['a RegExp', () => /x/],
  ['a Promise', () => Promise.resolve('x')],
  ['an Error', () => new Error('x')],
  ['a boxed text', () => new String('x')],
  ['bytes', () => new Uint8Array([1])],
  ['a Port', () => Port.HTTP],
  ['a Peer', () => Peer.anywhere()],
  ['a Size', () => Size.mebibytes(1)],
  ['a Duration', () => Duration.millis(1)],
  ['a port of cdk8s-plus', () => kplus.NetworkPolicyPort.tcp(443)],
];

/** A type of the API whose values are of one kind in JavaScript, and that kind. */
const KINDS: readonly (readonly [type: RegExp, kind: string])[] = [
  [/^number$/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^string$/, 'string'],
  [/^list</, 'list'],
];

/** Of the values that are of another kind than what belongs there, one place gets so many: one of so many. */
const SHARE = 4;

/**
 * The values for a place. What is of the right kind, or nothing at all, is for each place, because each has checks of its own.
 * Whatever else is refused by the type alone, whatever the place: so places take turns, and each type meets all values.
 * `WALK=all npx jest test/checked` tries each value in each place.
 *
 * @param type what belongs there
 * @param turn the position of the place among those of its type
 */
export function valuesFor(type: string, turn: number): readonly WrongValue[] {
  // What is no instance of a class is refused by that alone, be it an object.
  const kind = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? (isClass(type) ? 'instance' : 'object');
  if (process.env.WALK === 'all') return WRONG_VALUES;
  return WRONG_VALUES.filter(([, make], i) => {
    const own = kindOf(make());
    return own === kind || own === 'undefined' || own === 'null' || (i + turn) % SHARE === 0;
  });
}

function isClass(type: string): boolean {
  return Object.hasOwn(API_TABLE.classes, type) || /^(cdk8s|constructs)[-.\w]*\.[A-Z]\w*$/.test(type);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  try {
    return Array.isArray(value) ? 'list' : 'object';
  } catch {
    // A revoked Proxy does not even tell that.
    return 'object';
  }
}
