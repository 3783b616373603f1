import { bashBlock, bullets, paragraph } from './page';

/** One thing that can be wrong, how to tell, and the commands; texts are Markdown. */
export interface Step {
  readonly title: string;
  readonly text: string;
  readonly points?: readonly string[];
  readonly commands?: readonly string[];
}

/** Steps in the order in which they are taken. */
export function numbered(steps: readonly Step[]): string {
  return steps
    .map(({ title, text, points = [], commands = [] }, i) => {
      const block = commands.length === 0 ? '' : bashBlock(commands);
      return paragraph(`**${i + 1}. ${title}** ${text}`) + bullets(points) + block;
    })
    .join('');
}
