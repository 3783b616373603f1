import { Chart } from 'cdk8s';
import { PublicCall, publicCalls, STRUCTS } from './calls';
import { API_TABLE } from '../../src/checked/api-table';

/** One place of a public call into which a value can be put. */
export interface Place {
  /** `new Worker props.metrics.port`. */
  readonly name: string;
  readonly call: PublicCall;
  /** What belongs there, as the table of the API has it: `number`, `list<Port>`. */
  readonly type: string;
  /** The right arguments of the call with the value in this place. */
  readonly args: (chart: Chart, value: unknown) => unknown[];
}

/** Puts a value into the place, around which everything else is right. */
type Put = (chart: Chart, value: unknown) => unknown;

/** Constructors whose props are mostly those of InternalService, which is looked into for all of them. */
const FLAT = [
  'new PublicWebApp',
  'new Worker',
  'new HeadlessDatabase',
  'new StatefulService',
  'new Task',
  'new ScheduledTask',
  'new NodeAgent',
];

/** Methods of several classes, which are looked into at a constructor that takes the same. */
const FLAT_METHODS = /#addService$/;

/** Every argument, and every prop of it, and what is inside of that. */
export function places(): Place[] {
  return publicCalls().flatMap((call) =>
    call.parameters.flatMap(([parameter, type], index) =>
      inside(
        type,
        `${call.name} ${parameter.replace('?', '')}`,
        (_, value) => value,
        FLAT.includes(call.name) || FLAT_METHODS.test(call.name) ? 1 : 3,
      ).map(([name, put, own]): Place => {
        const args = (chart: Chart, value: unknown): unknown[] => {
          const right = call.right(chart, index);
          right[index] = put(chart, value);
          return right;
        };
        return { name, call, type: own, args };
      }),
    ),
  );
}

function inside(type: string, name: string, put: Put, depth: number): [name: string, put: Put, type: string][] {
  const here: [string, Put, string] = [name, put, type];
  if (depth === 0) return [here];
  const list = /^list<(.*)>$/.exec(type);
  if (list !== null) {
    return [here, ...inside(list[1], `${name}[0]`, (chart, value) => put(chart, [value]), depth)];
  }
  const map = /^map<(.*)>$/.exec(type);
  if (map !== null) {
    return [here, ...inside(map[1], `${name}.key`, (chart, value) => put(chart, { key: value }), depth)];
  }
  if (!Object.hasOwn(API_TABLE.structs, type)) return [here];
  return [
    here,
    ...propsOf(type).flatMap(([prop, propType]) =>
      inside(propType, `${name}.${prop}`, (chart, value) => put(chart, withProp(type, chart, prop, value)), depth - 1),
    ),
  ];
}

/** The struct with what it needs, and the prop; without what cannot stand beside it. */
function withProp(type: string, chart: Chart, prop: string, value: unknown): object {
  const base: { [name: string]: unknown } = Object.hasOwn(STRUCTS, type) ? { ...STRUCTS[type](chart) } : {};
  if (prop === 'ports') delete base.port;
  if (prop === 'addresses') delete base.hostname;
  return { ...base, [prop]: value };
}

function propsOf(struct: string): [string, string][] {
  const { extends: bases, props } = API_TABLE.structs[struct];
  return [
    ...bases.flatMap(propsOf),
    ...Object.entries(props).map(([name, type]): [string, string] => [name.replace('?', ''), type]),
  ];
}
