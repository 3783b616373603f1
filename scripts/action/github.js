// The few calls of GitHub's API that a comment needs.
const { fail } = require('./runner');

const TRIES = 3;
const TIMEOUT_MS = 30_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What stands for an answer that did not come. */
const unanswered = (reason) => ({ status: 0, text: String(reason.cause ?? reason) });

/** No answer, or not now: a second try may know more. */
const isPassing = ({ status }) => status === 0 || status === 429 || status >= 500;

/** The API of this server (github.com, or one of a company), as who the token says. */
function createApi() {
  const {
    GITHUB_API_URL: url = 'https://api.github.com',
    GITHUB_REPOSITORY: repository,
    GITHUB_TOKEN: token,
  } = process.env;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? ''))
    throw fail(`GITHUB_REPOSITORY: got "${repository}"; allowed: owner/name`);
  const call = async (method, path, body) => {
    for (let tries = 1; ; tries++) {
      const answer = await once(method, `${url}${path}`, token, body).catch(unanswered);
      // A POST that seems to have failed may have been carried out: whoever calls looks before it tries again.
      if (method === 'POST' || !isPassing(answer) || tries === TRIES) return answer;
      await pause(500 * tries);
    }
  };
  return { repository, call };
}

async function once(method, url, token, body) {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'cdk8s-service-patterns',
      'x-github-api-version': '2022-11-28',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, text: await response.text() };
}

/** An answer of the API that is no answer. */
function refusalOf(what, { status, text }) {
  return Object.assign(fail(`${what}: GitHub answered ${status === 0 ? text : `${status} ${messageOf(text)}`}`), {
    status,
  });
}

function messageOf(text) {
  try {
    return JSON.parse(text).message ?? '';
  } catch {
    return text.slice(0, 200);
  }
}

module.exports = { createApi, isPassing, refusalOf };
