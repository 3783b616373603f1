import * as path from 'node:path';
import { forShell } from './for-shell';
import { Fields, Unrendered } from './unrendered-kind';

const KUSTOMIZATION_FILE = /^(kustomization\.ya?ml|Kustomization)$/;
/** What only a kustomization has. */
const KUSTOMIZATION_FIELDS =
  /^(bases|components|configMapGenerator|secretGenerator|generatorOptions|patches|patchesStrategicMerge|patchesJson6902|helmCharts|commonLabels|commonAnnotations|namePrefix|nameSuffix)$/;

/** Whether an object is a kustomization, be it that it does not say so: kustomize needs neither kind nor apiVersion. */
export function isKustomization(object: Fields, file: string | undefined): boolean {
  const { kind, apiVersion } = object;
  if (typeof apiVersion === 'string') {
    return apiVersion.startsWith('kustomize.config.k8s.io/') && (kind === undefined || typeof kind === 'string');
  }
  if (kind !== undefined) return kind === 'Kustomization' || kind === 'Component';
  if (file !== undefined) return KUSTOMIZATION_FILE.test(path.basename(file));
  return Array.isArray(object.resources) || Object.keys(object).some((key) => KUSTOMIZATION_FIELDS.test(key));
}

/** What to call it, and the call that renders it. */
export function kustomization(kind: unknown, file: string | undefined): Unrendered {
  if (kind === 'Component') {
    return { what: 'a component of kustomizations', render: 'kubectl kustomize <the folder that uses it>' };
  }
  const folder = file === undefined ? '<folder>' : forShell(path.dirname(file));
  return { what: 'a kustomization', render: `kubectl kustomize ${folder}` };
}
