// What a page can do with two APIs of a gateway on another origin. Tells the outcome of each
// attempt, and leaves all judging to the test that has opened the page.

const query = new URLSearchParams(location.search);
const LISTED = query.get('gateway') + '/listed';
const ANY = query.get('gateway') + '/any';

const JSON_BODY = {
  method: 'PUT',
  headers: {'Content-Type': 'application/json', 'X-A': '1'},
  body: '{"name":"tom"}',
};

/** Status and text, or that the browser kept the answer back. */
async function attempt(url, options) {
  try {
    const response = await fetch(url, options);
    return response.type === 'opaque'
      ? 'opaque'
      : `${response.status} ${await response.text()}`;
  } catch (e) {
    return e instanceof TypeError ? 'blocked' : String(e);
  }
}

/** The values of a response's fields, as far as the browser shows them. */
async function fields(url, names) {
  const response = await fetch(url);
  await response.text();
  return names.map(name => String(response.headers.get(name))).join(' ');
}

const ATTEMPTS = {
  'simple get': () => attempt(LISTED + '/pets'),
  'no-cors get': () => attempt(LISTED + '/pets', {mode: 'no-cors'}),
  'put of json': () => attempt(LISTED + '/pets', JSON_BODY),
  'put of json, again': () => attempt(LISTED + '/pets', JSON_BODY),
  'method that is not listed': () => attempt(LISTED + '/pets', {method: 'DELETE'}),
  'header that is not listed': () => attempt(LISTED + '/pets', {headers: {'X-Z': '1'}}),
  'fields': () => fields(LISTED + '/pets', ['content-type', 'x-b', 'x-hidden']),
  'cookie is set': () => attempt(LISTED + '/login', {credentials: 'include'}),
  'cookie is sent': () => attempt(LISTED + '/me', {credentials: 'include'}),
  'cookie is left out': () => attempt(LISTED + '/me', {credentials: 'omit'}),
  '404 of the gateway': () => attempt(LISTED + '/nothing'),
  '404 of the gateway behind a preflight': () => attempt(LISTED + '/nothing', JSON_BODY),
  '503 of the gateway': () => attempt(LISTED + '/broken'),
  'error of the upstream': () => attempt(LISTED + '/teapot'),
  'preflight that a route answers': () => attempt(LISTED + '/asked', JSON_BODY),
  'preflight that a route answers, again': () => attempt(LISTED + '/asked', JSON_BODY),
  'preflight that a route answers with 404': () => attempt(LISTED + '/unasked', JSON_BODY),
  'any: simple get': () => attempt(ANY + '/pets'),
  'any: put of json': () => attempt(ANY + '/pets', JSON_BODY),
  'any: delete with a header': () =>
    attempt(ANY + '/pets', {method: 'DELETE', headers: {'X-Z': '1'}}),
  'any: fields': () => fields(ANY + '/pets', ['content-type', 'x-b', 'x-hidden']),
  'any: preflight that a route answers': () => attempt(ANY + '/asked', JSON_BODY),
  'any: preflight that a route answers, again': () => attempt(ANY + '/asked', JSON_BODY),
  'any: with cookies': () => attempt(ANY + '/pets', {credentials: 'include'}),
};

const results = {};
for (const [name, run] of Object.entries(ATTEMPTS)) {
  try {
    results[name] = await run();
  } catch (e) {
    results[name] = e instanceof TypeError ? 'blocked' : String(e);
  }
}
await fetch('/results', {method: 'POST', body: JSON.stringify(results)});
