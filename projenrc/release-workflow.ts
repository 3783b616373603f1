import { cdk8s, github } from 'projen';
import { action, setupNode, sourcesAndNode } from './actions';
import { addWorkflow, WORKFLOW_NODE } from './workflows';

const { READ, WRITE } = github.workflows.JobPermission;

/** A job publishes where the run is of main, is no dry run, and made a version that is not there. */
const PUBLISHES = "${{ needs.release.outputs.publish == 'true' }}";

/** What each job that publishes begins with: the files of the first job, and the proof that they are those. */
const FILES: github.workflows.JobStep[] = [
  {
    name: 'Download the files that were tested',
    uses: action('actions/download-artifact'),
    with: { name: 'release', path: 'dist' },
  },
  { name: 'They are the same', run: 'sha256sum --check SHA256SUMS', workingDirectory: 'dist' },
];

/**
 * One job makes, tests and uploads the files; it has no right but to read. The others publish those files, each with the one right that it
 * needs; they check out and install nothing. Registries trust this workflow by its name and its environments, so no secret exists.
 */
export function addReleaseWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  const workflow = addWorkflow(
    project,
    'release',
    {
      workflowDispatch: {
        inputs: {
          dry_run: { description: 'Make and test everything, and publish nothing', type: 'boolean' },
        },
      },
    },
    { group: '${{ github.workflow }}', cancelInProgress: false },
  );
  // Whoever starts it without a look publishes nothing.
  workflow.file?.addOverride('on.workflow_dispatch.inputs.dry_run.default', true);
  workflow.addJobs({ release: makeJob(), attest: attestJob(), npm: npmJob(), pypi: pypiJob(), github: githubJob() });
}

function makeJob(): github.workflows.Job {
  return {
    name: 'make and test',
    runsOn: ['ubuntu-latest'],
    // The tests run with each version of cdk8s-plus, one after the other; GitHub allows 360.
    timeoutMinutes: 300,
    permissions: { contents: READ },
    env: { CI: 'true' },
    outputs: { publish: { stepId: 'decide', outputName: 'publish' } },
    steps: [
      // All commits and tags: they decide the version.
      ...sourcesAndNode(WORKFLOW_NODE, { 'fetch-depth': 0 }),
      { name: 'Install dependencies', run: 'npm ci' },
      { name: 'Make the release', run: 'npx projen release' },
      { name: 'Try what will be published', run: 'bash scripts/release/try.sh' },
      {
        name: 'Decide whether to publish',
        id: 'decide',
        env: { DRY_RUN: '${{ inputs.dry_run }}' },
        run: [
          'tag=$(cat dist/releasetag.txt)',
          'publish=false',
          'if [ "$DRY_RUN" != true ] && [ "$GITHUB_REF" = refs/heads/main ] && ! git rev-parse --quiet --verify "refs/tags/$tag"; then',
          '  publish=true',
          'fi',
          'echo "$tag, publish: $publish" >> "$GITHUB_STEP_SUMMARY"',
          'echo "publish=$publish" >> "$GITHUB_OUTPUT"',
        ].join('\n'),
      },
      {
        name: 'Upload the files that were tested',
        uses: action('actions/upload-artifact'),
        with: {
          name: 'release',
          path: ['js/*.tgz', 'python/*.whl', 'SHA256SUMS', 'changelog.md', 'version.txt', 'releasetag.txt']
            .map((file) => `dist/${file}`)
            .join('\n'),
          'if-no-files-found': 'error',
        },
      },
    ],
  };
}

function attestJob(): github.workflows.Job {
  return {
    name: 'say where the files come from',
    needs: ['release'],
    if: PUBLISHES,
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 15,
    permissions: { idToken: WRITE, attestations: WRITE },
    steps: [
      ...FILES,
      {
        name: 'Attest',
        uses: action('actions/attest'),
        with: { 'subject-path': 'dist/js/*.tgz\ndist/python/*.whl' },
      },
    ],
  };
}

function npmJob(): github.workflows.Job {
  return {
    name: 'publish to npm',
    needs: ['release', 'attest'],
    if: PUBLISHES,
    environment: 'npm',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 15,
    permissions: { idToken: WRITE },
    steps: [
      setupNode(WORKFLOW_NODE),
      ...FILES,
      {
        name: 'Publish',
        // A version that is there with these bytes is there from an earlier attempt; with others, npm refuses it.
        run: [
          'for tarball in dist/js/*.tgz; do',
          `  package=$(tar -xzOf "$tarball" package/package.json | jq --raw-output '.name + "@" + .version')`,
          '  integrity="sha512-$(openssl dgst -sha512 -binary "$tarball" | base64 --wrap=0)"',
          '  if [ "$(npm view "$package" dist.integrity 2> /dev/null)" = "$integrity" ]; then',
          '    echo "$package is there already"',
          '  else',
          '    npm publish "./$tarball" --provenance --access public',
          '  fi',
          'done',
        ].join('\n'),
      },
    ],
  };
}

function pypiJob(): github.workflows.Job {
  return {
    name: 'publish to PyPI',
    needs: ['release', 'attest'],
    if: PUBLISHES,
    environment: 'pypi',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 15,
    permissions: { idToken: WRITE },
    steps: [
      ...FILES,
      {
        name: 'Publish',
        uses: action('pypa/gh-action-pypi-publish'),
        with: { 'packages-dir': 'dist/python/', 'skip-existing': true, attestations: true },
      },
    ],
  };
}

function githubJob(): github.workflows.Job {
  return {
    name: 'tag, and release on GitHub',
    needs: ['release', 'npm', 'pypi'],
    if: PUBLISHES,
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 15,
    permissions: { contents: WRITE },
    steps: [
      ...FILES,
      {
        name: 'Release',
        env: { GH_TOKEN: '${{ github.token }}' },
        run: [
          'tag=$(cat dist/releasetag.txt)',
          'gh release create "$tag" --repo "$GITHUB_REPOSITORY" --target "$GITHUB_SHA" --title "$tag" \\',
          '  --notes-file dist/changelog.md dist/js/*.tgz dist/python/*.whl dist/SHA256SUMS',
        ].join('\n'),
      },
    ],
  };
}
