import * as path from 'node:path';
import { chartFolder } from './chart-folder';
import { forShell } from './for-shell';
import { Fields, isMap, Unrendered } from './unrendered-kind';

/** A template of a chart. */
export function helmTemplate(file: string | undefined): Unrendered {
  return { what: 'a Helm template', render: helmCall(file === undefined ? undefined : chartFolder(file)) };
}

function helmCall(chart: string | undefined, values?: string): string {
  const call = `helm template ${chart === undefined ? '<chart>' : forShell(chart)}`;
  return values === undefined ? call : `${call} --values ${forShell(values)}`;
}

/** Whether a file is in the templates of a chart. */
export function isTemplateOfChart(file: string): boolean {
  const chart = chartFolder(file);
  return chart !== undefined && path.relative(chart, file).split(path.sep).includes('templates');
}

/** Whether a document without kind has what only the values of charts have. */
export function isHelmValues({ replicaCount, nameOverride, fullnameOverride, image }: Fields): boolean {
  const isImage = isMap(image) && typeof image.repository === 'string';
  return isImage || [replicaCount, nameOverride, fullnameOverride].some((value) => value !== undefined);
}

/** Values by their content, which may have any name. */
export function helmValues(file: string | undefined): Unrendered {
  return {
    what: 'a file of values for a Helm chart',
    render: file === undefined ? 'helm template <chart> --values <values>' : helmCall(undefined, file),
  };
}

/** What else of a chart an object without kind is. */
export function chartPart({ apiVersion, name, version }: Fields, file: string | undefined): Unrendered | undefined {
  const chart = file === undefined ? undefined : chartFolder(file);
  const isChart = (apiVersion === 'v1' || apiVersion === 'v2') && name !== undefined && version !== undefined;
  if (isChart) return { what: 'the description of a Helm chart', render: helmCall(chart) };
  if (file === undefined || apiVersion !== undefined) return undefined;
  const base = path.basename(file);
  if (/(^|[.-])values([.-].*)?\.(ya?ml|json)$/i.test(base) && !/schema/.test(base)) {
    const isDefault = chart !== undefined && path.relative(chart, file) === 'values.yaml';
    return { what: 'a file of values for a Helm chart', render: helmCall(chart, isDefault ? undefined : file) };
  }
  return chart === undefined ? undefined : { what: 'part of a Helm chart', render: helmCall(chart) };
}
