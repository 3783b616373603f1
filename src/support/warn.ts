import type { IConstruct } from 'constructs';

/** The metadata key under which a construct keeps its warnings. */
export const WARNING_METADATA = 'cdk8s-service-patterns:warning';

/**
 * Says something that is legal but probably wrong: on stderr for whoever runs synth, and in the construct's metadata
 * for tools and tests. The same words are said once per construct.
 */
export function warn(construct: IConstruct, message: string): void {
  const said = construct.node.metadata.some((entry) => entry.type === WARNING_METADATA && entry.data === message);
  if (said) return;
  construct.node.addMetadata(WARNING_METADATA, message);
  // The app itself has no path.
  const place = construct.node.path === '' ? 'App' : construct.node.path;
  console.warn(`[warning] ${place}: ${message}`);
}
