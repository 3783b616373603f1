import { rmSync } from 'fs';
import { App, YamlOutputType } from 'cdk8s';
import { IMAGE, policyOf, shopIn } from './synth';
import { ServiceApp, Worker } from '../../src';
import { DISK, FileSystem } from '../../src/synth/file-system';
import { filesIn, freshDirectory } from '../synth/outcome';

/*
 * The whole of `ServiceApp.synth`, killed before each single step that it takes on the disk, and in the middle of each
 * write.
 */

class Killed extends Error {}

const CHANGES = ['makeFolder', 'create', 'setMode', 'rename', 'remove', 'removeFolder'] as const;

/** Runs with a disk that does some steps and then none any more; how many it was asked for. */
function killedAt(step: number, isHalfDone: boolean, run: () => void): { readonly killed: boolean } {
  let steps = 0;
  const spies = CHANGES.map((name) => {
    const real = DISK[name] as (...args: unknown[]) => void;
    return jest
      .spyOn(DISK as Record<keyof FileSystem, (...args: unknown[]) => unknown>, name)
      .mockImplementation((...args) => {
        if (++steps < step) return real(...args);
        const [path, content] = args as [string, Buffer];
        if (steps === step && isHalfDone && name === 'create') real(path, content.subarray(0, content.length / 2));
        throw new Killed();
      });
  });
  try {
    run();
    return { killed: false };
  } catch (error) {
    expect(error).toBeInstanceOf(Killed);
    return { killed: true };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The shop in a file for each object; later with another policy, and one workload less. */
function appIn(outdir: string, isLater: boolean): App {
  const app = new ServiceApp({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  const { chart } = shopIn(app);
  if (isLater) policyOf(chart).metadata.addAnnotation('example.com/later', 'yes');
  else new Worker(chart, 'mailer', { image: IMAGE });
  return app;
}

describe.each([
  ['between any two steps', false],
  ['in the middle of a write', true],
])('synth killed %s', (_, isHalfDone) => {
  test('leaves each file as it was or as it should be, and the next synth leaves what it should', () => {
    const [before, after] = [false, true].map((isLater) => {
      const outdir = freshDirectory();
      appIn(outdir, isLater).synth();
      return filesIn(outdir);
    });
    expect(Object.keys(before).length).toBeGreaterThan(Object.keys(after).length);
    let step = 0;
    for (let isDone = false; !isDone;) {
      step++;
      const outdir = freshDirectory();
      appIn(outdir, false).synth();
      const app = appIn(outdir, true);
      isDone = !killedAt(step, isHalfDone, () => app.synth()).killed;
      for (const [name, content] of Object.entries(filesIn(outdir)).filter(([each]) => each.endsWith('.yaml'))) {
        expect([before[name], after[name]]).toContain(content);
      }
      // What must be there is there; what is left over has no name that kubectl reads.
      expect(Object.keys(filesIn(outdir))).toEqual(expect.arrayContaining(Object.keys(after)));
      appIn(outdir, true).synth();
      expect(filesIn(outdir)).toEqual(after);
      rmSync(outdir, { recursive: true });
    }
    expect(step).toBeGreaterThan(5);
  });
});
