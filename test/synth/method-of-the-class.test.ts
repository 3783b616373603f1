import { App, Chart } from 'cdk8s';
import { outcomeOf } from './outcome';
import { InternalService, ServiceApp } from '../../src';

/*
 * jsii calls the methods of the class, past those that an object has of its own: what is done around a synth is done there,
 * too, once.
 */

class OwnApp extends App {
  public synth(): void {
    super.synth();
  }
}

type Synth = (this: App) => void;

const warn = jest.spyOn(console, 'warn').mockImplementation();
beforeEach(() => warn.mockClear());

function build(app: App): void {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new InternalService(chart, 'api', { image: 'ghcr.io/acme/unheard-of:1.0.0', port: 80 });
}

/** As jsii does it. */
function synthByClass(app: App): void {
  const { synth } = (app.constructor as unknown as { prototype: { synth: Synth } }).prototype;
  synth.call(app);
}

const CLASSES: [string, typeof App][] = [
  ['App', App],
  ['ServiceApp', ServiceApp],
  ['an app whose synth calls that of its base', OwnApp],
];

function outcome(AppClass: typeof App, synth: (app: App) => void): unknown {
  warn.mockClear();
  const result = outcomeOf((outdir) => {
    const app = new AppClass({ outdir, recordConstructMetadata: true });
    build(app);
    app.synth = () => synth(app);
    return app;
  });
  return { result, warnings: warn.mock.calls };
}

test.each(CLASSES)('the synth of the class of %s does what that of the object does', (_, AppClass) => {
  const byObject = outcome(AppClass, (app) => {
    delete (app as Partial<App>).synth;
    app.synth();
  });
  expect(byObject).toMatchObject({ warnings: [[expect.stringContaining('unheard-of')]] });
  expect(outcome(AppClass, synthByClass)).toEqual(byObject);
});

test('an app that nobody inspects is left to the method as it was', () => {
  build(new App());
  const plain = outcomeOf((outdir) => {
    const app = new App({ outdir });
    new Chart(app, 'empty');
    return app;
  });
  expect(plain).not.toHaveProperty('error');
});
