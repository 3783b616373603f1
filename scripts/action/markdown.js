// The text of a comment: its parts, and how it is cut where it would be refused.

/** What GitHub takes as the body of a comment; beyond, it refuses the whole. */
const COMMENT_CHARACTERS = 65_536;

/** What GitHub draws of a picture; beyond, an error stands in its place. */
const PICTURE = { characters: 50_000, arrows: 500 };

/** The line by which a comment is found again. It is the first one. */
const markerOf = (id) => `<!-- service-patterns: ${id} -->`;

/** The picture in a block that can be opened, or why there is none. */
function pictureBlock(mermaid) {
  const arrows = mermaid.split('\n').filter((line) => /^ +\S+ (==>|-->|-\.->)/.test(line)).length;
  if (arrows === 0) return '';
  if (mermaid.length > PICTURE.characters || arrows > PICTURE.arrows) {
    return `There is no picture: it has ${arrows} arrows, more than GitHub draws.`;
  }
  return `<details>\n<summary>Picture</summary>\n\n\`\`\`mermaid\n${mermaid.trimEnd()}\n\`\`\`\n\n</details>`;
}

/** What a program said, as a block of code that nothing in it ends. */
function codeBlock(text) {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}

/** Parts in their order, with an empty line between them. */
const join = (parts) => parts.filter((part) => part !== '').join('\n\n');

/**
 * The parts, within a limit. The picture goes first, as it repeats what the tables say; then the text ends early.
 * `measure` counts as whoever sets the limit does.
 */
function fit({ before, picture, after, footer }, limit, more, measure = (text) => text.length) {
  const whole = join([...before, picture, ...after, footer]);
  if (measure(whole) <= limit) return whole;
  const without = join([...before, picture === '' ? '' : `The picture is left out here. ${more}`, ...after, footer]);
  if (measure(without) <= limit) return without;
  const end = join([`**This text is cut: it is too long for this place.** ${more}`, footer]);
  return join([cut(join([...before, ...after]), limit - measure(end) - 2, measure), end]);
}

/** The first lines of a text; blocks that are open where it ends are closed. */
function cut(text, limit, measure) {
  const kept = [];
  let length = 0;
  for (const line of text.split('\n')) {
    length += measure(line) + 1;
    if (length + measure(closing([...kept, line])) > limit) break;
    kept.push(line);
  }
  return `${kept.join('\n')}${closing(kept)}`;
}

/** What closes the blocks that are open behind these lines. */
function closing(lines) {
  let fence;
  let details = 0;
  for (const line of lines) {
    const [, ticks] = /^(`{3,})/.exec(line) ?? [];
    if (ticks !== undefined) {
      if (fence === undefined) fence = ticks;
      else if (line === fence) fence = undefined;
    } else if (fence === undefined) {
      if (line === '<details>') details++;
      if (line === '</details>') details--;
    }
  }
  return `${fence === undefined ? '' : `\n${fence}`}${'\n\n</details>'.repeat(details)}`;
}

module.exports = { codeBlock, COMMENT_CHARACTERS, fit, join, markerOf, pictureBlock };
