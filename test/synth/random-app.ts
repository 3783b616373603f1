import { ApiObject, App, AppProps, Chart, JsonPatch, Lazy, Yaml } from 'cdk8s';
import { Construct, DependencyGroup } from 'constructs';
import * as fc from 'fast-check';
import { kubectlReadsOtherwise, whyUnwritable } from '../../src/synth/kubectl-yaml';

/** A random app as data, so that the same app can be built of either class. */
export interface AppPlan {
  readonly nodes: readonly NodePlan[];
  /** Which node depends on which, by number. */
  readonly dependencies: readonly DependencyPlan[];
  readonly recordConstructMetadata: boolean;
  readonly disableSort: boolean;
}

interface NodePlan {
  readonly type: 'chart' | 'construct' | 'object' | 'raw object';
  /** Chooses the scope among the nodes before. */
  readonly scope: number;
  readonly id: string;
  readonly named: boolean;
  readonly labels: Record<string, string>;
  readonly content: unknown;
}

interface DependencyPlan {
  readonly source: number;
  readonly target: number;
  /** Whether the target is wrapped in a group. */
  readonly grouped: boolean;
}

/** Strings that YAML must quote, or must not, or that look like something else. */
export const STRANGE_STRINGS = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '\n\n',
    ' a',
    'a ',
    '\ta',
    'a\t',
    'a b',
    'a\nb',
    'a\nb\n',
    'a\n\n\nb\n\n',
    '\na',
    ' a\nb',
    'a\n b\n',
  ],
  ...[
    'a \nb',
    'a\n\tb',
    'a\r\nb',
    'a\rb',
    '\u0000',
    '\u0007',
    '\u001b[0m',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ud800',
  ],
  ...[
    'yes',
    'no',
    'Yes',
    'NO',
    'y',
    'n',
    'on',
    'off',
    'true',
    'False',
    'null',
    'Null',
    '~',
    '<<',
    '=',
    '-',
    '?',
    ':',
    '|',
    '>',
  ],
  ...[
    '0',
    '1',
    '-1',
    '+1',
    '007',
    '0o7',
    '0x1F',
    '0b1',
    '1_000',
    '1.5',
    '1.',
    '.5',
    '1e3',
    '1E-3',
    '.inf',
    '-.INF',
    '.nan',
  ],
  ...[
    '12:30',
    '12:30:45.5',
    '190:20:30',
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    '2024-1-1 1:1:1',
    '1.2.3',
    'v1.2',
    '10Gi',
    '250m',
  ],
  ...[
    '# a',
    'a #b',
    'a#b',
    '- a',
    '-a',
    '? a',
    'a: b',
    'a:b',
    'a:',
    ':a',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '`a`',
    '{a}',
    '[a]',
    'a, b',
  ],
  ...[
    '---',
    '--- a',
    '---a',
    '...',
    '...a',
    '%YAML 1.2',
    'a\n---\nb',
    'a\n%b',
    '\n...\n',
    "it's",
    '"a"',
    `'"`,
    "''",
    '""',
    '\\n',
    '\\',
  ],
  ...[
    'ünïcödé',
    '日本語',
    '👍🏽',
    'a'.repeat(90),
    'word '.repeat(60),
    `${'long '.repeat(40)}\n${'line '.repeat(40)}`,
    'x'.repeat(1100),
  ],
  ...[
    '#!/bin/sh\nset -e\necho "hi: $1" # done\n',
    'a: b\nc:\n  - d\n',
    'toString',
    'constructor',
    '__proto__',
    'toJSON',
    'key: |',
  ],
];

/** All that kubectl could read as something else; to ask the library about each text takes long. */
const SUSPICIOUS = /^[-+\d]|^<<$|^\n*\t|\n \n|[^\u0000-\u007e]/;

/** Whether kubectl reads a text as it is, as a value and as a key, when cdk8s has written it; else it is written in another way. */
export function isReadWell(text: string): boolean {
  if (!SUSPICIOUS.test(text)) return true;
  if (whyUnwritable(text) !== undefined) return false;
  const value = Yaml.stringify([text]).slice('- '.length, -'\n'.length);
  const key = Yaml.stringify([{ [text]: 0 }]).slice('- '.length, -': 0\n'.length);
  return !kubectlReadsOtherwise(text, value, 'value') && !kubectlReadsOtherwise(text, key, 'key');
}

/** Those that come out as cdk8s writes them. */
const STRANGE_BUT_READ_WELL = STRANGE_STRINGS.filter(isReadWell);

const ids = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    'B',
    '0',
    '1',
    '2',
    '10',
    '007',
    'a-b',
    'a/b',
    'x y',
    'ü',
    'Default',
    'resource',
    'a.b',
    '-',
  ),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).filter(isReadWell),
);

/** Any string that kubectl reads well when cdk8s has written it, strange ones often. */
export const strings = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...STRANGE_BUT_READ_WELL) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20, unit: 'binary' }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...STRANGE_BUT_READ_WELL), fc.constantFrom(...STRANGE_BUT_READ_WELL))
        .map((two) => two.join('')),
    },
  )
  .filter(isReadWell);

