import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { BuiltApp } from './build-app';
import { Difference, differences } from './expected';
import { AppPlan, Step } from './plan';
import { appPlans } from './random-app';
import { renderAll } from '../../src/synth/inspection';
import { holds, runsOf } from '../property';

const RUNS = runsOf(400);

jest.setTimeout(600_000);

/** Rare among random apps: all that is wrong is that no policy isolates the pods in one direction. */
const UNGUARDED: AppPlan = {
  appClass: 'App',
  podCidrs: [],
  workloads: [
    { name: 'alone', kind: 'worker', namespace: 'shop', isolated: true, exposedTo: 'anywhere', metrics: false },
  ],
  steps: [{ change: 'patchPolicy', of: 0, edit: { edit: 'policyTypes', types: ['Ingress'] } }],
  later: [],
};

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'proof-'));
afterAll(() => fs.rmSync(scratch, { recursive: true }));

/** Counts what happened, so that no part of the comparison is without examples. */
class Tally {
  public passes = 0;
  public fails = 0;
  public readonly kinds = new Set<string>();

  public count(found: readonly Difference[]): void {
    if (found.length === 0) this.passes++;
    else this.fails++;
    // Where it is the only kind, nothing else can have failed the synth.
    if (new Set(found.map(({ kind }) => kind)).size === 1) this.kinds.add(found[0].kind);
  }
}

/** Expects of one synth what the written YAML says about what was declared until then. */
function expectSynth(plan: AppPlan, steps: readonly Step[], built: BuiltApp): Difference[] {
  const { written, error } = synth(built);
  // A synth that fails writes nothing; then what it rendered counts.
  const yaml =
    written ??
    renderAll(built.app)
      .map(({ content }) => stringifyOnce(content))
      .join('---\n');
  const found = differences(plan, steps, yaml, built);
  if (found.length > 0 === (error !== undefined)) return found;
  const expected = found.length === 0 ? 'pass' : `fail: ${found.slice(0, 5).map(({ what }) => `\n  ${what}`)}`;
  const { workloads } = plan;
  const app = [...workloads, ...steps].map((part) => `\n  ${JSON.stringify(part)}`).join('');
  throw new Error(`synth should ${expected}\nbut said: ${error ?? 'nothing'}\nof the app: ${app}`);
}

const WRITTEN = new Map<string, string>();

/** Most objects are in many apps. */
function stringifyOnce(object: unknown): string {
  const key = JSON.stringify(object);
  let text = WRITTEN.get(key);
  if (text === undefined) WRITTEN.set(key, (text = Yaml.stringify(object)));
  return text;
}

function synth({ app }: BuiltApp): { readonly written?: string; readonly error?: string } {
  try {
    return { written: app.synthYaml() as string };
  } catch (error) {
    const { message } = error as Error;
    // Anything else is no verdict of the proof.
    if (!message.startsWith('Validation failed with the following errors:')) throw error;
    return { error: message };
  }
}

test(`synth of ${RUNS} random apps fails exactly where what is open differs from what was declared and accepted`, () => {
  const first = new Tally();
  const second = new Tally();
  holds(
    fc.property(appPlans, (plan) => {
      const built = new BuiltApp(plan, scratch);
      first.count(expectSynth(plan, plan.steps, built));
      if (plan.later.length === 0) return;
      for (const step of plan.later) built.take(step);
      second.count(expectSynth(plan, [...plan.steps, ...plan.later], built));
    }),
    { runs: RUNS, examples: [[UNGUARDED]] },
  );
  // Both outcomes must be frequent, or one of them would be shown by nothing.
  for (const { passes, fails } of [first, second]) {
    expect(Math.min(passes, fails) / (passes + fails)).toBeGreaterThan(0.2);
  }
  const kinds = ['closed', 'missing', 'open', 'portless', 'strangers', 'twice', 'unguarded'];
  expect([...new Set([...first.kinds, ...second.kinds])].sort()).toEqual(kinds);
});
