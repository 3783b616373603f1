import { cdk8s } from 'projen';

/** The tasks and the workflow of the documentation as a site. */
export function addSite(project: cdk8s.ConstructLibraryCdk8s): void {
  void project;
}
