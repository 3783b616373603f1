import { App, Chart, YamlOutputType } from 'cdk8s';
import { constructMetadata, METADATA_FILE } from './construct-metadata';
import { ConstructTree } from './construct-tree';
import { inspect, Manifest, whileInspecting } from './inspection';
import { ordersItself } from './namespace-order';
import { pageFiles } from './network-pages';
import { OutputDirectory } from './output-directory';
import { planFiles } from './output-layout';
import { ServiceAppProps } from './service-app-props';
import { chartsIn, Synthesis } from './synthesis';
import { describeError, refuseInvalid, validate } from './validate';
import { YamlWriter } from './yaml';
import { checked } from '../checked/checked';

const OTHER_EXTENSION = 'set another `outputFileExtension`';
const OTHER_CLUSTER = `give one of the clusters another name, or ${OTHER_EXTENSION}`;

/**
 * The `App` of cdk8s with the same output, for apps of any size.
 *
 * cdk8s validates and resolves the whole app again for each chart; this app does it once, so that the time of synth
 * grows with the number of objects. Nothing is written before everything is rendered, a file is replaced as a whole or
 * not at all, and manifests of an earlier synth that are no longer rendered are removed.
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 *
 * @example
 *
 * const platform = new ServiceApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
 * const shop = new Chart(platform, 'shop', { namespace: 'shop' });
 * new DefaultDenyPolicy(shop, 'default-deny');
 * platform.synth();
 */
@checked
export class ServiceApp extends App {
  private readonly recordsMetadata: boolean;
  private readonly writesPage: boolean;

  constructor(props: ServiceAppProps = {}) {
    super(props);
    ordersItself(this);
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    this.writesPage = props.networkPage ?? false;
  }

  /** All charts of the app, each behind the charts that it depends on. */
  public get charts(): Chart[] {
    return chartsIn(new ConstructTree(this), false);
  }

  /** Renders all manifests into the output directory. */
  public synth(): void {
    const byObject = this.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    const synthesis = this.inspected(byObject);
    const files = planFiles(this, synthesis);
    if (this.recordsMetadata) {
      const objects = synthesis.charts.flatMap((chart) => synthesis.objectsOf(chart));
      files.add(this, METADATA_FILE, constructMetadata(objects), OTHER_EXTENSION);
    }
    if (this.writesPage) {
      for (const { name, content } of pageFiles(this, synthesis.manifests)) {
        files.add(this, name, content, name === 'network.html' ? OTHER_EXTENSION : OTHER_CLUSTER);
      }
    }
    new OutputDirectory(this.outdir).replace(
      files.list(),
      synthesis.charts.map(({ node }) => node.path),
    );
  }

  /** Renders all manifests into one text. */
  public synthYaml(): string {
    return new YamlWriter().stringifyManifests(this.inspected(false).manifests);
  }

  /** Validates and renders the app, and has inspected what will be written. */
  private inspected(byObject: boolean): Synthesis {
    return whileInspecting(this, () => {
      const invalid = validate(this);
      const synthesis = new Synthesis(this, byObject);
      const wrong = inspect(this, manifestsOf(synthesis, invalid));
      refuseInvalid([...wrong.map((error) => describeError(this.node.path, error)), ...invalid]);
      return synthesis;
    });
  }
}

/** What a synthesis renders. What is invalid may be why something does not render; then that is what is said. */
function manifestsOf(synthesis: Synthesis, invalid: readonly string[]): Manifest[] {
  try {
    return synthesis.manifests;
  } catch (error) {
    refuseInvalid(invalid);
    throw error;
  }
}
