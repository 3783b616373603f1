/** Pictures of the package bring both their colours; the page, and not the system, says which of them show. */
export function pictureFor(svg: string, theme: 'light' | 'dark'): string {
  if (!svg.includes('data-theme=dark')) throw new Error('a picture that does not know data-theme');
  return svg.replace(/^<svg /, `<svg data-theme="${theme}" `);
}

const sizeOf = (svg: string): { width: string; height: string } => {
  const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  if (width === undefined) throw new Error('a picture without width and height');
  return { width, height };
};

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** Both pictures, of which the style sheet shows one; each keeps its place while it loads. */
export function pictureElement(name: string, alt: string, svg: string): string {
  const { width, height } = sizeOf(svg);
  const image = (theme: string): string =>
    `<img class="${theme}" src="/pictures/${name}.${theme}.svg" alt="${escaped(alt)}" width="${width}" height="${height}">`;
  return `<figure class="picture" tabindex="0">${image('light')}${image('dark')}</figure>`;
}

/** Pictures of a page become elements; `svgOf` finds a picture by its address on the site. */
export function showPictures(markdown: string, svgOf: (name: string) => string): string {
  return markdown.replace(/^!\[([^\]]*)\]\(\/pictures\/([a-z0-9-]+)\.svg\)$/gm, (_, alt: string, name: string) =>
    pictureElement(name, alt, svgOf(name)),
  );
}
