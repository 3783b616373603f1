import type { IConstruct } from 'constructs';
import { harmless, placeOf } from './refuse';

/** The metadata key under which a construct keeps its warnings. */
export const WARNING_METADATA = 'cdk8s-service-patterns:warning';

/** A warning may list what it is about; beyond this nobody reads it. */
const LONGEST = 2000;

/**
 * Says something that is legal but probably wrong: on stderr for whoever runs synth, and in the construct's metadata
 * for tools and tests. The same words are said once per construct. What may be a secret is not in them.
 */
export function warn(construct: IConstruct, message: string): void {
  const words = harmless(message, LONGEST);
  const said = construct.node.metadata.some((entry) => entry.type === WARNING_METADATA && entry.data === words);
  if (said) return;
  construct.node.addMetadata(WARNING_METADATA, words);
  console.warn(`[warning] ${placeOf(construct)}: ${words}`);
}
