// What this package and cdk8s-plus are called, for each version of cdk8s-plus and in each language.
const { SOURCE } = require('./versions');

const OWN = 'cdk8s-service-patterns';

/** The names of this package, made for a version of cdk8s-plus. The one of the sources has no number. */
function ownNames(version) {
  const isSource = version === SOURCE;
  return {
    npm: isSource ? OWN : `${OWN}-${version}`,
    python: OWN.replaceAll('-', '_') + (isSource ? '' : `_${version}`),
    java: `io.github.cdk8s.servicepatterns${isSource ? '' : version}`,
    go: `cdk8sservicepatterns${isSource ? '' : version}`,
  };
}

/** The names of cdk8s-plus. */
function plusNames(version) {
  return {
    npm: `cdk8s-plus-${version}`,
    python: `cdk8s_plus_${version}`,
    java: `org.cdk8s.plus${version}`,
    go: `cdk8splus${version}`,
  };
}

module.exports = { OWN, ownNames, plusNames };
