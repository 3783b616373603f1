import { cdk8s } from 'projen';

/** What the packed package holds, and what it does not. */
export function configurePacking(project: cdk8s.ConstructLibraryCdk8s): void {
  // `templates` is what `service-patterns init` writes.
  project.package.addField('files', ['lib', '.jsii', 'API.md', 'CHANGELOG.md', 'docs', 'templates', '!*.tsbuildinfo']);
}
