import { Construct } from 'constructs';
import { ConnectionsProps } from './connections-props';
import { checkChart } from './namespace';
import { checkAnnotations, checkLabels, checkObjectName } from '../support/names';
import { refuse } from '../support/refuse';

/** Checks what `Connections` are told of their pods and their policy. */
export function checkProps(scope: Construct, { name, podLabels, labels, annotations }: ConnectionsProps): void {
  if (Object.keys(podLabels).length === 0) {
    refuse(scope, {
      what: 'podLabels',
      got: podLabels,
      allowed: 'at least one label; none would select every pod of the namespace',
      fix: 'pass the labels of the pods, or use DefaultDenyPolicy for the whole namespace',
    });
  }
  checkChart(scope);
  checkObjectName(scope, name, 'name of the policy');
  checkLabels(scope, podLabels, 'look the label up: nothing carries this one');
  if (labels !== undefined) checkLabels(scope, labels);
  if (annotations !== undefined) checkAnnotations(scope, annotations, 'annotations of the policy');
}
