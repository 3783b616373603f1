// gitlab-ci-local needs methods of Set that Node.js has since version 22; these tests run on 20, too.
const methods = {
  union(other) {
    return new Set([...this, ...other]);
  },
  difference(other) {
    return new Set([...this].filter((one) => !other.has(one)));
  },
};
for (const [name, method] of Object.entries(methods)) Set.prototype[name] ??= method;
