import { cdk8s, ReleasableCommits, release } from 'projen';
import { PinnedActions } from './actions';
import { addReleaseWorkflow } from './release-workflow';
import { addBuildWorkflow, addDependabot, addTitleWorkflow, OLDEST_DEVELOPMENT_NODE } from './workflows';

/** What the constructor of the project takes for workflows and releases. */
export const releaseOptions = {
  // The workflows are ours (projenrc/workflows.ts, release-workflow.ts): those of projen pack again in each job, so that
  // other bytes would be published than were tested, and give jobs permissions that they do not need.
  buildWorkflow: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,

  release: true,
  releaseToNpm: false,
  // Somebody starts the workflow; it makes the tag.
  releaseTrigger: release.ReleaseTrigger.manual({ changelog: false, gitPushCommand: '' }),
  // Before 1.0: a breaking change is 0.x, everything else 0.0.x, as npm's `^0.1.0` expects.
  majorVersion: 0,
  releasableCommits: ReleasableCommits.ofType(['feat', 'fix', 'revert', 'perf']),
  // The last line that runs on Node.js 20, on which this repository's commands do, too.
  bumpPackage: 'commit-and-tag-version@^12',
  nextVersionCommand: 'node scripts/release/next-version.js',
};

/** For whom works on this repository; `engines` is for whom uses the package. npm says so and goes on: most commands run on less. */
function nameDevelopmentNode(project: cdk8s.ConstructLibraryCdk8s): void {
  const runtime = { name: 'node', version: `>= ${OLDEST_DEVELOPMENT_NODE}.0.0`, onFail: 'warn' };
  project.tryFindObjectFile('package.json')?.addOverride('devEngines.runtime', runtime);
}

/** Releases: what makes a version, its notes, and the files that are published. */
function configureRelease(project: cdk8s.ConstructLibraryCdk8s): void {
  // Everything, under CI, too: the release publishes what this makes, and no job packs once more.
  const { packageTask, tasks } = project;
  packageTask.reset();
  packageTask.spawn(tasks.tryFind('package-all')!);

  const bump = tasks.tryFind('bump')!;
  const unbump = tasks.tryFind('unbump')!;
  const task = tasks.tryFind('release')!;
  task.description = 'Prepare a release: everything that is published, into dist/';
  task.reset('rm -fr dist');
  task.spawn(bump);
  // The notes of the release are what CHANGELOG.md says about this version; without them there is no release.
  task.exec('node scripts/release/changelog.js notes');
  task.spawn(project.buildTask);
  // What breaks programs of others is meant, or there is no release.
  task.spawn(tasks.tryFind('compat')!);
  // The same version for the other versions of cdk8s-plus, each with all tests.
  task.exec('node scripts/cdk8s-plus/run.js --all --test --package');
  task.spawn(unbump);
  task.exec(release.Release.ANTI_TAMPER_CMD);
  // The workflow makes the tag, when everything is published.
  project.removeTask('publish:git');

  const prepare = project.addTask('release:prepare', {
    description: 'Name the next version in CHANGELOG.md, from the commits since the last one',
    env: { RELEASE: 'true', MAJOR: '0' },
  });
  prepare.spawn(bump);
  prepare.spawn(unbump);
  prepare.exec('node scripts/release/changelog.js prepare');
}

/** Workflows: the least permissions, and every action pinned by its commit. */
export function completeWorkflows(project: cdk8s.ConstructLibraryCdk8s): void {
  nameDevelopmentNode(project);
  configureRelease(project);
  addBuildWorkflow(project);
  addTitleWorkflow(project);
  addReleaseWorkflow(project);
  addDependabot(project);
  new PinnedActions(project);
}
