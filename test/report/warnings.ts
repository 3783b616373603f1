import { App, Chart } from 'cdk8s';

/** What synth warns of in a chart, in the order of the constructs. */
export function warningsOf(chart: Chart): string[] {
  App.of(chart).synthYaml();
  return chart.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type.includes('warning'))
    .map(({ data }) => String(data));
}
