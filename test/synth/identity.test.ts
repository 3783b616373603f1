import { App, YamlOutputType } from 'cdk8s';
import * as fc from 'fast-check';
import { outcomeOf } from './outcome';
import { AppPlan, appPlans, buildApp } from './random-app';
import { ServiceApp } from '../../src';
import { holds, runsOf } from '../property';

const RUNS = runsOf(300);
const TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

jest.setTimeout(600_000);
afterEach(() => delete process.env.CDK8S_DISABLE_SORT);

/** Expects the same files, or the same error, of both classes. */
function expectSameOutcome(plan: AppPlan, yamlOutputType: YamlOutputType): 'files' | 'cycle' | 'error' | 'refused' {
  if (plan.disableSort) process.env.CDK8S_DISABLE_SORT = '1';
  else delete process.env.CDK8S_DISABLE_SORT;
  const theirs = outcomeOf((outdir) => buildApp(plan, (props) => new App(props), { outdir, yamlOutputType }));
  const ours = outcomeOf((outdir) => buildApp(plan, (props) => new ServiceApp(props), { outdir, yamlOutputType }));
  // cdk8s overwrites the first of two objects with one file name, see output.test.ts, or finds another mistake first.
  if ('error' in ours && ours.error.includes(': output file: ')) return 'refused';
  expect(ours).toEqual(theirs);
  if ('files' in ours) return 'files';
  return ours.error.startsWith('Dependency cycle') ? 'cycle' : 'error';
}

test(`${RUNS} random apps come out byte for byte as from App of cdk8s, whatever the output type`, () => {
  const seen = { files: 0, cycle: 0, error: 0, refused: 0 };
  holds(
    fc.property(appPlans, (plan) => {
      for (const type of TYPES) seen[expectSameOutcome(plan, type)]++;
      const texts = [App, ServiceApp].map((AppClass) => {
        try {
          return buildApp(plan, (props) => new AppClass(props), { outdir: 'unused' }).synthYaml();
        } catch (error) {
          return (error as Error).message;
        }
      });
      expect(texts[1]).toBe(texts[0]);
    }),
    { runs: RUNS },
  );
  // The apps must be apps, and not all of them mistakes.
  expect(seen.files).toBeGreaterThan(RUNS * 4 * 0.5);
});
