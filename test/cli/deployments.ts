/** Deployments of the namespace shop whose pods have their name as the label `app`, each with the line that parts it from the next. */
export function deployments(...names: readonly string[]): string {
  return names
    .map(
      (name) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: c, image: a }] } } }
---
`,
    )
    .join('');
}
