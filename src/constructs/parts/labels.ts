import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { carryDefaults } from './default-metadata';
import { checkChart } from '../../network/namespace';
import { checkLabels, labelValueOf } from '../../support/names';
import { refuse } from '../../support/refuse';

/** The one label that selectors use: a Deployment's selector is immutable, so it must not change with anything else. */
export const NAME_LABEL = 'app.kubernetes.io/name';
const PART_OF_LABEL = 'app.kubernetes.io/part-of';

/**
 * The labels of everything that a construct renders. Those of a team's defaults are added when it is.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function standardLabels(
  construct: Construct,
  name: string,
  component: string,
  given: { readonly [key: string]: string } = {},
): { [key: string]: string } {
  const ownName = labelValueOf(name);
  checkLabels(construct, given);
  if (given[NAME_LABEL] !== undefined && given[NAME_LABEL] !== ownName) {
    refuse(construct, {
      what: `label "${NAME_LABEL}"`,
      got: given[NAME_LABEL],
      allowed: `only ${JSON.stringify(ownName)}, because selectors use it`,
      fix: 'set `name`',
    });
  }
  checkChart(construct);
  const chart = Chart.of(construct);
  const partOf = chart.labels[PART_OF_LABEL] ?? chart.node.id;
  const usual = {
    [NAME_LABEL]: ownName,
    // Not in selectors, so that whoever deploys one workload several times may name each.
    'app.kubernetes.io/instance': ownName,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/managed-by': 'cdk8s',
    ...(isLabelValue(partOf) ? { [PART_OF_LABEL]: partOf } : {}),
  };
  carryDefaults(construct, usual, given);
  return { ...usual, ...given };
}

/** A chart's id may be any text; one that is no label value is left out rather than changed. */
function isLabelValue(text: string): boolean {
  return text.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(text);
}
