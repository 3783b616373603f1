import { App, YamlOutputType } from 'cdk8s';
import { outcomeOf } from './outcome';
import { build as onlineBoutique } from '../../examples/online-boutique/app';
import { build as seeds } from '../../examples/seeds/app';
import { ServiceApp } from '../../src';

// What the constructs warn of is not of interest here.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation());

describe.each([
  ['seeds', seeds],
  ['online-boutique', onlineBoutique],
])('the example %s', (_, build) => {
  test.each([
    ['FILE_PER_APP', YamlOutputType.FILE_PER_APP],
    ['FILE_PER_CHART', YamlOutputType.FILE_PER_CHART],
    ['FOLDER_PER_CHART_FILE_PER_RESOURCE', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
  ])('comes out byte for byte as from App of cdk8s, as %s', (__, yamlOutputType) => {
    const [theirs, ours] = [App, ServiceApp].map((AppClass) =>
      outcomeOf((outdir) => {
        const app = new AppClass({ outdir, yamlOutputType, recordConstructMetadata: true });
        build(app);
        return app;
      }),
    );
    expect(ours).toEqual(theirs);
    expect(ours).toHaveProperty('files');
  });
});
