import { cdk8s, github } from 'projen';

/** What the constructor of the project takes for workflows and releases. */
export const releaseOptions = {
  release: false,
  // minNodeVersion is for users; tools of the build (dependency-cruiser) crash on the first releases of that line.
  workflowNodeVersion: '24',
  // The build runs the code of pull requests and writes nothing back.
  buildWorkflowOptions: { mutableBuild: false, permissions: { contents: github.workflows.JobPermission.READ } },
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,
};

/** Workflows: the least permissions, and every action pinned by its commit. */
export function completeWorkflows(project: cdk8s.ConstructLibraryCdk8s): void {
  // For jobs that name no permissions of their own.
  project.tryFindObjectFile('.github/workflows/build.yml')?.addOverride('permissions', { contents: 'read' });
}
