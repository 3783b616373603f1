import { JSON_VERSION } from './json';
import { Explanation } from '../reachability/explain';

/** An answer as JSON, with every rule that had a say. */
export function* explainJson({ from, to, port, verdict, reason, sides }: Explanation): Generator<string> {
  yield `${JSON.stringify({ version: JSON_VERSION, from, to, port, verdict, reason, sides }, undefined, 2)}\n`;
}
