import * as path from 'node:path';
import { chartFolder } from './chart-folder';
import { forShell } from './for-shell';
import { chartPart, helmTemplate, helmValues, isHelmValues, isTemplateOfChart } from './helm';
import { isKustomization, kustomization } from './kustomization';
import { isMap, Unrendered } from './unrendered-kind';
import { ReadResult } from '../topology/read-yaml';
import { looksLikeTemplate } from '../topology/unrendered';

/** A text that was read. */
export interface Reading {
  /** The file that it is from; absent for standard input. */
  readonly file?: string;
  readonly text: string;
  readonly result: ReadResult;
}

/** What a whole file is, if it is no manifest but something that manifests are made of. */
export function unrenderedFile({ file, text, result }: Reading): Unrendered | undefined {
  const objects = result.manifests.map(({ object }) => object);
  if (result.problems.length === 0 && objects.every(isManifest)) {
    // With its actions in quotes it can be read, and says something else than what it becomes.
    return file !== undefined && hasActions(text) && isTemplateOfChart(file) ? helmTemplate(file) : undefined;
  }
  const byName = file === undefined ? undefined : ofName(file);
  if (byName !== undefined) return byName;
  if (looksLikeTemplate(text)) return template(text, file);
  return objects.map((object) => ofContent(object, file)).find((found) => found !== undefined);
}

/** Whether a text has actions of a template anywhere, be it in quotes. */
export function hasActions(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

/** A template whose actions are in quotes: it can be read, and a field that must be a name has an action. */
export function quotedTemplate(text: string, file: string | undefined): Unrendered {
  return template(text, file);
}

/** What an object is by its own words, if it is no object of a cluster but something that such are made of. */
export function unrenderedObject(object: unknown, file: string | undefined): Unrendered | undefined {
  if (!isMap(object)) return undefined;
  const { kind, apiVersion } = object;
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : undefined;
  if (isKustomization(object, file)) return kustomization(kind, file);
  if (kind === undefined && apiVersion === undefined) {
    if (isHelmValues(object)) return helmValues(file);
    if (typeof object.app === 'string' && typeof object.language === 'string') {
      return { what: 'the configuration of cdk8s', render: 'cdk8s synth --stdout' };
    }
  }
  if (kind === 'Template' && (apiVersion === 'v1' || group === 'template.openshift.io')) {
    return { what: 'a template of OpenShift', render: `oc process --local -f ${forShell(file ?? '<file>')}` };
  }
  return undefined;
}

/** Languages that make manifests, by the end of a file's name. */
const LANGUAGES: ReadonlyMap<string, { readonly what: string; readonly render: string }> = new Map([
  ['.jsonnet', { what: 'Jsonnet', render: 'jsonnet' }],
  ['.libsonnet', { what: 'a library of Jsonnet', render: 'jsonnet <the file that uses it>' }],
  ['.cue', { what: 'CUE', render: 'cue export --out yaml' }],
  ['.k', { what: 'KCL', render: 'kcl run' }],
  ['.pkl', { what: 'Pkl', render: 'pkl eval --format yaml' }],
  ['.dhall', { what: 'Dhall', render: 'dhall-to-yaml --documents --file' }],
]);

function ofName(file: string): Unrendered | undefined {
  const language = LANGUAGES.get(path.extname(file).toLowerCase());
  if (language !== undefined) {
    const { what, render } = language;
    return { what, render: render.includes('<') ? render : `${render} ${forShell(file)}` };
  }
  const name = path.basename(file);
  if (/\.[cm]?[jt]sx?$/.test(name)) return { what: 'a program', render: 'cdk8s synth --stdout' };
  if (/^(docker-)?compose([.-].*)?\.ya?ml$/.test(name)) return compose(file);
  if (/^helmfile.*\.ya?ml(\.gotmpl)?$/.test(name)) {
    return { what: 'a helmfile', render: `helmfile template --file ${forShell(file)}` };
  }
  return undefined;
}

function ofContent(object: unknown, file: string | undefined): Unrendered | undefined {
  if (!isMap(object) || object.kind !== undefined) return undefined;
  const part = chartPart(object, file);
  if (part !== undefined) return part;
  if (unrenderedObject(object, file) !== undefined) return undefined;
  const { services } = object;
  const isCompose =
    isMap(services) && Object.values(services).some((one) => isMap(one) && ('image' in one || 'build' in one));
  return isCompose ? compose(file) : undefined;
}

function compose(file: string | undefined): Unrendered {
  return { what: 'a Compose file', render: `kompose convert --stdout --file ${forShell(file ?? '<file>')}` };
}

/** What Helm's templates have, and those of others have not. */
const HELM =
  /\{\{-?[^{}\n]{0,300}?(?:[.$](?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|nindent|toYaml|tpl) )/;

function template(text: string, file: string | undefined): Unrendered {
  if (HELM.test(text) || (file !== undefined && chartFolder(file) !== undefined)) return helmTemplate(file);
  return { what: 'a template', render: '<the program that renders it>' };
}

function isManifest(object: unknown): boolean {
  return isMap(object) && typeof object.kind === 'string' && typeof object.apiVersion === 'string';
}
