import { existsSync } from 'node:fs';
import * as path from 'node:path';

/**
 * The folder of the Helm chart that a file belongs to, spelled as the file is: the nearest with a Chart.yaml. A chart in the
 * `charts` of another one is rendered with that.
 */
export function chartFolder(file: string): string | undefined {
  let folder = path.dirname(file);
  while (!isChart(folder)) {
    if (isTop(folder)) return undefined;
    folder = above(folder);
  }
  for (;;) {
    const charts = above(folder);
    if (path.basename(path.resolve(charts)) !== 'charts' || !isChart(above(charts))) return folder;
    folder = above(charts);
  }
}

function isChart(folder: string): boolean {
  return existsSync(path.join(folder, 'Chart.yaml'));
}

function isTop(folder: string): boolean {
  const resolved = path.resolve(folder);
  return resolved === path.dirname(resolved);
}

function above(folder: string): string {
  if (folder === '.') return '..';
  return path.basename(folder) === '..' ? path.join(folder, '..') : path.dirname(folder);
}
