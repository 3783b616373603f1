import * as fc from 'fast-check';

/* Apps that are made with each mesh and without one. */

export type Kind = 'service' | 'web' | 'stateful' | 'database' | 'worker' | 'task' | 'scheduled' | 'agent';
export type Door = 'loadBalancer' | 'office' | 'nodePort' | 'ingress' | 'gateway' | 'meshedGateway';
export type Request = { readonly method?: string; readonly path?: string };

export interface Planned {
  readonly kind: Kind;
  readonly namespace: 'shop' | 'data';
  readonly door: Door;
  readonly isOutside: boolean;
  readonly hasMetrics: boolean;
  readonly hasProbe: boolean;
  /** Whether a second Service leads to a port of its own. */
  readonly hasAdmin: boolean;
  /** Whether it runs as the account that others of its namespace may have, too. */
  readonly sharesAccount: boolean;
}

export type Step =
  | { readonly step: 'connect'; readonly from: number; readonly to: number; readonly http?: number }
  | { readonly step: 'connectAdmin'; readonly from: number; readonly to: number }
  | { readonly step: 'alias'; readonly from: number; readonly alias: number }
  | { readonly step: 'group'; readonly from: number; readonly members: readonly number[] }
  | { readonly step: 'members'; readonly of: number }
  | { readonly step: 'allow'; readonly of: number; readonly direction: 'in' | 'out'; readonly peer: number };

export interface Plan {
  readonly workloads: readonly Planned[];
  readonly steps: readonly Step[];
  readonly isDenied: boolean;
  /** Whether clients outside of the mesh say why they connect. */
  readonly saysWhy: boolean;
  readonly scrapedBy: 'annotations' | 'operator';
}

/** Several times the same request is in these, and one within another. */
export const REQUESTS: readonly (readonly Request[])[] = [
  [{ method: 'GET', path: '/users' }],
  [{ method: 'GET' }],
  [{ path: '/users/*' }],
  [{ method: 'GET', path: '/users/*' }, { method: 'POST', path: '/users' }, { path: '/health' }],
];

/** Whether others may connect to it. */
export function isServer({ kind }: Planned): boolean {
  return ['service', 'web', 'stateful', 'database'].includes(kind);
}

/** Whether it may be a member of a group of Services, and have another Service. */
export function speaksHttp({ kind }: Planned): boolean {
  return ['service', 'web', 'stateful'].includes(kind);
}

/** The members of a group: those of the first one's namespace. */
export function membersOf(
  workloads: readonly Planned[],
  { members }: { readonly members: readonly number[] },
): number[] {
  return members.filter((i) => workloads[i].namespace === workloads[members[0]].namespace).sort();
}

function rarely(weight: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 99 }).map((drawn) => drawn < weight);
}

const planned: fc.Arbitrary<Planned> = fc.record({
  kind: fc.constantFrom<Kind>(
    'service',
    'service',
    'web',
    'stateful',
    'database',
    'worker',
    'worker',
    'task',
    'scheduled',
    'agent',
  ),
  namespace: fc.constantFrom('shop', 'shop', 'data'),
  door: fc.constantFrom<Door>('loadBalancer', 'office', 'nodePort', 'ingress', 'gateway', 'meshedGateway'),
  isOutside: rarely(8),
  hasMetrics: rarely(20),
  hasProbe: rarely(40),
  hasAdmin: rarely(20),
  sharesAccount: rarely(6),
});

function stepsOf(workloads: readonly Planned[]): fc.Arbitrary<Step[]> {
  const all = workloads.map((_, i) => i);
  const servers = all.filter((i) => isServer(workloads[i]));
  const http = all.filter((i) => speaksHttp(workloads[i]));
  const who = fc.constantFrom(...all);
  const choices: fc.Arbitrary<Step>[] = [
    fc.record({ step: fc.constant('alias' as const), from: who, alias: fc.nat(3) }),
    fc.record({
      step: fc.constant('allow' as const),
      of: who,
      direction: fc.constantFrom('in' as const, 'out' as const),
      peer: fc.nat(5),
    }),
  ];
  if (servers.length > 0) {
    const connect = fc.record({ step: fc.constant('connect' as const), from: who, to: fc.constantFrom(...servers) });
    choices.push(connect, connect, connect);
  }
  if (http.length > 0) {
    const to = fc.constantFrom(...http);
    const step = fc.constant('connect' as const);
    choices.push(fc.record({ step, from: who, to, http: fc.nat(REQUESTS.length - 1) }));
    choices.push(fc.record({ step, from: who, to, http: fc.nat(REQUESTS.length - 1) }));
    choices.push(fc.record({ step: fc.constant('connectAdmin' as const), from: who, to }));
    choices.push(fc.record({ step: fc.constant('members' as const), of: to }));
    const members = fc.uniqueArray(to, { minLength: 1, maxLength: 3 });
    choices.push(fc.record({ step: fc.constant('group' as const), from: who, members }));
  }
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 9 });
}

/** Plans of apps. */
export const plans: fc.Arbitrary<Plan> = fc.array(planned, { minLength: 2, maxLength: 6 }).chain((workloads) =>
  fc.record({
    workloads: fc.constant(workloads),
    steps: stepsOf(workloads),
    isDenied: rarely(25),
    saysWhy: rarely(70),
    scrapedBy: fc.constantFrom('annotations' as const, 'operator' as const),
  }),
);
