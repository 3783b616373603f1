import { JSON_VERSION, reasonFields } from './json';
import { Explanation } from '../reachability/explain';

/** An answer as JSON, with every rule that had a say. */
export function* explainJson({ from, to, port, verdict, reason, sides }: Explanation): Generator<string> {
  const answer = { version: JSON_VERSION, from, to, port, verdict, ...reasonFields(reason), sides };
  yield `${JSON.stringify(answer, undefined, 2)}\n`;
}
