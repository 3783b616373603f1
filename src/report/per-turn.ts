import { IConstruct } from 'constructs';
import { declarationsOf } from '../network/declarations';

/**
 * Remembers what was worked out about an app until the next turn of the event loop. Synth and a test's expectations are
 * synchronous, so the app is mostly the same between two questions of one turn; where it has grown, it is asked anew.
 */
export function rememberPerTurn<T>(compute: (app: IConstruct) => T): (app: IConstruct) => T {
  const answers = new WeakMap<IConstruct, { size: number; declared: number; value: T }>();
  return (app) => {
    const size = app.node.findAll().length;
    const declared = declarationsOf(app).length;
    const known = answers.get(app);
    if (known?.size === size && known.declared === declared) return known.value;
    const value = compute(app);
    answers.set(app, { size, declared, value });
    setImmediate(() => answers.delete(app)).unref();
    return value;
  };
}
