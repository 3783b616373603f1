import type { IConstruct } from 'constructs';

/** What every validation of the app says, each asked once. */
export function validate(app: IConstruct): string[] {
  return app.node.findAll().flatMap(({ node }) => node.validate().map((error) => describeError(node.path, error)));
}

/** An error as cdk8s writes it. */
export function describeError(path: string, error: string): string {
  return `[${path}] ${error}`;
}

/** Throws what `App.synth` throws when a validation has something to say. */
export function refuseInvalid(errors: readonly string[]): void {
  if (errors.length === 0) return;
  throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}
