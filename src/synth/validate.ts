import type { IConstruct } from 'constructs';

/** Runs every validation of the app, each once; throws what `App.synth` throws when one has something to say. */
export function validate(app: IConstruct): void {
  const errors = app.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`));
  if (errors.length === 0) return;
  throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}
