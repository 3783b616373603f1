import { cdk8s } from 'projen';

/**
 * Compares the public API with the published version. All of it is marked experimental before 1.0, and changes of what is experimental are no
 * errors to jsii-diff unless it is told so.
 */
export function configureCompat(project: cdk8s.ConstructLibraryCdk8s): void {
  const compat = project.tasks.tryFind('compat');
  if (compat === undefined) throw new Error('projen has no task "compat" any more: see what compares the API now');
  compat.reset(`jsii-diff npm:${project.package.packageName} --keys --error-on all --ignore-file .compatignore`);
  compat.description = 'Compare the public API of what is compiled with that of the published version';
}
