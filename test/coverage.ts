import { Session } from 'inspector';

/*
 * jest turns on the debugger in each test file before it counts coverage. Counting does not need it: the figures are the
 * same. But V8 then reports each script that it still has, and hashes it, those of all files before included, which was
 * a third of the time of the whole suite. A debugger that is attached (`node --inspect`) has a session of its own.
 */
type Post = (this: Session, method: string, ...rest: unknown[]) => void;

const prototype = Session.prototype as unknown as { post: Post };
const { post } = prototype;

// One process runs many files, each of which loads this one.
if (post.name !== 'postUnlessDebugger') {
  prototype.post = function postUnlessDebugger(this: Session, method: string, ...rest: unknown[]): void {
    if (method !== 'Debugger.enable' && method !== 'Debugger.disable') return post.call(this, method, ...rest);
    const done = rest.at(-1);
    if (typeof done === 'function') (done as (error: null, result: object) => void)(null, {});
  };
}