const scalars = fc.oneof(
  strings,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, 1e-7, 2 ** 53),
  fc.boolean(),
  fc.constant(null),
);

/** Maps and lists of any shape, with `leaves` at their ends. */
function trees(leaves: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(strings, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).tree;
}

/** What a spec may hold: data, and values that are produced late. */
export const contents = trees(
  fc.oneof(
    scalars,
    scalars.map((value) => Lazy.any({ produce: () => value })),
  ),
);

const SHARED = { shared: ['once'] };

/** What a class that renders itself may return: also what has no place in a manifest. */
export const rawContents = trees(
  fc.oneof(
    { weight: 12, arbitrary: scalars },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(
        SHARED,
        SHARED.shared,
        undefined,
        1234567890123456789n,
        new Date(0),
        new Map([['a', 1]]),
        new Set([1]),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(
        Buffer.from('bytes'),
        Object.create(null),
        { toJSON: () => 'x' },
        [, 1],
        new String('s'),
      ),
    },
  ),
);

const nodes = fc.record<NodePlan>({
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constant('object' as const) },
    { weight: 2, arbitrary: fc.constantFrom('chart' as const, 'construct' as const) },
    { weight: 1, arbitrary: fc.constant('raw object' as const) },
  ),
  scope: fc.nat(),
  id: ids,
  named: fc.boolean(),
  labels: fc.dictionary(strings, strings, { maxKeys: 2, noNullPrototype: true }),
  content: contents,
});

/** Any app: charts in charts and in constructs, objects in objects, dependencies from anywhere to anywhere. */
export const appPlans: fc.Arbitrary<AppPlan> = fc
  .tuple(
    fc.array(fc.tuple(nodes, rawContents), { minLength: 1, maxLength: 14 }),
    fc.boolean(),
    fc.boolean(),
    fc.boolean(),
  )
  .chain(([planned, recordConstructMetadata, disableSort, forward]) =>
    fc.record<AppPlan>({
      nodes: fc.constant(planned.map(([node, raw]) => (node.type === 'raw object' ? { ...node, content: raw } : node))),
      dependencies: fc.array(
        fc
          .record({ source: fc.nat(planned.length - 1), target: fc.nat(planned.length - 1), grouped: fc.boolean() })
          // Circles would be the rule otherwise.
          .map(({ source, target, grouped }) =>
            forward
              ? { source: Math.max(source, target), target: Math.min(source, target), grouped }
              : { source, target, grouped },
          ),
        { maxLength: 6 },
      ),
      recordConstructMetadata: fc.constant(recordConstructMetadata),
      disableSort: fc.constant(disableSort),
    }),
  );

/** An object whose class renders something of its own, the way generated classes do. */
class RawObject extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    private readonly plan: NodePlan,
  ) {
    super(scope, id, { apiVersion: 'v1', kind: 'Raw' });
  }

  public toJson(): unknown {
    return { ...(super.toJson() as object), raw: this.plan.content, again: [this.plan.content] };
  }
}

/** Builds the app of a plan. */
export function buildApp(plan: AppPlan, create: (props: AppProps) => App, props: AppProps): App {
  const app = create({ ...props, recordConstructMetadata: plan.recordConstructMetadata });
  const built: Construct[] = [];
  plan.nodes.forEach((node, i) => built.push(buildNode(app, built, node, i)));
  for (const { source, target, grouped } of plan.dependencies) {
    // cdk8s loses what depends on itself; see service-app.test.ts.
    if (source === target) continue;
    built[source].node.addDependency(grouped ? new DependencyGroup(built[target]) : built[target]);
  }
  return app;
}

function buildNode(app: App, built: readonly Construct[], plan: NodePlan, i: number): Construct {
  let scope: Construct = i === 0 ? app : [app, ...built][plan.scope % (built.length + 1)];
  const isObject = plan.type === 'object' || plan.type === 'raw object';
  // Outside of charts are constructs that hold charts; a dependency of theirs is an error.
  if ((isObject || (plan.type === 'construct' && plan.named)) && !hasChart(scope)) {
    scope = new Chart(scope, `chart-of-${i}`);
  }
  const id = scope.node.tryFindChild(plan.id) === undefined && !(plan.id in {}) ? plan.id : `${plan.id}-${i}`;
  if (plan.type === 'chart') {
    return new Chart(scope, id, { labels: plan.labels, namespace: plan.named ? 'n' : undefined });
  }
  if (plan.type === 'construct') return new Construct(scope, id);
  if (plan.type === 'raw object') return new RawObject(scope, id, plan);
  const metadata = {
    labels: plan.labels,
    annotations: { note: plan.id },
    ...(plan.named ? { name: `named-${i}` } : {}),
  };
  const object = new ApiObject(scope, id, {
    apiVersion: 'example.com/v1',
    kind: ['Widget', 'CronJob', 'ConfigMap'][i % 3],
    metadata,
    ...{ spec: plan.content, data: { [plan.id]: plan.content } },
  });
  if (plan.named) object.addJsonPatch(JsonPatch.add('/patched', { id: plan.id }));
  return object;
}

function hasChart(scope: Construct): boolean {
  return scope.node.scopes.some((each) => Chart.isChart(each));
}
