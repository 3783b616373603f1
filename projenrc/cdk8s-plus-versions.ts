import { cdk8s } from 'projen';

/** The tasks that make and try this package for other versions of cdk8s-plus. */
export function addCdk8sPlusVersions(project: cdk8s.ConstructLibraryCdk8s): void {
  project.addTask('cdk8s-plus', {
    description: 'Make this package for another version of cdk8s-plus (37 --test --package: and try it; --help)',
    exec: 'node scripts/cdk8s-plus/run.js',
    receiveArgs: true,
  });
}
