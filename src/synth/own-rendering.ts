import { Chart } from 'cdk8s';
import { nameOfClass } from '../checked/runtime-types';

/**
 * Whether a chart renders in a way of its own, and not as the class `Chart` of cdk8s does. A second copy of cdk8s in
 * `node_modules` has a class of its own, which renders in the same way; its charts are known by what jsii calls it.
 */
export function rendersItself(chart: Chart): boolean {
  if (chart.toJson === Chart.prototype.toJson) return false;
  for (let above = chart as object | null; above !== null; above = Object.getPrototypeOf(above) as object | null) {
    const target: unknown = Object.getOwnPropertyDescriptor(above, 'constructor')?.value;
    if (typeof target !== 'function' || nameOfClass(target) !== 'cdk8s.Chart') continue;
    return chart.toJson !== (above as Chart).toJson;
  }
  return true;
}
