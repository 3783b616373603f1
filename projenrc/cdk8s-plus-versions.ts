import { cdk8s } from 'projen';

/** The tasks that make and try this package for other versions of cdk8s-plus. */
export function addCdk8sPlusVersions(project: cdk8s.ConstructLibraryCdk8s): void {
  void project;
}
