import type { RequestListener } from 'node:http';
import type { Express } from 'express';
import type { Log } from '../usecases/log.ts';
import { carefulHeaders } from './careful.ts';
import { endpointOf } from './endpoints.ts';
import type { Stops } from './limits.ts';
import { type AppOptions, isTooLong, sayFault } from './server.ts';
import { Visit } from './visit.ts';

/** Answers a request; what it throws is a fault of ours. */
export type Answer = (visit: Visit) => Promise<void>;

/** Where the platforms knock. */
export interface Doors {
  /** Has `POST path` answered; `path` is one of the endpoints. */
  open(path: string, answer: Answer): void;
  /** Hears all requests of a server: those at a door as they come, every other one through the app. */
  readonly hear: RequestListener;
}

export interface DoorParts extends Pick<AppOptions, 'isPublicHttps' | 'countAnswers'> {
  readonly log: Log;
  /** The limit on whoever is refused too often, which `mountLimits` gives. */
  readonly stops?: Stops;
}

/**
 * Doors beside the app: nearly all requests are the platforms', and of what Express does on the way to a handler they need
 * four things only, done here without it. A request that is not the door's to the letter (another method, a slash more)
 * goes the app's way, to the same handler or to a refusal.
 */
export function createDoors(app: Express, parts: DoorParts): Doors {
  const { isPublicHttps = false, countAnswers, stops, log } = parts;
  const careful = carefulHeaders(isPublicHttps);
  const doors = new Map<string, Answer>();

  async function enter(visit: Visit, path: string, answer: Answer): Promise<void> {
    if (isTooLong(visit.headers)) {
      visit.json(413, { error: 'too-long' }, { Connection: 'close' });
      return;
    }
    if (stops?.(visit, path) === true) return;
    try {
      await answer(visit);
    } catch (error) {
      visit.json(500, sayFault(log, path, error));
    }
  }

  return {
    open: (path, answer) => {
      doors.set(path, answer);
      // The app has set the careful headers by then.
      app.post(path, (request, response) => answer(new Visit(request, response, [])));
    },
    hear: (request, response) => {
      const { method, url = '' } = request;
      const answer = method === 'POST' ? doors.get(url) : undefined;
      if (answer === undefined) {
        app(request, response);
        return;
      }
      countAnswers?.(response, endpointOf(url));
      void enter(new Visit(request, response, careful), url, answer);
    },
  };
}
