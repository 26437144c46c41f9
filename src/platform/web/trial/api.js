/** The trial refused or could not be reached. `status` is 0 when nothing answered. */
class TrialError extends Error {
  constructor(status, cause) {
    super(`The trial answered ${status}`, { cause });
    this.name = 'TrialError';
    this.status = status;
  }
}

/** What changed since the revision that the page knows. */
export function fetchState(since) {
  return ask(`/essai/api/etat?depuis=${since}`, {});
}

/** Sends an act: `ouvrir`, `dire`, `agir`, `fermer` or `horloge`; gives back the new state. */
export function send(path, body) {
  return ask(`/essai/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Says a line with a file: a line of JSON in front of the file itself, which no form of another site can send. */
export function sendFile(body, file) {
  const said = JSON.stringify({ ...body, name: file.name });
  return ask('/essai/api/joindre', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Blob([said, '\n', file]),
  });
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (cause) {
    throw new TrialError(0, cause);
  }
  if (!response.ok) throw new TrialError(response.status);
  return response.json();
}
