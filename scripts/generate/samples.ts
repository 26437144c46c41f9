import { calendarSamples } from './samples/calendar.ts';
import { committeeLifeSamples } from './samples/committee-life.ts';
import { committeeMessageSamples } from './samples/committee-messages.ts';
import { committeePlanningSamples } from './samples/committee-planning.ts';
import { communicationSamples } from './samples/communication.ts';
import { communicationKitSamples } from './samples/communication-kit.ts';
import { opinionSamples } from './samples/communication-opinions.ts';
import { publicationSamples } from './samples/communication-publications.ts';
import { conventionSamples } from './samples/convention.ts';
import { deliverableSamples } from './samples/deliverables.ts';
import { deskSamples } from './samples/desk.ts';
import { fileSamples } from './samples/files.ts';
import { incidentSamples } from './samples/incidents.ts';
import { obligationSamples } from './samples/obligations.ts';
import { peopleSamples } from './samples/people.ts';
import { pollSamples } from './samples/polls.ts';
import { reachabilitySamples } from './samples/reachability.ts';
import { reminderSamples } from './samples/reminders.ts';
import type { Sample } from './samples/sample.ts';
import { serviceSamples } from './samples/service.ts';

/** Every card of `cards/`, with real-looking data about Choisy-le-Roi: what the previews draw. */
export const samples: readonly Sample[] = [
  ...serviceSamples,
  ...peopleSamples,
  ...calendarSamples,
  ...reminderSamples,
  ...committeePlanningSamples,
  ...reachabilitySamples,
  ...committeeMessageSamples,
  ...deskSamples,
  ...deliverableSamples,
  ...incidentSamples,
  ...communicationSamples,
  ...obligationSamples,
  ...communicationKitSamples,
  ...conventionSamples,
  ...publicationSamples,
  ...opinionSamples,
  ...fileSamples,
  ...committeeLifeSamples,
  ...pollSamples,
];
