import { existsSync } from 'fs';
import { ApiObject, App, AppProps, Chart, IResolver, Lazy, ResolutionContext, Testing, YamlOutputType } from 'cdk8s';
import { Construct, Dependable, DependencyGroup } from 'constructs';
import { filesIn, freshDirectory, outcomeOf } from './outcome';
import { DefaultDenyPolicy, ServiceApp } from '../../src';

jest.setTimeout(60_000);

type Build = (app: App) => void;

/** Expects the files, or the error, that App of cdk8s has for the same constructs; gives them back. */
function expectSame(build: Build, props: AppProps = {}): Record<string, string> | string {
  const [theirs, ours] = [App, ServiceApp].map((AppClass) =>
    outcomeOf((outdir) => {
      const app = new AppClass({ outdir, ...props });
      build(app);
      return app;
    }),
  );
  expect(ours).toEqual(theirs);
  return 'error' in ours ? ours.error : ours.files;
}

function object(scope: Construct, id: string, content: Record<string, unknown> = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, ...content });
}

/** The names of the objects of a file, in order. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^ {2}name: "?(.*?)"?$/gm)].map(([, name]) => name);
}

describe('the constructor', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });

  test('has the defaults of App', () => {
    const [theirs, ours] = [new App(), new ServiceApp()];
    expect(ours.outdir).toBe('dist');
    expect(ours.outputFileExtension).toBe(theirs.outputFileExtension);
    expect(ours.yamlOutputType).toBe(theirs.yamlOutputType);
    expect(ours.resolvers.map((each) => each.constructor)).toEqual(theirs.resolvers.map((each) => each.constructor));
    expect(App.of(new Chart(ours, 'c'))).toBe(ours);
  });

  test('writes where CDK8S_OUTDIR says', () => {
    process.env.CDK8S_OUTDIR = freshDirectory();
    const app = new ServiceApp();
    object(new Chart(app, 'c'), 'a');
    app.synth();
    expect(Object.keys(filesIn(process.env.CDK8S_OUTDIR))).toEqual(['c.k8s.yaml']);
  });

  test.each([
    ['true', undefined, true],
    ['false', undefined, false],
    ['true', false, false],
    [undefined, true, true],
  ])(
    'with CDK8S_RECORD_CONSTRUCT_METADATA=%s and recordConstructMetadata %s',
    (variable, recordConstructMetadata, isWritten) => {
      if (variable !== undefined) process.env.CDK8S_RECORD_CONSTRUCT_METADATA = variable;
      const files = expectSame((app) => object(new Chart(app, 'c'), 'a'), { recordConstructMetadata });
      expect(Object.keys(files).includes('construct-metadata.json')).toBe(isWritten);
    },
  );

  test('leaves keys as they are with CDK8S_DISABLE_SORT', () => {
    process.env.CDK8S_DISABLE_SORT = '1';
    const files = expectSame((app) => object(new Chart(app, 'c'), 'a', { spec: { z: 1, a: 2 } }));
    expect(files).toEqual({ 'c.k8s.yaml': expect.stringContaining('spec:\n  z: 1\n  a: 2\n') });
  });
});

describe('synth writes what App of cdk8s writes', () => {
  test('for an app without charts', () => {
    for (const yamlOutputType of [0, 1, 2, 3]) expect(expectSame(() => undefined, { yamlOutputType })).toEqual({});
  });

  test('for a chart without objects', () => {
    expect(expectSame((app) => new Chart(app, 'empty'))).toEqual({ 'empty.k8s.yaml': '' });
  });

  test('with another file extension', () => {
    const files = expectSame((app) => object(new Chart(app, 'c'), 'a'), { outputFileExtension: '.yml' });
    expect(Object.keys(files)).toEqual(['c.yml']);
  });

  test('with resolvers and values that are produced late', () => {
    class Shout implements IResolver {
      public resolve(context: ResolutionContext): void {
        if (context.value === 'quiet') context.replaceValue('LOUD');
      }
    }
    const files = expectSame(
      (app) => object(new Chart(app, 'c'), 'a', { spec: { voice: Lazy.any({ produce: () => 'quiet' }) } }),
      { resolvers: [new Shout()] },
    );
    expect(files).toEqual({ 'c.k8s.yaml': expect.stringContaining('voice: LOUD') });
  });

  test('with constructs of this package', () => {
    const files = expectSame(
      (app) => new DefaultDenyPolicy(new Chart(app, 'shop', { namespace: 'shop' }), 'default-deny'),
    );
    expect(files).toEqual({ 'shop.k8s.yaml': expect.stringContaining('kind: NetworkPolicy') });
  });

  test('when it is called twice', () => {
    const build = (app: App): void => {
      const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
      object(a, 'x').addDependency(object(b, 'y'));
      app.synth();
    };
    expect(Object.keys(expectSame(build))).toEqual(['0000-b.k8s.yaml', '0001-a.k8s.yaml']);
  });

  test('as one text', () => {
    const [theirs, ours] = [App, ServiceApp].map((AppClass) => {
      const app = new AppClass({ outdir: 'unused' });
      const a = new Chart(app, 'a');
      a.addDependency(new Chart(app, 'b'));
      object(a, 'x');
      object(a.node.root.node.findChild('b') as Chart, 'y');
      return app.synthYaml();
    });
    expect(ours).toBe(theirs);
    expect(namesIn(ours)).toEqual(['y', 'x']);
    expect(existsSync('unused')).toBe(false);
  });
});

describe('dependencies order objects and charts as in cdk8s', () => {
  test('between objects', () => {
    const files = expectSame((app) => {
      const chart = new Chart(app, 'c');
      const [a, b, c] = ['a', 'b', 'c'].map((id) => object(chart, id));
      a.addDependency(c);
      b.addDependency(a);
    }) as Record<string, string>;
    expect(namesIn(files['c.k8s.yaml'])).toEqual(['c', 'a', 'b']);
  });

  test('between constructs, object by object', () => {
    const files = expectSame((app) => {
      const chart = new Chart(app, 'c');
      const [first, second] = [new Construct(chart, 'first'), new Construct(chart, 'second')];
      for (const id of ['a', 'b']) object(first, id);
      for (const id of ['x', 'y']) object(second, id);
      first.node.addDependency(new DependencyGroup(second));
    }) as Record<string, string>;
    expect(namesIn(files['c.k8s.yaml'])).toEqual(['x', 'y', 'a', 'b']);
  });

  test('between charts, whose files are numbered', () => {
    const build: Build = (app) => {
      const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
      for (const chart of [a, b, c]) object(chart, `in-${chart.node.id}`);
      a.addDependency(c);
      object(c, 'late').addDependency(b);
    };
    expect(Object.keys(expectSame(build))).toEqual(['0000-b.k8s.yaml', '0001-c.k8s.yaml', '0002-a.k8s.yaml']);
    expect(
      Object.keys(expectSame(build, { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE })),
    ).toContain('0001-c/ConfigMap.late.k8s.yaml');
    const [app] = Object.values(expectSame(build, { yamlOutputType: YamlOutputType.FILE_PER_APP }));
    expect(namesIn(app)).toEqual(['in-b', 'in-c', 'late', 'in-a']);
  });

  test('of a chart on those nested in it', () => {
    const files = expectSame((app) => {
      const parent = new Chart(app, 'parent');
      object(parent, 'a');
      object(new Chart(new Construct(parent, 'between'), 'grandchild'), 'g');
      object(new Chart(parent, 'child'), 'c');
    });
    // Only its direct children come before it.
    expect(Object.keys(files).map((name) => name.split('-').slice(0, -1).join('-'))).toEqual([
      '0000-parent-child',
      '0001',
      '0002-parent-between-grandchild',
    ]);
  });

  test('of one object of a chart on all of the chart', () => {
    const build: Build = (app) => {
      const chart = new Chart(app, 'c');
      const inner = new Construct(chart, 'inner');
      const only = object(inner, 'only');
      object(chart, 'z');
      object(chart, 'y');
      inner.node.addDependency(chart);
      return only;
    };
    expect(namesIn((expectSame(build) as Record<string, string>)['c.k8s.yaml'])).toEqual(['z', 'y', 'only']);
  });

  test('where a second object needs what the first one did not count for itself', () => {
    const files = expectSame((app) => {
      const chart = new Chart(app, 'c');
      const group = new Construct(chart, 'group');
      const a = object(group, 'a');
      object(group, 'b');
      a.addDependency(group);
      object(chart, 'c').addDependency(group);
      object(chart, 'd').addDependency(group);
    }) as Record<string, string>;
    expect(namesIn(files['c.k8s.yaml'])).toEqual(['b', 'a', 'c', 'd']);
  });

  test('with ids that look like numbers, which come first', () => {
    const files = expectSame(
      (app) => {
        for (const id of ['b', '10', '9', 'a']) object(new Chart(app, id), `in-${id}`);
        object(new Chart(new Construct(app, '8'), '1'), 'in-8');
      },
      { yamlOutputType: YamlOutputType.FILE_PER_APP },
    );
    expect(namesIn(Object.values(files)[0])).toEqual(['in-9', 'in-10', 'in-8', 'in-b', 'in-a']);
  });

  test('on a construct that was removed: the one in its place counts', () => {
    const files = expectSame((app) => {
      const chart = new Chart(app, 'c');
      object(chart, 'a').addDependency(object(chart, 'b'));
      chart.node.tryRemoveChild('b');
      object(chart, 'b');
    }) as Record<string, string>;
    expect(namesIn(files['c.k8s.yaml'])).toEqual(['b', 'a']);
  });

  test('on a construct of another app, which changes no order but numbers the files', () => {
    const other = object(new Chart(Testing.app(), 'elsewhere'), 'other');
    const files = expectSame((app) => object(new Chart(app, 'c'), 'a').addDependency(other));
    expect(Object.keys(files)).toEqual(['0000-c.k8s.yaml']);
  });

  test('on whatever a Dependable names', () => {
    expectSame((app) => {
      const chart = new Chart(app, 'c');
      const a = object(chart, 'a');
      const roots = [object(chart, 'b'), object(chart, 'c')];
      const dependable = {};
      Dependable.implement(dependable, { dependencyRoots: roots });
      a.node.addDependency(dependable);
    });
  });

  test('of charts asked for by `charts`, before and after synth', () => {
    const [theirs, ours] = [App, ServiceApp].map((AppClass) => {
      const app = new AppClass({ outdir: freshDirectory() });
      const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
      a.addDependency(b);
      object(b, 'x').addDependency(object(c, 'y'));
      const before = app.charts.map(({ node }) => node.id);
      app.synth();
      return { before, after: app.charts.map(({ node }) => node.id) };
    });
    expect(ours).toEqual(theirs);
    expect(ours).toEqual({ before: ['b', 'a', 'c'], after: ['c', 'b', 'a'] });
  });

  test('of 20,000 objects in a row, and of two charts with 1,000 objects each', () => {
    const app = new ServiceApp({ outdir: freshDirectory(), yamlOutputType: YamlOutputType.FILE_PER_APP });
    const chart = new Chart(app, 'c');
    const objects = Array.from({ length: 20_000 }, (_, i) => object(chart, `o${i}`));
    objects.forEach((each, i) => i > 0 && objects[i - 1].addDependency(each));
    const [big, base] = ['big', 'base'].map((id) => new Chart(app, id));
    for (let i = 0; i < 1_000; i++) [big, base].forEach((each) => object(each, `${each.node.id}-${i}`));
    big.addDependency(base);
    app.synth();
    const names = namesIn(filesIn(app.outdir)['app.k8s.yaml']);
    expect(names.slice(0, 20_000)).toEqual(objects.map(({ name }) => name).reverse());
    expect(names.slice(20_000).map((name) => name.split('-')[0])).toEqual([
      ...Array<string>(1_000).fill('base'),
      ...Array<string>(1_000).fill('big'),
    ]);
  });
});

describe('a cycle of dependencies is an error, in the words of cdk8s', () => {
  test('between objects, and nothing is written', () => {
    const build: Build = (app) => {
      const chart = new Chart(app, 'c');
      const [a, b, c] = ['a', 'b', 'c'].map((id) => object(chart, id));
      a.addDependency(b);
      b.addDependency(c, object(chart, 'd'));
      c.addDependency(a);
    };
    expect(expectSame(build)).toMatch(/^Dependency cycle detected: c\/a => c\/b/);
    const app = new ServiceApp({ outdir: freshDirectory() });
    build(app);
    expect(() => app.synth()).toThrow('Dependency cycle');
    expect(() => app.charts).toThrow('Dependency cycle');
    expect(filesIn(app.outdir)).toEqual({});
  });

  test('word for word, also where a construct on the way depends on something beside it', () => {
    const message = expectSame((app) => {
      const chart = new Chart(app, 'c');
      const [a, b, c] = ['a', 'b', 'c'].map((id) => object(chart, id));
      a.addDependency(b, object(chart, 'beside'));
      b.addDependency(c);
      c.addDependency(a);
    });
    // cdk8s loses track of the last step here.
    expect(message).toBe('Dependency cycle detected: c/a => c/b => c/a');
  });

  test('through what an object did not count for itself', () => {
    const message = expectSame((app) => {
      const chart = new Chart(app, 'c');
      const first = object(chart, 'first');
      const outer = new Construct(chart, 'outer');
      const inner = new Construct(outer, 'inner');
      first.addDependency(object(inner, 'a'));
      outer.node.addDependency(inner);
      inner.node.addDependency(object(outer, 'b'));
    });
    expect(message).toMatch(/^Dependency cycle detected: /);
  });

  test('between charts through their constructs', () => {
    const message = expectSame((app) => {
      const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
      object(a, 'x').addDependency(b);
      object(b, 'y').addDependency(a);
    });
    expect(message).toBe('Dependency cycle detected: a => b => a');
  });

  test('that only the objects of two constructs close', () => {
    const message = expectSame((app) => {
      const chart = new Chart(app, 'c');
      const [first, second] = [new Construct(chart, 'first'), new Construct(chart, 'second')];
      object(first, 'a');
      const b = object(second, 'b');
      first.node.addDependency(b);
      second.node.addDependency(first);
    });
    expect(message).toBe('Dependency cycle detected: c/first/a => c/second/b => c/first/a');
  });

  test('with one way back where there are more than anybody reads', () => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    const chart = new Chart(app, 'c');
    const rungs = Array.from({ length: 60 }, (_, i) => ['l', 'r'].map((side) => object(chart, `${side}${i}`)));
    rungs.slice(1).forEach((rung, i) => rungs[i].forEach((each) => each.addDependency(...rung)));
    rungs[59][0].addDependency(rungs[0][0]);
    expect(() => app.synth()).toThrow(
      `Dependency cycle detected: ${rungs.map(([left]) => left.node.path).join(' => ')} => c/l0`,
    );
  });

  test('of a construct with itself, which cdk8s leaves out without a word', () => {
    const build = (app: App): App => {
      const chart = new Chart(app, 'c');
      const a = object(chart, 'a');
      a.addDependency(a);
      return app;
    };
    expect(outcomeOf((outdir) => build(new App({ outdir })))).toEqual({ files: { 'c.k8s.yaml': '' } });
    expect(outcomeOf((outdir) => build(new ServiceApp({ outdir })))).toEqual({
      error:
        'c/a: dependency: got "c/a"; allowed: another construct than itself. Fix: remove this call of `addDependency`',
    });
  });

  test('and a dependency outside of any chart has none', () => {
    const message = expectSame((app) => {
      new Construct(app, 'lonely').node.addDependency(object(new Chart(app, 'c'), 'a'));
    });
    expect(message).toBe('cannot find a parent chart (directly or indirectly)');
  });
});

describe('validations', () => {
  test('fail with the words of cdk8s, and before anything is written', () => {
    const message = expectSame((app) => {
      const chart = new Chart(app, 'c');
      chart.node.addValidation({ validate: () => ['first', 'second'] });
      object(chart, 'a').node.addValidation({ validate: () => ['third'] });
    });
    expect(message).toBe('Validation failed with the following errors:\n  [c] first\n  [c] second\n  [c/a] third');
  });

  test.each([
    ['synth', (app: App) => app.synth()],
    ['synthYaml', (app: App) => app.synthYaml()],
  ])('run once in %s, however many charts there are', (_, run) => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    const validate = jest.fn(() => []);
    for (const id of ['a', 'b', 'c']) new Chart(app, id).node.addValidation({ validate });
    run(app);
    expect(validate).toHaveBeenCalledTimes(3);
  });

  test('may render charts', () => {
    const app = new ServiceApp({ outdir: freshDirectory() });
    const chart = new Chart(app, 'c');
    object(chart, 'a');
    let isRendering = false;
    let rendered: unknown[] = [];
    chart.node.addValidation({
      validate: () => {
        // cdk8s validates when it renders a chart.
        if (isRendering) return [];
        isRendering = true;
        rendered = chart.toJson();
        isRendering = false;
        return [];
      },
    });
    app.synth();
    expect(rendered).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
    expect(Testing.synth(chart)).toEqual(rendered);
  });
});

test('a chart that renders in its own way does so', () => {
  class Wrapped extends Chart {
    public toJson(): unknown[] {
      return [...super.toJson().map((each) => ({ ...each, wrapped: true })), undefined];
    }
  }
  for (const yamlOutputType of [0, 1, 2, 3]) {
    expectSame(
      (app) => {
        const chart = new Wrapped(app, 'c');
        object(chart, 'a').addDependency(object(chart, 'b'));
        object(new Chart(app, 'd'), 'x').addDependency(chart);
      },
      { yamlOutputType, recordConstructMetadata: true },
    );
  }
});

test('an object that cannot be rendered fails with the words of cdk8s, and the files of the last synth stay', () => {
  const outdir = freshDirectory();
  const build = (good: unknown): void => {
    const app = new ServiceApp({ outdir });
    object(new Chart(app, 'a'), 'a', { data: { good } });
    object(new Chart(app, 'b'), 'b', { spec: good instanceof Date ? { good } : {} });
    app.synth();
  };
  build('yes');
  const before = filesIn(outdir);
  expect(() => build(new Date())).toThrow("Failed serializing construct at path 'a/a' with name 'a'");
  expect(filesIn(outdir)).toEqual(before);
});
