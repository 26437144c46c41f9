import { noOwnData, ownDataCard } from '../../cards/personal-data.ts';
import { lastTermOf } from '../domain/committee/track-plan.ts';
import { type Context, defineCommand } from './command.ts';
import { coordinationContact } from './contact.ts';
import { ownRoles } from './own-data.ts';

/** Name of the file that holds them. */
export const OWN_DATA_FILE = 'mes-donnees';

/** What is kept of whoever asks, why, for how long and what they may ask (RGPD), with a file of all of it. */
export const showOwnData = defineCommand({
  word: 'mes-donnees',
  title: 'Mes données',
  help: 'voir ce que Jalon garde à votre sujet, et le télécharger',
  article: null,
  roles: ['anyone'],
  fields: {},
  run: (_input, context) => {
    const { row } = context.actor;
    if (row === null) return { kind: 'answer', card: noOwnData() };
    const { id, name, position, email, phone, accounts } = row.person;
    const card = ownDataCard({
      person: { name, position, email, phone, channels: [...new Set(accounts.map((a) => a.platform))] },
      roles: ownRoles(context, id),
      retention: longestRetention(context),
      contact: coordinationContact(context.settings),
      fileUrl: context.fileUrl({ file: OWN_DATA_FILE, values: {} }),
    });
    return { kind: 'answer', card };
  },
});

/** Tracks may differ: what is told is the last day on which anything may be kept. */
function longestRetention({ world }: Context): { readonly years: number; readonly termOn: string } | null {
  const all = [...world.tracks.values()].flatMap((track) =>
    track.facts === null
      ? []
      : [{ years: track.facts.retentionYears, termOn: lastTermOf(track, track.facts) }],
  );
  return all.toSorted((a, b) => endOf(b) - endOf(a))[0] ?? null;
}

function endOf({ years, termOn }: { readonly years: number; readonly termOn: string }): number {
  return Temporal.PlainDate.from(termOn).add({ years }).since('1970-01-01').total('days');
}
