import { describeError } from './file-errors';
import { readText } from './read-file';
import { Problem } from '../topology/model';

/** Reads the file that an option names; what is wrong with it goes to the problems, and then there is nothing. */
export async function readOptionFile<T extends { readonly problems: readonly Problem[] }>(
  file: string | undefined,
  read: (text: string, source: string) => T,
  problems: Problem[],
): Promise<T | undefined> {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    problems.push({ source: file, message: describeError(error, file, 'allowed: a file') });
    return undefined;
  }
  const result = read(text, file);
  problems.push(...result.problems);
  return result;
}
