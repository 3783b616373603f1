import { cdk8s } from 'projen';

/** What the constructor of the project takes for other languages. */
export const languageOptions = {};

/** The tasks that make the packages for other languages. */
export function addLanguages(project: cdk8s.ConstructLibraryCdk8s): void {
  void project;
}
