import type { Express, Response } from 'express';

const ownFolder = `${import.meta.dirname}/trial`;
const rendererFolder = `${import.meta.dirname}/../../../node_modules/adaptivecards/dist`;

/** Serves the trial page, its own scripts and styles, and Microsoft's Adaptive Cards renderer. */
export function servePage(app: Express): void {
  app.get('/essai', (_request, response) => sendOwn(response, ownFolder, 'page.html'));
  app.get('/essai/adaptivecards.js', (_request, response) =>
    sendOwn(response, rendererFolder, 'adaptivecards.min.js'),
  );
  app.get('/essai/:file', (request, response, next) => {
    const { file } = request.params;
    if (!/^[a-z-]+\.(?:css|js|svg)$/.test(file)) next();
    else sendOwn(response, ownFolder, file);
  });
}

/** `dotfiles: allow` because a checkout may lie below a folder whose name begins with a dot. */
function sendOwn(response: Response, root: string, file: string): void {
  response.sendFile(file, { root, dotfiles: 'allow', cacheControl: false });
}
