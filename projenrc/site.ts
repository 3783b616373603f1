import { cdk8s, github } from 'projen';
import { action, sourcesAndNode } from './actions';
import { addWorkflow, WORKFLOW_NODE } from './workflows';

const { READ, WRITE } = github.workflows.JobPermission;

/** The tasks and the workflow of the documentation as a site. Its packages are its own: site/package.json. */
export function addSite(project: cdk8s.ConstructLibraryCdk8s): void {
  addTasks(project);
  addPagesWorkflow(project);
}

function addTasks(project: cdk8s.ConstructLibraryCdk8s): void {
  const site = project.addTask('site', {
    description:
      'Build the documentation as static files into site/.vitepress/dist (needs compile and snippets), and check all of its links',
  });
  site.exec('npm ci --no-audit --no-fund', { cwd: 'site' });
  const build = project.addTask('site:build', {
    description: 'The same without the installation: it needs no network',
  });
  site.spawn(build);
  build.exec('tsc --noEmit --project site/tsconfig.json');
  build.exec('npm run build', { cwd: 'site' });
  build.exec('tsx --tsconfig site/tsconfig.json site/check.ts');

  const dev = project.addTask('site:dev', {
    description: 'Serve the documentation while you write it; changes of docs/ show at once',
  });
  dev.exec('npm ci --no-audit --no-fund', { cwd: 'site' });
  dev.exec('npm run dev', { cwd: 'site' });
}

function addPagesWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  const workflow = addWorkflow(
    project,
    'site',
    { pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} },
    // Two deployments at once would be one of them, by chance.
    { group: '${{ github.workflow }}-${{ github.event.pull_request.number || github.ref }}', cancelInProgress: false },
  );
  workflow.addJobs({ build: buildJob(), deploy: deployJob() });
}

function buildJob(): github.workflows.Job {
  return {
    name: 'build and check the site',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 30,
    permissions: { contents: READ },
    env: {
      CI: 'true',
      // A fork has its own pages.
      SITE_URL: 'https://${{ github.repository_owner }}.github.io/${{ github.event.repository.name }}/',
    },
    steps: [
      // All commits, which say when a page was last changed.
      ...sourcesAndNode(WORKFLOW_NODE, { 'fetch-depth': 0 }),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Compile', run: 'npx projen pre-compile && npx projen compile' },
      { name: 'Translate the examples', run: 'npx projen snippets' },
      { name: 'Build the site', run: 'npx projen site' },
      {
        name: 'Keep the site',
        if: "github.event_name != 'pull_request'",
        uses: action('actions/upload-pages-artifact'),
        with: { path: 'site/.vitepress/dist' },
      },
    ],
  };
}

function deployJob(): github.workflows.Job {
  return {
    name: 'publish the site',
    needs: ['build'],
    if: "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 10,
    permissions: { pages: WRITE, idToken: WRITE },
    environment: { name: 'github-pages', url: '${{ steps.deployment.outputs.page_url }}' },
    steps: [{ name: 'Publish', id: 'deployment', uses: action('actions/deploy-pages') }],
  };
}
