import { cdk8s, github, YamlFile } from 'projen';
import { sourcesAndNode } from './actions';

/** Node.js of all workflows, but where a job says another: the line that is supported longest. */
export const WORKFLOW_NODE = '24';
/** The oldest line that contributors may use; `engines` of package.json, which is for users, says an older version. */
export const OLDEST_DEVELOPMENT_NODE = '22';

const { READ } = github.workflows.JobPermission;

/** What a workflow of ours begins with. Each job names its own permissions; a job that forgot to may read. */
export function addWorkflow(
  project: cdk8s.ConstructLibraryCdk8s,
  name: string,
  triggers: github.workflows.Triggers,
  concurrency: github.ConcurrencyOptions,
): github.GithubWorkflow {
  const workflow = new github.GithubWorkflow(project.github!, name, {
    limitConcurrency: true,
    concurrencyOptions: concurrency,
  });
  workflow.on(triggers);
  workflow.file?.addOverride('permissions', { contents: 'read' });
  return workflow;
}

/** Runs .ci/run, which is what anyone runs before a change; it tells what it leaves out. */
export function addBuildWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  const workflow = addWorkflow(
    project,
    'build',
    { pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} },
    // A newer push to a pull request makes the older run useless; each commit of main is built to its end.
    {
      group: '${{ github.workflow }}-${{ github.event.pull_request.number || github.sha }}',
      cancelInProgress: true,
    },
  );
  workflow.addJob('build', {
    name: `all checks (Node.js ${WORKFLOW_NODE})`,
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 90,
    permissions: { contents: READ },
    env: { CI: 'true' },
    steps: [...sourcesAndNode(WORKFLOW_NODE), { name: 'All checks', run: 'bash .ci/run' }],
  });
  workflow.addJob('oldest-development', {
    name: `the two commands (Node.js ${OLDEST_DEVELOPMENT_NODE})`,
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 60,
    permissions: { contents: READ },
    env: { CI: 'true' },
    steps: [
      ...sourcesAndNode(OLDEST_DEVELOPMENT_NODE),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Render the examples', run: 'npm run synth' },
      { name: 'Test', run: 'npm test' },
    ],
  });
}

/** The title of a pull request becomes the message of its commit, which decides the next version. */
export function addTitleWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  const workflow = addWorkflow(
    project,
    'pull-request-title',
    { pullRequest: { types: ['opened', 'edited', 'synchronize', 'reopened'] } },
    { group: '${{ github.workflow }}-${{ github.event.pull_request.number }}', cancelInProgress: true },
  );
  // No sources and no action: nothing that a pull request could change has a say, and no permission is needed.
  workflow.addJob('title', {
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 5,
    permissions: {},
    steps: [
      {
        name: 'The title is a conventional commit',
        env: { TITLE: '${{ github.event.pull_request.title }}' },
        run: [
          `pattern='^(build|chore|ci|docs|feat|fix|perf|refactor|revert|test)(\\([a-z0-9-]+\\))?!?: [^ ].*$'`,
          'if [[ ! $TITLE =~ $pattern ]]; then',
          '  echo "::error::The title is no conventional commit. Write it as \'fix(ports): say why\'; CONTRIBUTING.md lists the words."',
          '  exit 1',
          'fi',
        ].join('\n'),
      },
    ],
  });
}

/** Newer versions come as pull requests, after a week in which others may find what is wrong with them. */
export function addDependabot(project: cdk8s.ConstructLibraryCdk8s): void {
  const common = { schedule: { interval: 'weekly' }, cooldown: { 'default-days': 7 } };
  const npm = {
    'package-ecosystem': 'npm',
    ...common,
    'commit-message': { prefix: 'chore', include: 'scope' },
    groups: { 'minor-and-patch': { 'update-types': ['minor', 'patch'] } },
  };
  new YamlFile(project, '.github/dependabot.yml', {
    committed: true,
    obj: {
      version: 2,
      updates: [
        // package.json is generated, so only the lock file changes; a newer projen generates other files.
        { ...npm, directory: '/', 'versioning-strategy': 'lockfile-only', ignore: [{ 'dependency-name': 'projen' }] },
        { ...npm, directory: '/site' },
        // Shows that there is a newer action; it is taken in projenrc/actions.ts.
        { 'package-ecosystem': 'github-actions', ...common, directory: '/', 'commit-message': { prefix: 'ci' } },
      ],
    },
  });
}
