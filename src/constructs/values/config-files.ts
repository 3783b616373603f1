import { readFileSync } from 'fs';
import { resolve } from 'path';
import { checked } from '../../checked/checked';
import { literalSecret } from '../../support/literal-secret';
import { checkWholeNumber } from '../../support/numbers';
import { checkContainerPath, normalPath } from '../../support/paths';
import { inWords, refuse } from '../../support/refuse';
import { isReadable } from '../../support/text';

/** Options for a `ConfigFile`. */
export interface ConfigFileOptions {
  /**
   * The rights of the file, in octal: `0o555` for a script.
   *
   * @default - 0o644: everybody may read it
   */
  readonly mode?: number;

  /**
   * Whether a text that looks like a secret is none.
   *
   * @default false
   */
  readonly notSecret?: boolean;
}

/**
 * The content of a file, for `ConfigFiles.of`.
 *
 * @example
 *
 * const script = ConfigFile.fromText('#!/bin/sh\nexec /app/warm-up\n', { mode: 0o555 });
 */
@checked
export class ConfigFile {
  /**
   * A text.
   *
   * @param text what is in the file, as it is
   * @param options its rights
   */
  public static fromText(text: string, options: ConfigFileOptions = {}): ConfigFile {
    return new ConfigFile('ConfigFile.fromText', Buffer.from(text), options);
  }

  /**
   * A file on disk, read at once. It may hold anything, not only text.
   *
   * @param path the file; a relative path begins where the program was started: `path.join(__dirname, 'app.yaml')` is next
   * to the source
   * @param options its rights
   */
  public static fromFile(path: string, options: ConfigFileOptions = {}): ConfigFile {
    return new ConfigFile('ConfigFile.fromFile', read(path), options);
  }

  private constructor(
    where: string,
    /** @internal */
    public readonly _content: Buffer,
    /** @internal */
    public readonly _options: ConfigFileOptions,
  ) {
    const { mode } = _options;
    const fix = 'write it in octal, for example 0o555';
    if (mode !== undefined) checkWholeNumber(where, mode, { what: 'mode', min: 0, max: 0o777, fix });
  }

  /** The content, if it is a text that YAML holds as it is. @internal */
  public get _text(): string | undefined {
    const text = this._content.toString('utf8');
    return isReadable(text) && Buffer.from(text).equals(this._content) ? text : undefined;
  }
}

/** A file of the container's file system. */
export interface PlacedFile {
  readonly path: string;
  readonly file: ConfigFile;
}

/**
 * Configuration files of a workload, by the paths that its main container has them at.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 *
 * @example
 *
 * new InternalService(chart, 'api', {
 *   image: 'ghcr.io/acme/api:1.4.2',
 *   port: 8080,
 *   config: ConfigFiles.of({ '/etc/app/app.yaml': 'logLevel: info\n' }),
 * });
 */
@checked
export class ConfigFiles {
  /**
   * Files with their content.
   *
   * @param files for each absolute path a text, or a `ConfigFile`
   */
  public static of(files: { readonly [path: string]: string | ConfigFile }): ConfigFiles {
    const where = 'ConfigFiles.of';
    const placed = new Map<string, ConfigFile>();
    for (const [given, content] of Object.entries(files)) {
      const path = normalPath(checkContainerPath(where, given, 'path of a file'));
      if (given.endsWith('/')) {
        refuse(where, {
          what: 'path of a file',
          got: given,
          allowed: 'the path of a file, with its name',
          fix: 'name it',
        });
      }
      if (placed.has(path)) {
        refuse(where, { what: 'path of a file', got: given, allowed: 'each file once', fix: 'leave one out' });
      }
      const file = typeof content === 'string' ? ConfigFile.fromText(content) : content;
      refuseSecret(path, file);
      placed.set(path, file);
    }
    if (placed.size === 0) {
      refuse(where, { what: 'files', got: files, allowed: 'at least one file', fix: 'leave it out' });
    }
    return new ConfigFiles([...placed].map(([path, file]) => ({ path, file })));
  }

  private constructor(
    /** @internal */
    public readonly _files: readonly PlacedFile[],
  ) {}
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refuse('ConfigFile.fromFile', {
      what: 'path',
      got: path,
      allowed: `a file that can be read; ${resolve(path)} ${code === 'ENOENT' ? 'is not there' : `is none: ${message}`}`,
      fix: 'begin a path next to the source with __dirname: path.join(__dirname, "app.yaml")',
    });
  }
}

/** A ConfigMap is read by many. */
function refuseSecret(path: string, { _text: text, _options: options }: ConfigFile): void {
  const why = text === undefined || options.notSecret === true ? undefined : literalSecret(text);
  if (why === undefined) return;
  refuse('ConfigFiles.of', {
    what: `file ${path}, ${why}`,
    got: inWords('literal text'),
    allowed: 'what anybody may read, because a ConfigMap is read by many',
    fix:
      'have the program read it from a variable of a Secret, or mount a Secret: MountedVolume.secret(…); if anybody may ' +
      'read it, ConfigFile.fromText("…", { notSecret: true })',
  });
}
