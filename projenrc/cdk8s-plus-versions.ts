import { cdk8s, github } from 'projen';
import { sourcesAndNode } from './actions';
import { addWorkflow, WORKFLOW_NODE } from './workflows';
import { SOURCE, VERSIONS } from '../scripts/cdk8s-plus/versions';

const { READ } = github.workflows.JobPermission;

/** Those beside the one that the sources name. */
const OTHERS = Object.keys(VERSIONS).filter((version) => version !== SOURCE);

/** The tasks that make and try this package for other versions of cdk8s-plus. */
export function addCdk8sPlusVersions(project: cdk8s.ConstructLibraryCdk8s): void {
  project.addTask('cdk8s-plus', {
    description: 'Make this package for another version of cdk8s-plus (37 --test --package: and try it; --help)',
    exec: 'node scripts/cdk8s-plus/run.js',
    receiveArgs: true,
  });
  addVersionsWorkflow(project);
}

/** The whole suite with each version, beside that of the sources' own; and what each renders otherwise. */
function addVersionsWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  const workflow = addWorkflow(
    project,
    'cdk8s-plus',
    { pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} },
    {
      group: '${{ github.workflow }}-${{ github.event.pull_request.number || github.sha }}',
      cancelInProgress: true,
    },
  );
  const common = { runsOn: ['ubuntu-latest'], permissions: { contents: READ }, env: { CI: 'true' } };
  const begin = [...sourcesAndNode(WORKFLOW_NODE), { name: 'Install dependencies', run: 'npm ci' }];
  workflow.addJob('test', {
    ...common,
    name: 'tests and package',
    timeoutMinutes: 60,
    strategy: { failFast: false, matrix: { domain: { version: OTHERS } } },
    steps: [
      ...begin,
      {
        name: 'Make, test and pack it',
        env: { VERSION: '${{ matrix.version }}' },
        run: 'node scripts/cdk8s-plus/run.js "$VERSION" --test --package --required',
      },
    ],
  });
  workflow.addJob('differences', {
    ...common,
    timeoutMinutes: 30,
    steps: [
      ...begin,
      { name: 'Compare what is rendered', run: 'node scripts/cdk8s-plus/run.js --all --no-compile --differences' },
    ],
  });
}
