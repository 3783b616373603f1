import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { PlannedFiles } from './planned-files';
import { Synthesis } from './synthesis';
import { YamlWriter } from './yaml';
import { refuse } from '../support/refuse';

const RENAME_CHART = 'give one of the charts another id';
const RENAME_OBJECT = 'give one of the objects another name';
const USE_FOLDERS = `${RENAME_OBJECT}, or use YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE for objects of different charts`;

/** Renders the app into files, named as cdk8s names them. */
export function planFiles(app: App, synthesis: Synthesis): PlannedFiles {
  const files = new PlannedFiles();
  const yaml = new YamlWriter();
  const extension = checkedExtension(app);
  const { charts } = synthesis;
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP: {
      if (charts.length === 0) break;
      files.add(app, `app${extension}`, yaml.stringifyManifests(synthesis.manifests), RENAME_CHART);
      break;
    }
    case YamlOutputType.FILE_PER_CHART:
      charts.forEach((chart, i) => {
        const text = yaml.stringifyManifests(synthesis.manifestsOf(chart));
        files.add(chart, chartName(synthesis, chart, i) + extension, text, RENAME_CHART);
      });
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      for (const manifest of synthesis.manifests) {
        const { owner, content } = manifest;
        if (content === undefined) continue;
        files.add(owner, objectName(content as Named) + extension, yaml.stringifyManifests([manifest]), USE_FOLDERS);
      }
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      charts.forEach((chart, i) => {
        const folder = chartName(synthesis, chart, i);
        for (const manifest of synthesis.manifestsOf(chart)) {
          const name = `${folder}/${objectName(manifest.owner as ApiObject)}${extension}`;
          files.add(manifest.owner, name, yaml.stringifyManifests([manifest]), RENAME_OBJECT);
        }
      });
      break;
  }
  return files;
}

/** The extension ends the name of each file; it must not move the file to another folder. */
function checkedExtension({ outputFileExtension: extension }: App): string {
  if (/^[\w.-]*$/.test(extension) && !/\.\.|\.$/.test(extension)) return extension;
  return refuse('App', {
    what: 'outputFileExtension',
    got: extension,
    allowed: 'letters, digits, "-", "_" and single dots, the last of them not at the end',
    fix: 'use one such as ".k8s.yaml"; another folder is set by `outdir`',
  });
}

/** Charts that depend on each other carry their number: `kubectl apply -f` goes by the alphabet. */
function chartName(synthesis: Synthesis, chart: Chart, index: number): string {
  const name = Names.toDnsLabel(chart);
  return synthesis.hasDependentCharts ? `${index.toString().padStart(4, '0')}-${name}` : name;
}

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name?: string };
}

function objectName({ kind, metadata }: Named): string {
  return `${kind}.${metadata.name}`.replace(/[^\w.-]/g, '');
}
