/**
 * What unpacks the script of the page and runs it: the browser can do both. The policy of the page names what may run by its
 * hash, so that this can bring nothing else into the page.
 */
export const PAGE_LOADER = `(async () => {
  try {
    const packed = atob(document.getElementById('script').textContent);
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const text = await new Response(stream).text();
    const policy = self.trustedTypes?.createPolicy('page', { createScript: (same) => same });
    const script = document.createElement('script');
    script.textContent = policy === undefined ? text : policy.createScript(text);
    document.body.append(script);
  } catch (error) {
    document.getElementById('old').hidden = false;
    throw error;
  }
})();`;
